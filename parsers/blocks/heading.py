"""What the ad of a page is called: its list knows it, or a heading, a class, the page's title."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from parsers.blocks.cues import named, plain, words
from parsers.blocks.outline import Outline, Part
from parsers.blocks.titles import HEADINGS, LONGEST
from parsers.dom import Dom
from parsers.urls import host

CUT = (" | ", " – ", " — ", " - ", " :: ", " · ", " » ")
"""Signs between the title of an ad and the name of its board, in the title of a page."""

FULL_NAMES = ("meta[property='og:title']", "title")
SITE_NAME = "meta[property='og:site_name']"
DRESSED = re.compile(r"(?:^|[\s_-])h[1-3](?=$|[\s_-])")
"""A class of what looks like a heading: `h2`, `card-h1`."""

FEWEST = 3
"""Letters, squeezed, by which a title is known again."""


def title_of(outline: Outline, listed: str | None) -> tuple[str | None, Part | None]:
    """The title of an ad with the part that holds it, `None` if it was taken from elsewhere.
    `listed` is what its list called it, cut short perhaps."""
    own = [part for part in outline.parts if part.size and part.aside < 2]
    headings = [part for part in own if part.tag in HEADINGS]
    if listed and (part := _known(outline, headings, listed)):
        return part.words(), part
    telling = [part for part in headings if not _says_any(part, outline.dom)]
    called = [part for part in own if _is_called(part) and not _says_any(part, outline.dom)]
    full = " ".join(_full_names(outline.dom))
    if best := _best(telling, called, full):
        return best.words(), best
    if not listed and (name := _from_page(outline, own)):
        return name
    first = min(headings, key=_level, default=None)
    return (
        (first.words(), first) if first is not None and _level(first)[0] in "12" else (listed, None)
    )


def _level(part: Part) -> tuple[str, int]:
    return part.tag[1], part.start


def _best(headings: list[Part], called: list[Part], full: str) -> Part | None:
    """The heading that is the ad's: the highest if that is a high one, what calls itself the
    title, one that the title of the page says as well."""
    first = min(headings, key=_level, default=None)
    if first is not None and first.tag == "h1":
        shorter = (part for part in called if _begins(part, first))
        return next(shorter, first)
    squeezed = squeeze(full)
    said = [
        p for p in (*headings, *called) if len(squeeze(p.words())) >= FEWEST and _is_in(p, squeezed)
    ]
    if said:
        return max(said, key=lambda part: part.size)
    if first is not None and first.tag == "h2":
        return first
    return called[0] if called else None


def _begins(part: Part, heading: Part) -> bool:
    """Whether what calls itself the title is the heading without its end: `in Lund | Board`."""
    short = squeeze(part.words())
    whole = squeeze(heading.words())
    return FEWEST < len(short) < len(whole) and whole.startswith(short) and part.tag != "h1"


def _is_in(part: Part, squeezed: str) -> bool:
    return squeeze(part.words()) in squeezed


def _is_called(part: Part) -> bool:
    """Whether a part calls itself the title, or looks like a heading by its class."""
    if part.tag in {"-text", "body", "main", "meta"} or part.size > LONGEST:
        return False
    dressed = DRESSED.search(part.said.get("class") or "") is not None
    return dressed or named(part.names()) == "title"


def _says_any(part: Part, dom: Dom) -> bool:
    """Whether a heading would stand on the page of any ad of the site, or leads to its first."""
    if _leads_home(part, dom):
        return True
    said = plain(part.words())
    known = words("page_headings.tsv")
    if said in known["any"] or said in known["text"]:
        return True
    short = squeeze(said)
    site = dom.first(SITE_NAME)
    of_site = squeeze((site.get("content") if site else "") or "")
    return len(short) > FEWEST and (short == of_site or short in squeeze(host(dom.url)))


def _leads_home(part: Part, dom: Dom) -> bool:
    links = [one.url for one in (*part.parts(), part.above) if one is not None and one.url]
    return bool(links) and all(
        host(url) == host(dom.url) and not urlsplit(url).path.strip("/") for url in links
    )


def _full_names(dom: Dom) -> Iterator[str]:
    for selector in FULL_NAMES:
        found = dom.first(selector)
        said = found.get("content") if found and found.tag == "meta" else found and found.raw()
        if said and said.strip():
            yield " ".join(said.split())


def _from_page(outline: Outline, own: list[Part]) -> tuple[str, Part | None] | None:
    """The piece of the page's title that stands on the page by itself, else its first."""
    known = {squeeze(part.words()): part for part in reversed(own) if _is_line(part)}
    for name in _full_names(outline.dom):
        pieces = [piece.strip() for piece in _pieces(name)]
        standing = [
            piece for piece in pieces if squeeze(piece) in known and len(squeeze(piece)) > FEWEST
        ]
        if standing:
            longest = max(standing, key=len)
            return longest, known[squeeze(longest)]
        return next((piece for piece in pieces if piece), name), None
    return None


def _pieces(name: str) -> list[str]:
    pieces = [name]
    for sign in CUT:
        pieces = [piece for one in pieces for piece in one.split(sign)]
    return pieces


def _is_line(part: Part) -> bool:
    """Whether a part is a line of its own and no link."""
    alone = any(inner.tag == "-text" for inner in part.inner)
    return alone and part.size <= LONGEST and not in_link(part)


def _known(outline: Outline, headings: list[Part], listed: str) -> Part | None:
    """The part that says what the list called the ad, cut short there perhaps."""
    wanted = squeeze(listed)
    if len(wanted) < FEWEST:
        return None
    for part in headings:
        if squeeze(part.words()).startswith(wanted):
            return part
    alike = (part for part in outline.parts if len(wanted) <= part.size <= len(wanted) + 4)
    for part in alike:
        own = part.tag not in {"-text", "a"} and part.aside < 2 and not in_link(part)
        if own and squeeze(part.words()) == wanted:
            return part
    return None


def in_link(part: Part) -> bool:
    node: Part | None = part
    while node is not None:
        if node.tag == "a":
            return True
        node = node.above
    return False


def squeeze(text: str) -> str:
    """A text as it is known again in whatever dress it stands."""
    return plain(text).replace(" ", "").removesuffix("...")
