"""Which part of an ad's page says how its author is reached, and which how the site is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.blocks.facts import all_facts
from parsers.blocks.outline import Outline, Part
from parsers.blocks.telling import Fact
from parsers.contacts.links import links
from parsers.urls import absolute
from parsers.wording import Written

HOW = {"label": 0.9, "link": 0.85, "itemprop": 0.9, "class": 0.7}
"""How sure a contact is, by what it was told by; the surest that holds on most pages counts."""

WORDS_ONLY = 0.55
"""Of a place that calls itself the contact and says the same words, no number, on all pages."""

TABLED = frozenset({"td", "dd"})


@dataclass(frozen=True, slots=True)
class Way:
    """A fact for each page, `None` where it has none, and how sure it is that they are contacts
    of authors."""

    facts: tuple[Fact | None, ...]
    sure: float
    note: str


def ways(pages: Sequence[tuple[Outline, Part | None]]) -> list[Way]:
    """From each page of an ad, and the part that is its text, the ways to reach its author, those
    of most pages first. What is the same on all pages reaches the site."""
    found = [list(_facts(outline, text)) for outline, text in pages]
    own = [way for how in HOW if (way := _own(found, how))]
    return [*sorted(own, key=lambda way: -sum(map(bool, way.facts))), *_words_only(found)]


def in_text(part: Part, text: Part | None) -> bool:
    """Whether a part belongs to the text, which is read for contacts anyhow."""
    return text is not None and text.start <= part.start < text.end and part.tag not in TABLED


def _facts(outline: Outline, text: Part | None) -> Iterator[Fact]:
    for fact in all_facts(outline):
        if fact.field == "contact" and not in_text(fact.part, text):
            yield fact
    for part in outline.links:
        href = (part.said.get("href") or "").strip()
        if part.aside < 2 and not in_text(part, text) and reached(href):
            yield Fact("contact", absolute(outline.dom.base, href) or href, part, None, "link")


def reached(said: str) -> frozenset[str]:
    """Whom links lead to: `tel:`, `mailto:`, messengers, networks; no websites."""
    found = links(Written("contact", said[:500]), "")
    return frozenset(f"{one.kind} {one.value}" for one in found if one.kind != "website")


def _known_by(fact: Fact) -> str:
    """What a contact is compared by: a mail may be about each ad, and is to the same address."""
    return " ".join(sorted(reached(fact.value))) or fact.value


def _own(found: Sequence[Sequence[Fact]], how: str) -> Way | None:
    told = [[fact for fact in facts if fact.how == how] for facts in found]
    shared = _shared(told)
    own = tuple(_first(fact for fact in facts if _known_by(fact) not in shared) for facts in told)
    there = sum(map(bool, own))
    if not there:
        return None
    return Way(own, HOW[how] * (0.8 + 0.2 * there / len(own)), f"told by its {how}")


def _shared(told: Sequence[Sequence[Fact]]) -> frozenset[str]:
    """What all pages say, if there are several."""
    if len(told) < 2:
        return frozenset()
    return frozenset.intersection(*(frozenset(map(_known_by, facts)) for facts in told))


def _words_only(found: Sequence[Sequence[Fact]]) -> Iterator[Way]:
    for how in ("class", "itemprop"):
        same = tuple(_first(fact for fact in facts if fact.how == how) for facts in found)
        said = {fact.value if fact else "" for fact in same}
        if len(said) == 1 and not any(_reaches(one) for one in said):
            yield Way(same, WORDS_ONLY, "the same words on all pages seen, and no number in them")


def _reaches(value: str) -> bool:
    return not value or "@" in value or any(map(str.isdigit, value)) or bool(reached(value))


def _first(facts: Iterator[Fact]) -> Fact | None:
    return next(facts, None)
