"""Finds ages under eighteen in the words of an ad, and what stands around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.tagged import ADULT, Tagged

OLDEST = 60
"""The upper end of a range of ages; higher numbers count something else."""

BESIDE, LABELLED = 4, 8
"""How many words before a number the person stands whose age it is; further where it is said that
it is an age."""

BORN, LEAST_BORN = 3, 8
"""How many words before a word for birth its year stands, and the youngest that is told so: clubs
and camps look for younger ones."""

_NEXT = re.compile(" *(.)", re.DOTALL)
_NOUNS = ("girl", "adult", "bride", "young", "child")
_AGED = frozenset({"aged"})
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Age:
    """An age or a range of ages that begins under eighteen, from word `start` up to `end`.

    `told` says how one knows that it is an age: `aged` by its unit (`years old`), `label` by a
    word before it (`age`), `from`, `over`, `plus` and `upto` as a bound, `range`, or `unit`
    (`years`), which alone may be a length of time. A bound without a unit is `closed` where
    nothing that could be counted follows. `of` is one behind a person: `a girl of 15`.
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


def births(tagged: Tagged, year: int | None) -> Iterator[Age]:
    """Every age under eighteen that a year of birth tells in that year: `born in 2010`, `Jahrgang
    2010-2012`."""
    if year is None:
        return
    for at in tagged.playing("born"):
        near = range(at - BORN, min(at + 2 * BORN, len(tagged.words.texts)))
        found = {place: year - born for place in near if (born := tagged.year(place))}
        taught = "lesson" in tagged.over(at, at + LABELLED).everything()
        if found and LEAST_BORN <= min(found.values()) < ADULT and not taught:
            start, end = min(found), max(found) + 1
            low, high = min(found.values()), max(found.values())
            yield Age(low, high, start, end, _AGED, *_noun(tagged, start, end, LABELLED))


def _range(tagged: Tagged, at: int, low: int) -> tuple[int, int]:
    """The upper end of a range that begins here, and where it ends; else the number itself."""
    place = at + 1
    if "aged" in tagged.at(place) or "unit" in tagged.at(place):
        joined = "to" in tagged.at(place) and tagged.number(place + 1)  # 14 yoshdan 17
        place += 1 if tagged.number(place + 2) or joined else 0
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
    told |= set(_beside(tagged, at))
    if told & {"from", "over", "range"} and _closed(tagged, end):
        told.add("closed")
    if "upto" in told and "without" in tagged.among(at - 3, at - 1):
        told = told - {"upto"} | {"from"}  # not under 16
    return frozenset(told), end


def _beside(tagged: Tagged, at: int) -> Iterator[str]:
    """What words or signs right before a number say of it."""
    if "label" in tagged.among(at - 3, at):
        yield "label"
    if _bracketed(tagged, at):
        yield "aged"
    if tagged.words.texts[at - 1 : at] == ("of",) and "girl" in tagged.at(at - 2):
        yield "of"


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
