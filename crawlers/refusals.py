"""What a page that stands in the way of the site's own means for a crawl."""

from dataclasses import replace

from crawlers.faults import Fault
from offers.page import Capture, Page
from parsers.walls import Wall
from workspace.site import SiteFile

REFUSING = frozenset({401, 403, 407, 429, 451})
"""Statuses that say no, rather than that something is wrong (RFC 9110, RFC 7725, RFC 6585)."""

SHOWN_BY_BROWSERS = frozenset({"script", "consent"})
"""Kinds of walls behind which a browser may find the page, without a click."""

MISSING = "missing"
"""The one kind that is no fault where an ad should be: the ad is gone."""

EXPIRED = "expired"
"""What that is called where no status said so, but the page itself."""

GONE = frozenset({404, 410})
"""Statuses of pages that are not there (RFC 9110, 15.5.5 and 15.5.11)."""


def of_ad(fault: Fault) -> Fault:
    """The fault of a page that should show an ad: who says that it is gone is told apart."""
    said = fault.kind == MISSING and fault.status not in GONE
    return replace(fault, kind=EXPIRED) if said else fault


def fault_of_wall(found: Wall, page: Page, site: SiteFile, capture: Capture | None) -> Fault:
    """The fault that a wall is, with the way out where there is one."""
    reason = found.reason
    if found.kind in SHOWN_BY_BROWSERS and not (site.render or page.rendered):
        reason = f"{reason}; needs a browser: render = true in {site.file.name}"
    if page.status >= 400:
        reason = f"status {page.status}: {reason}"
    return Fault(found.kind, reason, page.status, capture)
