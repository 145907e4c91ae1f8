"""What is done to a store as a whole: look at its state, bring it up to date, index it anew."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

Told = Callable[[str, int], None]
"""What is being done, and how many of it are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The state of a store.

    `layout` is the version of its schema or mappings, `newest` the one that this program makes;
    `folding` says how words were folded when offers were indexed, `current` how they are folded
    now. `counts` are numbers of things by their names, `size` is in bytes. `notes` say in words
    what is odd, and what to do about it.
    """

    home: str
    layout: int
    newest: int
    folding: str | None
    current: str
    counts: Mapping[str, int] = field(default_factory=dict)
    size: int = 0
    notes: tuple[str, ...] = ()
    other: bool = False
    """Whether something besides layout and folding is otherwise than it would be made now."""

    @property
    def is_current(self) -> bool:
        """Whether nothing is to be migrated."""
        same = (self.layout, self.folding) == (self.newest, self.current)
        return same and not self.other


class Upkeep(Protocol):
    """A store that is looked after and need not be up to date. A context manager."""

    def status(self) -> Standing:
        """Its state as it is; nothing is changed."""

    def migrate(self, told: Told, *, keep: bool = False) -> bool:
        """Bring it up to date, and say whether there was anything to do. Broken off at any point
        and begun again it ends well. `keep`: what it was before stays beside it, where the home
        builds another. Raises `StoreError`."""

    def rebuild(self, told: Told, *, keep: bool = False) -> None:
        """Make all that is derived from what is kept anew, though it is up to date."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
