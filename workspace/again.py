"""How stored offers are read again: by today's parsers, as their sites' files say."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.exchange import UnknownCoding
from evidence.read import CaptureLost, read_capture
from offers.ad import Ad
from offers.offer import Offer
from offers.page import Capture, Page
from offers.profile import Profile
from parsers.faults import NotRead
from parsers.offer import pictured, read_again
from parsers.readers import NoReader, read_ads

if TYPE_CHECKING:
    from workspace.folder import Workspace
    from workspace.site import SiteFile

PAGES = 16
"""Pages whose ads are remembered: those of one list are read again one after the other."""


def reader(workspace: "Workspace") -> Callable[[Offer], Offer]:
    """Reads an offer again, for the indicators of the workspace's own packs too. Of a site without
    a file only its country is known, from the offer.

    What was stored before pictures were read gets the addresses that its page states, if its
    capture is there and is of a page that is read without what a list says beside it.
    """
    good, packs = workspace.sites().good, workspace.packs().all
    kept = Kept(workspace.captures, good)

    @cache
    def profile(site: str, country: str | None) -> Profile:
        return good[site].profile if site in good else Profile(site=site, country=country)

    def again(offer: Offer) -> Offer:
        read = read_again(offer, profile(offer.site, offer.site_country), packs)
        return read if read.images or not offer.capture else pictured(read, kept.ads(offer))

    return again


class Kept:
    """What pages say today that captures keep."""

    def __init__(self, folder: Path, sites: "Mapping[str, SiteFile]") -> None:
        self._folder = folder
        self._sites = sites
        self._read = lru_cache(PAGES)(self._ads)

    def ads(self, offer: Offer) -> tuple[Ad, ...]:
        """The ads of the page that an offer was read from; none where it cannot be read."""
        known = offer.capture is not None and offer.site in self._sites
        return self._read(offer.capture, offer.site) if known and offer.capture else ()

    def _ads(self, capture: Capture, site: str) -> tuple[Ad, ...]:
        about = self._sites[site]
        try:
            page = page_of(self._folder, capture, about.encoding)
            return read_ads(page, about.profile).ads
        except (CaptureLost, UnknownCoding, NotRead, NoReader):
            return ()


def page_of(folder: Path, capture: Capture, charset: str | None) -> Page:
    """A page as its capture keeps it, proven by its SHA-256. Raises `CaptureLost`,
    `UnknownCoding`."""
    found = read_capture(folder, capture)
    return Page(
        asked=found.url,
        url=found.url,
        status=200,
        body=found.decoded() if found.dom is None else found.dom,
        fetched=found.at,
        headers=found.headers,
        charset=charset if found.dom is None else "utf-8",
        rendered=found.dom is not None,
        capture=capture,
    )
