"""Tries selectors on pages until one selects what it should, there and nowhere else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from offers.profile import FieldRule
from parsers.blocks.cues import SHORT
from parsers.blocks.outline import Part
from parsers.dom import Dom, Element
from parsers.fields import read_field
from parsers.survey.names import chains, scopes
from parsers.urls import absolute

CELLS = frozenset({"td", "th", "dt"})
AFTER_LABEL = r"(?s)[:：]\s*(.+)"
MOST_TRIED = 70
"""Selectors tried for one thing; the good ones come first."""

ENOUGH = 0.85
"""The share of words of a text that must be the same."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a rule should read inside an element of a page; `None` where it should read nothing."""

    within: Element
    base: str
    value: str | None


def selecting(dom: Dom, parts: Sequence[Part], *, exact: bool = True) -> str | None:
    """The best selector that matches exactly these parts of a page, or, if not `exact`, at least
    nine of ten and nothing else."""
    wanted = {part.node.mem_id for part in parts}
    if not wanted:
        return None
    for selector in fitting_all(parts):
        found = {element.id for element in dom.all(selector)}
        if found == wanted:
            return selector
        if not exact and found <= wanted and len(found) * 10 >= len(wanted) * 9:
            return selector
    return None


def leading(dom: Dom, links: Sequence[Part]) -> str | None:
    """The best selector of links that leads to where these lead, and nowhere else."""
    urls = {link.url for link in links}
    if not urls:
        return None
    for selector in [*fitting_all(links), *_by_address(links)]:
        found = {absolute(dom.base, element.get("href")) for element in dom.all(selector)}
        if found == urls:
            return selector
    return None


def _by_address(parts: Sequence[Part]) -> Iterator[str]:
    """Links by the beginning that their addresses have in common: `a[href*='show.cgi?id=']`."""
    hrefs = [part.said.get("href") or "" for part in parts]
    first, last = min(hrefs), max(hrefs)
    same = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
    begins = re.sub(r"^(?:https?:)?//[^/]*", "", first[: same or len(first)])
    whole = re.fullmatch(r"[\w/.?=-]*[/=.?]", begins.rstrip("0123456789"))
    if whole and whole[0].strip("/."):
        yield f"a[href*='{whole[0].lstrip('.')}']"


def fitting_all(parts: Sequence[Part]) -> list[str]:
    """Selectors that fit the first, a middle and the last of these parts, the best first; what else
    they match is not known."""
    some = [parts[0], parts[len(parts) // 2], parts[-1]]
    others = [frozenset(chains(part)) for part in some[1:]]
    fitting = (one for one in chains(some[0]) if all(one in other for other in others))
    return [selector for selector, _ in zip(fitting, range(MOST_TRIED), strict=False)]


def reading(
    name: str, wanted: Sequence[Wanted], ways: Iterable[FieldRule], *, least: float = 1.0
) -> FieldRule | None:
    """The first rule that reads what it should in all elements, or in a share of `least`, and
    never something where there is nothing."""
    same = alike if name == "text" else equal
    for rule, _ in zip(ways, range(MOST_TRIED), strict=False):
        right = wrong = 0
        for one in wanted:
            found = read_field(one.within, rule, one.base)
            right += same(found, one.value)
            wrong += found is not None and one.value is None
        if not wrong and right >= least * len(wanted) and right:
            return rule
    return None


def ways(name: str, parts: Sequence[Part], attribute: str | None = None) -> list[FieldRule]:
    """Rules that select what some parts have in common, the best first."""
    return [FieldRule(name=name, select=(one,), attribute=attribute) for one in fitting_all(parts)]


def begun(name: str, part: Part, within: str = "//") -> list[FieldRule]:
    """A rule for a part that begins with its own label, `Pay: 12`, which is cut off."""
    label, sign, _ = part.words().partition(":")
    if not sign or len(label) > SHORT:
        return []
    starts = f"{within}{part.tag}[starts-with(normalize-space(), {quoted(label + sign)})]"
    return [FieldRule(name=name, select=(starts,), regex=AFTER_LABEL)]


def linking(name: str, parts: Sequence[Part]) -> Iterator[FieldRule]:
    """Rules for where links lead that reach somebody: by name, or by how their addresses begin,
    inside something that has a name."""
    begins = {
        re.match(r"\w+:(?://[^/?#]*/?)?", (part.said.get("href") or "").strip()) for part in parts
    }
    same = {found[0] for found in begins if found}
    bare = f"a[href^='{same.pop()}']" if len(same) == 1 else "a[href]"
    around = [frozenset(scope for scope, _ in scopes(part)) for part in parts]
    inside = [
        f"{scope} {bare}" for scope, _ in scopes(parts[0]) if all(scope in one for one in around)
    ]
    for one in (*fitting_all(parts), *inside, bare):
        yield FieldRule(name=name, select=(one,), attribute="href")


def labelled(name: str, label: Part | None, value: Part, within: str = "//") -> list[FieldRule]:
    """A rule that goes by the label before a value, as XPath; `within` is `.//` inside a block."""
    label = _whole(label, value)
    if label is None:
        return []
    said = quoted(label.words())
    if label.tag == "th" and value.tag == "td":
        way = f"tr[normalize-space(th)={said}]/td"
    elif label.tag == "td" or value.tag == "td":
        way = f"td[normalize-space()={said}]/following-sibling::td[1]"
    else:
        follows = value.tag if label.tag == "dt" else "*"
        way = f"{label.tag}[normalize-space()={said}]/following-sibling::{follows}[1]"
    return [FieldRule(name=name, select=(within + way,))]


def _whole(label: Part | None, value: Part) -> Part | None:
    """The element that is a label; of a bare text the cell around it, `<td><b>Pay:</b></td>`."""
    if label is None or label.tag != "-text":
        return label
    cell = label.above
    while cell is not None and cell.tag not in CELLS and cell.words() == label.words():
        cell = cell.above
    alone = cell is not None and cell.tag in CELLS and cell.words() == label.words()
    return cell if cell is not None and alone and cell.end <= value.start else None


def quoted(text: str) -> str:
    """A string of XPath 1.0, which knows no escapes."""
    return f'"{text}"' if "'" in text else f"'{text}'"


def equal(found: str | None, wanted: str | None) -> bool:
    return _plain(found) == _plain(wanted)


def alike(found: str | None, wanted: str | None) -> bool:
    """Whether two texts have nearly all words in common."""
    one, other = set(_plain(found).split()), set(_plain(wanted).split())
    return bool(one & other) and len(one & other) >= ENOUGH * len(one | other)


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())
