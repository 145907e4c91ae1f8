"""Ads by the selectors of a site file, one on a page or one in each item of it."""

from collections.abc import Iterator, Mapping

from offers.ad import Ad, AdsFound
from offers.page import Page
from offers.profile import FieldRule, Profile
from parsers.dom import Dom, Element, LayoutChanged
from parsers.fields import CONSTANT, Found, find_field, hidden_links, in_listing, outermost
from parsers.pictures import FIELD, pictures_in
from parsers.readers.distinct import distinct
from parsers.readers.nothing import says_nothing_found
from parsers.readers.pictured import with_shared
from parsers.urls import absolute

EXPECTED = frozenset({"title", "text"})
"""Fields that a rule must find if there is one; a rule may require others."""

OWN = frozenset({"title", "text", "key", "url", "anchor", "images"})
"""Fields with a place of their own in an ad; all others are `said`."""


def read(page: Page, profile: Profile, listed: Mapping[str, str]) -> AdsFound:
    """The ads of a page. Raises `LayoutChanged` with the selector that no longer matches.

    With `item`, an item that lacks a required field is a warning; if all lack it, it is raised.
    """
    dom = Dom(page)
    if profile.item is None:
        ad = read_ad(dom, profile.fields, page.url, dom.base, listed)
        return AdsFound((ad if ad.images else with_shared(ad, dom),))
    items = tuple(outermost(dom.all(profile.item)))
    if not items and says_nothing_found(dom):
        return AdsFound(())
    if not items:
        raise LayoutChanged(page.url, profile.item, 0)
    return _each(items, profile, page.url, dom.base)


def _each(items: tuple[Element, ...], profile: Profile, url: str, base: str) -> AdsFound:
    ads: list[Ad] = []
    lost: list[LayoutChanged] = []
    for item in items:
        try:
            ads.append(read_ad(item, profile.fields, url, base, None))
        except LayoutChanged as changed:
            lost.append(changed)
    if not ads:
        raise lost[0]
    warnings = (f"{len(lost)} of {len(items)} items left out: {lost[0].reason}",) if lost else ()
    return AdsFound(distinct(ads), warnings)


def read_ad(
    within: Element,
    rules: tuple[FieldRule, ...],
    url: str,
    base: str,
    listed: Mapping[str, str] | None,
) -> Ad:
    """One ad by the rules of a site file. A field that is `listed` comes from the listing, or,
    where `listed` is `None` because the listing is this very page, from the element itself.

    Raises `LayoutChanged` if a required field is missing, and if there is no title nor text.
    """
    told = dict(_read(within, rules, url, base, listed))
    found = {name: one.value for name, one in told.items()}
    if not found.get("title") and not found.get("text"):
        raise LayoutChanged(url, "fields title, text", 0)
    return Ad(
        url=absolute(base, found.get("url")) or url,
        title=found.get("title"),
        text=found.get("text"),
        key=found.get("key"),
        anchor=found.get("anchor") or (within.get("id") if listed is None else None) or None,
        images=pictures_in(found.get(FIELD), base),
        said={name: value for name, value in found.items() if name not in OWN},
        sources={name: one.source for name, one in told.items()},
    )


def _read(
    within: Element,
    rules: tuple[FieldRule, ...],
    url: str,
    base: str,
    listed: Mapping[str, str] | None,
) -> Iterator[tuple[str, Found]]:
    for rule in rules:
        elsewhere = rule.listed and listed is not None
        told = from_listing(rule, listed or {}) if elsewhere else find_field(within, rule, base)
        if told:
            yield rule.name, told
        elif rule.required or (rule.name in EXPECTED and rule.select):
            raise LayoutChanged(url, rule.select[0] if rule.select else rule.name, 0)
        if rule.name == "text" and not elsewhere:
            parts = next(filter(None, map(within.all, rule.select)), ())
            if links := hidden_links(tuple(outermost(parts)), base):
                yield "links", Found(links, f"{', '.join(rule.select)} @href")


def from_listing(rule: FieldRule, listed: Mapping[str, str]) -> Found | None:
    """What the listing said of a field, else the rule's constant."""
    if value := listed.get(rule.name):
        return Found(value, in_listing(rule))
    return Found(rule.constant, CONSTANT) if rule.constant else None
