"""Finds telephone numbers, however their digits are dressed, and says in which country."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

from parsers.contacts import canonical
from parsers.contacts.cues import MESSENGERS, said_near
from parsers.contacts.found import Found, disguised
from parsers.contacts.hints import SAID, Hints
from parsers.money import touches_money
from parsers.wording import Written

FEWEST, MOST = 7, 15
"""Digits of a number with its country code (ITU-T E.164 allows 15); shorter ones are services."""

LOCAL = 8
"""A national number as short as this counts only behind a cue such as `tel`."""

_DIALLED = 0.95
_PLUSLESS, _PLUSLESS_UNCUED = 0.8, 0.5
_UNPLACED = 0.2
_WITH_COUNTRY = 10
_OLD_TRUNKS = {"UA": "80"}
"""Prefixes of long-distance calls that people still write and the library has forgotten; the
last digit belongs to the national number."""

# A letter O between digits is a zero, unless it is a word or part of one.
_DIGIT = r"(?:[0-9]|(?<=[0-9])[oо](?![^\W\d_])|(?<![^\W\d_])[oо](?=[0-9]))"
_RUN = re.compile(
    r"(?<![0-9a-z_@#=&%])(?:\+{1,2} ?)?\(?\+?[0-9]"
    rf"(?:[ ()\-./_*~\u00b7\u2022]{{0,4}}{_DIGIT}){{6,}}(?: ?\+(?! ?[0-9]))?"
)
_OPENING = 5
"""Signs of a run before its first digit."""

_DIGITS = re.compile("[0-9]+")
_ZEROS = str.maketrans("oо", "00")
_LETTERS = frozenset("oо")
_DAY, _MONTH, _YEAR = "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])", "(?:19|20)[0-9]{2}"
_NO_PHONE = re.compile(
    rf"(?<![0-9])(?:{_DAY}[./-]{_MONTH}[./-](?:19|20)?[0-9]{{2}}"
    rf"|{_MONTH}[./-]{_DAY}[./-](?:19|20)?[0-9]{{2}}|{_YEAR}[./-]{_MONTH}[./-]{_DAY}"
    rf"|{_YEAR} ?[-/ ] ?{_YEAR}"
    r"|[0-9]{1,2}\.[0-9]{2} ?- ?[0-9]{1,2}\.[0-9]{2})(?![0-9])"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read digits: E.164, country, how sure."""

    value: str
    country: str | None
    confidence: float


def phones(written: Written, hints: Hints, *, labelled: bool = False) -> Iterator[Found]:
    """Numbers of a field. `labelled`: the field is meant for contacts and needs no cue."""
    text = written.folded.text
    if sum(map(text.count, "0123456789")) < FEWEST:
        return
    for run in _runs(text):
        cues = said_near(text, run.start(), run.end())
        sure = labelled or bool(cues & (MESSENGERS | {"phone"}))
        if not _may_be(text, run, sure=sure, reference="reference" in cues):
            continue
        for start, end, readings in _numbers(run, hints, sure=sure):
            first, last = written.folded.original(start, end)
            hidden = disguised(written.text[first:last]) or not _LETTERS.isdisjoint(text[start:end])
            for reading in readings:
                for kind in ("phone", *sorted(cues & MESSENGERS)):
                    yield Found(
                        kind=kind,
                        value=reading.value,
                        start=first,
                        end=last,
                        country=reading.country,
                        confidence=reading.confidence,
                        obfuscated=hidden,
                    )


def _runs(text: str) -> Iterator[re.Match[str]]:
    """All matches of `_RUN`, looked for at digits and the signs right before them."""
    done = 0
    for digits in _DIGITS.finditer(text):
        first = digits.start()
        if first < done:
            continue
        start = first
        while start > max(done, first - _OPENING) and text[start - 1] in "+ (":
            start -= 1
        for at in range(start, first + 1):
            if run := _RUN.match(text, at):
                yield run
                done = run.end()
                break


