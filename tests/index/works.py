"""What the ledger does to an offer, each step by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from index.base import Index
from offers.life import Change, Glance, How, Known
from offers.offer import Offer, Protects
from tests.index.hiding import SECRET
from tests.index.making import KEEP, MONDAY, again, edited, first, offer

DAY = timedelta(days=1)
LATER = MONDAY + DAY

Work = Callable[[Index, str], None]
"""Done to the offer with that key."""


def secret(key: str) -> Offer:
    return offer(key, title=f"{SECRET} {key}")


def decided(index: Index, key: str, change: Callable[[Known], Change]) -> None:
    """Written as the ledger does it: anew until the store takes it, unless there is nothing left
    to change."""
    id_ = offer(key).id
    while known := index.known([id_]).get(id_):
        if not index.put([change(known)]):
            return


def enter(index: Index, key: str) -> None:
    index.put([first(secret(key))])


def enter_sealed(index: Index, key: str) -> None:
    index.put([first(secret(key), sealed=Protects.MINOR, pending=())])


def edit(index: Index, key: str) -> None:
    made = replace(secret(key), text="edited", seen=LATER + DAY, digest="")
    decided(index, key, lambda known: _edited(known, made))


def _edited(known: Known, made: Offer) -> Change:
    """A seal stays, and what was redacted stays so."""
    if known.redacted:
        made = replace(made, title="masked", digest="")
    return edited(known, made, pending=() if known.sealed else known.pending)


def redact(index: Index, key: str) -> None:
    id_ = offer(key).id
    clean = replace(offer(key), title="masked", seen=LATER, digest="")

    def change(known: Known) -> Change:
        older = index.versions(id_)
        made = edited(known, clean, "run-3", redacted=True)
        if known.sealed or known.redacted:
            return made
        masked = tuple(replace(one, offer=clean) for one in older)
        originals = (*older, replace(made.versions[0], offer=secret(key)))
        return replace(made, redacted=masked, originals=originals)

    decided(index, key, change)


def seal(index: Index, key: str) -> None:
    decided(index, key, lambda known: again(known, LATER, sealed=Protects.MINOR, pending=()))


def glance(index: Index, key: str) -> None:
    seen = Glance(run="run-2", at=LATER, expires=LATER + KEEP, how=How.LISTED)
    index.glance([offer(key).id], seen)


def delete(index: Index, key: str) -> None:
    index.delete([offer(key).id], MONDAY)
