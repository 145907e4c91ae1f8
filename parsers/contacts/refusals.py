"""Digits that are no telephone number, whatever they look like: dates, ranges, coordinates."""

import re
from itertools import pairwise

from parsers.money import touches_money

_DAY, _MONTH, _YEAR = "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])", "(?:19|20)[0-9]{2}"
_HOUR = "(?:[01]?[0-9]|2[0-4])"
NO_PHONE = re.compile(
    rf"(?<![0-9])(?<![0-9][./-])(?:{_DAY}[./-] ?{_MONTH}[./-] ?(?:19|20)?[0-9]{{2}}"
    rf"|{_MONTH}[./-]{_DAY}[./-](?:19|20)?[0-9]{{2}}|{_YEAR}[./-]{_MONTH}[./-]{_DAY}"
    rf"|{_YEAR} ?[-/ ] ?{_YEAR}|{_YEAR}{_MONTH}{_DAY}"
    rf"|{_HOUR}\.[0-5][0-9] ?- ?{_HOUR}\.[0-5][0-9]|24 ?/ ?7"
    rf"|{_HOUR}[ .]?00 ?- ?{_HOUR}[ .]?00)(?![./-]?[0-9])"
)
"""Dates, spans of years, hours, as they stand among other digits."""

_PAIR, _DIGIT_AHEAD = re.compile("[0-9]{2}(?:-[0-9]{2}){2}"), re.compile(r"[0-9]{3}[ )]+$")
"""Pairs that may look like a date, and what makes them the end of a number: `595 11-22-33`."""

_PAIRS = re.compile(r"0[0-9](?:[ ./-][0-9]{2}){4}")
"""French numbers, which may look like dates."""

_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_MOSTLY_OTHER = re.compile(
    r"-?(?:0|[1-9][0-9]{0,2})\.[0-9]{4,}(?:[ /]+-?[0-9]{1,3}\.[0-9]{4,})?"
    rf"|{_OCTET}(?:\.{_OCTET}){{3}}"
    r"|(?:19|20)[0-9]{2}[/-][0-9]{1,7}[/-][0-9]{1,7}"
    r"|[0-9]{2,7}(?:/[0-9]{2,7}){1,2}/(?:19|20)[0-9]{2}"
)
"""All of it, if no cue says otherwise as in `cell. 347.1234567`: coordinates and decimals,
addresses of machines, files by their year."""

_OTHER = re.compile(
    r"[1-9][0-9]{2,4}0 ?- ?[1-9][0-9]{2,4}0"
    r"|[1-9][0-9]{0,2}(?:[ .][0-9]{3})+ ?- ?[1-9][0-9]{0,2}(?:[ .][0-9]{3})+"
    r"|(?:[1-9][0-9]{0,2}[ .]000[ /-]*){2,}"
    r"|[0-9]{5}-[0-9]{3,4}"
    r"|97[89]-?[0-9-]{10,14}"
    r"|[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]"
)
"""All of it: ranges of amounts, postcodes of Brazil and the US, ISBN, tax numbers of Colombia."""

LONG_ROW = 4
"""Groups of a row."""

_GROUPS = re.compile("[0-9]+")
_COUNTED = "01234567890123456789"
_NAMED = re.compile(r"(?:[a-z]+[0-9][a-z0-9]*|[0-9]+[a-z][a-z0-9]*)[-_/.]?$")
_GLUED = re.compile(
    r"(?!x ?[0-9]{1,5}(?![0-9a-z])|ext)[a-z]{1,4}[0-9]|[-_][a-z]+[0-9]|[0-9]|[%°]| ?%"
)
_UNIT = re.compile(
    r" ?(?:kg|km|m2|sqm|sq|ml|cm|mm|mb|gb|kb|kwh?|hp|rpm|hz|users?|people|customers|employees|"
    r"followers|members|pcs|шт|км|кг|чел|осіб|years?|лет|років)(?![^\W\d_])"
)
_LOOK = 24


def is_other(text: str, start: int, end: int, digits: str, *, sure: bool) -> bool:
    """Whether a stretch of folded text that begins without a plus is something else than a
    number to call, by its own shape and what touches it."""
    return (
        (not sure and digits in _COUNTED and len(set(digits)) > 2)
        or len(set(digits)) <= 2
        or digits.endswith("00000")
        or bool(_OTHER.fullmatch(text[start:end].strip()))
        or (not sure and bool(_MOSTLY_OTHER.fullmatch(text[start:end].strip())))
        or (not sure and _is_a_row(text, start, end))
        or touches_other(text, start, end)
    )


def _is_a_row(text: str, start: int, end: int) -> bool:
    """Whether groups grow by the same step: sizes, `36 38 40 42`."""
    found = [int(group) for group in _GROUPS.findall(text, start, end)]
    steps = {later - one for one, later in pairwise(found)}
    return len(found) >= LONG_ROW and len(steps) == 1 and min(steps) > 0


def touches_other(text: str, start: int, end: int) -> bool:
    """Whether a currency, a unit or the rest of a longer name stands at a stretch."""
    return (
        bool(_GLUED.match(text, end) or _UNIT.match(text, end))
        or bool(_NAMED.search(text[max(0, start - _LOOK) : start]))
        or touches_money(text, start, end)
    )


def without_dates(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """What is left of a stretch where dates and hours are taken out of it."""
    if _PAIRS.fullmatch(text[start:end].strip()):
        return [(start, end)]
    kept: list[tuple[int, int]] = []
    for found in NO_PHONE.finditer(text, start, end):
        if _PAIR.fullmatch(found[0]) and _DIGIT_AHEAD.search(text, start, found.start()):
            continue
        kept.append((start, found.start()))
        start = found.end()
    return [*kept, (start, end)]
