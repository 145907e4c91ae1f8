"""Flags among the emoji of an ad, and the countries they stand for."""

import re
from collections.abc import Iterator

from parsers.characters import pictured
from parsers.places.countries import is_code
from parsers.places.forms import Form
from parsers.places.names import Name
from parsers.wording import Written

_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}|\U0001f3f4")
_PARTS = {
    "gbeng": "region:england",
    "gbsct": "region:scotland",
    "gbwls": "region:wales",
    "gbnir": "region:northern-ireland",
}
_FIRST, _TAGS = 0x1F1E6, 0xE0000
_AREAS = {"EU": "area:eu"}
_NO_FORM = Form("")


def flags(written: Written) -> Iterator[Name]:
    """Every flag of a country or of a part of the United Kingdom, where it stands in the folded
    text. The tags of a black flag are read in the text as published."""
    folded = written.folded.text
    if not pictured(folded):
        return
    for found in _FLAG.finditer(folded):
        id_ = _country(found[0]) or _part(written, *found.span())
        if id_:
            yield Name(found.start(), found.end(), (id_,), _NO_FORM)


def _country(pair: str) -> str | None:
    if len(pair) < 2:
        return None
    code = "".join(chr(ord(char) - _FIRST + ord("A")) for char in pair)
    return _AREAS.get(code) or (f"country:{code}" if is_code(code) else None)


def _part(written: Written, start: int, end: int) -> str | None:
    raw = written.raw(written.span(start, end))
    return _PARTS.get(
        "".join(chr(ord(char) - _TAGS) for char in raw if 0 < ord(char) - _TAGS < 127)
    )
