"""Ads that nobody wrote selectors for: the repeated blocks of a list, and the pages they lead to.

On a list whose entries lead to pages of their own, `parsers.links` follows them and each ad is
read from its page: title, main text and labelled facts, with what the list said beside them. Only
entries without a page on the same site are read from the list itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from offers.ad import Ad, AdsFound
from offers.page import Page
from offers.profile import FieldRule, Profile
from parsers.blocks.ad_page import AdPage, ad_page
from parsers.blocks.cues import plain, words
from parsers.blocks.entries import Entries, Entry, entries_of, text_of
from parsers.blocks.heading import squeeze
from parsers.blocks.outline import Outline
from parsers.dom import Dom, LayoutChanged
from parsers.fields import Found, find_field, hidden_links
from parsers.pictures import FIELD, pictures_in
from parsers.readers import jobposting, json_ld
from parsers.readers.distinct import distinct
from parsers.readers.nothing import says_nothing_found
from parsers.readers.pictured import with_shared
from parsers.readers.selectors import OWN, from_listing
from parsers.urls import host

WHAT = "repeated blocks"
FEW, OUTSIDE = 3, 1.5
LONGER, BEGUN = 1.5, 40
"""How many times longer a text is than a teaser of it, and letters by which that is known."""

FEWEST, FACTS = 250, 2
"""Characters that the text of an ad has at least where no list led to it, or labelled facts."""


def read(page: Page, profile: Profile, listed: Mapping[str, str]) -> AdsFound:
    """The ads of a list that have no page of their own, or the one ad of a page.

    A page is that of an ad if the list said something of it, if the site file names the links to
    ads, or if nothing repeats on it. Raises `LayoutChanged` where there is neither.
    """
    dom = Dom(page)
    outline = Outline(dom)
    if listed or profile.links.offer or _describes_one(dom):
        return _one(page, outline, profile, listed)
    found = listing(outline, profile)
    if found is not None:
        ads = (_ad(dom, entry, found, profile) for entry in _here(dom, found))
        return AdsFound(distinct(ad for ad in ads if ad.title or ad.text))
    if says_nothing_found(dom):
        return AdsFound(())
    return _one(page, outline, profile, listed)


def listing(outline: Outline, profile: Profile) -> Entries | None:
    """The list of ads on a page; a pair of things on one that has found nothing is none."""
    dom = outline.dom
    found = entries_of(outline, profile.item)
    if found is None or (len(found.entries) < FEW and says_nothing_found(dom)):
        return None
    if profile.item:
        return found
    return None if _is_beside_an_ad(dom, found) or _are_sections(found) else found


def _are_sections(found: Entries) -> bool:
    """Whether what repeats are parts of one ad: one of them is called `Description`, or has the
    heading of the whole page and leads nowhere."""
    announced = words("page_headings.tsv")["text"]
    heads = [part for part in found.outline.parts if part.tag == "h1" and part.size]
    return any(
        plain(entry.title or "") in announced
        or (entry.url is None and heads == [entry.titled.part])
        for entry in found.entries
    )


def _is_beside_an_ad(dom: Dom, found: Entries) -> bool:
    """Whether a list only accompanies the one ad of a page, `similar ads` for one: the page says
    more outside of it, under a heading of its own."""
    listed = sum(entry.block.size for entry in found.entries)
    return found.largest_outside() > max(FEWEST, OUTSIDE * listed) and dom.first("h1") is not None


def _here(dom: Dom, found: Entries) -> Iterator[Entry]:
    """Entries to be read from the list: all but those that lead to a page of the same site. One
    without a link among others that have one is no ad but something between them."""
    linked = sum(entry.url is not None for entry in found.entries)
    for entry in found.entries:
        if entry.url is None and linked * 2 > len(found.entries):
            continue
        if entry.url is None or host(entry.url) != host(dom.url):
            yield entry


def _ad(dom: Dom, entry: Entry, found: Entries, profile: Profile) -> Ad:
    told = {"title": Found(entry.title, "blocks: title of the entry")} if entry.title else {}
    told["text"] = Found(text_of(entry), "blocks: text of the entry")
    why = {column.field: column.why for column in found.columns}
    told |= {
        name: Found(value, f"blocks: {why.get(name, 'entry')}")
        for name, value in entry.said.items()
    }
    within = dom.at(entry.block.top.node)
    for rule in profile.fields:
        if one := find_field(within, rule, dom.base):
            told[rule.name] = one
    return _made(entry.url or dom.url, dom.base, told, anchor=entry.anchor)


def _made(url: str, base: str, told: Mapping[str, Found], anchor: str | None = None) -> Ad:
    values = {name: one.value for name, one in told.items() if one.value}
    return Ad(
        url=values.get("url") or url,
        title=values.get("title"),
        text=values.get("text"),
        key=values.get("key"),
        anchor=values.get("anchor") or anchor,
        images=pictures_in(values.get(FIELD), base),
        said={name: value for name, value in values.items() if name not in OWN},
        sources={name: told[name].source for name in values},
    )


def _one(page: Page, outline: Outline, profile: Profile, listed: Mapping[str, str]) -> AdsFound:
    """The ad of a page of its own: as its data tells it, else as it looks."""
    dom = outline.dom
    beside = {name: value for name, value in listed.items() if name not in OWN}
    if _postings(dom) or jobposting.marked_up(dom):
        found = jobposting.read(page, profile, listed)
        ads = tuple(_beside(ad, beside) for ad in found.ads)
        return replace(found, ads=(completed(ads[0], outline, listed),) if len(ads) == 1 else ads)
    seen = ad_page(outline, listed)
    told = dict(_told(dom, seen, beside))
    for rule in profile.fields:
        elsewhere = from_listing(rule, listed) if rule.listed else None
        if one := elsewhere or find_field(dom, rule, dom.base):
            told[rule.name] = one
        elif rule.required:
            raise LayoutChanged(dom.url, rule.select[0] if rule.select else rule.name, 0)
    text = told.get("text")
    sure = listed or profile.links.offer or len(seen.facts) >= FACTS
    if "title" not in told or text is None or not (sure or len(text.value) >= FEWEST):
        raise LayoutChanged(dom.url, WHAT, 0)
    ad = _made(dom.url, dom.base, told)
    return AdsFound((ad if ad.images else with_shared(ad, dom),))


def _postings(dom: Dom) -> int:
    """How many job ads the page describes as JSON-LD."""
    return len(json_ld.postings(json_ld.blocks(dom, jobposting.KIND), jobposting.KIND))


def _describes_one(dom: Dom) -> bool:
    """Whether data or markup describe one ad, so that what repeats on its page are its parts."""
    postings = _postings(dom)
    return postings == 1 or (not postings and jobposting.marked_up(dom))


def completed(ad: Ad, outline: Outline, listed: Mapping[str, str]) -> Ad:
    """An ad of which the data says less than its page: only how the text begins, no pay."""
    seen = ad_page(outline, listed)
    told = dict(_told(outline.dom, seen, {}))
    added = {name: found for name, found in told.items() if name not in {*ad.said, *OWN}}
    whole = told.get("text")
    if whole and _goes_on(ad.text or "", whole.value):
        added["text"] = whole
    values = {name: found.value for name, found in added.items()}
    said = {name: value for name, value in values.items() if name not in OWN}
    sources = {name: found.source for name, found in added.items()}
    return replace(
        ad,
        text=values.get("text", ad.text),
        said=dict(ad.said) | said,
        sources=dict(ad.sources) | sources,
    )


def _goes_on(short: str, whole: str) -> bool:
    """Whether a text is only the beginning of another, or a line in place of it."""
    begun = squeeze(short)
    longer = len(whole) > LONGER * len(short)
    return longer and (len(short) < FEWEST or squeeze(whole).startswith(begun[:BEGUN]))


def _beside(ad: Ad, listed: Mapping[str, str]) -> Ad:
    """An ad with what its list said where it says nothing itself."""
    added = {name: value for name, value in listed.items() if name not in ad.said}
    sources = dict.fromkeys(added, f"listing: {WHAT}")
    return replace(ad, said=dict(ad.said) | added, sources=dict(ad.sources) | sources)


def _told(dom: Dom, seen: AdPage, listed: Mapping[str, str]) -> Iterator[tuple[str, Found]]:
    yield from ((name, Found(value, f"listing: {WHAT}")) for name, value in listed.items())
    for name, fact in seen.facts.items():
        # A number that was misread would make one offer of many; the address tells them apart.
        if name == "key" or (fact.how == "class" and name in listed):
            continue
        yield name, Found(fact.value, f"blocks: {fact.how} at {fact.part.known_as()}")
    if seen.title:
        where = seen.title_part.known_as() if seen.title_part else "title of page or list"
        yield "title", Found(seen.title, f"blocks: {where}")
    if seen.text:
        where = seen.text_part.known_as() if seen.text_part else "main part of the page"
        yield "text", Found(seen.text, f"blocks: {where}")
        within = [dom.at(seen.text_part.node)] if seen.text_part else []
        if links := hidden_links(within, dom.base):
            yield "links", Found(links, f"blocks: links in {where}")


def listed_beside(dom: Dom, entry: Entry, rules: tuple[FieldRule, ...]) -> dict[str, str]:
    """What a list says of the ad that an entry leads to, by field name, title and text too."""
    said = dict(entry.said) | {"title": entry.title, "text": text_of(entry)}
    within = dom.at(entry.block.top.node)
    for rule in rules:
        if rule.listed and (one := find_field(within, rule, dom.base)):
            said[rule.name] = one.value
    return {name: value for name, value in said.items() if value}
