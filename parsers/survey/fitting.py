"""Tries selectors on pages until one selects what it should, there and nowhere else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from offers.profile import FieldRule
from parsers.blocks.facts import Fact
from parsers.blocks.outline import Part
from parsers.dom import Dom, Element
from parsers.fields import read_field
from parsers.survey.names import chains

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
    part: Part | None = None


def selecting(dom: Dom, parts: Sequence[Part], *, exact: bool = True) -> str | None:
    """The best selector that matches exactly these parts of a page, or, if not `exact`, at least
    nine of ten and nothing else."""
    wanted = {part.node.mem_id for part in parts}
    if not wanted:
        return None
    for selector in [*_common(parts), *_by_address(parts)]:
        found = {element.id for element in dom.all(selector)}
        if found == wanted:
            return selector
        if not exact and found <= wanted and len(found) * 10 >= len(wanted) * 9:
            return selector
    return None


def _by_address(parts: Sequence[Part]) -> Iterator[str]:
    """Links by the beginning that their addresses have in common: `a[href*='show.cgi?id=']`."""
    hrefs = [part.said.get("href") or "" for part in parts]
    first, last = min(hrefs), max(hrefs)
    same = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
    begins = re.sub(r"^(?:https?:)?//[^/]*", "", first[: same or len(first)])
    whole = re.fullmatch(r"[\w/.?=-]*[/=.?]", begins.rstrip("0123456789"))
    if whole and len(whole[0].strip("/.")) > 1:
        yield f"a[href*='{whole[0].lstrip('/.')}']"


def _common(parts: Sequence[Part]) -> list[str]:
    """Selectors that fit the first, a middle and the last of the parts."""
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
    return [FieldRule(name=name, select=(one,), attribute=attribute) for one in _common(parts)]


def labelled(name: str, facts: Sequence[Fact]) -> list[FieldRule]:
    """Rules that go by the label before a value, as XPath."""
    fact = facts[0]
    if fact.label is None or fact.label.tag == "-text":
        return []
    said = quoted(fact.label.words())
    label, value = fact.label, fact.part
    if label.tag in {"td", "th"} or value.tag == "td":
        if label.tag == "th" and value.tag == "td":
            return [FieldRule(name=name, select=(f"//tr[normalize-space(th)={said}]/td",))]
        cell = f"//td[normalize-space()={said}]/following-sibling::td[1]"
        return [FieldRule(name=name, select=(cell,))]
    follows = value.tag if label.tag == "dt" else "*"
    after = f"//{label.tag}[normalize-space()={said}]/following-sibling::{follows}[1]"
    return [FieldRule(name=name, select=(after,))]


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
