"""Job ads that say so in schema.org's words: JSON-LD, else microdata, else RDFa."""

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from offers.ad import Ad, AdsFound
from offers.page import Page
from offers.profile import Profile
from parsers.dom import Dom, Element, LayoutChanged
from parsers.fields import Found, find_field, shown
from parsers.pictures import FIELD, pictures_in
from parsers.readers import json_ld, markup, selectors
from parsers.readers.distinct import distinct
from parsers.readers.nothing import says_nothing_found
from parsers.readers.pictured import of_others, with_shared
from parsers.readers.posting import as_ad

KIND = "JobPosting"
HEADINGS = ("h1", "meta[property='og:title']", "title")


@dataclass(frozen=True, slots=True)
class _Source:
    """An ad, and the element that a site file's rules may search for what it lacks. `others` are
    keys of pictures that are its firm's."""

    ad: Ad
    within: Element | None
    bare: bool = False
    others: frozenset[str] = frozenset()


def read(page: Page, profile: Profile, listed: Mapping[str, str]) -> AdsFound:
    """All job ads of a page; what they lack is filled in by the profile's fields.

    Where the data is broken the page's fields, or its heading and main part, stand in, and a
    warning says so. Raises `LayoutChanged` where a page is no job ad in any of these ways.
    """
    dom = Dom(page)
    blocks = json_ld.blocks(dom, KIND)
    sources = _from_json(dom, blocks) or list(_from_markup(dom, profile.item))
    if sources:
        ads = distinct(_filled(source, dom, profile, listed) for source in _pictured(sources, dom))
        return AdsFound(ads, (*blocks.faults, *_barely(sources)))
    if any(rule.name in selectors.EXPECTED and rule.select for rule in profile.fields):
        found = selectors.read(page, profile, listed)
        return replace(found, warnings=(*blocks.faults, *found.warnings))
    if blocks.faults:
        return _plainly(dom, profile, listed, blocks.faults)
    if blocks.empty_list or says_nothing_found(dom):
        return AdsFound(())
    raise LayoutChanged(page.url, KIND, 0)


def _from_json(dom: Dom, blocks: json_ld.Blocks) -> list[_Source]:
    found = json_ld.postings(blocks, KIND)
    own = [one for one in found if not one.in_list and one.told.get("description")]
    # A page about one job that lists similar ones is about that one.
    chosen = own if len(own) == 1 else found
    alone = len(chosen) == 1
    sources = (
        _Source(
            as_ad(one.told, dom.url, dom.base, alone=alone),
            dom if alone else None,
            others=of_others(one.told, dom.base),
        )
        for one in chosen
    )
    return [one for one in sources if one.ad.title or one.ad.text]


def _pictured(sources: list[_Source], dom: Dom) -> list[_Source]:
    """With what a page of one ad shows to whoever shares it."""
    if len(sources) != 1:
        return sources
    only = sources[0]
    return [replace(only, ad=with_shared(only.ad, dom, only.others))]


def marked_up(dom: Dom) -> bool:
    """Whether the markup of a page describes one ad, and names its title and its text."""
    found = list(_from_markup(dom, None))
    return len(found) == 1 and not found[0].bare and bool(found[0].ad.title and found[0].ad.text)


def _from_markup(dom: Dom, within: str | None) -> Iterator[_Source]:
    """Items of microdata, else of RDFa; only those in the profile's `item`, if it names one."""
    chosen = {element.id for element in dom.all(within)} if within else set()
    for dialect in (markup.MICRODATA, markup.RDFA):
        found = list(markup.items(dom, dialect, KIND))
        for item in found:
            if within and chosen.isdisjoint(item.element.above()):
                continue
            bare = not item.told.keys() - {"@type", markup.TEXT}
            told = _bare(item.element) if bare else item.told
            alone = len(found) == 1
            ad = as_ad(told, dom.url, dom.base, alone=alone, way=dialect.name)
            if ad.title or ad.text:
                anchor = item.element.get("id") or None
                others = of_others(told, dom.base)
                yield _Source(replace(ad, anchor=anchor), item.element, bare=bare, others=others)
        if found:
            return


def _bare(item: Element) -> markup.Told:
    """What an item shows that calls itself a job ad and names nothing: a link and some words."""
    link, heading = item.first(("h1 a, h2 a, h3 a", "a[href]")), item.first("h1, h2, h3, h4")
    named = heading or link
    title, words = named.said() if named else "", item.said()
    return {
        "title": title,
        "url": link.get("href") if link else None,
        "description": html.escape(words.removeprefix(title).strip()),
    }


def _barely(sources: list[_Source]) -> Iterator[str]:
    if bare := sum(source.bare for source in sources):
        yield f"{bare} of {len(sources)} items name none of their parts: title and link are guesses"


def _filled(source: _Source, dom: Dom, profile: Profile, listed: Mapping[str, str]) -> Ad:
    """The ad with what the site file's rules, or the listing, know beside it."""
    ad = source.ad
    added: dict[str, Found] = {}
    for rule in profile.fields:
        if rule.name in ad.said or getattr(ad, rule.name, None):
            continue
        searched = source.within and not rule.listed
        found = find_field(source.within, rule, dom.base) if source.within and searched else None
        if found := found or selectors.from_listing(rule, listed if rule.listed else {}):
            added[rule.name] = found
    told = {name: found.value for name, found in added.items()}
    return replace(
        ad,
        title=ad.title or told.get("title"),
        text=ad.text or told.get("text"),
        key=ad.key or told.get("key"),
        anchor=ad.anchor or told.get("anchor"),
        images=ad.images or pictures_in(told.get(FIELD), dom.base),
        said=dict(ad.said)
        | {name: value for name, value in told.items() if name not in selectors.OWN},
        sources=dict(ad.sources) | {name: found.source for name, found in added.items()},
    )


def _plainly(dom: Dom, profile: Profile, listed: Mapping[str, str], faults: list[str]) -> AdsFound:
    """The heading and the main part of a page whose data is broken."""
    heading = dom.first(HEADINGS)
    title = shown(heading) if heading else None
    text = dom.main_text()
    if not title or not text:
        raise LayoutChanged(dom.url, f"{KIND}, h1, main part", 0)
    sources = {"title": "h1, og:title or title", "text": "main part of the page"}
    plain = Ad(url=dom.url, title=title, text=text, sources=sources)
    ad = _filled(_Source(with_shared(plain, dom), dom), dom, profile, listed)
    return AdsFound((ad,), (*faults, "read from the heading and the main part of the page"))
