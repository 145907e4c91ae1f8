"""What must not lie open: the contacts of people who seek, and offers in which a minor stands."""

import hmac
from dataclasses import dataclass, replace
from typing import TypeVar

from ledger.traces import traces
from offers.fact import Fact
from offers.indicator import IndicatorHit
from offers.life import Known, Version
from offers.money import Money
from offers.offer import Contact, Moment, Named, Offer, Protection, Protects, Speaker
from offers.payment import Payment
from offers.place import Place, Route

MASK = "█"
"""Stands for each code point taken out, so that every span still points where it did."""

CONTACT_FIELD = "contact"
"""A labelled place that holds nothing but contacts, masked from end to end."""

DIALLED, THOUSAND = 1_000_000, 1000

Quoting = TypeVar("Quoting", Fact, Moment, Named, Place, Protection, Route)
Naming = TypeVar("Naming", Named, Place)


@dataclass(frozen=True, slots=True)
class Sealing:
    """An offer on its way into the store: `open` for all to see, `original` as published where
    the two differ, `sealed` where nothing may lie open at all."""

    open: Offer
    original: Offer | None = None
    sealed: Protects | None = None

    def original_of(self, version: Version) -> tuple[Version, ...]:
        """The version as published, under the same id, for the sealed store."""
        return () if self.original is None else (replace(version, offer=self.original),)


def seal(offer: Offer, known: Known | None, secret: bytes) -> Sealing:
    """What of this offer may lie open. A seal once set stays, whatever a later wording says."""
    minor = any(found.protects is Protects.MINOR for found in offer.protections)
    if minor or (known is not None and known.sealed is Protects.MINOR):
        return Sealing(offer, sealed=Protects.MINOR)
    if seeks(offer) or (known is not None and known.redacted):
        return Sealing(redacted(offer, secret, _masked_before(offer, known, secret)), offer)
    return Sealing(offer)


def _masked_before(offer: Offer, known: Known | None, secret: bytes) -> Offer | None:
    """The same wording as it lies open: what is masked there stays so, whoever reads it now."""
    masked = known is not None and known.redacted and same_wording(known.offer, offer, secret)
    return known.offer if known and masked else None


def seeks(offer: Offer) -> bool:
    """Whether the ad is by somebody who looks for work or passage."""
    return offer.speaker is Speaker.SEEKS


def redacted(offer: Offer, secret: bytes, before: Offer | None = None) -> Offer:
    """The offer without a way to reach who wrote it, or to see who that is: neither what was read
    as a contact, nor what looks like one and was not read, in labelled places for one, nor what was
    masked `before` in the same wording, nor addresses of pictures.

    The digest is keyed, for a number has few digits and could be tried out against a plain one.
    """

    shown = _unread(offer, secret, before)
    return replace(
        shown,
        images=(),
        contacts=(),
        fingerprint=None,
        employer=offer.employer and _named(offer.employer, shown),
        places=tuple(_named(place, shown) for place in offer.places),
        money=tuple(each for each in offer.money if not _hidden(each, shown)),
        payments=(),
        routes=tuple(_passing(route, shown) for route in offer.routes),
        facts=tuple(_quoting(each, shown) for each in offer.facts),
        indicators=tuple(_hit(each, offer, shown) for each in offer.indicators),
        published=offer.published and _quoting(offer.published, shown),
        valid_until=offer.valid_until and _quoting(offer.valid_until, shown),
        protections=tuple(_quoting(each, shown) for each in offer.protections),
    )


def _unread(offer: Offer, secret: bytes, before: Offer | None) -> Offer:
    """The same with its words masked; what was read in them still stands."""

    def masked(name: str) -> str:
        return _both(_masked(offer, name), before.field(name)) if before else _masked(offer, name)

    said = {name: masked(name) for name in offer.said}
    if CONTACT_FIELD in said:
        said[CONTACT_FIELD] = MASK * len(said[CONTACT_FIELD])
    title, text = offer.title and masked("title"), offer.text and masked("text")
    return replace(offer, title=title, text=text, said=said, digest=keyed(offer.digest, secret))


def keyed(digest: str, secret: bytes) -> str:
    """The digest under the workspace's secret."""
    return hmac.new(secret, digest.encode(), "sha256").hexdigest()[: len(digest)]


def same_wording(known: Offer, offer: Offer, secret: bytes) -> bool:
    """Whether both publish the same, be the known one redacted or not."""
    return known.digest in {offer.digest, keyed(offer.digest, secret)}


def wording(offer: Offer) -> tuple[object, ...]:
    """All of an offer that was published, as it is stored."""
    return offer.title, offer.text, dict(offer.said)


def _masked(offer: Offer, field: str) -> str:
    letters = list(offer.field(field))
    reach: tuple[Contact | Payment, ...] = (*offer.contacts, *offer.payments)
    read = [(each.span.start, each.span.end) for each in reach if each.span.field == field]
    sums = [each.span for each in offer.money if _is_sum(each)]
    money = [(span.start, span.end) for span in sums if span.field == field]
    for start, end in (*read, *traces(offer.field(field), money)):
        letters[start:end] = MASK * len(letters[start:end])
    return "".join(letters)


def _is_sum(money: Money) -> bool:
    """Whether it can be nothing but money: a million and more that is not in whole thousands may
    be a number to call with a currency behind it."""
    amounts = (each for each in (money.low, money.high) if each is not None)
    return all(each < DIALLED or int(each) % THOUSAND == 0 for each in amounts)


def _hidden(money: Money, shown: Offer) -> bool:
    """Whether something of it is masked, which the amount would tell."""
    return MASK in shown.field(money.span.field)[money.span.start : money.span.end]


def _both(text: str, before: str) -> str:
    """The text with the masks of both, as long as they are of one length."""
    if MASK not in before or len(text) != len(before):
        return text
    pairs = zip(text, before, strict=True)
    return "".join(MASK if MASK in pair else pair[0] for pair in pairs)


def _quoting(value: Quoting, shown: Offer) -> Quoting:
    """The value with its raw text as it is shown, where something of that is masked."""
    raw = shown.field(value.span.field)[value.span.start : value.span.end]
    return replace(value, raw=raw) if MASK in raw else value


def _hit(value: IndicatorHit, offer: Offer, shown: Offer) -> IndicatorHit:
    """What it quotes as it is shown, and nothing said of it that names a way to reach somebody."""
    raw = value.raw
    if value.span is not None:
        quoted = shown.field(value.span.field)[value.span.start : value.span.end]
        raw = quoted if MASK in quoted else raw
    return replace(value, raw=raw, because=value.because and _unnamed(value.because, offer))


def _unnamed(words: str, offer: Offer) -> str:
    """Our own words about an offer without what was read as a contact or a way to pay."""
    letters = list(words)
    for start, end in traces(words):
        letters[start:end] = MASK * (end - start)
    bare = "".join(letters)
    reach: tuple[Contact | Payment, ...] = (*offer.contacts, *offer.payments)
    for each in sorted({name for one in reach for name in (one.value, one.raw)}, key=len)[::-1]:
        bare = bare.replace(each, MASK * len(each)) if each else bare
    return bare


def _passing(route: Route, shown: Offer) -> Route:
    def named(place: Place | None) -> Place | None:
        return place and _named(place, shown)

    return replace(
        _quoting(route, shown),
        origin=named(route.origin),
        via=tuple(_named(place, shown) for place in route.via),
        destination=named(route.destination),
    )


def _named(value: Naming, shown: Offer) -> Naming:
    quoting = _quoting(value, shown)
    return quoting if quoting is value else replace(quoting, name=" ".join(quoting.raw.split()))
