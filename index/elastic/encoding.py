"""Offers to JSON, each once in a batch."""

from dataclasses import dataclass, field

from index.codec import decode, encode
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
