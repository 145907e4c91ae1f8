"""The page of one ad, read without selectors: its title, its text, its labelled facts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from offers.offer import MOVING
from parsers.blocks.advertiser import advertiser
from parsers.blocks.counts import without_counts
from parsers.blocks.cues import does, is_text, plain, words
from parsers.blocks.facts import facts
from parsers.blocks.heading import squeeze, title_of
from parsers.blocks.lead import lead
from parsers.blocks.outline import Outline, Part
from parsers.blocks.saying import said_without
from parsers.blocks.sections import described
from parsers.blocks.telling import Fact
from parsers.boilerplate import main_part

SQUEEZED = 28
"""Letters of a teaser by which the text that it begins is known."""

SHARE, MOST = 0.35, 0.7
"""What a part that calls itself the description holds at least of the page's main part, and what
one inside it that does so as well holds of it."""

SEVERAL = 2
"""Facts of a table that is no prose."""

SENTENCE = 40
"""Letters of a description beside the title; what is shorter is a row of facts."""


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
    title, part = title_of(outline, listed.get("title"))
    inner = _text_part(outline, part, listed.get("text"))
    told = _facts(outline, part, inner)
    text = without_counts(_text(outline, part, inner, told))
    return AdPage(title, part, _trimmed(text, squeeze(title or "")) or None, inner, told)


def _facts(outline: Outline, title: Part | None, text: Part | None) -> dict[str, Fact]:
    """What the page says under labels, and what stands about the title or beside whoever placed the
    ad where nothing has a label."""
    told = facts(outline, title=title)
    looks = lead(outline, title, text)
    if (price := told.get("price")) and not any(map(str.isdigit, price.value)):
        told["price"] = looks.get("price", price)
    contact = told.get("contact")
    if contact and text and contact.how == "line" and text.start <= contact.part.start < text.end:
        del told["contact"]  # the text is read for contacts anyhow
    if "employer" not in told and (name := advertiser(outline, title, text)):
        told["employer"] = name
    return looks | told


def _trimmed(text: str, title: str) -> str:
    """A text without its title and `Description` at the beginning and without commands at its end:
    `Apply now`."""
    lines = text.split("\n")
    furniture = (line and not _announces(line) and squeeze(line) != title for line in lines)
    first = next((at for at, own in enumerate(furniture) if own), None)
    kept = lines[first:] if first is not None else lines
    while len(kept) > 1 and (not kept[-1].strip() or does(kept[-1]) is not None):
        kept.pop()
    return "\n".join(kept).strip()


def _announces(line: str) -> bool:
    return plain(line) in words("page_headings.tsv")["text"]


def _text(
    outline: Outline, title: Part | None, inner: Part | None, told: Mapping[str, Fact]
) -> str:
    """The text without what says when: `3 days ago` would be another text tomorrow."""
    if not outline.parts:
        return ""
    moving = (fact for name, fact in told.items() if name in MOVING and fact.how != "line")
    dropped = [part for fact in moving for part in (fact.part, fact.label) if part]
    if inner is not None:
        return said_without(inner.node, {part.node.mem_id for part in dropped})
    dropped += _before(title)
    dropped += _tables(told)
    return said_without(main_part(outline.parts[0].node), {part.node.mem_id for part in dropped})


def _before(title: Part | None) -> Iterator[Part]:
    """What stands before the title, beside it and beside what holds it."""
    node = title
    while node is not None and node.above is not None:
        yield from (part for part in node.above.inner if part.end <= node.start)
        node = node.above


def _tables(told: Mapping[str, Fact]) -> Iterator[Part]:
    """Tables of labels and values of which several are facts."""
    tables: dict[int, list[Part]] = {}
    for fact in told.values():
        table = fact.label
        while table is not None and table.tag not in {"dl", "table"}:
            table = table.above
        if table is not None:
            tables.setdefault(table.start, []).append(table)
    return (same[0] for same in tables.values() if len(same) >= SEVERAL)


def _text_part(outline: Outline, title: Part | None, teaser: str | None) -> Part | None:
    """The part that holds the ad's text, `None` if only the page as a whole can tell."""
    body = outline.parts[0] if outline.parts else None
    if body is None:
        return None
    main = _of_node(outline, main_part(body.node).mem_id) or body
    called = list(_called(outline, title))
    said = [part for part in called if (part.said.get("itemprop") or "") == "description"]
    if said:
        return said[0]
    if teaser and (part := _begun(outline, title, teaser)):
        return part
    best = max(called, key=_own, default=None)
    announced = _announced(outline, title, _own(main))
    if best is None or (announced and best.start < announced.start < best.end):
        return announced
    own = _own(best)
    beside = title is not None and own >= SENTENCE and _beside(best, title)
    return _innermost(called, best) if own >= SHARE * _own(main) or beside else None


def _announced(outline: Outline, title: Part | None, size: int) -> Part | None:
    """The largest part below a heading that announces the text, if it is most of what is said."""
    below = (part for part in described(outline) if not _holds(part, title))
    best = max(below, key=_own, default=None)
    return best if best is not None and _own(best) >= SHARE * size else None


def _holds(part: Part, title: Part | None) -> bool:
    return title is not None and part.start <= title.start < part.end


def _own(part: Part) -> int:
    return part.size - part.linked


def _innermost(called: list[Part], part: Part) -> Part:
    """The smallest part in a description that calls itself so too and holds most of it."""
    inside = [one for one in called if part.start < one.start < part.end]
    large = [one for one in inside if _own(one) >= MOST * _own(part)]
    return min(large, key=_own, default=part)


def _beside(part: Part, title: Part) -> bool:
    """Whether the element around a part holds the title as well."""
    around = part.above
    return around is not None and around.start <= title.start < around.end and around.tag != "body"


def _of_node(outline: Outline, number: int) -> Part | None:
    return next((part for part in outline.parts if part.node.mem_id == number), None)


def _called(outline: Outline, title: Part | None) -> Iterator[Part]:
    """Parts that call themselves description or text and are not more than that."""
    for part in outline.parts:
        if (
            part.tag in {"body", "html", "main", "meta", "-text", "a"}
            or part.aside
            or not part.size
        ):
            continue
        if not _holds(part, title) and is_text(part.names()):
            yield part


def _begun(outline: Outline, title: Part | None, teaser: str) -> Part | None:
    """The largest part that begins with the teaser of the list and does not hold the title."""
    wanted = squeeze(teaser)[:SQUEEZED]
    if len(wanted) < SQUEEZED * 0.7 or (title and wanted in squeeze(title.words())):
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
    return squeeze(part.words()[: 4 * SQUEEZED]).startswith(wanted)
