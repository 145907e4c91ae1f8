"""Looks at a site that is to be added, through a process that fetches its pages politely."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from console.exits import Refused
from console.fetching import Fetching, NotHad, fetching
from console.newcomer import Newcomer, related
from console.screen import Screen

if TYPE_CHECKING:
    from crawlers.scout import Scouted
    from offers.page import Page
    from parsers.walls import Wall

SHELLS = frozenset({"script", "consent"})
"""What may stand in the way of a page that a browser shows whole."""

MOVES = 3
"""Times that a site may lead on to another of its own hosts."""


def look(site: Newcomer, screen: Screen) -> "tuple[Newcomer, Scouted]":
    """What was found, and the site as it turned out to be: at another of its hosts perhaps, or
    seen only in a browser. Raises `NotHad` for its first page, and `Refused`."""
    for _ in range(MOVES):
        try:
            return _seen(site, screen)
        except NotHad as error:
            moved = related(site, error.led) if error.kind == "off-site" else None
            if moved is None:
                raise
            screen.say(f"{site.url} leads to {moved.url}", "dim")
            site = moved
    raise Refused(f"{site.url} leads from host to host; begin with the last of them")


def _seen(site: Newcomer, screen: Screen) -> "tuple[Newcomer, Scouted]":
    from parsers.walls import wall

    scouted = _scouted(site, screen)
    page = None if scouted.found else scouted.listing
    stands = wall(page) if page else None
    if page and _is_shell(page, stands) and not site.render and _has_browser(screen):
        screen.say("The page is empty without JavaScript: once more in a browser", "dim")
        site = replace(site, render=True)
        return site, _scouted(site, screen)
    if stands:
        note = f"What was answered stands in the way of the site's own pages ({stands.kind})."
        scouted = replace(scouted, notes=(note, *scouted.notes))
    return site, scouted


def _is_shell(page: "Page", stands: "Wall | None") -> bool:
    """Whether scripts may have more to show than what was answered. Banners that ask for consent
    stand in shells as well, and are left alone."""
    return b"<script" in page.body.lower() and stands is not None and stands.kind in SHELLS


def _scouted(site: Newcomer, screen: Screen) -> "Scouted":
    from crawlers.scout import scout
    from crawlers.swept import SweptFolder

    with SweptFolder() as folder:
        bare = site.try_out(site.bare(site.url), folder)
        with fetching(site.workspace, bare.file, screen) as fetch:
            rules = fetch.rules(site.url)
            if not rules["allowed"]:
                raise _closed(site.url, rules)
            had = _Had(fetch, screen)
            scouted = scout(had.first(site.url), had, rules["sitemaps"])
    unused = [url for url in rules["sitemaps"] if url not in scouted.sitemaps][:1]
    named = tuple(f"robots.txt names the sitemap {url}, which is not used here." for url in unused)
    return replace(scouted, notes=(*scouted.notes, *named))


def _closed(url: str, rules: Mapping[str, Any]) -> NotHad:
    reason = f"robots.txt does not let anybody read it ({rules['reason']})"
    return NotHad(url, {"kind": rules["kind"] or "robots", "reason": reason, "led": url})


class _Had:
    """Has pages beyond the first; one that cannot be had is told of and stops nothing."""

    def __init__(self, fetch: Fetching, screen: Screen) -> None:
        self._fetch = fetch
        self._screen = screen
        self._known: dict[str, Page | None] = {}

    def __call__(self, url: str) -> "Page | None":
        if url not in self._known:
            self._known[url] = self._had(url)
        return self._known[url]

    def _had(self, url: str) -> "Page | None":
        try:
            return self._fetch.page(url)
        except NotHad as error:
            self._screen.say(str(error), "yellow")
            return None

    def first(self, url: str) -> "Page":
        """The page that all begins with. Raises `NotHad`."""
        page = self._fetch.page(url)
        self._known |= {url: page, page.url: page}
        return page


def _has_browser(screen: Screen) -> bool:
    from crawlers.browser.found import NoBrowser, chromium

    try:
        chromium()
    except NoBrowser as error:
        screen.say(f"The page is empty without JavaScript: {error}", "yellow")
        return False
    return True
