"""Offers to JSON, each once in a batch."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from index.base import NotStorable
from index.codec import decode, encode, why
from offers.life import Known
from offers.offer import Offer


@dataclass(slots=True)
class Encoder:
    """Remembers by identity what it encoded: known, version and original are often one offer."""

    _seen: dict[int, tuple[Offer, str]] = field(default_factory=dict)

    def document(self, offer: Offer) -> str:
        # The offer is kept beside its JSON, so that no other gets its identity.
        if id(offer) not in self._seen:
            self._seen[id(offer)] = (offer, encode(offer))
        return self._seen[id(offer)][1]

    def checked(self, offer: Offer) -> tuple[str, Offer]:
        """The JSON and what it is read back as. Raises `ValueError` where it cannot be."""
        document = self.document(offer)
        return document, decode(Offer, document)


@contextmanager
def named(known: Known) -> Iterator[None]:
    """Errors in a value say which offer it is of."""
    try:
        yield
    except ValueError as error:
        offer = known.offer
        raise NotStorable(
            f"offer {offer.id} of {offer.url!r} cannot be stored: {why(error)}"
        ) from error
