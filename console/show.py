"""`offerwatch show`: one offer with all that is known of it, its proof, and its sealed original."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from console import captured, life_view, offer_view, options, unseal
from console.captured import Wish
from console.desk import Desk, opened
from console.exits import Exit, Refused
from console.guide import command
from console.life_view import Kept
from console.record import Json, event_json, known_json, sighting_json, version_json
from console.screen import Screen
from console.stays_view import stays_json
from offers.life import Known

EXAMPLES = (
    "offerwatch show 3fa9c01b",
    "offerwatch show 3fa9c01b --json | jq .contacts",
    "offerwatch show 3fa9c01b --capture                  # what the site answered",
    "offerwatch show 3fa9c01b --capture -o page.html",
    "offerwatch show 3fa9c01b --unseal --reason 'case 2026-114, asked by the prosecutor'",
)

Capture = Annotated[
    bool, typer.Option("--capture", help="Bring back the page that the offer was read from.")
]
File = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write the captured page to a file.", dir_okay=False
    ),
]
Unseal = Annotated[
    bool, typer.Option("--unseal", help="Open the sealed wording; needs --reason, which is kept.")
]
Reason = Annotated[
    str | None,
    typer.Option(
        "--reason", metavar="TEXT", help="Why sealed things are looked at; it is kept in the audit."
    ),
]


def register(app: typer.Typer) -> None:
    command(app, "show", *EXAMPLES, panel="Look")(show)


def show(  # noqa: PLR0913 - every option is a parameter
    ctx: typer.Context,
    id: options.OfferId,
    *,
    capture: Capture = False,
    output: File = None,
    unsealed: Unseal = False,
    reason: Reason = None,
    as_json: options.Json = False,
) -> None:
    """Show one offer.

    All fields beside the words they were read from, family, life, edits, events, sightings. With
    --capture the page as the site sent it; it is kept who looked, sealed contacts need --reason.
    """
    screen = Screen()
    if output is not None and not capture:
        raise Refused("--output belongs to --capture", Exit.USAGE)
    with opened(ctx) as desk:
        if unsealed:
            unseal.show(screen, desk, id, reason, as_json=as_json)
        elif capture:
            captured.show(screen, desk, desk.offer(id), Wish(output, reason))
        else:
            (_write_json if as_json else _draw)(screen, desk, desk.offer(id))


def _draw(screen: Screen, desk: Desk, known: Known) -> None:
    offer_view.draw(screen, desk, known)
    life_view.draw(screen, desk, known, Kept.of(desk, known))


def _write_json(screen: Screen, desk: Desk, known: Known) -> None:
    kept = Kept.of(desk, known)
    told: Mapping[str, Json] = known_json(known) | {
        "versions": [version_json(each) for each in kept.versions],
        "events": [event_json(each) for each in kept.events],
        "sightings": [sighting_json(each) for each in kept.sightings],
        "life": stays_json(desk, known.offer.site, kept.events, kept.sightings),
    }
    screen.json(told)
