"""Some offers as they stand now, beside what was compared of them before."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from index.base import Store
from ledger.contact_key import Keyed
from offers.family import Kin, Print, Tables
from offers.life import Known
from parsers.likeness import print_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """`ids` are all that were asked for, `known` those of them that lie open. `prints` are those to
    be compared, `before` is what is stored of any. `loosened` are bases that may have lost
    something. `failed` are offers that could not be compared: they stay as they were."""

    ids: frozenset[str]
    known: Mapping[str, Known]
    prints: Mapping[str, Print]
    before: Mapping[str, Kin]
    loosened: frozenset[str]
    failed: frozenset[str]

    @property
    def outdated(self) -> frozenset[str]:
        """Offers whose stored kin do not count any more."""
        return self.ids - self.failed - self._unchanged

    @property
    def _unchanged(self) -> frozenset[str]:
        return frozenset(self.before) & frozenset(self.known) - frozenset(self.prints)

    @property
    def gone(self) -> frozenset[str]:
        """Offers that lie open no more, and have kin."""
        return frozenset(self.before) - frozenset(self.known)


def read(
    store: Store, ids: Collection[str], tables: Tables, key: Keyed, *, again: bool = False
) -> Batch:
    """What is to be done about these offers. `again`: whatever is stored of them, and of bases of
    the same ids, is derived once more."""
    found = store.index.known(ids)
    known = {id_: one for id_, one in found.items() if not one.sealed}
    before = store.families.kin(ids)
    prints_now = made(known, tables, key)
    prints = {
        id_: one
        for id_, one in prints_now.items()
        if one and (again or id_ not in before or before[id_].print != one)
    }
    changed = [id_ for id_ in before if id_ in prints or id_ not in known]
    return Batch(
        ids=frozenset(ids),
        known=known,
        prints=prints,
        before=before,
        loosened=frozenset(before[id_].base for id_ in changed) | frozenset(ids if again else ()),
        failed=frozenset(id_ for id_, one in prints_now.items() if one is None),
    )


def made(known: Mapping[str, Known], tables: Tables, key: Keyed) -> Mapping[str, Print | None]:
    """The prints of these offers, `None` where that fails."""
    return {id_: _print(one, tables, key) for id_, one in known.items()}


def _print(known: Known, tables: Tables, key: Keyed) -> Print | None:
    """`None` if it cannot be made: whatever is wrong with one ad costs no other its family."""
    offer = known.offer
    try:
        return print_of(offer, known.version, known.first_seen, tables, key)
    except Exception as error:  # noqa: BLE001 - whatever a parser raises
        logger.warning("offer %s is not compared: %s", offer.id, type(error).__name__)
        return None
