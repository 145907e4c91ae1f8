"""From what was found on a site to its file: which rules, and which examples may be quoted."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
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
    draft = _draft(site, scouted)
    with TemporaryDirectory(prefix="offerwatch-") as folder:
        try:
            site.try_out(draft, Path(folder))
        except Refused:
            draft = replace(site.bare(scouted.start), notes=draft.notes, offers=draft.offers)
        sealed = _sealed(site, draft, scouted, Path(folder))
    return replace(draft, fields=tuple(_discreet(draft.fields, sealed)))


def _draft(site: Newcomer, scouted: "Scouted") -> "Draft":
    from offers.profile import LinkRules
    from workspace.draft import sound_links

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
        offers=scouted.offers,
    )


def _reader(reader: str, fields: Sequence["Suggestion"]) -> str:
    """Selectors need one for title or text; where none is likely, blocks are read."""
    from workspace.draft import LIKELY, sound

    likely = {each.rule.name for each in fields if each.confidence >= LIKELY and sound(each)}
    return "blocks" if reader == "selectors" and not likely & NEEDED else reader


def _sealed(site: Newcomer, draft: "Draft", scouted: "Scouted", folder: Path) -> Sequence["Offer"]:
    """The offers of the pages seen that must not lie open."""
    from parsers.dom import NotRead
    from workspace.recording import must_be_sealed
    from workspace.replay import Reads

    reads = reads_of(site.workspace, site.try_out(draft, folder))
    blocks = Reads.by(replace(site.try_out(draft, folder).profile, reader="blocks", fields=()))
    found: list[Offer] = []
    pages: Iterable[Page] = (*scouted.ads, *([scouted.listing] if scouted.listing else []))
    for page in pages:
        for way in (reads, blocks):
            try:
                found += way.offers(page, {}).offers
            except NotRead:
                continue
    return [offer for offer in found if must_be_sealed(offer)]


def _discreet(fields: Iterable["Suggestion"], sealed: Sequence["Offer"]) -> Iterable["Suggestion"]:
    """Without examples that stand in a sealed ad."""
    words = "\n".join(
        " ".join(f"{offer.title} {offer.text} {' '.join(offer.said.values())}".split())
        for offer in sealed
    )
    for each in fields:
        quoted = " ".join(each.example.split())
        yield replace(each, example=UNQUOTED) if quoted and quoted in words else each
