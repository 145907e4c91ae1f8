"""Pages of ads: what stands where on all of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from offers.page import Page
from offers.profile import FieldRule
from parsers.blocks.ad_page import AdPage, ad_page
from parsers.blocks.cues import named
from parsers.blocks.outline import Outline, Part
from parsers.blocks.telling import Fact
from parsers.boilerplate import WORDS, main_part
from parsers.dom import Dom
from parsers.fold import fold
from parsers.survey import data, fitting, reach
from parsers.survey.about import about
from parsers.survey.findings import AdPages, Listing, Suggestion

FIELDS = (
    "published", "valid_until", "price", "place", "employer", "employment", "contact", "key",
)  # fmt: skip
HOW = {
    "label": 0.9, "itemprop": 0.9, "firm": 0.75, "class": 0.7, "person": 0.7, "since": 0.7,
    "look": 0.6,
}  # fmt: skip
"""How sure a field is, by what it was told by."""

LIKELY = 0.5
"""How sure a rule is that a site file uses; below that it is a comment there."""

ALONE = 0.75
"""What one page leaves of that: nothing shows what differs between ads."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page and what the reader `blocks` makes of it."""

    dom: Dom
    found: AdPage


def survey_ads(pages: Sequence[Page], listing: Listing | None = None) -> AdPages:
    """The rules that read all of one to three pages of ads of one site.

    `listing` is what was found on the page that led there. Raises `ValueError` without pages,
    `Unreadable` for markup that would stall the parser.
    """
    if not pages:
        raise ValueError("a survey needs at least one page of an ad")
    doms = [Dom(page) for page in pages]
    of_site = about(doms)
    told = [data.postings(page, dom) for page, dom in zip(pages, doms, strict=True)]
    seen = [_Seen(dom, ad_page(Outline(dom), _listed(dom, listing))) for dom in doms]
    if all(posted.ads for posted in told):
        ads = [ad for posted in told for ad in posted.ads]
        note = f"Each page describes its ad as {', '.join(told[0].ways)}: {data.told(ads)}."
        lacking = {name for ad in ads for name in FIELDS if name not in ad.said and not ad.key}
        more = tuple(one for one in _facts(seen) if one.rule.name in lacking)
        return AdPages(reader="jobposting", fields=more, notes=(note,), about=of_site)
    fields, notes = _plain(seen)
    good = _are_sure(fields, seen)
    if any(posted.ads for posted in told):
        notes.append("Some pages describe their ad as data, others do not.")
    if not good:
        notes.append("No selectors are sure for all of it; the reader blocks needs none.")
    reader = "selectors" if good else "blocks"
    return AdPages(reader=reader, fields=fields, notes=tuple(notes), about=of_site)


def _are_sure(fields: Sequence[Suggestion], seen: Sequence[_Seen]) -> bool:
    """Whether rules read title, text and all that every page says, as `blocks` finds it."""
    said = set.intersection(*(set(FIELDS) & one.found.facts.keys() for one in seen))
    return {"title", "text", *said} <= {one.rule.name for one in fields if one.confidence >= LIKELY}


def _listed(dom: Dom, listing: Listing | None) -> Mapping[str, str]:
    offers = listing.offers if listing else ()
    return next((offer.listed for offer in offers if offer.url == dom.url), {})


def _plain(seen: Sequence[_Seen]) -> tuple[tuple[Suggestion, ...], list[str]]:
    notes = []
    own = [one for one in (_title(seen), _text(seen)) if one]
    if len(seen) == 1:
        notes.append("One page only: what all ads have in common was not told from what differs.")
    return (*own, *_facts(seen)), notes


def _suggested(
    rule: FieldRule, example: str, sure: float, note: str, seen: Sequence[_Seen]
) -> Suggestion:
    sure = round(sure * (ALONE if len(seen) == 1 else 1.0), 2)
    return Suggestion(rule, example[:200], sure, note)


def _title(seen: Sequence[_Seen]) -> Suggestion | None:
    parts = [one.found.title_part for one in seen if one.found.title_part]
    if len(parts) < len(seen) or not _differ([one.found.title for one in seen]):
        return None
    rules = fitting.ways("title", parts)
    if all(part.tag == "h1" for part in parts):
        rules = [FieldRule(name="title", select=("h1",)), *rules]
    rule = _holding("title", seen, parts, rules)
    if rule is None:
        return None
    note = "as the list calls it" if parts[0].tag != "h1" else "the heading of the page"
    return _suggested(rule, seen[0].found.title or "", 0.95, note, seen)


