"""What in the text speaks for and against a name being a place."""

import re
from collections.abc import Iterator

from offers.place import PlaceSort
from parsers.places.around import Around
from parsers.places.choice import Chosen
from parsers.places.context import Context
from parsers.places.names import Name
from parsers.places.weights import foreign
from parsers.wording import Written

_STATE = re.compile(
    r"\s*,\s*(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI"
    r"|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\b"
)
_PROVINCE = re.compile(r"\s*,\s*(?:AB|BC|MB|NB|NL|NS|ON|QC|SK)\b")
_NEXT = re.compile(r"[^\S\n]([^\W\d_])[\w'’-]*")
_BEFORE = re.compile(r"([^\W\d_][\w'’-]*)[^\S\n]$")
_STARTED = re.compile(r"(?:^|[.!?:;\n•·|]|[-–—*])[\s\"'“«(]*$")
_LONG = re.compile(r"[^\W\d_]{4,}")
_CITIES = frozenset({PlaceSort.CITY, PlaceSort.SPOT})


def signs(
    written: Written, name: Name, side: Around, chosen: Chosen, context: Context
) -> Iterator[str]:
    """The signs of one name, each a row of `weights.SIGNS`."""
    if side.says:
        yield side.says
    elif name.form.says:
        yield "form"
    if side.labelled:
        yield "labelled"
    if side.refused:
        yield "refused"
    if side.person:
        yield "person"
    country = chosen.known.spot.country
    named = country in context.named and chosen.known.spot.sort is not PlaceSort.COUNTRY
    if country and (named or country in context.said or country == context.home):
        yield "near"
    if name.cut:
        yield "inner"
    if foreign(name.form.name, context.languages) and " " not in name.key:
        yield "foreign"
    if name.key:
        told = bool(side.says or side.labelled or name.form.says)
        span = written.span(name.start, name.end)
        signs_ = _cased(written.text, span.start, span.end, chosen, told=told)
        yield from (one for one in signs_ if one != "short" or "vi" not in context.languages)


def holder_by_code(text: str, end: int) -> str | None:
    """The country whose states or provinces have the code behind a name: `Columbus, OH`."""
    if not text.startswith((",", " ,"), end):
        return None
    return "US" if _STATE.match(text, end) else "CA" if _PROVINCE.match(text, end) else None


def small(char: str) -> bool:
    """Whether a letter is a small one of a script in which names have capitals. Georgian has some
    that nobody writes names with."""
    return char.islower() and not "\u10d0" <= char <= "\u10ff"


def _cased(text: str, start: int, end: int, chosen: Chosen, *, told: bool) -> Iterator[str]:
    """Signs of scripts that have capital letters."""
    first = next((char for char in text[start:end] if char.isalpha()), "")
    if not (first.isupper() or small(first)):
        return
    if state := holder_by_code(text, end):
        yield "contained" if chosen.known.spot.country == state else "elsewhere"
    raw = text[start:end]
    if small(first):
        yield "lower"
        if text[max(0, start - 100) : end + 100].islower():
            yield "small"
        return
    if len(raw) <= 3 and not raw.isupper() and not chosen.known.spot.latitude:
        yield "short"
    yield from _neighbours(text, start, end, chosen, told=told)


def _neighbours(text: str, start: int, end: int, chosen: Chosen, *, told: bool) -> Iterator[str]:
    head = text[max(0, start - 60) : start]
    behind, before = _NEXT.match(text, end), _BEFORE.search(head)
    if before and _STARTED.search(head[: before.start()]):
        before = None
    raised = sum(bool(one and one[1][0].isupper()) for one in (behind, before))
    city = chosen.known.spot.sort in _CITIES
    if _all_raised(text, start, end):
        yield "capitals"
    elif raised and not told:
        yield "named" if city else "owned"
    elif raised and behind and behind[1].isupper() and city:
        yield "owned"
    if _STARTED.search(head) and city and not told:
        yield "first"


def _all_raised(text: str, start: int, end: int) -> bool:
    """Whether the words around begin with capitals anyway: headlines, shouting."""
    words = _LONG.findall(text, max(0, start - 40), end + 40)
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.8 * len(words)
