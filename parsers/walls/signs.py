"""What the machinery of a page tells: its headers, addresses, scripts and elements."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from offers.page import Page
from parsers.dom import Dom
from parsers.letters import table

MACHINERY = "script, iframe, frame, form, link, meta, a, img, input"
OWN = (
    "script:not([type*='json' i]), iframe, frame, form, link[rel~='stylesheet' i], "
    "meta[http-equiv='refresh' i]"
)
"""What no author of an ad writes: links, pictures and what a site repeats for machines may be his.
"""

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
    return header or next((sign for sign in _signs("url") if _leads(moved, sign.sign)), None)


def _leads(url: str, sign: str) -> bool:
    """Whether a sign stands in an address; one that names a host stands where hosts do."""
    if sign.startswith("/"):
        return sign in url
    there = url.partition("://")[2]
    return 0 <= f".{there}".find(f".{sign}") <= len(there.partition("/")[0])


def built(dom: Dom, said: str | None) -> Iterator[Sign]:
    """The signs in the markup of a page, sure ones first.

    `said` is what a page says that is more than a sign: what stands there, or where an author may
    have put it, tells nothing then. Else anybody could have his ad taken for a wall.
    """
    machinery = _machinery(dom, MACHINERY if said is None else OWN)
    words = (said or "").lower()
    written = (sign for sign in _signs("script") if sign.sign in machinery)
    found = [sign for sign in written if sign.sign not in words]
    found += [sign for sign in _signs("selector") if dom.all(sign.sign)]
    yield from sorted(found, key=lambda sign: not sign.sure)


def is_served(dom: Dom, *, by_authors: bool) -> bool:
    """Whether a sure sign stands in the markup of a page; `by_authors`: where an author may have
    put it counts as well."""
    machinery = _machinery(dom, MACHINERY if by_authors else OWN)
    written = any(sign.sure and sign.sign in machinery for sign in _signs("script"))
    return written or bool(dom.all(_sure_selector()))


@cache
def _sure_selector() -> str:
    """All of them in one, so that a page is gone through once."""
    return ", ".join(sign.sign for sign in _signs("selector") if sign.sure)


def _machinery(dom: Dom, kinds: str) -> str:
    parts: list[str] = []
    size = 0
    for element in dom.all(kinds):
        told = [element.get(name) or "" for name in ADDRESSES]
        parts += [*told, element.raw() if element.tag == "script" else ""]
        size += sum(map(len, parts[-len(told) - 1 :]))
        if size > MOST:
            break
    return "\n".join(filter(None, parts)).lower()
