"""Bases and families of some offers, from their prints and what people decided: all that a base
becomes follows from its own offers, whatever else is looked at beside it."""

from collections.abc import Callable, Sequence

from ledger.families.comparing import Comparer, Found
from ledger.families.partition import Place, placed
from ledger.families.strands import strands
from offers.family import Decision, Print


def derived(
    prints: Sequence[Print],
    comparer: Comparer,
    decisions: Sequence[Decision],
    breathe: Callable[[], None] = lambda: None,
) -> tuple[dict[str, Place], list[Found]]:
    """Where each belongs, and what ties them. No offer outside may be tied to one of these."""
    born = {one.offer: one.first_seen for one in prints}
    found = list(strands(prints, comparer, breathe))
    places = placed(born, [one.tie for one in found], decisions)
    bases = {place.base for place in places.values()}
    split = {place.base for place in places.values() if place.base != place.family}
    if len(bases) == 1 or not split:
        return places, found
    for base in sorted(split):
        own = [one for one in prints if places[one.offer].base == base]
        ties = [one.tie for one in strands(own, comparer, breathe)]
        places |= placed({one.offer: born[one.offer] for one in own}, ties, decisions)
    return places, found
