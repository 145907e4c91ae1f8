"""How a run ended, judged by what it met. Pure."""

from dataclasses import dataclass

from offers.run import Coverage, End, Look


@dataclass(slots=True, kw_only=True)
class Met:
    """What a crawl has met so far.

    Listings are start, next and numbered pages and sitemaps; `leads` counts links to ads that
    were followed, `ads` the ad pages that could be read, `lost` those that could not, among them
    some that held offers before which cannot be told by their url if `uncovered`. `refused`
    counts answers that turned us away, `first` is the first thing that went wrong with a page.
    `spared` counts known ads that were listed and not due, `gone` those whose page says that it is
    not there, `curtailed` says that a listing was not read on because its page brought nothing
    new. `capped` says why the rest was not looked at, and `news_left` that there was news among it;
    `stopped` why the crawl was broken off; `turned_away` that it ended itself, because the site
    kept saying no. `expected` is how many offers there are at least when all is well, 0 if the site
    file does not say.
    """

    expected: int = 0
    offers: int = 0
    listings: int = 0
    listings_lost: int = 0
    leads: int = 0
    ads: int = 0
    spared: int = 0
    gone: int = 0
    curtailed: bool = False
    news_left: bool = False
    lost: int = 0
    uncovered: bool = False
    refused: int = 0
    first: str | None = None
    first_refusal: str | None = None
    capped: str | None = None
    stopped: str | None = None
    turned_away: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    end: End
    coverage: Coverage
    reason: str | None = None
    look: Look = Look.CUT


FEW = 5
"""So many bad pages do not make a broken site of one whose other ads need no look."""

NOTHING_NEW = "its lists were read until a page of them brought nothing new"


def judge(met: Met) -> Verdict:
    """The end of a run; only one that is `ok` and full may later mark offers gone."""
    if met.stopped:
        return Verdict(End.ABORTED, Coverage.PARTIAL, met.stopped)
    if met.turned_away:
        return Verdict(End.BLOCKED, Coverage.PARTIAL, met.first_refusal)
    missed = _missed(met)
    coverage = Coverage.PARTIAL if missed else Coverage.FULL
    if met.offers and _healthy(met):
        return Verdict(End.OK, coverage, missed, _look(met))
    failed = met.lost + met.listings_lost
    if met.refused and met.refused * 2 >= failed:
        return Verdict(End.BLOCKED, Coverage.PARTIAL, met.first_refusal)
    if met.offers:
        reason = f"{met.lost} of {met.lost + met.ads} ad pages could not be read: {met.first}"
        return Verdict(End.BROKEN, Coverage.PARTIAL, reason)
    return _without_offers(met, coverage)


def _healthy(met: Met) -> bool:
    most_read = met.lost <= met.ads or not met.leads
    return most_read or (met.lost < FEW and met.lost <= met.spared)


def _look(met: Met) -> Look:
    if met.listings_lost or met.news_left:
        return Look.CUT
    return Look.NEWS if met.curtailed else Look.FULL


def _missed(met: Met) -> str | None:
    """Why the run cannot have seen all that the site lists, or `None`."""
    lost = f"{met.listings_lost} of its listing pages could not be read"
    unread = "a page that held offers before could not be read"
    return (
        met.capped
        or (lost if met.listings_lost else None)
        or (unread if met.uncovered else None)
        or _mostly_gone(met)
        or (NOTHING_NEW if met.curtailed else None)
        or _short(met)
    )


def _mostly_gone(met: Met) -> str | None:
    """A list that leads to more pages that are gone than others is of a site that is broken."""
    if met.gone < FEW or met.gone <= met.ads + met.spared:
        return None
    return f"{met.gone} of {met.gone + met.ads + met.spared} listed ads have a page that is gone"


def _short(met: Met) -> str | None:
    """A listing that lost most of its ads over night has rather changed than ended."""
    if met.offers >= met.expected:
        return None
    return f"{met.offers} offers were read, the site file expects at least {met.expected}"


def _without_offers(met: Met, coverage: Coverage) -> Verdict:
    if met.first:
        return Verdict(End.BROKEN, Coverage.PARTIAL, f"no offer was read: {met.first}")
    if met.leads:
        reason = f"{met.leads} links to ads were followed, and no offer was read"
        return Verdict(End.BROKEN, Coverage.PARTIAL, reason)
    if not met.listings:
        return Verdict(End.BROKEN, Coverage.PARTIAL, "no page was fetched")
    if met.capped:
        reason = f"{met.capped} before any ad was looked at"
        return Verdict(End.ABORTED, Coverage.PARTIAL, reason)
    return Verdict(End.EMPTY, coverage, "the site says that it has no offers", _look(met))
