"""Does a page say that it has found nothing? Then no ads are no fault."""

from functools import cache
from importlib.resources import files

from parsers.dom import Dom

LOOKED_AT = 20_000
"""Characters of a page in which the sentence stands."""


@cache
def _phrases() -> tuple[str, ...]:
    lines = files("parsers.readers").joinpath("nothing.txt").read_text("utf-8").splitlines()
    return tuple(line.casefold() for line in lines if line and not line.startswith("#"))


def says_nothing_found(dom: Dom) -> bool:
    """Whether the visible page says so, in one of the languages that boards are written in."""
    text = dom.said()[:LOOKED_AT].casefold()
    return any(phrase in text for phrase in _phrases())
