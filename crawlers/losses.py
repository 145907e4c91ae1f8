"""Notes every page that did not become offers, with its url and the reason, and stops nothing."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from traceback import extract_tb

from scrapy import Request
from scrapy.spidermiddlewares.httperror import HttpError

from crawlers.faults import Fault, fault_of
from crawlers.keeper import LISTING
from crawlers.received import exchanges, page_of
from crawlers.refusals import GONE, MISSING, REFUSING, fault_of_wall, of_ad
from crawlers.run import SiteRun
from evidence.exchange import Exchange
from evidence.warc import NotKept
from index.base import StoreError
from offers.offer import Offer
from offers.page import Capture, Page
from parsers.dom import LayoutChanged, Missing, NotRead
from parsers.walls import wall

logger = logging.getLogger(__name__)

PATIENCE = 5
"""So many answers in a row that turn the crawl away end it."""

MOST_SAVED = 20
"""Pages that stood in the way and are kept, in one run."""

ON_PRINCIPLE = frozenset({"address", "off-site", "media", "robots"})
"""Why links to ads are not followed though nothing is wrong: the run is none the worse for them."""

KINDS: tuple[tuple[type[NotRead], str], ...] = (
    (LayoutChanged, "layout"),
    (Missing, "missing"),
    (NotRead, "broken-data"),
)


class Losses:
    """`give_up` is called when the site keeps saying no."""

    def __init__(self, run: SiteRun, give_up: Callable[[], None]) -> None:
        self.run = run
        self.give_up = give_up
        self.refusals = 0
        self.saved = 0

    @contextmanager
    def noted(self, page: Page, kept: Sequence[Exchange] = (), *, listing: bool) -> Iterator[None]:
        """Around the reading of a page: what cannot be read is noted, and nothing raised."""
        before = self.refusals
        try:
            yield
        except NotRead as error:
            if not self.turned_away(page, kept, listing=listing):
                kind = next(word for kind, word in KINDS if isinstance(error, kind))
                self._note(page.url, Fault(kind, error.reason), listing=listing)
        except StoreError as error:
            self.run.fail(error)
        except Exception as error:  # noqa: BLE001 - a reader may fail in any way
            self.run.lost(page.url, _unforeseen(error), listing=listing)
        if self.refusals == before:
            self.refusals = 0

    def turned_away(
        self,
        page: Page,
        kept: Sequence[Exchange],
        *,
        listing: bool,
        offers: Sequence[Offer] = (),
        leads: int = 0,
    ) -> bool:
        """Whether a page stands in the way of the site's own; then that is noted, and the page
        kept. `offers` and `leads` are what was read from it, as if it were one of the site's."""
        # Rules that fit a wall as well find one ad on it, never several.
        several = len(offers) if len(offers) > 1 else 0
        texts = [offer.text for offer in offers if offer.text]
        found = wall(page, leads=leads + several, texts=texts)
        if found:
            fault = fault_of_wall(found, page, self.run.site, self._save(kept))
            # What says whom to call may be an ad that sounds like a wall; five of one author's
            # would end the run.
            sure = listing or not any(offer.contacts for offer in offers)
            self._walled(fault, asked=page.url, listing=listing, refused=found.refused and sure)
        return found is not None

    def failed(self, request: Request, error: BaseException | None) -> None:
        """Note a request that brought no page, under the url that was asked for."""
        fault = fault_of(error) if error else None
        if fault is None:
            return
        asked = (request.meta.get("redirect_urls") or [request.url])[0]
        listing = bool(request.meta.get(LISTING))
        if not isinstance(error, HttpError) or fault.status in GONE:
            self._note(asked, fault, listing=listing)
            return
        kept = exchanges(error.response.request)
        page = page_of(error.response, self.run.site.encoding)
        if found := wall(page):
            fault = fault_of_wall(found, page, self.run.site, self._save(kept))
            self._walled(fault, asked=asked, listing=listing, refused=found.refused)
            return
        if fault.status in REFUSING:
            self._count()
            fault = replace(fault, capture=self._save(kept))
        self.run.lost(asked, fault, listing=listing)

    def _walled(self, fault: Fault, *, asked: str, listing: bool, refused: bool) -> None:
        """Note a wall; `refused` if it says no to whoever asks."""
        refused = refused or fault.status in REFUSING
        if refused:
            self._count()
        self._note(asked, fault, listing=listing, refused=refused)

    def _note(self, url: str, fault: Fault, *, listing: bool, refused: bool = False) -> None:
        """An ad that is not there any more is no loss, nor is one that we do not ask for."""
        harmless = fault.kind == MISSING or fault.kind in ON_PRINCIPLE
        if harmless and not listing:
            self.run.passed_over(url, of_ad(fault))
        else:
            self.run.lost(url, fault, listing=listing, refused=refused)

    def _save(self, kept: Sequence[Exchange]) -> Capture | None:
        """Where a page was kept; of a site that shows nothing else, the first ones do."""
        if not kept or self.saved >= MOST_SAVED:
            return None
        self.saved += 1
        try:
            capture = self.run.save(kept)
            self.run.warc.sync()
        except NotKept as error:
            logger.warning("%s", error)
            return None
        return capture

    def _count(self) -> None:
        self.refusals += 1
        if self.refusals >= PATIENCE:
            self.give_up()


def _unforeseen(error: Exception) -> Fault:
    """What no reader foresaw, and where it failed. Its message stays out of journal and log, where
    Scrapy would write it: it may quote the page, and some ads must not stand there."""
    *_, frame = extract_tb(error.__traceback__)
    place = f"{Path(frame.filename).name}, line {frame.lineno}"
    return Fault("reader", f"the reader failed: {type(error).__name__} in {place}")
