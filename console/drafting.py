"""From what was found on a site to its file: which rules, and which examples may be quoted."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from console.exits import Refused
from console.newcomer import Newcomer
from console.recording import reads_of

if TYPE_CHECKING:
    from crawlers.scout import Scouted
    from offers.offer import Offer
    from offers.page import Page
    from parsers.survey import Suggestion
    from workspace.draft import Draft

UNQUOTED = "kept sealed"
"""Stands for an example out of an ad that must not lie open."""

NEEDED = frozenset({"title", "text"})


def drafted(site: Newcomer, scouted: "Scouted") -> "Draft":
    """The site file, which passes `sites check` whatever stands on the site's pages."""
    from crawlers.swept import SweptFolder

    draft = _draft(site, scouted)
    with SweptFolder() as folder:
        try:
            site.try_out(draft, folder)
        except Refused:
            draft = replace(site.bare(scouted.start), notes=draft.notes, offers=draft.offers)
        offers = _offers(site, draft, scouted, folder)
    return replace(draft, fields=tuple(_discreet(draft.fields, offers)))


def _draft(site: Newcomer, scouted: "Scouted") -> "Draft":
    from offers.profile import LinkRules
    from workspace.sound import sound_links

    survey, read = scouted.survey, scouted.read
    fields = (*(read.fields if read else ()), *(survey.fields if survey else ()))
    reader = read.reader if read else survey.reader if survey else "blocks"
    return replace(
        site.bare(scouted.start, scouted.notes),
        reader=_reader(reader, fields),
        links=sound_links(survey.links) if survey else LinkRules(),
        about=scouted.about,
        item=survey.item if survey else None,
        fields=fields,
        sitemaps=scouted.sitemaps,
        feeds=survey.feeds if survey else (),
        way=survey.way if survey else None,
        offers=scouted.offers,
    )


def _reader(reader: str, fields: Sequence["Suggestion"]) -> str:
    """Selectors need one for title or text; where none is likely, blocks are read."""
    from workspace.draft import LIKELY
    from workspace.sound import sound

    likely = {each.rule.name for each in fields if each.confidence >= LIKELY and sound(each)}
    return "blocks" if reader == "selectors" and not likely & NEEDED else reader


def _offers(site: Newcomer, draft: "Draft", scouted: "Scouted", folder: Path) -> Sequence["Offer"]:
    """The offers of the pages seen, and what the list says of its ads."""
    from parsers.dom import NotRead
    from workspace.teasers import teasers

    reads = reads_of(site.workspace, site.try_out(draft, folder))
    pages: Iterable[Page] = (*scouted.ads, *([scouted.listing] if scouted.listing else []))
    found: list[Offer] = []
    for page in pages:
        with suppress(NotRead):
            found += reads.offers(page, scouted.beside.get(page.url, {})).offers
    return [*found, *(teasers(scouted.listing) if scouted.listing else ())]


def _discreet(fields: Iterable["Suggestion"], offers: Sequence["Offer"]) -> Iterable["Suggestion"]:
    """With examples out of ads that may lie open: what stands in sealed ones alone is replaced."""
    from workspace.recording import must_be_sealed

    opened = [offer for offer in offers if not must_be_sealed(offer)]
    words = _words(offer for offer in offers if must_be_sealed(offer))
    allowed = _words(opened)
    for each in fields:
        quoted = " ".join(each.example.split())
        if quoted and quoted in words and quoted not in allowed:
            other = (offer.field(each.rule.name) for offer in opened)
            yield replace(each, example=next(filter(None, other), UNQUOTED))
        else:
            yield each


def _words(offers: Iterable["Offer"]) -> str:
    fields = ((offer.title, offer.text, *offer.said.values()) for offer in offers)
    return "\n".join(" ".join(said.split()) for each in fields for said in each if said)
