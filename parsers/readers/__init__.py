"""Page -> ads: a reader for each way of publishing them, found by its name."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.resources import files
from types import MappingProxyType

from offers.ad import Ad, AdsFound
from offers.page import Page
from offers.profile import Profile
from parsers.pictures import pictures
from parsers.readers import blocks, feed, jobposting, selectors, telegram

Reader = Callable[[Page, Profile, Mapping[str, str]], AdsFound]
"""Reads one page, `(page, profile, listed)`; pure. Raises `parsers.dom.NotRead`."""

NOTHING: Mapping[str, str] = MappingProxyType({})
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "jobposting": jobposting.read,
        "selectors": selectors.read,
        "feed": feed.read,
        "telegram": telegram.read,
        "blocks": blocks.read,
    }
)
"""The readers that a site file may name, besides those written for one site."""


class NoReader(LookupError):
    """There is no reader of that name."""


def read_ads(
    page: Page,
    profile: Profile,
    listed: Mapping[str, str] = NOTHING,
    reader: Reader | None = None,
) -> AdsFound:
    """The ads of a page by the profile's reader, or by one that is handed in.

    `listed` is what the listing said beside the link to this page, by field name. Raises
    `LayoutChanged` with the selector that matched nothing, `Unreadable` for what is no such
    page at all, `Missing` where the page says so: never an empty ad.
    """
    found = (reader or find_reader(profile.reader))(page, profile, listed)
    if not any(ad.images for ad in found.ads):
        return found
    return replace(found, ads=tuple(map(_harmless, found.ads)))


def _harmless(ad: Ad) -> Ad:
    """A reader written by hand may hand over any address of a picture."""
    return replace(ad, images=pictures(ad.images, ad.url))


def find_reader(name: str) -> Reader:
    """The reader of that name, or `NoReader` with the names there are."""
    if name in READERS:
        return READERS[name]
    if name in site_readers():
        found: Reader = import_module(f"parsers.sites.{name}").read
        return found
    known = ", ".join([*READERS, *sorted(site_readers())])
    raise NoReader(f"there is no reader {name!r}; there are {known}")


@cache
def site_readers() -> frozenset[str]:
    """The names of readers written for one site, the modules of `parsers.sites`."""
    modules = (
        re.fullmatch(r"([a-z]\w*)\.pyc?", entry.name) for entry in files("parsers.sites").iterdir()
    )
    return frozenset(found[1] for found in modules if found)