def _may_be(text: str, run: re.Match[str], *, sure: bool, reference: bool) -> bool:
    """Whether digits may be a phone at all: no date, no span of years, no price, no case number."""
    if run[0].startswith(("+", "(+")):
        return True
    if _NO_PHONE.search(run[0]) or touches_money(text, run.start(), run.end()):
        return False
    if reference and not sure:
        return False
    digits = _digits(run[0])
    return len(set(digits)) > 2 and not digits.endswith("00000")


def _digits(text: str) -> str:
    return "".join(_DIGITS.findall(text.translate(_ZEROS)))


def _numbers(
    run: re.Match[str], hints: Hints, *, sure: bool
) -> Iterator[tuple[int, int, list[Reading]]]:
    """The number that a run is, or the several that it is made of, with their places."""
    whole = readings(run[0], hints, sure=sure)
    if whole:
        yield run.start(), run.start() + len(run[0].rstrip()), whole
        return
    yield from _several(run, hints, sure=sure)


def _several(
    run: re.Match[str], hints: Hints, *, sure: bool
) -> Iterator[tuple[int, int, list[Reading]]]:
    """Numbers in a row, `067 123 45 67 / 050 765 43 21`, if every group belongs to one."""
    groups = [found.span() for found in re.finditer(rf"[+(]*{_DIGIT}+", run[0])]
    found: list[tuple[int, int, list[Reading]]] = []
    first = 0
    while first < len(groups):
        for last in range(min(first + MOST, len(groups)) - 1, first - 1, -1):
            start, end = groups[first][0], groups[last][1]
            got = readings(run[0][start:end], hints, sure=sure)
            if got and len(_digits(run[0][start:end])) > LOCAL:
                found.append((run.start() + start, run.start() + end, got))
                first = last + 1
                break
        else:
            return
    yield from found


def readings(written: str, hints: Hints, *, sure: bool) -> list[Reading]:
    """Every way to read one number, the likeliest first. A country is guessed only where the
    number does not name it, and then all that fit stand side by side. Where none fits and yet
    a cue says that it is a phone, its value is the digits as written."""
    digits = _digits(written)
    if not FEWEST <= len(digits) <= MOST + 2:
        return []
    if "+" in written:
        return _rated(digits, None, 1.0)
    dialled = _rated(digits[2:], None, _DIALLED) if digits.startswith("00") else []
    if dialled or (len(digits) <= LOCAL and not sure):
        return dialled
    national = _national(digits, hints)
    if national and national[0].confidence >= SAID:
        return national[:1]
    guesses = sorted(
        [*national, *_plusless(digits, hints, sure=sure)], key=lambda one: -one.confidence
    )
    return guesses or ([Reading(digits, None, _UNPLACED)] if sure else [])


def _plusless(digits: str, hints: Hints, *, sure: bool) -> list[Reading]:
    """The number with the plus that its writer left out, if a cue or a likely country backs it."""
    if len(digits) < _WITH_COUNTRY:
        return []
    found = _rated(digits, None, _PLUSLESS if sure else _PLUSLESS_UNCUED)
    likely = {country for country, _ in hints.regions()}
    return [one for one in found if sure or one.country in likely]


def _national(digits: str, hints: Hints) -> list[Reading]:
    found: dict[str, Reading] = {}
    for country, confidence in hints.regions():
        trunk = _OLD_TRUNKS.get(country, "-")
        plain = digits[len(trunk) - 1 :] if digits.startswith(trunk) else digits
        for one in _rated(plain, country, confidence):
            found.setdefault(one.value, one)
    several = [one for one in found.values() if one.confidence < SAID]
    if len(several) < 2:
        return list(found.values())
    share = round(several[0].confidence / len(several), 2)
    return [
        Reading(one.value, one.country, share if one in several else one.confidence)
        for one in found.values()
    ]


def _rated(digits: str, country: str | None, confidence: float) -> list[Reading]:
    found = _parsed(digits, country)
    return [Reading(*found, confidence)] if found else []


@lru_cache(maxsize=4096)
def _parsed(digits: str, country: str | None) -> tuple[str, str | None] | None:
    """E.164 and country of a valid number, read in a country or, without one, as after a plus."""
    try:
        number = phonenumbers.parse(digits if country else f"+{digits}", country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return canonical.phone(number), phonenumbers.region_code_for_number(number)
