"""Makes a recorded page of a page that was just fetched, if it may be kept in the open at all.

Recorded pages lie in the open for as long as offers are kept, so what must not lie open is not
recorded: neither an ad in which a minor stands, nor one of somebody who seeks work or passage.
"""

import re
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from os import fsync
from pathlib import Path
from secrets import token_hex
from urllib.parse import unquote, urlsplit

from ledger.seal import seeks
from offers.offer import Offer, Protects
from offers.page import Page
from parsers.cards import mask
from parsers.charset import decoded
from parsers.dom import NotRead
from workspace.json_file import Json
from workspace.recorded import CASE, EXPECTED, dumped, read_case
from workspace.replay import Listed, Reads, answer
from workspace.site import SiteFile
from workspace.teasers import teasers, without_seekers

ENDINGS = {b"{": "json", b"[": "json", b"<?xml": "xml", b"<rss": "xml", b"<feed": "xml"}
SEALED = (
    "the page cannot lie in the open, for it holds ads that are kept sealed, in which a minor is "
    "spoken of or somebody seeks work or passage"
)
SLUG = re.compile(r"[^a-z0-9]+")


class NotRecorded(Exception):
    """The page was not recorded; the message says why, and what can be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """A page that was just fetched: what the listing said of its ad, which of `recorded.PARTS`
    are to be expected of it, and how long after it was fetched it may be kept."""

    page: Page
    parts: tuple[str, ...]
    keep: timedelta
    listed: Listed = field(default_factory=dict)


def record(parent: Path, name: str, fresh: Fresh, reads: Reads) -> Mapping[str, Json]:
    """Write a case into a folder of that name: the page without card numbers, and what is read
    from it now.

    Raises `NotRecorded`.
    """
    if not re.fullmatch(CASE, name):
        raise NotRecorded(f"{name!r} is no name for a case: use a-z, 0-9, - and _")
    fresh = replace(fresh, page=_discreet(fresh, reads))
    ids = _lawful(fresh, reads)
    found = answer(fresh.page, fresh.listed, reads, fresh.parts)
    _write(parent / name, fresh.page, {"given": _given(fresh, ids), **found})
    return found


def _discreet(fresh: Fresh, reads: Reads) -> Page:
    """The page without card numbers; a list that only leads on, without what seekers say there."""
    page = without_cards(fresh.page)
    if fresh.parts != ("links",):
        return page
    masked = without_seekers(page)
    before, after = (answer(each, {}, reads, fresh.parts) for each in (page, masked))
    if before != after:
        raise NotRecorded(f"{SEALED}, and without their words it would lead elsewhere")
    return masked


def _given(fresh: Fresh, ids: tuple[str, ...]) -> dict[str, Json]:
    page = fresh.page
    given: dict[str, Json] = {
        "url": page.url,
        "status": page.status,
        "fetched": page.fetched.isoformat(),
        "expires": (page.fetched + fresh.keep).isoformat(),
        "headers": {"Content-Type": page.header("content-type") or "text/html"},
        "rendered": page.rendered,
        "encoding": page.charset,
        "listed": dict(fresh.listed),
        "offers": [*ids],
    }
    return {key: value for key, value in given.items() if value}


def parts_of(page: Page, site: SiteFile, reads: Reads) -> tuple[str, ...]:
    """What is to be expected of a page: offers of an ad's own page, links of a listing, or both
    where listings hold the ads."""
    listings = {*site.start, *(site.pages.urls() if site.pages else ())}
    rules = site.profile.links
    if reads.of_listings and page.url not in listings and page.asked not in listings:
        return ("offers",)
    if reads.of_listings:
        return ("offers", "links") if rules.offer or rules.next else ("offers",)
    if listings & {page.url, page.asked} or not _offers(page, reads, {}):
        return ("links",) if _leads(page, reads) else ("offers",)
    return ("offers",)


def _leads(page: Page, reads: Reads) -> bool:
    try:
        return bool(reads.links(page).offers)
    except NotRead:
        return False


def without_cards(page: Page) -> Page:
    """The page with payment card numbers masked, as UTF-8 if there were any."""
    text = decoded(page)
    masked = mask(text)
    if masked == text:
        return page
    return replace(page, body=masked.encode("utf-8", "replace"), charset="utf-8")


def _lawful(fresh: Fresh, reads: Reads) -> tuple[str, ...]:
    """The ids of the page's offers, if none of them must be sealed. A list of links is looked at
    as well: teasers name people, too."""
    reading = {"ads", "offers"} & set(fresh.parts)
    offers = _offers(fresh.page, reads, fresh.listed) if reading else ()
    around = teasers(fresh.page) if "links" in fresh.parts else ()
    sealed = sum(must_be_sealed(offer) for offer in (*offers, *around))
    if sealed:
        raise NotRecorded(f"{SEALED} ({sealed} of them); record another page")
    return tuple(offer.id for offer in offers)


def _offers(page: Page, reads: Reads, listed: Listed) -> tuple[Offer, ...]:
    try:
        return reads.offers(page, listed).offers
    except (NotRead, LookupError):
        return ()


def must_be_sealed(offer: Offer) -> bool:
    """Whether the ledger would not let an offer lie open as it is."""
    return seeks(offer) or any(each.protects is Protects.MINOR for each in offer.protections)


def _write(folder: Path, page: Page, content: Mapping[str, Json]) -> None:
    """The whole case or nothing, and never over another."""
    if folder.exists():
        raise NotRecorded(
            f"{folder} is there already: choose another with --case NAME, or take it away"
        )
    aside = folder.with_name(f".{folder.name}.{token_hex(8)}")
    aside.mkdir(mode=0o700, parents=True)
    try:
        for name, body in ((_page_name(page), page.body), (EXPECTED, dumped(content))):
            with (aside / name).open("xb") as file:
                file.write(body)
                fsync(file.fileno())
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _page_name(page: Page) -> str:
    start = page.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:100].lower()
    return f"page.{next((end for sign, end in ENDINGS.items() if start.startswith(sign)), 'html')}"


def case_name(url: str, taken: Collection[str]) -> str:
    """A name for the page of an address that no case has yet, made of the end of its path."""
    parts = urlsplit(url)
    said = SLUG.sub("-", unquote(f"{parts.path} {parts.query}").lower()).strip("-")
    plain = said[-40:].strip("-") or "page"
    names = (plain, *(f"{plain}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def accept(folder: Path, root: Path, found: Mapping[str, Json]) -> None:
    """Take what is read now for what must be read. What the page is from stays."""
    case = read_case(folder, root)
    kept: dict[str, Json] = {"given": {**case.given}, **found}
    file = folder / EXPECTED
    aside = file.with_name(f".{EXPECTED}.{token_hex(8)}")
    aside.write_bytes(dumped(kept))
    aside.replace(file)
