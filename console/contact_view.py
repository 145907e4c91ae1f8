"""One contact on a terminal, or as JSON: who names it, since when, and what stands beside it."""

from collections.abc import Iterator

from console import search
from console.by_family import begun
from console.desk import Desk
from console.hub import hub_of
from console.plain import counted
from console.record import Json, moment
from console.screen import Column, Screen
from index.base import Order
from index.contacts import Counts, Dossier, Named
from offers.life import Known

FIELDS = (Column(title="field", style="bold"), Column(title="value", folds=True))
BESIDE = (
    Column(title="beside it", style="bold"),
    Column(title="contact", folds=True),
    Column(title="offers", right=True),
)
FAMILIES = (
    Column(title="family", style="cyan", short=slice(8)),
    Column(title="offers", right=True),
    Column(title="ads", right=True),
    Column(title="title", grows=True),
)
SHOWN = 10
"""Families, contacts and offers that a terminal shows; `--json` has more of them."""

NAMED = 6
"""Values that are named in one line."""


def told(named: Named) -> str:
    """`phone +48220123452`. A number that was kept as written has no plus: no country begins
    with 0."""
    value = named.value
    return f"{named.kind} {value.removeprefix('+') if value.startswith('+0') else value}"


def draw(screen: Screen, desk: Desk, found: Dossier) -> None:
    """What is known of the contact, its families, what stands beside it, and its newest offers."""
    screen.heading(told(found.contact))
    screen.table(FIELDS, _rows(desk, found))
    if found.beside:
        screen.show("")
        rows = [(one.kind, told(one).partition(" ")[2], str(n)) for one, n in found.beside[:SHOWN]]
        screen.table(BESIDE, rows)
        _cut(screen, len(found.beside), "contact")
    screen.heading("Families, those with most of its offers first")
    screen.table(FAMILIES, [_family(desk, id_, n) for id_, n in found.families[:SHOWN]])
    _cut(screen, len(found.families), "family", "families")
    screen.heading("Offers, the newest first")
    newest = desk.store.index.search(found.stands.node, order=Order(), limit=SHOWN).offers
    screen.table(search.COLUMNS, [search.row(known, desk) for known in newest])
    _cut(screen, found.offers, "offer")


def _rows(desk: Desk, found: Dossier) -> Iterator[tuple[str, str]]:
    breadth = found.breadth
    yield "offers", f"{found.offers}, {found.online} online"
    yield "first seen", _seen(desk.when(found.first_seen), found.first)
    yield "last seen", _seen(desk.when(found.last_seen), found.last)
    yield "families", str(breadth.families)
    hub = hub_of(desk, found.contact, found.breadth)
    yield "a hub", f"{'yes' if hub.is_hub else 'no'}: {hub.why}"
    several = {
        "given as": found.stands.kinds if len(found.stands.kinds) > 1 else (),
        "sites": found.sites,
        "countries": found.countries,
        "languages": found.languages,
        "names": found.names,
    }
    yield from ((name, _several(values)) for name, values in several.items() if values)


def _seen(when: str, known: Known) -> str:
    return f"{when} on {known.offer.site}, offer {known.offer.id[:8]}"


def _several(values: Counts) -> str:
    """The first of them with their offers, and how many more there are."""
    named = ", ".join(f"{value} {count}" for value, count in values[:NAMED])
    return named + (f", and {len(values) - NAMED} more" if len(values) > NAMED else "")


def _family(desk: Desk, id_: str, offers: int) -> tuple[str, ...]:
    """A family, or the offer that is a family of its own."""
    family, founder = desk.store.families.family(id_), desk.store.index.get(id_)
    title = begun(founder) if founder else ""
    return id_, str(offers), str(family.size if family else 1), title


def _cut(screen: Screen, there: int, noun: str, nouns: str | None = None) -> None:
    if there > SHOWN:
        many = f"{there} {nouns}" if nouns else counted(there, noun)
        screen.say(f"{SHOWN} of {many}; --json shows more", "dim")


def write_json(screen: Screen, desk: Desk, found: Dossier) -> None:
    """One object: all that is counted, as lists of values with their offers."""
    hub = hub_of(desk, found.contact, found.breadth)
    screen.json(_json(found) | {"hub": hub.is_hub, "hub_why": hub.why})


def _json(found: Dossier) -> dict[str, Json]:
    return {
        "kind": found.contact.kind,
        "value": found.contact.value,
        "offers": found.offers,
        "online": found.online,
        "first_seen": moment(found.first_seen),
        "first_offer": found.first.offer.id,
        "last_seen": moment(found.last_seen),
        "last_offer": found.last.offer.id,
        "families": [{"id": id_, "offers": count} for id_, count in found.families],
        "given_as": dict(found.stands.kinds),
        "sites": dict(found.sites),
        "countries": dict(found.countries),
        "languages": dict(found.languages),
        "names": dict(found.names),
        "beside": [
            {"kind": one.kind, "value": one.value, "offers": count} for one, count in found.beside
        ],
    }
