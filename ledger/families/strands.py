"""What ties many offers together, without comparing all with all.

Offers whose prints say the same are compared once. The rest is taken in the order in which it was
first seen: each is compared with those before that have most in common with it, and with all others
worth comparing that it is not yet connected with. So the ties connect what all comparisons would
connect, and the same offers give the same ties, whatever the order in which they came.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from ledger.families.comparing import Comparer, Found, seen
from ledger.families.neighbours import Neighbours
from ledger.families.parts import Parts
from offers.family import Print

NEAREST = 8
"""So many are compared with each even if all are connected: the ties that tell where a base comes
apart."""

NEVER = datetime(1, 1, 1, tzinfo=UTC)


def strands(
    prints: Iterable[Print], comparer: Comparer, breathe: Callable[[], None] = lambda: None
) -> Iterator[Found]:
    """Ties among these prints, hubs in them or not. `breathe` is called between two offers."""
    neighbours, parts, known = Neighbours(), Parts(), 0
    for like in _classes(map(comparer.bare, prints)):
        breathe()
        first, *copies = like
        known += len(like)
        for found in (comparer.compare(first, copy) for copy in copies):
            if found and found.joins:
                parts.join(found.one.offer, found.other.offer)
                yield found
        for one in (
            one for one in like if one is first or not parts.together(one.offer, first.offer)
        ):
            yield from _tied(one, neighbours, comparer, parts, known)
            neighbours.add(one)


def _classes(prints: Iterable[Print]) -> Iterator[list[Print]]:
    """Those whose prints say the same, by the first of each; in whatever pictures, which join
    nothing."""
    alike: dict[Print, list[Print]] = {}
    for one in sorted(prints, key=seen):
        said = replace(one, offer="", version="", site="", first_seen=NEVER, images=())
        alike.setdefault(said, []).append(one)
    yield from alike.values()


def _tied(
    one: Print, neighbours: Neighbours, comparer: Comparer, parts: Parts, known: int
) -> Iterator[Found]:
    """Ties of one print. So many offers are `known` with it: once all are connected, only the
    nearest are compared."""
    for number, other in enumerate(neighbours.of(one)):
        if number >= NEAREST:
            if parts.size(one.offer) == known:
                return
            if parts.together(one.offer, other.offer):
                continue
        found = comparer.compare(one, other)
        if found and found.joins:
            parts.join(one.offer, other.offer)
            yield found
