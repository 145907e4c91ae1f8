"""Sightings have the same id whoever writes them; which attempt wrote one stands in it.

An attempt that is refused takes back those that it wrote. One that is not refused may have found
some that another attempt wrote, which may still be refused: then it makes them its own, so that
they stay. An offer may be sealed or erased in between: what lay open about it is erased by then,
and what is written open after that is not left there.
"""

import json
from collections.abc import Iterable, Sequence

from index.elastic import documents
from index.elastic.cluster import Action, Cluster, json_object
from index.elastic.layout import Part
from index.elastic.slots import Slot, slots
from offers.life import Sighting
from offers.offer import Protects

ROUNDS = 100
"""Times that they are read anew because others wrote them in between."""


def sighted(part: Part, one: Sighting, attempt: str, protects: Protects | None = None) -> Action:
    """Writes a sighting unless it is there."""
    id_ = one.id
    body = documents.sighting(one, protects, id_, attempt)
    return Action(part, id_, body, create=True, about=one.offer)


def secure(cluster: Cluster, attempt: str, found: Iterable[Action]) -> None:
    """Make those that were there already, and that count now, this attempt's own."""
    left = list(found)
    again: list[Action] = []
    for _ in range(ROUNDS):
        if not left:
            break
        due = [(action, _secured(cluster, attempt, action)) for action in left]
        written = [(action, step) for action, step in due if step]
        again += [action for action, step in written if step is action]
        held = cluster.write([step for _, step in written])
        left = [action for (action, _), ok in zip(written, held, strict=True) if not ok]
    _close(cluster, [one for one in again if one.part is Part.HISTORY])


def _close(cluster: Cluster, again: Sequence[Action]) -> None:
    """Of sightings that were written once more, put away those of offers that are open no longer.

    Asked after they were written: whoever closes the offer later erases them.
    """
    if not again:
        return
    now = slots(cluster, {one.about for one in again})
    closed = [one for one in again if not now[one.about].open]
    kept = [_sealed(one, now[one.about]) for one in closed if now[one.about].protects]
    cluster.write([*kept, *(Action(one.part, one.id, None) for one in closed)])


def _sealed(action: Action, slot: Slot) -> Action:
    body = json_object({**json.loads(action.body or ""), "protects": slot.protects})
    return Action(Part.SEALED, action.id, body, create=True, about=action.about)


def _secured(cluster: Cluster, attempt: str, action: Action) -> Action | None:
    """What makes the sighting that this action would create the attempt's own, if it is not: what
    was there a moment ago may be gone, and what was gone may be there."""
    there = cluster.document(action.part, action.id)
    if there is None:
        return action
    if there.source.get("attempt") == attempt:
        return None
    body = json_object({**there.source, "attempt": attempt})
    return Action(action.part, action.id, body, over=there, about=action.about)


def taken_back(cluster: Cluster, attempt: str, written: Iterable[Action]) -> Sequence[Action]:
    """What erases those of them that are this attempt's own."""
    found: list[Action] = []
    listed = list(written)
    for part in {one.part for one in listed}:
        ids = [one.id for one in listed if one.part is part]
        for id_, there in cluster.documents(part, ids, only=["attempt"]).items():
            if there.source.get("attempt") == attempt:
                found.append(Action(part, id_, None, over=there))
    return found
