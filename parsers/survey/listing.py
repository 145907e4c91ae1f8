"""A page that leads to ads: what it holds, and which rules would read it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from offers.page import Page
from offers.profile import FieldRule, LinkRules, Profile
from parsers.blocks.columns import Cell, Column, labelled_within, value_of
from parsers.blocks.entries import Entries, Entry
from parsers.blocks.outline import Outline, Part
from parsers.dom import Dom, NotRead
from parsers.links import OfferLink
from parsers.readers import blocks, read_ads
from parsers.readers.nothing import says_nothing_found
from parsers.readers.telegram import CHANNEL, MESSAGE
from parsers.survey import data, fitting, leads
from parsers.survey.about import about
from parsers.survey.findings import Listing, Suggestion
from parsers.survey.more import going_on
from parsers.urls import host

SEEN = 24
"""Entries on which rules are tried."""

OF_MANY = Profile(site="survey", reader="blocks")


def survey_listing(page: Page) -> Listing:
    """What is there on a page, and the rules that would read it.

    Raises `Unreadable` for markup that would stall the parser. A page on which nothing is found
    is a `Listing` without ads and with a note.
    """
    if found := _feed(page):
        return found
    dom = Dom(page)
    base = _beside(dom)
    if dom.first((MESSAGE, CHANNEL)):
        count = len(dom.all(MESSAGE))
        note = f"A public channel of Telegram: {count} messages."
        return replace(base, reader="telegram", ads=count, notes=(note,))
    posted = data.postings(page, dom)
    listing = blocks.listing(Outline(dom), OF_MANY)
    notes = list(_said(posted))
    if listing is None:
        notes.append(_why_none(dom, posted))
        reader = "jobposting" if posted.ads else "blocks"
        return replace(base, reader=reader, ads=len(posted.ads), notes=tuple(notes))
    found = going_on(dom, page, listing, _of_blocks(dom, listing, base))
    if posted.ads:
        found = replace(found, reader="jobposting", ads=max(found.ads, len(posted.ads)))
        if not found.offers:
            found = replace(found, item=None, fields=())
    return replace(found, notes=(*notes, *found.notes))


def _feed(page: Page) -> Listing | None:
    if b"<html" in page.body[:1000].lower():
        return None
    try:
        ads = read_ads(page, Profile(site="survey", reader="feed")).ads
    except NotRead:
        return None
    note = f"A feed of {len(ads)} ads: {data.told(ads)}."
    return Listing(reader="feed", ads=len(ads), links=LinkRules(), notes=(note,))


def _beside(dom: Dom) -> Listing:
    """What a page tells whatever it holds: feeds, sitemaps, and of what site it is."""
    return Listing(
        reader="blocks",
        ads=0,
        links=LinkRules(),
        feeds=data.named(dom, data.FEEDS),
        sitemaps=data.named(dom, data.SITEMAPS),
        about=about((dom,)),
    )


def _said(posted: data.Postings) -> Iterator[str]:
    if posted.ads:
        yield f"{len(posted.ads)} job ads as {', '.join(posted.ways)}: {data.told(posted.ads)}."
    yield from (f"{fault}." for fault in posted.faults)


def _why_none(dom: Dom, posted: data.Postings) -> str:
    if posted.ads:
        return "The page shows no list that leads to pages of single ads."
    if says_nothing_found(dom):
        return "The page says that nothing was found: survey one that shows ads."
    if len(dom.said()) < 200:
        return "The page shows hardly any text: it may need a browser, render = true."
    return "Nothing on this page looks like a list of ads."


def _of_blocks(dom: Dom, listing: Entries, base: Listing) -> Listing:
    leading = [one for one in listing.entries if one.url and host(one.url) == host(dom.url)]
    if len(leading) * 2 < len(listing.entries):
        return _here(dom, listing, base)
    return _elsewhere(dom, listing, leading, base)


def _elsewhere(dom: Dom, listing: Entries, leading: list[Entry], base: Listing) -> Listing:
    """Ads with pages of their own, to which the blocks lead."""
    offers = {
        entry.url: OfferLink(entry.url, blocks.listed_beside(dom, entry, ()))
        for entry in leading
        if entry.url
    }
    links = [entry.titled.link for entry in leading if entry.titled.link]
    offer = fitting.leading(dom, links) or leads.by_entry(dom, leading)
    entry = leads.around(dom, leading)
    fields = tuple(_fields(dom, listing, leading, listed=True)) if entry else ()
    rules = LinkRules(
        offer=(offer,) if offer else (),
        entry=entry if fields else None,
        next=leads.next_rule(dom, offers),
    )
    notes = [f"{len(offers)} links to ads, in blocks that repeat."]
    if not offer:
        notes.append("No short selector names these links; the reader blocks finds them itself.")
    return replace(
        base,
        reader="selectors" if offer else "blocks",
        ads=len(offers),
        links=rules,
        fields=fields,
        offers=tuple(offers.values()),
        notes=tuple(notes),
    )


def _here(dom: Dom, listing: Entries, base: Listing) -> Listing:
    """Ads that have no page of their own: read from this one, an element each."""
    entries = listing.entries
    item = fitting.selecting(dom, [one.block.top for one in entries], exact=False)
    fields = tuple(_whole(dom, listing)) if item else ()
    named = {field.rule.name for field in fields}
    good = item is not None and bool(named & {"title", "text"})
    hosts = {host(entry.url) for entry in entries if entry.url} - {host(dom.url)}
    note = f"{len(entries)} ads on the page itself, without pages of their own on this host."
    if hosts:
        note += f" They lead to {', '.join(sorted(hosts)[:3])}."
    return replace(
        base,
        reader="selectors" if good else "blocks",
        ads=len(entries),
        links=LinkRules(next=leads.next_rule(dom, {})),
        item=item if good else None,
        fields=fields if good else (),
        notes=(note,),
    )


def _whole(dom: Dom, listing: Entries) -> Iterator[Suggestion]:
    """Title, text and fields of ads that stand on the list itself."""
    entries = listing.entries
    titles = [(entry, entry.titled.part) for entry in entries]
    if title := _rule(dom, "title", titles):
        yield Suggestion(title, entries[0].title, 0.9, "the heading of each block")
    texts = [(entry, _longest(entry)) for entry in entries]
    if text := _rule(dom, "text", texts):
        part = texts[0][1]
        said = dom.at(part.node).said() if part else ""
        yield Suggestion(text, said[:200], 0.8, "the largest part of each block")
    if url := _address(dom, entries):
        yield Suggestion(url, entries[0].url or "", 0.9, "the link of each block")
    yield from _fields(dom, listing, entries, listed=False)


def _address(dom: Dom, entries: Sequence[Entry]) -> FieldRule | None:
    """The link of each entry, for ads that have a page on another host."""
    links = leads.links_of(entries)
    if len(links) < len(entries):
        return None
    wanted = [
        fitting.Wanted(dom.at(entry.block.top.node), dom.base, entry.url)
        for entry in entries[:SEEN]
    ]
    return fitting.reading("url", wanted, fitting.ways("url", links, "href"))


def _longest(entry: Entry) -> Part | None:
    """The part of an entry that holds most of its text and not its title."""
    title, top = entry.titled.part, entry.block.top
    best = None
    for part in entry.block.inside():
        if part.tag == "-text" or part is top or (title and part.start <= title.start < part.end):
            continue
        if best is None or part.size > best.size:
            best = part
    return best


def _rule(dom: Dom, name: str, found: Sequence[tuple[Entry, Part | None]]) -> FieldRule | None:
    some = [(entry, part) for entry, part in found if part is not None][:SEEN]
    if not some:
        return None
    wanted = [
        fitting.Wanted(dom.at(entry.block.top.node), dom.base, dom.at(part.node).said())
        for entry, part in some
    ]
    return fitting.reading(name, wanted, fitting.ways(name, [part for _, part in some]), least=0.9)


def _fields(
    dom: Dom, listing: Entries, entries: Sequence[Entry], *, listed: bool
) -> Iterator[Suggestion]:
    """The columns of the list as rules, tried on every entry."""
    held = {id(entry): cells for entry, cells in zip(listing.entries, listing.cells, strict=True)}
    for column in listing.columns:
        pairs = [(entry, held[id(entry)].get(column.place)) for entry in entries[:SEEN]]
        if not any(cell for _, cell in pairs):
            continue
        rule = _column_rule(dom, column, pairs)
        if rule:
            example = next(
                entry.said[column.field] for entry in entries if column.field in entry.said
            )
            yield Suggestion(replace(rule, listed=listed), example, column.sure, column.why)


def _column_rule(
    dom: Dom, column: Column, pairs: Sequence[tuple[Entry, Cell | None]]
) -> FieldRule | None:
    cells = [cell for _, cell in pairs if cell]
    parts = [cell.part for cell in cells]
    dated = all(part.tag == "time" and part.said.get("datetime") for part in parts)
    attribute = "datetime" if dated else None
    wanted = [
        fitting.Wanted(dom.at(entry.block.top.node), dom.base, _value(dom, cell, attribute))
        for entry, cell in pairs
    ]
    name = column.field
    tries = fitting.labelled(name, cells[0].beside, parts[0], ".//")
    tries += fitting.begun(name, parts[0], ".//") if labelled_within(cells[0]) else []
    tries += fitting.ways(name, parts, attribute) + _cells(name, parts)
    return fitting.reading(name, wanted, tries, least=0.9)


def _cells(name: str, parts: Sequence[Part]) -> list[FieldRule]:
    """In rows of a table without classes the number of the cell is all there is."""
    cell: Part | None = parts[0]
    while cell is not None and cell.tag not in {"td", "tr"}:
        cell = cell.above
    if cell is None or cell.tag == "tr" or cell.above is None:
        return []
    row = [other for other in cell.above.inner if other.tag == "td"]
    number = next(at for at, other in enumerate(row, 1) if other is cell)
    return [FieldRule(name=name, select=(f"td:nth-of-type({number})",))]


def _value(dom: Dom, cell: Cell | None, attribute: str | None) -> str | None:
    if cell is None:
        return None
    if labelled_within(cell):
        return value_of(cell)
    return cell.part.said.get(attribute) if attribute else dom.at(cell.part.node).said()
