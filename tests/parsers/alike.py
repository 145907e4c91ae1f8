"""Reads ads and makes prints of them, as the ledger does."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from offers.ad import Ad, AdsFound
from offers.family import Print, Tables
from offers.offer import Kind, Offer
from offers.page import Page
from offers.profile import Profile
from parsers.likeness import print_of
from parsers.offer import read_offers
from parsers.rarity import start

DAY = datetime(2026, 11, 2, 8, tzinfo=UTC)


def key(kind: str, value: str) -> str:
    return sha256(f"{kind}:{value}".encode()).hexdigest()[:32]


def offer(
    text: str | None,
    title: str | None = None,
    *,
    site: str = "bazaar",
    number: str = "1",
    kind: Kind = Kind.JOB,
    country: str | None = None,
) -> Offer:
    """The offer that is read of an ad."""
    url = f"https://{site}.example/ads"
    ad = Ad(url=f"{url}/{number}", key=number, title=title, text=text)
    page = Page(asked=url, url=url, status=200, body=b"", fetched=DAY)
    profile = Profile(site=site, country=country, kinds=frozenset({kind}))
    read = read_offers(page, profile, {}, lambda *_: AdsFound((ad,)))
    assert read.warnings == ()
    return read.offers[0]


def printed(one: Offer, tables: Tables | None = None, days: int = 0) -> Print:
    """Its print, first seen so many days after `DAY`."""
    seen = DAY + timedelta(days=days)
    return print_of(one, one.digest, seen, tables or start(), key)
