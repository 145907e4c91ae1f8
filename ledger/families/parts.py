"""What belongs together falls into parts, of which some may be kept apart."""

from collections.abc import Iterable, Mapping


class Parts:
    """Disjoint sets of names; a name that nobody mentioned is a part by itself."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self._sizes: dict[str, int] = {}

    def root(self, name: str) -> str:
        """The name that stands for the part, until it is joined with another."""
        above = self._above
        while (over := above.get(name, name)) != name:
            above[name] = above.get(over, over)
            name = over
        return name

    def join(self, one: str, other: str) -> bool:
        """Whether they were two parts before."""
        one, other = self.root(one), self.root(other)
        if one == other:
            return False
        if self._sizes.get(one, 1) < self._sizes.get(other, 1):
            one, other = other, one
        self._above[other] = one
        self._sizes[one] = self._sizes.get(one, 1) + self._sizes.pop(other, 1)
        return True

    def together(self, one: str, other: str) -> bool:
        return self.root(one) == self.root(other)

    def size(self, name: str) -> int:
        """How many names are in its part."""
        return self._sizes.get(self.root(name), 1)

    def groups(self, names: Iterable[str]) -> Mapping[str, list[str]]:
        """These names by the root of their part, in their order."""
        found: dict[str, list[str]] = {}
        for name in names:
            found.setdefault(self.root(name), []).append(name)
        return found


class Guarded:
    """Parts that never bring two names together which are to be kept apart."""

    def __init__(self, apart: Iterable[tuple[str, str]]) -> None:
        self._parts = Parts()
        self._foes: dict[str, set[str]] = {}
        self._told: dict[str, set[str]] = {}
        for one, other in apart:
            self._foes.setdefault(one, set()).add(other)
            self._foes.setdefault(other, set()).add(one)
        for name in self._foes:
            self._told[name] = {name}

    def root(self, name: str) -> str:
        return self._parts.root(name)

    def join(self, one: str, other: str) -> bool:
        """Whether they are one part now."""
        one, other = self.root(one), self.root(other)
        if one == other:
            return True
        if self._foes.get(one, set()) & self._told.get(other, set()):
            return False
        self._parts.join(one, other)
        kept, gone = (one, other) if self.root(one) == one else (other, one)
        for known in (self._foes, self._told):
            if gone in known:
                known.setdefault(kept, set()).update(known.pop(gone))
        return True
