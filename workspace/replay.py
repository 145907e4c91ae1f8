"""Reads a recorded page again, without any network, and says what differs from its expectation."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from offers.ad import AdsFound
from offers.page import Page
from offers.profile import Profile
from parsers.dom import NotRead
from parsers.links import Links, links
from parsers.offer import Reading, read_offers
from parsers.readers import read_ads
from workspace import told
from workspace.fault import Keys, spelt
from workspace.json_file import Json
from workspace.recorded import PARTS, Case

Listed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reads:
    """How the pages of a site are read; each raises `NotRead`. `of_listings`: the site's listings
    are read for ads, too."""

    ads: Callable[[Page, Listed], AdsFound]
    offers: Callable[[Page, Listed], Reading]
    links: Callable[[Page], Links]
    of_listings: bool = False

    @classmethod
    def by(cls, profile: Profile, *, of_listings: bool = False) -> "Reads":
        """As a site file says."""
        return cls(
            ads=lambda page, listed: read_ads(page, profile, listed),
            offers=lambda page, listed: read_offers(page, profile, listed),
            links=lambda page: links(page, profile),
            of_listings=of_listings,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A place of `expected.json`, in `line` of it, where something else is read now; `None` where
    nothing is expected, or nothing read."""

    at: str
    line: int
    expected: Json
    found: Json


def answer(page: Page, listed: Listed, reads: Reads, parts: tuple[str, ...]) -> dict[str, Json]:
    """What is read from a page now: its parts and warnings, or what was raised."""
    found: dict[str, Json] = {}
    warnings: list[str] = []
    try:
        for part in parts:
            found[part], said = TELL[part](page, listed, reads)
            warnings += said
    except NotRead as error:
        return {"raises": {"error": type(error).__name__, "reason": error.reason}}
    return found | {"warnings": [*dict.fromkeys(warnings)]}


def replayed(case: Case, reads: Reads) -> dict[str, Json]:
    """What is read from a recorded page now, of the parts that it has expectations for."""
    parts = tuple(part for part in PARTS if part in case.expected) or ("offers",)
    return answer(case.page, case.listed, reads, parts)


def differences(case: Case, found: Mapping[str, Json]) -> tuple[Difference, ...]:
    """Field by field, in the order of what is expected; then what was not."""
    return tuple(_differ(case, (), {**case.expected}, {**found}))


def _differ(case: Case, keys: Keys, expected: Json, found: Json) -> Iterator[Difference]:
    if isinstance(expected, dict) and isinstance(found, dict):
        for name in dict.fromkeys((*expected, *found)):
            if name in told.LATER and name not in expected:
                continue
            yield from _differ(case, (*keys, name), expected.get(name), found.get(name))
    elif isinstance(expected, list) and isinstance(found, list) and _of_tables(expected, found):
        for number, each, now in _beside(expected, found):
            yield from _differ(case, (*keys, number), each, now)
    elif (expected or None) != (found or None):
        at = spelt(keys) or ""
        yield Difference(at=at, line=case.line(keys), expected=expected, found=found)


def _of_tables(expected: list[Json], found: list[Json]) -> bool:
    return all(isinstance(each, dict) for each in (*expected, *found))


def _beside(expected: list[Json], found: list[Json]) -> Iterator[tuple[int, Json, Json]]:
    """Ads of one address beside each other, in their order; then those that have none."""
    left = [*found]
    for number, each in enumerate(expected):
        twin = next((now for now in left if _url(now) == _url(each)), None)
        if twin is not None:
            left.remove(twin)
        yield number, each, twin
    for number, now in enumerate(left, len(expected)):
        yield number, None, now


def _url(told: Json) -> Json:
    return told.get("url") if isinstance(told, dict) else None


def _ads(page: Page, listed: Listed, reads: Reads) -> tuple[Json, tuple[str, ...]]:
    found = reads.ads(page, listed)
    return [told.ad(each) for each in found.ads], found.warnings


def _offers(page: Page, listed: Listed, reads: Reads) -> tuple[Json, tuple[str, ...]]:
    found = reads.offers(page, listed)
    return [told.offer(each) for each in found.offers], found.warnings


def _links(page: Page, listed: Listed, reads: Reads) -> tuple[Json, tuple[str, ...]]:
    del listed
    return told.links(reads.links(page)), ()


TELL: Mapping[str, Callable[[Page, Listed, Reads], tuple[Json, tuple[str, ...]]]] = {
    "ads": _ads,
    "offers": _offers,
    "links": _links,
}
