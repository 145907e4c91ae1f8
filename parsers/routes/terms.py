"""What an ad says of a journey: how long it takes, when it leaves, how much room there is."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from offers.fact import Fact, FactKind
from offers.span import Span
from parsers.letters import table
from parsers.routes.speech import Speech
from parsers.words import Words

HOURS, DAYS, ROOM = 240, 60, 100
"""More hours, days or seats are something else."""

NEAR = 6
"""Words between a number and what says of what it is."""

_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DATE = re.compile(r"(?<![\d.])(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?(?![\d.]*\d)")


def terms(speech: Speech) -> Iterator[Fact]:
    """The terms of journeys in one field, in no particular order."""
    yield from _durations(speech)
    yield from _departures(speech)
    yield from _seats(speech)


def _durations(speech: Speech) -> Iterator[Fact]:
    told = [hit.start for hit in speech.saying("takes")]
    for unit, most, form in (("hours", HOURS, "PT{}H"), ("days", DAYS, "P{}D")):
        for hit in speech.saying(unit):
            numbers = _numbers(speech.words, hit.start)
            if (
                numbers
                and _beside(hit.start, told, other=True)
                and all(1 <= number <= most for number, _ in numbers)
            ):
                value = "/".join(form.format(number) for number, _ in numbers[::-1])
                yield _fact(speech.words, FactKind.DURATION, value, numbers[-1][1], hit.end)


def _numbers(words: Words, at: int) -> list[tuple[int, int]]:
    """One or two numbers directly before a word, the nearer first, with their places."""
    found: list[tuple[int, int]] = []
    for place in range(at - 1, max(-1, at - 4), -1):
        if words.texts[place].isdecimal() and len(words.texts[place]) <= 3:
            found.append((int(words.texts[place]), place))
        elif not (found and words.texts[place] in _RANGES):
            break
    return found[:2]


_RANGES = frozenset({"to", "bis", "до", "a", "à", "do", "الى", "تا", "až", "pana"})


def _departures(speech: Speech) -> Iterator[Fact]:
    words = speech.words
    leaving = [hit.start for hit in speech.saying("leaves")]
    if not leaving:
        return
    for hit in speech.saying("daily"):
        if _beside(hit.start, leaving):
            yield _fact(words, FactKind.DEPARTURE, "daily", hit.start, hit.end)
    for at, word in enumerate(words.texts):
        if (day := weekdays().get(word)) and _beside(at, leaving):
            yield _fact(words, FactKind.DEPARTURE, day, at, at + 1)
    yield from _dates(speech, leaving)


def _dates(speech: Speech, leaving: list[int]) -> Iterator[Fact]:
    """Dates in figures, day first; without a year as ISO 8601 writes them, `--03-15`."""
    words, text = speech.words, speech.words.written.folded.text
    for found in _DATE.finditer(text):
        day, month, year = int(found[1]), int(found[2]), found[3]
        at = speech.word_at(found.start())
        if 1 <= day <= 31 and 1 <= month <= 12 and _beside(at, leaving):
            head = f"{year if len(year) == 4 else '20' + year}-" if year else "--"
            span = words.written.span(found.start(), found.end())
            yield _told(words, FactKind.DEPARTURE, f"{head}{month:02}-{day:02}", span)


def _beside(at: int, places: Sequence[int], *, other: bool = False) -> bool:
    """Whether one of some words stands near another; `other` where the word itself is none."""
    start, end = bisect_left(places, at - NEAR), bisect_right(places, at + NEAR)
    return any(place != at or not other for place in places[start:end])


def _seats(speech: Speech) -> Iterator[Fact]:
    words = speech.words
    for hit in speech.saying("seats"):
        numbers = _numbers(words, hit.start)
        after = words.texts[hit.end] if hit.end < len(words.texts) else ""
        if numbers and 1 <= numbers[0][0] <= ROOM:
            yield _fact(words, FactKind.SEATS, str(numbers[0][0]), numbers[0][1], hit.end)
        elif after.isdecimal() and len(after) < 3 and 1 <= int(after) <= ROOM:
            yield _fact(words, FactKind.SEATS, str(int(after)), hit.start, hit.end + 1)


def _fact(words: Words, kind: FactKind, value: str, start: int, end: int) -> Fact:
    return _told(words, kind, value, words.span(start, end))


def _told(words: Words, kind: FactKind, value: str, span: Span) -> Fact:
    return Fact(kind=kind, value=value, raw=words.written.raw(span), span=span)


@cache
def weekdays() -> dict[str, str]:
    """Days of the week by their names of one word in the languages of `parsers.places`."""
    return {name: day for day, names in table("weekdays.tsv") for name in names.split("|")}
