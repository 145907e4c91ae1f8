"""Several packs as one: what each adds, replaces and takes away, and their phrases in one table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from parsers.indicators.pack import ANY, Change, Indicator, Near, Pack, Phrases, Saying
from parsers.lexicon import Shelf
from parsers.phrases import Row

BEFORE, BEHIND = "before", "behind"


@dataclass(frozen=True, slots=True)
class Term:
    """One phrase of the table and the saying that it is a spelling of, for an indicator (`denies`:
    it says the contrary) or for what else a phrase can be, a `sign` or a `brand`."""

    saying: Saying
    phrase: str
    id: str = ""
    denies: bool = False
    sign: str | None = None
    brand: str | None = None


class Packs:
    """All indicators that count, those of later packs over those of earlier ones. Its tables are
    made when the first ad is read."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self.packs = tuple(packs)
        shelf = Shelf()
        self.lexicon = shelf.lexicon(self._phrases)
        """All phrases. What each says is its place in `terms`."""
        self.negations = shelf.lexicon(self._negations)
        """What denies a phrase beside it."""
        self.windows = shelf.lexicon(self._windows)
        """Words that phrases need near them, by their name."""

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """By id, in the order of the packs."""
        found: dict[str, Indicator] = {}
        for one in (one for pack in self.packs for one in pack.indicators):
            match one.change:
                case Change.OFF:
                    found.pop(one.id, None)
                case Change.EXTEND if one.id in found:
                    found[one.id] = _extended(found[one.id], one)
                case _:
                    found[one.id] = one
        return found

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The pack of each id: the last that replaced it."""
        rows = (
            (one.id, pack.title)
            for pack in self.packs
            for one in pack.indicators
            if one.change is not Change.EXTEND
        )
        return dict(rows)

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """What each key of a source stands for."""
        return {key: said for pack in self.packs for key, said in pack.sources.items()}

    @cached_property
    def near(self) -> Mapping[str, Near]:
        """The words that phrases need near them, by name."""
        return {name: near for pack in self.packs for name, near in pack.near.items()}

    @cached_property
    def brands(self) -> Mapping[str, tuple[str, ...]]:
        """The domains of firms, by the firm's name."""
        return {name: domains for pack in self.packs for name, domains in pack.brands.items()}

    @cached_property
    def checked(self) -> Mapping[str, tuple[str, ...]]:
        """The ids that each check is asked for, by its name."""
        found: dict[str, tuple[str, ...]] = {}
        for one in self.indicators.values():
            if one.check:
                found[one.check] = (*found.get(one.check, ()), one.id)
        return found

    @cached_property
    def asking(self) -> frozenset[str]:
        """The ids whose needs ask for other indicators."""
        return frozenset(
            one.id
            for one in self.indicators.values()
            if any("." in word for alternatives in one.needs for word in alternatives)
        )

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Every phrase; the table tells them by their place here."""
        return tuple(self._terms())

    @cached_property
    def described(self) -> frozenset[str]:
        """The languages in which packs know how firms speak of themselves."""
        return frozenset(code for pack in self.packs for code in pack.signs.get("employer", ()))

    def _phrases(self) -> Iterator[Row]:
        for place, term in enumerate(self.terms):
            yield str(place), term.saying.language, term.phrase

    def _negations(self) -> Iterator[Row]:
        for pack in self.packs:
            yield from (*_rows(BEFORE, pack.before), *_rows(BEHIND, pack.behind))

    def _windows(self) -> Iterator[Row]:
        for name, near in self.near.items():
            yield from _rows(name, near.words)

    def _terms(self) -> Iterator[Term]:
        for one in self.indicators.values():
            for saying in one.phrases:
                yield from (Term(saying, spelt, one.id) for spelt in saying.spellings)
            for saying in one.denials:
                yield from (Term(saying, spelt, one.id, denies=True) for spelt in saying.spellings)
        for pack in self.packs:
            for sign, said in pack.signs.items():
                for saying in _bare(said):
                    yield from (Term(saying, spelt, sign=sign) for spelt in saying.spellings)
        for name in self.brands:
            yield Term(Saying(ANY, (name,), "G", name), name, brand=name)


def _extended(old: Indicator, new: Indicator) -> Indicator:
    return replace(old, phrases=(*old.phrases, *new.phrases), denials=(*old.denials, *new.denials))


def _rows(says: str, phrases: Phrases) -> Iterator[Row]:
    for language, spellings in phrases.items():
        yield from ((says, language, spelt) for spelt in spellings)


def _bare(phrases: Phrases) -> Iterator[Saying]:
    for language, spellings in phrases.items():
        yield Saying(language, spellings, "G", "")
