"""What must not lie open: the contacts of people who seek, and offers in which a minor stands."""

import hmac
from dataclasses import dataclass, replace

from offers.life import Known, Version
from offers.offer import Offer, Protects, Speaker
from offers.span import Span

MASK = "█"
"""Stands for each code point taken out, so that every span still points where it did."""

CONTACT_FIELD = "contact"
"""A labelled place that holds nothing but contacts, masked from end to end."""


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
        return Sealing(redacted(offer, secret), original=offer)
    return Sealing(offer)


def seeks(offer: Offer) -> bool:
    """Whether the ad is by somebody who looks for work or passage."""
    return offer.speaker is Speaker.SEEKS


def redacted(offer: Offer, secret: bytes) -> Offer:
    """The offer without a way to reach who wrote it.

    The digest is keyed, for a number has few digits and could be tried out against a plain one.
    """
    spans = [contact.span for contact in offer.contacts]
    said = {name: _masked(text, name, spans) for name, text in offer.said.items()}
    if CONTACT_FIELD in said:
        said[CONTACT_FIELD] = MASK * len(said[CONTACT_FIELD])
    return replace(
        offer,
        title=offer.title and _masked(offer.title, "title", spans),
        text=offer.text and _masked(offer.text, "text", spans),
        said=said,
        contacts=(),
        fingerprint=None,
        digest=keyed(offer.digest, secret),
    )


def keyed(digest: str, secret: bytes) -> str:
    """The digest under the workspace's secret."""
    return hmac.new(secret, digest.encode(), "sha256").hexdigest()[: len(digest)]


def same_wording(known: Offer, offer: Offer, secret: bytes) -> bool:
    """Whether both publish the same, be the known one redacted or not."""
    return known.digest in {offer.digest, keyed(offer.digest, secret)}


def _masked(text: str, field: str, spans: list[Span]) -> str:
    letters = list(text)
    for span in spans:
        if span.field == field:
            end = min(span.end, len(letters))
            letters[span.start : end] = MASK * max(0, end - span.start)
    return "".join(letters)
