"""Where an ad is now whose site gave it another address."""

from itertools import islice

from index.base import Store
from ledger.gone import Reason
from ledger.redesign import pairs
from offers.life import EventKind, Known, Status

MEMBERS = 500
"""Offers of a family that are looked at, by id: an ad of a template with more may lead nowhere."""


def moved_to(known: Known, store: Store) -> str | None:
    """The id of the offer that an ad which has moved goes on in; `None` for any other, and where
    that offer was erased or is of another family by now."""
    if known.status is Status.ONLINE or known.family is None:
        return None
    told = [one for one in store.index.events(known.offer.id) if one.kind is EventKind.GONE]
    if not told or told[-1].reason != Reason.MOVED:
        return None
    here = _members(known, store)
    old = [one for one in here if one.gone_since == known.gone_since]
    new = [one for one in here if known.last_seen < one.first_seen <= told[-1].at]
    return pairs(old, new).get(known.offer.id)


def _members(known: Known, store: Store) -> list[Known]:
    """Offers of the ad's family on its site, itself among them."""
    kin = store.families.kin([known.offer.id])
    those = store.families.of_bases([one.base for one in kin.values()])
    own = (
        one for one in those if one.family == known.family and one.print.site == known.offer.site
    )
    ids = [one.print.offer for one in islice(own, MEMBERS)]
    return list(store.index.known(ids).values())
