"""Contacts that lead nowhere in particular, and what people say of them."""

from collections.abc import Collection
from datetime import UTC, datetime

from index.base import Store
from ledger.families.owed import Owed
from offers.audit import AuditEntry
from offers.family import Print, Ruling

OURSELVES = "offerwatch"
"""Who rules that a contact on very many bases is a hub; an analyst's ruling stands above it."""

ANY = datetime(1, 1, 1, tzinfo=UTC)


def crowd(store: Store, owed: Owed, contact: str, at: datetime) -> None:
    """Make a contact on very many bases a hub, unless somebody ruled on it."""
    if all(ruling.contact != contact for ruling in store.families.rulings()):
        reason = "so many families have it in common that it tells nothing"
        enter(store, owed, Ruling(contact=contact, hub=True, at=at, actor=OURSELVES, reason=reason))


def enter(store: Store, owed: Owed, ruling: Ruling) -> None:
    """Keep a ruling; all offers that have the contact are to be settled anew."""
    having = bearers(store, ruling.contact)
    owed.add(having)
    store.families.rule(ruling)
    owed.add(having)


def forget(store: Store, owed: Owed, entry: AuditEntry) -> None:
    """Forget what was said of a contact, whose key is the subject of the entry, which the audit
    keeps; what is counted counts again."""
    having = bearers(store, entry.subject)
    owed.add(having)
    store.journal.add_audit(entry)
    store.families.unrule(entry.subject)
    owed.add(having)


def bearers(store: Store, contact: str) -> Collection[str]:
    """The offers that have a contact, stem or image of that key."""
    tables = store.families.tables()
    if tables is None:
        return ()
    asked = Print(
        offer="",
        version="",
        tables=tables.id,
        site="",
        first_seen=ANY,
        contacts=(contact,),
        stems=(contact,),
        images=(contact,),
    )
    return [kin.print.offer for kin in store.families.alike([asked]).get("", ())]
