"""`offerwatch contact`: all offers that name one contact, and what else they name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from console import contact_view, options
from console.desk import Desk, opened
from console.exits import Exit, Refused
from console.guide import command
from console.screen import Screen
from index.contacts import KINDS, Named, dossier, spelt, standing
from index.fields import FIELDS

if TYPE_CHECKING:
    from offers.offer import Contact

EXAMPLES = (
    "offerwatch contact '0176 / 123 45 67' --country DE",
    "offerwatch contact t.me/crossing_eu",
    "offerwatch contact telegram:crossing_eu      # and not the same name elsewhere",
    "offerwatch contact 'jobs (at) mail (dot) example'",
    "offerwatch contact +380441234567 --json | jq -r '.families[].id'",
)
NOTHING = "No open offer names {value!r}, looked for as {names}."
SEALED = "Contacts of people who seek work or passage are sealed and never found."
ANYTHING = "a name or an address of any kind"

Value = Annotated[
    str,
    typer.Argument(
        metavar="VALUE",
        help="A number, name, mail or address, however it is written; telegram:NAME of one kind.",
        show_default=False,
    ),
]
Country = Annotated[
    str | None,
    typer.Option(
        "--country",
        metavar="CODE",
        help="Where a number without its country is from (DE); else from where the sites are.",
    ),
]


def register(app: typer.Typer) -> None:
    command(app, "contact", *EXAMPLES, panel="Look")(contact)


def contact(
    ctx: typer.Context, value: Value, *, country: Country = None, as_json: options.Json = False
) -> None:
    """Show a contact as a thing of its own: who names it, where, since when, beside what.

    VALUE is read as ads are read, so any way of writing it will do. Contacts tell who may stand
    behind several ads; that two ads name one contact makes no family of them, and a contact of
    an agency or of the site itself tells nothing: a hub. docs/families.md says when it is one.
    """
    screen = Screen()
    with opened(ctx) as desk:
        asked = names(desk, value, country)
        found = [dossier(desk.store.index, one) for one in standing(desk.store.index, asked)]
        for each in found:
            (contact_view.write_json if as_json else contact_view.draw)(screen, desk, each)
        if not found and not as_json:
            read = [contact_view.told(one) for one in _read(desk, value, country)]
            screen.say(NOTHING.format(value=value, names=", ".join(read) or ANYTHING))
            screen.say(SEALED, "dim")


def names(desk: Desk, value: str, country: str | None) -> frozenset[Named]:
    """All that it may be: as ads are read, and as queries spell it. Raises `Refused`."""
    if not value.strip():
        raise Refused("VALUE is empty: name a number, a name, a mail or an address", Exit.USAGE)
    return spelt(value) | frozenset(_read(desk, value, country))


def _read(desk: Desk, value: str, country: str | None) -> Sequence[Named]:
    # What reads contacts takes a while to load, and help must not wait for it.
    from parsers.contacts.typed import typed

    sites = desk.workspace.sites().good.values()
    home = {site.profile.country for site in sites} - {None}
    countries = [country.upper()] if country else [None, *sorted(filter(None, home))]
    return [_named(one) for one in typed(value, countries) if one.kind in KINDS]


def _named(read: "Contact") -> Named:
    return Named(read.kind, FIELDS[read.kind].spell(read.value))
