"""Whether a contact is a hub, on which so many unrelated ads stand that it ties none of them."""

from dataclasses import dataclass
from datetime import datetime

from console.desk import Desk
from console.plain import counted
from index.contacts import Named
from offers.family import Breadth

PICTURE = "image"
"""The kind of a picture, which is told by its address and may be a hub like a contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """`why` says it in words."""

    is_hub: bool
    why: str


def key_of(desk: Desk, contact: Named) -> str:
    """By which the contact is known where ads are compared. A number is one contact, whatever
    messenger it is on, and a picture one, in whatever size."""
    if contact.kind == PICTURE:
        # What makes these takes a while to load, and help must not wait for it.
        from parsers.prints import picture

        return picture(contact.value, desk.kinship.key)
    kind = "phone" if contact.is_number else contact.kind
    return desk.kinship.key(kind, contact.value)


def hub_of(desk: Desk, contact: Named, breadth: Breadth) -> Hub:
    """What a person said of it counts, then what was counted when the tables were made, which are
    in use; how broad it is today tells what the next counting may find."""
    # What compares ads takes a while to load, and help must not wait for it.
    from ledger.families.hubs import is_hub

    key = key_of(desk, contact)
    families = desk.store.families
    said = next((each for each in families.rulings() if each.contact == key), None)
    if said is not None:
        reason = f": {said.reason}" if said.reason else ""
        return Hub(is_hub=said.hub, why=f"{said.actor} said so on {_day(desk, said.at)}{reason}")
    tables = families.tables()
    if tables is not None and key in tables.hubs:
        counted_on = f"counted on {_day(desk, tables.made)}"
        return Hub(is_hub=True, why=f"{counted_on}: {told(tables.hubs[key])}")
    later = ", enough for the next counting" if is_hub(breadth) else ""
    return Hub(is_hub=False, why=told(breadth) + later)


def _day(desk: Desk, at: datetime) -> str:
    return desk.when(at)[:10]


def told(breadth: Breadth) -> str:
    """`4 families on 2 sites in 3 countries`."""
    families = f"{breadth.families} {'family' if breadth.families == 1 else 'families'}"
    countries = f"{breadth.countries} {'country' if breadth.countries == 1 else 'countries'}"
    return f"{families} on {counted(breadth.sites, 'site')} in {countries}"
