"""`offerwatch sites life`: how long the ads of a site stay, and how many are old acquaintances."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from console import complete, options
from console.desk import Desk, opened
from console.guide import command
from console.record import Json
from console.screen import Column, Screen
from console.site_names import unknown
from console.stays_view import full_looks, length
from index.query.tree import Everything, Term
from index.spelling import lower
from ledger.history.numbers import Looks, SiteLife, looks, site_life

EXAMPLES = (
    "offerwatch sites life",
    "offerwatch sites life bazaar souq",
    "offerwatch sites life --json | jq 'select(.copied > 0.5) | .site'",
)
COLUMNS = (
    Column(title="site", style="green"),
    Column(title="ads", right=True),
    Column(title="online", right=True, from_width=70),
    Column(title="half gone after"),
    Column(title="again", right=True),
    Column(title="from elsewhere", right=True),
    Column(title="looks", right=True, from_width=100),
    Column(title="looked at every", from_width=80),
    Column(title="longest gap", from_width=100),
)
STILL = "not yet"
"""Stands for a time that has not come."""

Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="NAME", help="Only these sites; all if none.", autocompletion=complete.sites
    ),
]


@dataclass(frozen=True, slots=True)
class _Told:
    """A site in numbers."""

    site: str
    ads: SiteLife
    looks: Looks


def register(inner: typer.Typer) -> None:
    command(inner, "life", *EXAMPLES)(life)


def life(ctx: typer.Context, names: Names = None, *, as_json: options.Json = False) -> None:
    """Tell how long the ads of each site stay, and how many of them stood somewhere before.

    "Half gone after" is the time from its first sighting to its last after which half of the ads
    of the site are gone. Ads that are still there count for as long as they have been seen
    (Kaplan and Meier's estimate); while more than half are there at any age it is "not yet".

    "Again" is the share of ads that are an earlier ad of the same site under another number,
    "from elsewhere" the share that was seen on another site first; ads of one template for
    another place are neither.

    "Looked at every" is the usual (median) time between two healthy crawls that read all of the
    site, "longest gap" the longest. No time in the table is more exact than these.

    All open ads that are stored are counted, gone ones too; what has been erased is not.
    """
    screen = Screen()
    with opened(ctx) as desk:
        told = [_told(desk, site) for site in _sites(desk, names or ())]
        if as_json:
            for one in told:
                screen.json(_json(one))
        elif told:
            screen.table(COLUMNS, [_row(one) for one in told])
        else:
            screen.say("No site has an ad yet: `offerwatch crawl` reads them.")


def _sites(desk: Desk, names: Sequence[str]) -> Sequence[str]:
    """Those named, or all that have ads, whether they still have a site file or not."""
    stored = [site for site, _ in desk.store.index.facets(Everything(), "site", size=100_000)]
    if not names:
        return sorted(stored)
    sites = desk.workspace.sites()
    for name in names:
        if lower(name) not in stored and name not in sites.good:
            raise unknown(name, sites)
    return [*dict.fromkeys(lower(name) for name in names)]


def _told(desk: Desk, site: str) -> _Told:
    offers = desk.store.index.walk(Term("site", site))
    return _Told(site, site_life(offers), looks(full_looks(desk, site)))


def _row(one: _Told) -> tuple[str, ...]:
    ads, seen = one.ads, one.looks
    gaps = (length(gap) if gap is not None else "" for gap in (seen.usual_gap, seen.longest_gap))
    return (
        one.site,
        str(ads.offers),
        str(ads.online),
        STILL if ads.median_span is None else length(ads.median_span),
        f"{ads.reposted:.0%}",
        f"{ads.copied:.0%}",
        str(seen.number),
        *gaps,
    )


def _json(one: _Told) -> Mapping[str, Json]:
    """Times in seconds, shares from 0 to 1."""
    ads, seen = one.ads, one.looks
    spans = {
        "median_span_seconds": ads.median_span,
        "usual_gap_seconds": seen.usual_gap,
        "longest_gap_seconds": seen.longest_gap,
    }
    told: dict[str, Json] = {
        "site": one.site,
        "offers": ads.offers,
        "online": ads.online,
        "reposted": ads.reposted,
        "copied": ads.copied,
        "looks": seen.number,
    }
    return told | {
        name: None if span is None else span.total_seconds() for name, span in spans.items()
    }
