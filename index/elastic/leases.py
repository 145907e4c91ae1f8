"""Leases: who may use what, one at a time, between processes."""

import json
from secrets import token_hex

from index.codec import encode
from index.elastic.cluster import Action, Found
from index.elastic.kept import Kept, named, term, value, written
from index.elastic.layout import Part
from offers.lease import Lease


class Leases(Kept):
    """A document each, read by id and written on condition that it is still the one that was
    read: two requests to take a lease and two to let it go."""

    def lease(self, name: str) -> Lease | None:
        found = self.cluster.document(Part.LEASES, named(name))
        return value(self.cluster, Part.LEASES, Lease, found) if found else None

    def write_lease(self, lease: Lease, over: Lease | None) -> bool:
        id_ = named(lease.name)
        found = self.cluster.document(Part.LEASES, id_)
        if not _equal(found, over):
            return False
        attempt = token_hex(8)
        body = written({"id": term(lease.name), "attempt": attempt}, lease)
        action = Action(Part.LEASES, id_, body, over=found, create=found is None)
        [done] = self.cluster.write([action])
        return done or self._was_unheard(id_, attempt)

    def _was_unheard(self, id_: str, attempt: str) -> bool:
        """Whether it was written after all: then the answer was lost, and trying again met what
        the first try had written."""
        found = self.cluster.document(Part.LEASES, id_)
        return found is not None and found.source.get("attempt") == attempt


def _equal(found: Found | None, lease: Lease | None) -> bool:
    """Whether that is what is stored, to the letter: a name that no store can hold is stored
    without what is odd in it."""
    if found is None or lease is None:
        return found is None and lease is None
    return bool(found.source.get("document") == json.loads(encode(lease)))
