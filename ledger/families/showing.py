"""Offers say which family they are in, and what was known when they came."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from index.base import Index, StoreError
from ledger.families.comparing import Found
from offers.family import Arrival
from offers.life import Change, Known

Value = TypeVar("Value")

PATIENCE = 20
"""How often an offer is read anew because somebody else wrote it in between."""

SLICE = 500
"""Offers written in one go."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What an offer is to say: its `family`, `None` while it is alone, and what it came as, which
    is said once. `withdrawn`: what was said before is said no more."""

    family: str | None
    arrival: Arrival | None = None
    withdrawn: bool = False

    def on(self, known: Known) -> Known:
        said = None if self.withdrawn else known.arrival
        arrival = said or self.arrival
        return replace(known, family=self.family, arrival=arrival)


def show(index: Index, shown: Mapping[str, Shown], known: Mapping[str, Known]) -> None:
    """Write what changes. `known` are offers as they were read a moment ago; the others are read.
    Those that are sealed or erased meanwhile say nothing. Raises `StoreError` when other writers
    leave no gap."""
    for some in sliced(shown):
        left = {id_: known[id_] for id_ in some if id_ in known}
        left |= index.known([id_ for id_ in some if id_ not in known])
        for _ in range(PATIENCE):
            refused = index.put([*_changes(left, shown)])
            if not refused:
                break
            left = dict(index.known(refused))
        else:
            raise StoreError(f"{len(left)} offers are being written by others")


def _changes(known: Mapping[str, Known], shown: Mapping[str, Shown]) -> Iterable[Change]:
    for id_, one in known.items():
        changed = shown[id_].on(one)
        if changed != one and not one.sealed:
            yield Change(known=changed)


def sliced(values: Iterable[Value]) -> Iterator[list[Value]]:
    """At most `SLICE` at a time, as they come."""
    left = iter(values)
    while some := list(islice(left, SLICE)):
        yield some


def arrival_of(found: Found | None, known: Known | None) -> Arrival | None:
    """What is said of an offer that is like one seen before; `known` is that one."""
    if found is None or known is None:
        return None
    return Arrival(
        earlier=found.one.offer,
        site=found.one.site,
        seen=known.first_seen,
        grade=found.likeness.grade,
        relation=found.likeness.relation,
        other_contacts=_others(found.one.contacts, found.other.contacts),
    )


def _others(before: Collection[str], now: Collection[str]) -> bool:
    """Whether both have contacts, and none in common."""
    return bool(before) and bool(now) and set(before).isdisjoint(now)
