"""What an entry of a list is called, and where its link leads."""

from collections.abc import Iterator
from dataclasses import dataclass

from parsers.blocks.cues import acts, does, is_date, is_price, named
from parsers.blocks.groups import Block
from parsers.blocks.outline import Part

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
STRESSED = frozenset({"b", "strong", "dt", "th", "caption", "summary", "legend"})

LONGEST = 300
"""Characters of a title; a link that holds more is the whole entry."""

FEWEST_LETTERS, MANY_LETTERS = 2, 20


@dataclass(frozen=True, slots=True)
class Titled:
    """The part that holds a block's title, and the link to its ad if there is one."""

    part: Part | None
    link: Part | None
    text: str


def titled(block: Block) -> Titled:
    """Title and link of a block. A link that only says what it does is no title, and one that
    does something else than opening the ad is no link to it."""
    parts = list(block.inside())
    links = [part for part in parts if part.url]
    lead = _lead(block, links)
    best = max(_titles(parts, lead), default=None, key=lambda found: found[0])
    if best is None:
        words = lead.words() if lead is not None and not does(lead.words()) else ""
        return Titled(lead if words else None, lead, words[:LONGEST])
    part = best[1]
    return Titled(part, lead or _opening(part, links), _bare(part.words())[:LONGEST])


def _bare(title: str) -> str:
    """A title without the sign of a link to itself."""
    return title.rstrip(" #¶§🔗⚓")


def _lead(block: Block, links: list[Part]) -> Part | None:
    lead = block.lead
    if lead is None or not lead.url:
        return None
    same = [link for link in links if link.url == lead.url] or [lead]
    return max(same, key=_as_title)


def _as_title(link: Part) -> int:
    words = link.words()
    return 0 if not is_name(words) or does(words) else min(len(words), LONGEST)


def is_name(text: str) -> bool:
    """Whether a text may be what an ad is called: letters, and no price, date or command."""
    letters = sum(map(str.isalpha, text))
    if letters > MANY_LETTERS:
        return True
    return letters >= FEWEST_LETTERS and not is_price(text) and not is_date(text)


def _titles(parts: list[Part], lead: Part | None) -> Iterator[tuple[float, Part]]:
    """Parts that may be the title, with how likely: its link, a heading, what is called so."""
    for place, part in enumerate(parts):
        if part.tag == "-text" or not 0 < part.size <= LONGEST:
            continue
        score = _score(part, lead)
        if score > 0 and is_name(words := part.words()) and not does(words):
            yield score - place / (10 * len(parts)), part


def _score(part: Part, lead: Part | None) -> float:
    simple = not any(inner.tag != "-text" and inner.size < part.size * 0.7 for inner in part.inner)
    score = 0.0
    if part.tag in HEADINGS:
        score += 3
    if named(part.names()) == "title":
        score += 2.5
    if lead is not None and part.start <= lead.start < part.end and part.size < lead.size * 1.5:
        score += 1
    if part is lead:
        score += 2 if simple else 0.2
    elif lead is not None and lead.start < part.start < lead.end:
        score += 0.6
    if part.tag in STRESSED:
        score += 0.5
    if part.tag == "a" and part.url and part is not lead:
        score += 0.3
    return score if score or part.tag == "a" else 0.05 * any(p.tag == "-text" for p in part.inner)


def _opening(title: Part, links: list[Part]) -> Part | None:
    """The link in, around or below a title that opens the ad."""
    for link in links:
        around = link.start <= title.start < link.end or title.start <= link.start < title.end
        if around and not is_action(link):
            return link
    return next((link for link in links if does(link.words()) == "opens"), None)


def is_action(link: Part) -> bool:
    """Whether a link does something instead of leading to an ad."""
    rel = (link.said.get("rel") or "").lower().split()
    words = link.words()
    return does(words) == "acts" or ("nofollow" in rel and acts(link.url or ""))
