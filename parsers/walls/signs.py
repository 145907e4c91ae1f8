"""What the machinery of a page tells: its headers, addresses, scripts and elements."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from offers.page import Page
from parsers.dom import Dom
from parsers.letters import table

MACHINERY = "script, iframe, frame, form, link, meta, a, img, input"
ADDRESSES = ("src", "action", "href", "content", "data-src")
MOST = 200_000
"""Characters of machinery looked at; a wall has some thousand."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One row of the table. A `sure` sign stands on no page of a site's own."""

    kind: str
    service: str
    sure: bool
    where: str
    sign: str


@cache
def _signs(where: str) -> tuple[Sign, ...]:
    rows = (Sign(row[0], row[1], row[2] == "sure", *row[3:]) for row in table("wall_signs.tsv"))
    return tuple(sign for sign in rows if sign.where == where)


def sent(page: Page) -> Sign | None:
    """A sign in the headers of an answer, or in the address that a redirect led to."""
    names = {name.lower() for name, _ in page.headers}
    header = next((sign for sign in _signs("header") if sign.sign in names), None)
    moved = page.url.lower() if page.redirects else ""
    return header or next((sign for sign in _signs("url") if sign.sign in moved), None)


def built(dom: Dom) -> Iterator[Sign]:
    """The signs in the markup of a page, sure ones first."""
    machinery = _machinery(dom)
    found = [sign for sign in _signs("script") if sign.sign in machinery]
    found += [sign for sign in _signs("selector") if dom.all(sign.sign)]
    yield from sorted(found, key=lambda sign: not sign.sure)


def _machinery(dom: Dom) -> str:
    parts: list[str] = []
    size = 0
    for element in dom.all(MACHINERY):
        told = [element.get(name) or "" for name in ADDRESSES]
        parts += [*told, element.raw() if element.tag == "script" else ""]
        size += sum(map(len, parts[-len(told) - 1 :]))
        if size > MOST:
            break
    return "\n".join(filter(None, parts)).lower()
