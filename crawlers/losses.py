"""Notes every page that did not become offers, with its url and the reason, and stops nothing."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb

from scrapy import Request

from crawlers.faults import Fault, fault_of
from crawlers.keeper import LISTING
from crawlers.refusals import REFUSING, refusal
from crawlers.run import SiteRun
from evidence.exchange import Exchange
from offers.offer import Offer
from offers.page import Page
from parsers.dom import LayoutChanged, Missing, NotRead

GONE = frozenset({404, 410})
PATIENCE = 5
"""So many answers in a row that turn the crawl away end it."""

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

    @contextmanager
    def noted(self, page: Page, kept: Sequence[Exchange] = (), *, listing: bool) -> Iterator[None]:
        """Around the reading of a page: what cannot be read is noted, and nothing raised."""
        before = self.refusals
        try:
            yield
        except NotRead as error:
            if not self.turned_away(page, kept, listing=listing):
                kind = next(word for kind, word in KINDS if isinstance(error, kind))
                self.run.lost(page.url, Fault(kind, error.reason), listing=listing)
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
        del kept
        reason = None if offers or leads else refusal(page)
        if reason:
            fault = Fault("http", reason, page.status)
            self.run.lost(page.url, fault, listing=listing, refused=True)
            self._count()
        return bool(reason)

    def failed(self, request: Request, error: BaseException | None) -> None:
        """Note a request that brought no page, under the url that was asked for."""
        fault = fault_of(error) if error else None
        if fault is None:
            return
        asked = (request.meta.get("redirect_urls") or [request.url])[0]
        listing = bool(request.meta.get(LISTING))
        if fault.status in REFUSING:
            self._count()
        harmless = fault.status in GONE or fault.kind in ON_PRINCIPLE
        if harmless and not listing:
            self.run.passed_over(asked, fault)
        else:
            self.run.lost(asked, fault, listing=listing)

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
