"""Finds ages under eighteen in the words of an ad, and what stands around them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsers.letters import table
from parsers.lexicon import AD
from parsers.phrases import Hit, Row
from parsers.serbian import both
from parsers.spoken import Spoken
from parsers.words import Words

ADULT = 18
OLDEST = 60
"""The upper end of a range of ages; higher numbers count something else."""

BESIDE, LABELLED = 4, 8
"""How many words before a number the person stands whose age it is; further where it is said that
it is an age."""

_NEXT = re.compile(" *(.)", re.DOTALL)
_NOUNS = ("girl", "adult", "bride", "young", "child")
_NONE: frozenset[str] = frozenset()
_NUMERALS = frozenset(map(str, range(12, ADULT)))
_FIGURES = frozenset(map(str, range(1, ADULT + 1)))
_AMBIENT = frozenset({"care", "sexual", "lawful", "apprentice", "shows"})


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

    def heard(self, start: int, end: int) -> frozenset[str]:
        """Every role of a stretch that need not be one of an age's sentence."""
        roles = _roles(_LEXICON.find(self.words, start, end), self.language)
        return _NONE.union(*roles.values())

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


def _roles(hits: Sequence[Hit], language: str | None) -> Mapping[int, frozenset[str]]:
    roles: dict[int, frozenset[str]] = {}
    for hit in hits:
        if language and hit.phrase.languages and language not in hit.phrase.languages:
            continue
        for at in range(hit.start, hit.end):
            roles[at] = roles.get(at, _NONE) | {hit.phrase.says}
    return roles


@dataclass(frozen=True, slots=True)
class Age:
    """An age or a range of ages that begins under eighteen, from word `start` up to `end`.

    `told` says how one knows that it is an age: `aged` by its unit (`years old`), `label` by a
    word before it (`age`), `from`, `over`, `plus` and `upto` as a bound, `range`, or `unit`
    (`years`), which alone may be a length of time. A bound without a unit is `closed` where
    nothing that could be counted follows.
    `noun` is the kind of person beside it, `noun_at` where.
    """

    low: int
    high: int
    start: int
    end: int
    told: frozenset[str]
    noun: str | None
    noun_at: int


def ages(tagged: Tagged) -> Iterator[Age]:
    """Every number of the words that may be somebody's age and is under eighteen."""
    done = 0
    for at, low in tagged.numbers():
        if at < done or not 0 < low <= ADULT:
            continue
        high, end = _range(tagged, at, low)
        told, end = _told(tagged, at, end, ranged=high > low)
        if low == ADULT and "upto" not in told:
            continue
        done = end
        if not _measured(tagged, at, end, told) and not _lasting(tagged, at, end, told):
            reach = LABELLED if "label" in told else BESIDE
            yield Age(low, high, at, end, told, *_noun(tagged, at, end, reach))


def _range(tagged: Tagged, at: int, low: int) -> tuple[int, int]:
    """The upper end of a range that begins here, and where it ends; else the number itself."""
    place = at + 1
    if "aged" in tagged.at(place) or "unit" in tagged.at(place):
        place += 1 if tagged.number(place + 2) else 0
    if "to" in tagged.at(place):
        place += 1
    high = tagged.number(place)
    return (high, place + 1) if high and low < high <= OLDEST else (low, at + 1)


def _told(tagged: Tagged, at: int, end: int, *, ranged: bool) -> tuple[frozenset[str], int]:
    """How one knows that a number is an age, and where the age ends with its unit."""
    told = {"range"} if ranged else set()
    if tagged.words.texts[end : end + 1] == ("+",):
        told |= {"from", "plus"}
        end += 1
    if spelt := tagged.at(at) & {"aged"}:
        told |= spelt
    told |= tagged.at(at - 1) & {"unit"}  # лет четырнадцати
    for unit in ("aged", "unit"):
        if unit in tagged.at(end):
            told.add(unit)
            while unit in tagged.at(end):
                end += 1
            break
    told |= _bounds(tagged, at, end)
    if "label" in tagged.among(at - 3, at):
        told.add("label")
    if _bracketed(tagged, at):
        told.add("aged")
    if told & {"from", "over", "range"} and _closed(tagged, end):
        told.add("closed")
    if "upto" in told and "without" in tagged.among(at - 3, at - 1):
        told = told - {"upto"} | {"from"}  # not under 16
    return frozenset(told), end


def _bounds(tagged: Tagged, at: int, end: int) -> frozenset[str]:
    """Words before or behind a number that make it the least or the greatest age."""
    behind = frozenset({"from", "closed"}) if "onwards" in tagged.at(end) else _NONE
    before = tagged.among(at - 2, at) & {"from", "over"}
    return behind | before | (tagged.at(at - 1) & {"upto"})


def _closed(tagged: Tagged, end: int) -> bool:
    """Whether the number ends a clause, or goes on with what is wanted: `girls from 16, ...`."""
    if tagged.at(end) & {"recruit", "sought", "job", "then"} or end >= len(tagged.words.texts):
        return True
    behind = _NEXT.match(tagged.words.written.folded.text, tagged.words.places[end - 1][1])
    return not (behind and behind[1].isalnum())


def _bracketed(tagged: Tagged, at: int) -> bool:
    """`girl (17)`."""
    if "girl" not in tagged.at(at - 1):
        return False
    start, end = tagged.words.places[at]
    around = (
        tagged.words.written.folded.text[start - 1 : start],
        tagged.words.written.folded.text[end : end + 1],
    )
    return around == ("(", ")")


def _measured(tagged: Tagged, at: int, end: int, told: frozenset[str]) -> bool:
    """Hours, euros, people: a number that counts something else than years."""
    if told & {"aged", "label"}:
        return False
    signs = (*tagged.words.texts[at - 1 : at], *tagged.words.texts[end : end + 1])
    if any(sign in "%$£€¥₴₽₺₹₫" or "\u20a0" <= sign <= "\u20cf" for sign in signs):
        return True
    return "unit" not in told and "measure" in tagged.at(end)


def _lasting(tagged: Tagged, at: int, end: int, told: frozenset[str]) -> bool:
    """Years of experience, of a contract, on the market."""
    if "label" in told:
        return False
    if "aged" in told:
        return "tenure" in tagged.among(end, end + 2)
    if "girl" in tagged.at(at - 1):
        return False
    for near in (*range(at - 4, at), *range(end, end + 3)):
        if "length" in tagged.at(near) and tagged.words.sentence(at) == tagged.words.sentence(near):
            around = tagged.among(near - 2, near) | tagged.among(near + 1, near + 3)
            return "without" not in around
    return False


def _noun(tagged: Tagged, at: int, end: int, reach: int) -> tuple[str | None, int]:
    """The nearest person, up to `reach` words before or three behind, in the same sentence."""
    first, last = tagged.words.sentence(at)
    near = (*range(max(first, at - reach), at), *range(end - 1, min(last, end + 3)))
    places = [place for place in near if place in tagged.roles]
    places.sort(key=lambda place: at - place if place < at else place - end + 1.5)
    for place in places:
        for noun in _NOUNS:
            if noun in tagged.at(place):
                return noun, place
    return None, at


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
