"""From a page to offers: finds the ads, masks cards, and asks every reader what an ad says."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from traceback import walk_tb
from types import MappingProxyType

from offers.ad import Ad
from offers.offer import Offer
from offers.page import Page
from offers.profile import Profile
from parsers import bounds
from parsers.cards import mask
from parsers.identity import Identity, identities
from parsers.indicators.combined import Packs
from parsers.readers import Reader, read_ads
from parsers.stated import EXTRACTOR, offer
from parsers.understood import Understood

__all__ = ["EXTRACTOR", "Reading", "pictured", "read_again", "read_offers"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page offers, and what went wrong beside it, each with the url it befell.

    `sources` tells by an offer's id, and then by field, what each field was read from.
    """

    offers: tuple[Offer, ...]
    warnings: tuple[str, ...] = ()
    sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


NOTHING: Mapping[str, str] = MappingProxyType({})
_TWICE = "stands on the page twice and differs; the first counts"


def read_offers(
    page: Page,
    profile: Profile,
    listed: Mapping[str, str] = NOTHING,
    reader: Reader | None = None,
    packs: Packs | None = None,
) -> Reading:
    """The offers of a page, in its order; `packs` are the indicators that count, if not those that
    come along.

    Raises what `read_ads` raises where the page as a whole cannot be read. An ad that cannot be
    understood is a warning with its url and the reason, and costs no other; one that stands on
    the page twice is one offer.
    """
    found = read_ads(page, profile, listed, reader)
    warnings = list(found.warnings)
    read = list(_understood(found.ads, page, profile, warnings))
    ids = identities(profile.site, [one.ad for one in read], [one.contacts for one in read])
    made: dict[str, Offer] = {}
    sources: dict[str, Mapping[str, str]] = {}
    for one, identity in zip(read, ids, strict=True):
        with _noted(one.ad, warnings):
            new = offer(one, identity, page, profile, packs)
            sources.setdefault(new.id, one.ad.sources)
            if made.setdefault(new.id, new).digest != new.digest:
                warnings.append(f"{one.ad.url}: {_TWICE}")
    return Reading(tuple(made.values()), tuple(warnings), sources)


def read_again(stored: Offer, profile: Profile, packs: Packs | None = None) -> Offer:
    """The same ad as it reads today: from what is stored of it, without its page.

    Id, times and capture stay, and so does the digest, unless a card number is masked now that was
    not before. Where the site file says no kinds the offer's own count. Raises `ValueError` for an
    ad that would be refused today.
    """
    if reason := bounds.excess_of_ad((stored.title, stored.text, *stored.said.values())):
        raise ValueError(reason)
    page = _page(stored)
    profile = profile if profile.kinds else replace(profile, kinds=stored.kinds)
    read = Understood.of(_ad(stored), page, profile)
    again = offer(read, Identity(stored.id, stored.id_from), page, profile, packs)
    same = (again.title, again.text, again.said) == (stored.title, stored.text, stored.said)
    return replace(again, site=stored.site, digest=stored.digest) if same else again


def pictured(stored: Offer, ads: Sequence[Ad]) -> Offer:
    """The offer with the pictures that its page states of it, `ads` being all that are read from
    the page today; as it is where that does not tell which of them it is."""
    here = [ad for ad in ads if (ad.url, ad.key) == (stored.url, stored.key)]
    if len(here) > 1:
        here = [ad for ad in here if _masked(ad) == (stored.title, stored.text)]
    return replace(stored, images=here[0].images) if len(here) == 1 else stored


def _masked(ad: Ad) -> tuple[str | None, str | None]:
    return ad.title and mask(ad.title), ad.text and mask(ad.text)


def _ad(stored: Offer) -> Ad:
    return Ad(
        url=stored.url,
        title=stored.title,
        text=stored.text,
        key=stored.key,
        said=stored.said,
        images=stored.images,
    )


def _page(stored: Offer) -> Page:
    """As much of its page as is known."""
    return Page(
        asked=stored.url,
        url=stored.url,
        status=200,
        body=b"",
        fetched=stored.seen,
        capture=stored.capture,
    )


def _understood(
    ads: Sequence[Ad], page: Page, profile: Profile, warnings: list[str]
) -> Iterator[Understood]:
    for ad in ads:
        if reason := bounds.excess_of_ad((ad.title, ad.text, *ad.said.values())):
            warnings.append(f"{ad.url}: no ad: {reason}")
            continue
        with _noted(ad, warnings):
            yield Understood.of(ad, page, profile)


@contextmanager
def _noted(ad: Ad, warnings: list[str]) -> Iterator[None]:
    """What befalls an ad meanwhile is a warning."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever a library raises, it costs this ad only
        warnings.append(_warning(ad, error))


def _warning(ad: Ad, error: Exception) -> str:
    """Where it happened, without the error's own words: they may quote an ad that must not lie
    open."""
    modules = [frame.f_globals.get("__name__", "") for frame, _ in walk_tb(error.__traceback__)]
    ours = [name for name in modules if name.startswith("parsers.")]
    return f"{ad.url}: the ad could not be understood: {type(error).__name__} in {ours[-1]}"
