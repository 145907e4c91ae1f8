"""Offers to JSON, each once in a batch."""

from dataclasses import dataclass, field

from index.codec import decode, encode
from index.readable import readable
from offers.offer import Offer


@dataclass(frozen=True, slots=True)
class Encoded:
    """The JSON of an offer, and whether it is surely read back as that offer, which is kept beside
    it, so that no other gets its identity."""

    offer: Offer
    document: str
    readable: bool


@dataclass(slots=True)
class Encoder:
    """Remembers by identity what it encoded: known, version and original are often one offer."""

    _seen: dict[int, Encoded] = field(default_factory=dict)

    def document(self, offer: Offer) -> str:
        return self._encoded(offer).document

    def checked(self, offer: Offer) -> tuple[str, Offer]:
        """The JSON and what it is read back as. Raises `ValueError` where it cannot be."""
        found = self._encoded(offer)
        return found.document, offer if found.readable else decode(Offer, found.document)

    def _encoded(self, offer: Offer) -> Encoded:
        if id(offer) not in self._seen:
            document = readable(offer)
            self._seen[id(offer)] = Encoded(offer, document or encode(offer), bool(document))
        return self._seen[id(offer)]
