"""Offers that were seen again without being read: many lives moved on in a few requests."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from secrets import token_hex

from index.base import StoreError
from index.codec import Life, encode, revive
from index.elastic.cluster import Action, Cluster, Found, json_object
from index.elastic.layout import Part
from index.elastic.names import document_name
from index.elastic.reading import AGAIN
from index.elastic.sightings import secure, sighted, taken_back
from index.elastic.slots import Slot, slots
from index.elastic.writing import ATTEMPT_BYTES
from index.flat import milliseconds
from index.times import stamp
from offers.life import Glance, Sighting, Status

ROUNDS = 100
"""Times that offers are read anew because others wrote to them in between."""


def online(cluster: Cluster, ids: Collection[str]) -> frozenset[str]:
    """Those of the ids that are known and online, open or sealed."""
    return frozenset(one.slot.id for one in _online(cluster, ids))


@dataclass(frozen=True, slots=True)
class _Seen:
    """An offer as it stands; `sealed` is the document of its life if that is sealed."""

    slot: Slot
    life: Life
    sealed: Found | None = None


def enter(cluster: Cluster, ids: Collection[str], glance: Glance) -> frozenset[str]:
    """Move the offers on as seen in that glance; those that were left alone."""
    entering = _Entering(cluster, glance)
    left = frozenset(ids)
    for _ in range(ROUNDS):
        if not left:
            return frozenset(ids) - entering.close()
        left = entering.step(left)
    raise StoreError(f"{cluster.url}: others write to {min(left)} without end")


@dataclass(slots=True)
class _Entering:
    """One attempt to enter a glance. `written` are the sightings that it was to write, `found`
    those that were there already, `last` the newest of each offer; `lives` are sealed ones.

    An offer that is sealed meanwhile has its sighting under the same id in either part, of which
    one counts."""

    cluster: Cluster
    glance: Glance
    attempt: str = field(default_factory=lambda: token_hex(ATTEMPT_BYTES))
    entered: set[str] = field(default_factory=set)
    written: list[Action] = field(default_factory=list)
    found: list[Action] = field(default_factory=list)
    last: dict[str, tuple[Part, str]] = field(default_factory=dict)
    lives: dict[str, Action] = field(default_factory=dict)

    def step(self, ids: Collection[str]) -> frozenset[str]:
        """Those that somebody else wrote to meanwhile."""
        read = _online(self.cluster, ids)
        self.entered |= {one.slot.id for one in read if one.slot.attempt == self.attempt}
        due = [one for one in read if _due(one, self.glance, self.attempt)]
        if not due:
            return frozenset()
        held = self._write(due)
        self.entered |= {one.slot.id for one, ok in zip(due, held, strict=True) if ok}
        return frozenset(one.slot.id for one, ok in zip(due, held, strict=True) if not ok)

    def close(self) -> set[str]:
        """The offers that were entered. What does not count is taken back."""
        counting = {self.last[id_] for id_ in self.entered}
        secure(
            self.cluster,
            self.attempt,
            (one for one in self.found if (one.part, one.id) in counting),
        )
        idle = (one for one in self.written if (one.part, one.id) not in counting)
        lives = [one for id_, one in self.lives.items() if id_ not in self.entered]
        rest = [Action(one.part, one.id, None) for one in lives]
        self.cluster.write([*rest, *taken_back(self.cluster, self.attempt, idle)])
        return self.entered

    def _write(self, due: Sequence[_Seen]) -> Sequence[bool]:
        seen = [_sighting(one, self.glance, self.attempt) for one in due]
        lives = [_life(one, self.glance, self.attempt) for one in due if one.sealed]
        self.lives |= {one.about: one for one in lives}
        new = self.cluster.write([*seen, *lives])[: len(seen)]
        self.written += seen
        self.found += [one for one, ok in zip(seen, new, strict=True) if not ok]
        self.last |= {one.about: (one.part, one.id) for one in seen}
        bodies = [one.slot.write(_slot(one, self.glance, self.attempt)) for one in due]
        held = self.cluster.write(bodies)
        moved = [one for one, ok in zip(due, held, strict=True) if ok and one.sealed]
        self.cluster.write([Action(Part.SEALED, one.slot.life_id, None) for one in moved])
        return held


def _due(one: _Seen, glance: Glance, attempt: str) -> bool:
    return one.life.last_seen <= glance.at and one.slot.attempt != attempt


def _online(cluster: Cluster, ids: Collection[str]) -> list[_Seen]:
    for _ in range(AGAIN):
        read = slots(cluster, ids, whole=True)
        sealed = [slot for slot in read.values() if slot.protects]
        lives = cluster.documents(Part.SEALED, [slot.life_id for slot in sealed]) if sealed else {}
        if len(lives) == len(sealed):
            break
    found = [_Seen(slot, revive(Life, slot.source["life"])) for slot in read.values() if slot.open]
    found += [
        _Seen(slot, revive(Life, lives[slot.life_id].source["life"]), lives[slot.life_id])
        for slot in sealed
        if slot.life_id in lives
    ]
    return [one for one in found if one.life.status is Status.ONLINE]


def _sighting(one: _Seen, glance: Glance, attempt: str) -> Action:
    seen = Sighting(
        offer=one.slot.id, run=glance.run, at=glance.at, version=one.life.version, how=glance.how
    )
    part = Part.SEALED if one.sealed else Part.HISTORY
    return sighted(part, seen, attempt, one.slot.protects)


def _life(one: _Seen, glance: Glance, attempt: str) -> Action:
    """The document of a sealed life."""
    source = one.sealed.source if one.sealed else {}
    fields = {**_without_life(source), "expires": stamp(glance.expires)}
    body = json_object(fields, life=_moved_on(one.life, glance))
    return Action(Part.SEALED, document_name(one.slot.id, attempt), body, about=one.slot.id)


def _slot(one: _Seen, glance: Glance, attempt: str) -> str:
    fields = {
        **_without_life(one.slot.source),
        "revision": one.slot.revision + 1,
        "attempt": attempt,
    }
    if one.sealed:
        return json_object({**fields, "life_id": document_name(one.slot.id, attempt)})
    fields |= {
        "last_seen": milliseconds(glance.at),
        "last_run": glance.run,
        "expires": stamp(glance.expires),
    }
    return json_object(fields, life=_moved_on(one.life, glance))


def _without_life(source: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in source.items() if name != "life"}


def _moved_on(life: Life, glance: Glance) -> str:
    return encode(replace(life, last_seen=glance.at, last_run=glance.run, expires=glance.expires))
