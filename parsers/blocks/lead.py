"""The lead of an ad: lines about its title that boards write without a label."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import islice

from parsers.blocks.cues import LABEL, SHORT, does, is_date, is_price, labelled, plain, words
from parsers.blocks.facts import value_of
from parsers.blocks.outline import Outline, Part
from parsers.blocks.telling import Fact
from parsers.blocks.titles import HEADINGS
from parsers.places.countries import country_of
from parsers.places.evidence import small
from parsers.places.gazetteer import beginning

FARTHEST = 600
"""Characters of the element around a title that still is the lead."""

BEFORE = 24
"""Parts before the lead among which the day may stand."""

MOST_LINES = 150
"""Elements of a lead that are looked at."""

MOST_WORDS = 6
"""Of a line that names a place."""

_PIECES = re.compile(r"\s*[,،、;()/|·•–—]\s*|\s+-\s+")
_ROW = re.compile(r"\s+[-–—|·•]\s+")
_AGO = re.compile(
    r"(.*\d.*?|[^\W\d_]+) (?:در|in|в|у|w|ve|v|en|em|à|a|di|în|na|på|i|في|په|tại|di|sa) (\D+)"
)
_BRACKETED = re.compile(r"\(([^\W\d][^()]{1,40})\)")
_SENTENCE = re.compile(r"[,;.|/(]")
_POSTCODE = re.compile(r"[A-Z]{0,2}-?\d[\d\s-]{2,6}|\b\d{4,6}\b")


def lead(outline: Outline, title: Part | None, text: Part | None) -> dict[str, Fact]:
    """What the lead tells by its looks, the first of each field: a price, a day, a place, whether
    work is for all day. Empty for an ad whose title was found nowhere on the page."""
    if title is None:
        return {}
    found: dict[str, Fact] = {}
    if place := _behind(title):
        found["place"] = place
    for part in islice(_lines(outline, title, text), MOST_LINES):
        for field, looks in LOOKS.items():
            if field in found or not looks(part.words()):
                continue
            if part.start < title.start and field != "published":
                continue
            inner = _smallest(part, looks)
            if inner.tag != "button" and (value := looks(value_of(inner))):
                found[field] = Fact(field, value, inner, None, "look")
    return found


def _behind(title: Part) -> Fact | None:
    """The place in brackets with which a title ends in an element of its own, or the heading around
    it: `Movers (Lima)`."""
    leaves = [part for part in title.parts() if part.tag == "-text" and part.size]
    named = _BRACKETED.fullmatch(leaves[-1].words()) if len(leaves) > 1 else None
    if named and is_place(named[1]):
        return Fact("place", named[1], leaves[-1], None, "look")
    heading = title.above
    while heading is not None and heading.tag not in HEADINGS:
        heading = heading.above if heading.size <= SHORT + title.size else None
    rest = heading.parts()[title.end - heading.start :] if heading is not None else []
    said = " ".join(part.words() for part in rest if part.tag == "-text")
    named = _BRACKETED.fullmatch(said)
    return Fact("place", named[1], rest[0], None, "look") if named else None


def _lines(outline: Outline, title: Part, text: Part | None) -> Iterator[Part]:
    """Elements of the lead that hold a line or less, but for buttons and what is in the title."""
    top = _top(title, text)
    end = _end(outline, title, text)
    first = max(top.start - BEFORE, top.above.start if top.above else 0)
    for part in outline.parts[first:end]:
        around = part.start <= title.start < part.end or part.end > end
        inside = title.start <= part.start < title.end
        if around or inside or part.aside or part.tag == "button" or not _is_apart(part):
            continue
        if 0 < part.size <= SHORT and not does(part.words()) and not _is_labelled(part.words()):
            yield part


def _is_labelled(line: str) -> bool:
    """Whether a line has a label of its own; a time of day has none: `today at 9:15`."""
    found = LABEL.fullmatch(line)
    return found is not None and not found[1][-1].isdigit()


def _is_apart(part: Part) -> bool:
    """Whether a part is an element, or a text behind one: `<b>Ann</b>, today at 9:15`."""
    if part.tag != "-text":
        return True
    beside = part.above.inner if part.above else []
    return len(beside) > 1 and beside[0] is not part


def _top(title: Part, text: Part | None) -> Part:
    """The largest element about a title that is no more than its lead."""
    top = title
    while (above := top.above) is not None and above.size <= FARTHEST:
        if above.tag in {"body", "main"} or (text and above.start <= text.start < above.end):
            break
        top = above
    return top


def _end(outline: Outline, title: Part, text: Part | None) -> int:
    """Where the text begins: at its element, or at the first line that is long."""
    if text is not None and text.start >= title.end:
        return text.start
    after = outline.parts[title.end :]
    return next((part.start for part in after if part.tag == "-text" and part.size > SHORT), 0)


def _smallest(part: Part, looks: Callable[[str], str | None]) -> Part:
    """The smallest element inside that still looks so."""
    for inner in part.inner:
        if _is_apart(inner) and inner.size and looks(inner.words()):
            return _smallest(inner, looks)
    return part


@lru_cache(maxsize=8192)
def is_employment(text: str) -> bool:
    """Whether a line is about the terms of employment: `Full time, from Monday to Friday`."""
    if not 0 < len(text) <= SHORT:
        return False
    known = words("field_values.tsv")["employment"]
    return plain(text) in known or plain(_SENTENCE.split(text)[0]) in known


@lru_cache(maxsize=8192)
def is_place(text: str) -> bool:
    """Whether a line is a place, perhaps with what it lies in and its postcode."""
    if len(text) > SHORT or len(text.split()) > MOST_WORDS or labelled(text):
        return False
    pieces = [piece for piece in _PIECES.split(_POSTCODE.sub(" ", text)) if piece.strip()]
    return any(_names_a_place(piece.strip()) for piece in pieces[:3])


def _names_a_place(piece: str) -> bool:
    if not piece or small(piece[0]) or any(char.isdigit() for char in piece):
        return False
    if country_of(piece):
        return True
    first, *rest = plain(piece).split() or [""]
    return bool(first) and tuple(rest) in beginning(first)


def _price(line: str) -> str | None:
    return line if is_price(line) else None


def _day(line: str) -> str | None:
    """The day of a line that may name a place as well: `Lund - 5 May`, `an hour ago in Lund`."""
    if (since := _AGO.fullmatch(line)) and is_date(since[1]) and is_place(since[2]):
        return since[1]
    if is_date(line) and not is_price(line) and not is_place(line):
        return line.strip(" []()·|,")
    pieces = [piece.strip(" []()") for piece in _ROW.split(line)]
    return next((one for one in pieces if is_date(one) and not is_price(one)), None)


def _employment(line: str) -> str | None:
    return line if is_employment(line) else None


def _place(line: str) -> str | None:
    """The place of a line that may name a day as well: `Lund - 5 May`, `an hour ago in Lund`."""
    if since := _AGO.fullmatch(line):
        before, behind = since.groups()
        return behind if is_date(before) and is_place(behind) else None
    own = [one for one in _ROW.split(line) if not is_date(one)]
    said = " - ".join(own)
    return said if own and is_place(said) else None


LOOKS: Mapping[str, Callable[[str], str | None]] = {
    "price": _price,
    "published": _day,
    "employment": _employment,
    "place": _place,
}
"""What a line tells of a field by what it looks like where it stands beside a title."""
