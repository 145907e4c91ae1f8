"""`offerwatch family hub`: whether a contact or picture is a hub, and what a person says of it."""

from collections.abc import Collection, Iterable, Sequence
from typing import Annotated

import typer

from console import options
from console.contact import Country, Value, names
from console.deciding import LATER, PATIENCE, Reason
from console.desk import Desk, opened
from console.exits import Exit, Refused
from console.guide import command
from console.hub import PICTURE, hub_of, key_of
from console.record import Json
from console.screen import Screen
from console.unseal import actor
from index.contacts import Named, Stands, dossier, standing
from index.spelling import exact
from offers.audit import AuditEntry
from offers.family import Breadth, Ruling

EXAMPLES = (
    "offerwatch family hub '+49 176 1234567'",
    "offerwatch family hub jobs@agency.example --yes --reason 'an agency'",
    "offerwatch family hub t.me/crossing_eu --no",
    "offerwatch family hub t.me/crossing_eu --forget --reason 'sold to somebody else'",
    "offerwatch family hub https://cdn.example/banner.jpg --yes --reason 'on all of their ads'",
)

Ruled = Annotated[
    bool | None,
    typer.Option("--yes/--no", help="It is a hub, whatever is counted; or it is none."),
]
Forget = Annotated[
    bool,
    typer.Option("--forget", help="Forget what was said of it: what is counted counts again."),
]


def register(inner: typer.Typer) -> None:
    command(inner, "hub", *EXAMPLES)(hub)


def hub(  # noqa: PLR0913 - every option is a parameter
    ctx: typer.Context,
    value: Value,
    *,
    ruled: Ruled = None,
    forget: Forget = False,
    reason: Reason = "",
    country: Country = None,
    as_json: options.Json = False,
) -> None:
    """Show whether a contact or a picture is a hub, or say so.

    A hub stands on so many unrelated ads that it tells nothing: an agency's number, the site's
    own mail, the picture that it puts on every ad. What stands on a hub is not told as having
    it in common. A picture is named by its address, of whatever size. Counted from families,
    sites and countries; with --yes or --no a person's word counts instead, until --forget takes
    it back, which the audit keeps.
    """
    if forget and ruled is not None:
        raise Refused("--forget takes back what --yes or --no said: one at a time", Exit.USAGE)
    with opened(ctx) as desk:
        meant = {*names(desk, value, country), *_pictures(value)}
        found = _standing(desk, meant)
        if forget:
            _forget(desk, value, {*meant, *map(_named, found)}, reason)
        elif not found:
            raise Refused(f"no open offer names {value!r}")
        elif ruled is not None:
            _rule(desk, found, ruled=ruled, reason=reason)
        _tell(desk, found, as_json=as_json)


Found = Stands | Named
"""A contact in the offers that have it; or a picture, which is looked for among prints."""


def _pictures(value: str) -> Sequence[Named]:
    """The picture that this is the address of, if it is an address."""
    address = exact(value)
    return [Named(PICTURE, address)] if address.startswith(("http://", "https://")) else []


def _standing(desk: Desk, meant: Collection[Named]) -> Sequence[Found]:
    """Those that open offers have."""
    pictures = [each for each in meant if each.kind == PICTURE]
    contacts = standing(desk.store.index, {*meant}.difference(pictures))
    return [*contacts, *(each for each in pictures if _breadth(desk, each).offers)]


def _named(found: Found) -> Named:
    return found if isinstance(found, Named) else found.contact


def _breadth(desk: Desk, found: Found) -> Breadth:
    if not isinstance(found, Named):
        return dossier(desk.store.index, found).breadth
    # What compares ads takes a while to load, and help must not wait for it.
    from ledger.families.hubs import breadth

    return breadth(desk.store, key_of(desk, found))


def _rule(desk: Desk, found: Sequence[Found], *, ruled: bool, reason: str) -> None:
    now, who = desk.workspace.now(), actor()
    said = (
        Ruling(contact=key_of(desk, each), hub=ruled, at=now, actor=who, reason=reason)
        for each in map(_named, found)
    )
    _say_if_later([desk.kinship.rule(each, patience=PATIENCE) for each in said])


def _forget(desk: Desk, value: str, meant: Collection[Named], reason: str) -> None:
    """Whether any offer names it or not."""
    keys = {key_of(desk, each) for each in meant}
    said = sorted(each.contact for each in desk.store.families.rulings() if each.contact in keys)
    if not said:
        raise Refused(f"nobody said anything of {value!r}: what is counted counts")
    now, who = desk.workspace.now(), actor()
    entries = (
        AuditEntry(at=now, actor=who, action="forget hub", subject=key, reason=reason)
        for key in said
    )
    _say_if_later([desk.kinship.unrule(each, patience=PATIENCE) for each in entries])


def _say_if_later(done: Iterable[bool]) -> None:
    if not all(done):
        Screen().say(LATER, "yellow")


def _tell(desk: Desk, found: Sequence[Found], *, as_json: bool) -> None:
    screen = Screen()
    for each in found:
        contact = _named(each)
        one = hub_of(desk, contact, _breadth(desk, each))
        name: dict[str, Json] = {"kind": contact.kind, "value": contact.value}
        if as_json:
            screen.json(name | {"hub": one.is_hub, "why": one.why})
        else:
            said = "a hub" if one.is_hub else "no hub"
            screen.unbroken(f"{contact.kind} {contact.value}: {said}, {one.why}")