def _text(seen: Sequence[_Seen]) -> Suggestion | None:
    parts = [one.found.text_part or _main(one) for one in seen]
    found = [part for part in parts if part is not None]
    if len(found) < len(seen) or not _differ([part.words() for part in found]):
        return None
    rule = _holding("text", seen, found, fitting.ways("text", found))
    if rule is None:
        return None
    said = all(one.found.text_part for one in seen)
    note = "the part that calls itself so" if said else "the main part of the page"
    example = seen[0].dom.at(found[0].node).said()
    return _suggested(rule, example, 0.9 if said else 0.6, note, seen)


def _main(one: _Seen) -> Part | None:
    """The part that holds most of the text, as the outline of the page knows it."""
    outline = Outline(one.dom)
    if not outline.parts:
        return None
    number = main_part(outline.parts[0].node).mem_id
    part = next((part for part in outline.parts if part.node.mem_id == number), None)
    return part if part is not None and part.tag not in {"body", "main"} else None


def _holding(
    name: str, seen: Sequence[_Seen], parts: Sequence[Part], rules: Sequence[FieldRule]
) -> FieldRule | None:
    wanted = [
        fitting.Wanted(one.dom, one.dom.base, one.dom.at(part.node).said())
        for one, part in zip(seen, parts, strict=True)
    ]
    return fitting.reading(name, wanted, rules)


def _differ(values: Sequence[str | None]) -> bool:
    """Whether ads differ here; what all of them say is furniture."""
    return len(values) == 1 or len(set(values)) > 1


def _facts(seen: Sequence[_Seen]) -> Iterator[Suggestion]:
    for name in FIELDS:
        facts = [_fact(one, name) for one in seen]
        there = [fact for fact in facts if fact]
        if name == "contact":
            yield from _contact(seen)
        elif not there or (name == "key" and not all(map(_is_number_of, seen, facts))):
            continue
        elif rule := _ruled(name, seen, facts):
            sure = HOW[there[0].how] * (0.8 + 0.2 * len(there) / len(seen))
            note = f"told by its {there[0].how}"
            yield _suggested(rule, there[0].value, sure, note, seen)


def _ruled(name: str, seen: Sequence[_Seen], facts: Sequence[Fact | None]) -> FieldRule | None:
    """The rule that reads these facts and, on pages without one, nothing."""
    there = [fact for fact in facts if fact]
    wanted = [
        fitting.Wanted(one.dom, one.dom.base, _value(one, fact))
        for one, fact in zip(seen, facts, strict=True)
    ]
    return fitting.reading(name, wanted, list(_rules(name, there)), least=len(there) / len(seen))


def _contact(seen: Sequence[_Seen]) -> Iterator[Suggestion]:
    """How the author is reached: the first way that a rule can be made of."""
    outlines = [(Outline(one.dom), one.found.text_part) for one in seen]
    for way in reach.ways(outlines):
        if rule := _ruled("contact", seen, way.facts):
            example = next(fact.value for fact in way.facts if fact)
            yield _suggested(rule, example, way.sure, way.note, seen)
            return


def _is_number_of(one: _Seen, fact: Fact | None) -> bool:
    """Whether a number is that of the ad: its address holds it as well. One of the employer's
    would make one offer of many."""
    digits = re.sub(r"\D", "", fold(fact.value).text) if fact else ""
    return len(digits) > 1 and digits in one.dom.url


def _fact(one: _Seen, name: str) -> Fact | None:
    """A fact beside the text; what the text itself says is read from there anyhow."""
    fact = one.found.facts.get(name)
    return None if fact and reach.in_text(fact.part, one.found.text_part) else fact


def _value(one: _Seen, fact: Fact | None) -> str | None:
    """What a rule for the element of a fact reads there."""
    if fact is None:
        return None
    if fact.part.tag in {"time", "meta"} or fact.how == "link":
        return fact.value
    said = one.dom.at(fact.part.node).said()
    return said if fact.label is not None or fact.how != "label" else fact.value


def _rules(name: str, facts: Sequence[Fact]) -> Iterator[FieldRule]:
    parts = [fact.part for fact in facts]
    attribute = "datetime" if all(part.said.get("datetime") for part in parts) else None
    if facts[0].how == "link":
        yield from fitting.linking(name, parts)
        return
    within = facts[0].how == "label" and facts[0].label is None
    regex = fitting.AFTER_LABEL if within else None
    ruled = fitting.ways(name, parts, attribute)
    own = [replace(rule, regex=regex) for rule in ruled]
    meant = [rule for rule in own if _means(rule, name)]
    yield from meant
    yield from fitting.labelled(name, facts[0].label, parts[0])
    if within:
        yield from fitting.begun(name, parts[0])
    yield from own


def _means(rule: FieldRule, name: str) -> bool:
    """Whether a selector's last part speaks of the field: a class that stays when others go."""
    last = rule.select[0].split()[-1]
    return named([word.lower() for word in WORDS.findall(last)]) == name
