"""The page of one ad, read without selectors: its title, its text, its labelled facts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from offers.offer import MOVING
from parsers.blocks.counts import without_counts
from parsers.blocks.cues import named, plain
from parsers.blocks.facts import Fact, facts
from parsers.blocks.outline import Outline, Part
from parsers.blocks.saying import said_without
from parsers.blocks.titles import HEADINGS
from parsers.boilerplate import main_part
from parsers.dom import Dom

SQUEEZED = 28
"""Letters of a teaser by which the text that it begins is known."""

SHARE = 0.35
"""What a part that calls itself the description holds at least of the page's main part."""

CUT = (" | ", " – ", " — ", " - ", " :: ", " · ", " » ")
"""Signs between the title of an ad and the name of its board, in the title of a page."""


@dataclass(frozen=True, slots=True)
class AdPage:
    """What was found, with the parts that hold it; `title_part` and `text_part` are `None` where
    title and text were taken from elsewhere."""

    title: str | None
    title_part: Part | None
    text: str | None
    text_part: Part | None
    facts: Mapping[str, Fact]


def ad_page(outline: Outline, listed: Mapping[str, str]) -> AdPage:
    """Title, text and facts of the one ad of a page. `listed` is what its list said of it: by
    its title and the first words of its text they are found in whatever dress they stand."""
    title, part = _title(outline.dom, outline, listed.get("title"))
    inner = _text_part(outline, part, listed.get("text"))
    told = facts(outline)
    text = without_counts(_without(_text(outline, inner, told), title))
    return AdPage(title, part, text or None, inner, told)


def _text(outline: Outline, inner: Part | None, told: Mapping[str, Fact]) -> str:
    """The text without what says when: `3 days ago` would be another text tomorrow."""
    if not outline.parts:
        return ""
    moving = (fact for name, fact in told.items() if name in MOVING)
    parts = (part for fact in moving for part in (fact.part, fact.label) if part)
    node = inner.node if inner is not None else main_part(outline.parts[0].node)
    return said_without(node, {part.node.mem_id for part in parts})


def _title(dom: Dom, outline: Outline, listed: str | None) -> tuple[str | None, Part | None]:
    headings = [p for p in outline.parts if p.tag in HEADINGS and p.size and p.aside < 2]
    if listed and (part := _known(outline, headings, listed)):
        return part.words(), part
    first = min(headings, key=lambda part: (part.tag, part.start), default=None)
    if first is not None and first.tag in {"h1", "h2"}:
        return first.words(), first
    for selector in ("meta[property='og:title']", "title"):
        found = dom.first(selector)
        said = found.get("content") if found and found.tag == "meta" else found and found.raw()
        if said and said.strip() and not listed:
            return _shortened(" ".join(said.split())), None
    return listed, None


def _known(outline: Outline, headings: list[Part], listed: str) -> Part | None:
    """The part that says what the list called the ad, cut short there perhaps."""
    wanted = _squeezed(listed)
    if len(wanted) < 3:
        return None
    for part in headings:
        if _squeezed(part.words()).startswith(wanted):
            return part
    alike = (part for part in outline.parts if len(wanted) <= part.size <= len(wanted) + 4)
    for part in alike:
        own = part.tag not in {"-text", "a"} and part.aside < 2 and not _in_link(part)
        if own and _squeezed(part.words()) == wanted:
            return part
    return None


def _in_link(part: Part) -> bool:
    node: Part | None = part
    while node is not None:
        if node.tag == "a":
            return True
        node = node.above
    return False


def _squeezed(text: str) -> str:
    return plain(text).replace(" ", "").removesuffix("...")


def _shortened(title: str) -> str:
    for sign in CUT:
        first, found, _ = title.partition(sign)
        if found and first.strip():
            return first.strip()
    return title


def _text_part(outline: Outline, title: Part | None, teaser: str | None) -> Part | None:
    """The part that holds the ad's text, `None` if only the page as a whole can tell."""
    body = outline.parts[0] if outline.parts else None
    if body is None:
        return None
    main = _of_node(outline, main_part(body.node).mem_id) or body
    described = list(_described(outline, title))
    said = [part for part in described if (part.said.get("itemprop") or "") == "description"]
    if said:
        return said[0]
    if teaser and (part := _begun(outline, title, teaser)):
        return part
    best = max(described, key=lambda part: part.size - part.linked, default=None)
    if best is None:
        return None
    large = best.size - best.linked >= SHARE * (main.size - main.linked)
    return best if large or (title is not None and _beside(best, title)) else None


def _beside(part: Part, title: Part) -> bool:
    """Whether the element around a part holds the title as well."""
    around = part.above
    return around is not None and around.start <= title.start < around.end and around.tag != "body"


def _of_node(outline: Outline, number: int) -> Part | None:
    return next((part for part in outline.parts if part.node.mem_id == number), None)


def _described(outline: Outline, title: Part | None) -> Iterator[Part]:
    """Parts that call themselves description or text and are not more than that."""
    for part in outline.parts:
        if (
            part.tag in {"body", "html", "main", "meta", "-text", "a"}
            or part.aside
            or not part.size
        ):
            continue
        holds_title = title is not None and part.start <= title.start < part.end
        if not holds_title and named(part.names()) == "text":
            yield part


def _begun(outline: Outline, title: Part | None, teaser: str) -> Part | None:
    """The largest part that begins with the teaser of the list and does not hold the title."""
    wanted = _squeezed(teaser)[:SQUEEZED]
    if len(wanted) < SQUEEZED * 0.7 or (title and wanted in _squeezed(title.words())):
        return None
    first = next((part for part in outline.parts if _starts(part, wanted)), None)
    if first is None or title is None:
        return None
    part = first
    while (above := part.above) is not None and above.tag not in {"body", "main"}:
        if above.start <= title.start < above.end or above.aside:
            break
        part = above
    return part


def _starts(part: Part, wanted: str) -> bool:
    if part.tag in {"-text", "body", "a"} or part.aside or part.size < len(wanted):
        return False
    if not any(inner.tag == "-text" for inner in part.inner):
        return False
    return _squeezed(part.words()[: 4 * SQUEEZED]).startswith(wanted)


def _without(text: str, title: str | None) -> str:
    """A text without the title that it begins with."""
    return text.removeprefix(title).lstrip() if title and text != title else text
