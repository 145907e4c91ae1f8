"""The words of an ad with the parts that some of them play where ages are told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsers.letters import table
from parsers.lexicon import AD
from parsers.phrases import Hit, Row
from parsers.serbian import both
from parsers.spoken import Spoken
from parsers.words import Words

ADULT = 18

CALENDARS = ((1950, 0), (1340, 621), (2490, -543))
"""Where a hundred years begin in which whoever places an ad was born, and what makes them years of
our era: the common one, the Iranian one (or a year more, from its winter on), the Buddhist one."""

_NONE: frozenset[str] = frozenset()
_ALSO = {
    "seeks": frozenset({"seeks", "recruit", "job"}),
    "schooled": frozenset({"attends", "pupil"}),
}
"""What phrases say besides, of which the words inside are not heard apart."""

_NUMERALS = frozenset(map(str, range(12, ADULT)))
_FIGURES = frozenset(map(str, range(1, ADULT + 1)))
_AMBIENT = frozenset({"care", "sexual", "lawful", "apprentice", "shows", "unkept"})


@dataclass(frozen=True, slots=True)
class Tagged:
    """The words of a field with the roles that some of them play (`minor_words.tsv`)."""

    words: Words
    roles: Mapping[int, frozenset[str]]
    language: str | None = None

    @classmethod
    def of(cls, spoken: Spoken, language: str | None) -> "Tagged":
        """Folding makes some words of one language into words of another: those count only where
        the ad is in their language, or in none that could be told."""
        words, hits = spoken.words, list(spoken.young)
        places = [hit.start for hit in hits if hit.phrase.says not in _AMBIENT]
        for first, last in _sentences(words, places):
            hits += _LEXICON.find(words, first, last)
        return cls(words, _roles(hits, language), language)

    def wholly(self) -> "Tagged":
        """The same with every word tagged, not only those beside ages: for titles."""
        hits = _LEXICON.find(self.words)
        return Tagged(self.words, _roles(hits, self.language), self.language)

    def at(self, place: int) -> frozenset[str]:
        """The roles of a word; none outside the text."""
        return self.roles.get(place, _NONE)

    def among(self, start: int, end: int) -> frozenset[str]:
        """Every role that a word of a stretch plays."""
        found = [self.roles[at] for at in range(start, end) if at in self.roles]
        return _NONE.union(*found) if found else _NONE

    def over(self, start: int, end: int) -> "Tagged":
        """The same with the roles of a stretch alone, which may be other than an age's sentence."""
        hits = _LEXICON.find(self.words, max(0, start), end)
        return Tagged(self.words, _roles(hits, self.language), self.language)

    def everything(self) -> frozenset[str]:
        return _NONE.union(*self.roles.values())

    def playing(self, role: str) -> list[int]:
        """Where a role begins, in order."""
        places = {at for at, roles in self.roles.items() if role in roles}
        return sorted(at for at in places if at - 1 not in places)

    def numbers(self) -> Iterator[tuple[int, int]]:
        """The numbers among the words, in figures or spelt out, with their places."""
        spelt = (at for at, roles in self.roles.items() if not _NUMERALS.isdisjoint(roles))
        for at in sorted({*self.words.figures, *spelt}):
            number = self.number(at)
            if number is not None:
                yield at, number

    def number(self, place: int) -> int | None:
        """The number that a word is; one of more than three digits is no age."""
        if not 0 <= place < len(self.words.texts):
            return None
        text = self.words.texts[place]
        if text.isdigit():
            return int(text) if len(text) < 4 else None
        return next((int(role) for role in self.at(place) & _NUMERALS), None)

    def year(self, place: int) -> int | None:
        """The year of our era that a word is, in figures of any calendar of `CALENDARS`."""
        text = self.words.texts[place] if 0 <= place < len(self.words.texts) else ""
        number = int(text) if len(text) == 4 and text.isdecimal() else 0
        return next(
            (number + more for first, more in CALENDARS if first <= number < first + 100), None
        )


def _roles(hits: Sequence[Hit], language: str | None) -> Mapping[int, frozenset[str]]:
    roles: dict[int, frozenset[str]] = {}
    for hit in hits:
        if language and hit.phrase.languages and language not in hit.phrase.languages:
            continue
        for at in range(hit.start, hit.end):
            roles[at] = roles.get(at, _NONE) | _ALSO.get(hit.phrase.says, {hit.phrase.says})
    return roles


def _sentences(words: Words, places: Sequence[int]) -> list[tuple[int, int]]:
    """The sentences of these places and of every number that may be an age under eighteen, in
    order and without overlap."""
    numbers = (at for at in words.figures if words.texts[at] in _FIGURES)
    joined: list[tuple[int, int]] = []
    for first, last in sorted(words.sentence(at) for at in (*places, *numbers)):
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _rows() -> Iterator[Row]:
    for says, languages, phrases in table("minor_words.tsv"):
        yield from both((says, languages, phrase) for phrase in phrases.split("|"))


_LEXICON = AD.lexicon(_rows)
