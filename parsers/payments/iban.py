"""The one door to the registry of IBANs: finds them in a text however they are parted."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from stdnum import iban, numdb
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_97_10

from parsers.letters import table

_BEGIN = re.compile(
    r"[0-9]{2}(?:(?<=(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2})"
    r"|(?<=(?<![A-Za-z0-9])[A-Za-z]{2}[ .\-_/][0-9]{2}))"
)
"""Two check digits behind two letters. The digits are looked for first: most texts have few."""

_SIGNS = frozenset(" .-_/")
_GAP = 2
"""Separating signs between two characters of an IBAN at most."""


class Found(NamedTuple):
    """An IBAN in capitals without what parts it, and where it stands."""

    value: str
    start: int
    end: int


def ibans(text: str) -> Iterator[Found]:
    """IBANs in folded or cleaned text, in any case, whose length, shape and checksum are right."""
    done = 0
    for begin in _BEGIN.finditer(text):
        start = begin.start() - 2 - (text[begin.start() - 1] in _SIGNS)
        if start < done or not _length(text[start : start + 2].upper()):
            continue
        if found := _iban(text, start):
            done = found.end
            yield found


@lru_cache(maxsize=4096)
def _length(country: str) -> int:
    """Characters of the IBANs of a country, 0 if it has none."""
    if country in _more():
        return _more()[country][0]
    shape = str(numdb.get("iban").info(country)[0][1].get("bban", ""))
    return sum((int(size) for size in re.findall("([0-9]+)!", shape)), start=4 if shape else 0)


@cache
def _more() -> dict[str, tuple[int, re.Pattern[str]]]:
    """Those who use IBANs without standing in the registry of SWIFT."""
    rows = table("iban_more.tsv")
    return {row[0]: (int(row[1]), re.compile(row[2])) for row in rows}


def _iban(text: str, start: int) -> Found | None:
    """The IBAN that begins here."""
    length = _length(text[start : start + 2].upper())
    places = list(islice(_characters(text, start), length))
    value = "".join(text[at] for at in places).upper()
    end = places[-1] + 1
    if len(value) < length or text[end : end + 1].isalnum() or not _passes(value):
        return None
    return Found(value, start, end)


def _characters(text: str, start: int) -> Iterator[int]:
    """The places of letters and digits from here on, until something else parts them."""
    gap = 0
    for at in range(start, len(text)):
        if text[at].isascii() and text[at].isalnum():
            gap = 0
            yield at
        elif text[at] in _SIGNS and gap < _GAP:
            gap += 1
        else:
            return


def _passes(value: str) -> bool:
    if value[:2] not in _more():
        return iban.is_valid(value, check_country=False)
    if not _more()[value[:2]][1].fullmatch(value, 4):
        return False
    try:
        mod_97_10.validate(value[4:] + value[:4])
    except ValidationError:
        return False
    return True
