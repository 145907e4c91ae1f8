"""The proof of an offer, brought back from the WARC file that its version names."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from console import plain
from console.desk import Desk
from console.exits import Exit, Refused
from console.screen import Screen
from console.unseal import note
from offers.life import Known
from offers.page import Capture

if TYPE_CHECKING:
    from evidence.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Wish:
    """Where the page is to go, and why it is looked at."""

    output: Path | None
    reason: str | None


def show(screen: Screen, desk: Desk, known: Known, wish: Wish) -> None:
    """Heads to stderr, the page to stdout or into a file; proven by its SHA-256 before that.

    A page shows what is masked in its offer, so this is kept in the audit, and where something
    was masked it needs a reason.
    """
    reason, offer = (wish.reason or "").strip(), known.offer
    if known.redacted and not reason:
        raise Refused("the page shows sealed contacts: --capture needs --reason here", Exit.USAGE)
    # warcio is needed for this alone.
    from evidence.exchange import UnknownCoding
    from evidence.read import CaptureLost, read_capture

    if offer.capture is None:
        raise Refused("nothing was captured for this offer")
    note(desk, "capture", offer.id, reason)
    try:
        found = read_capture(desk.workspace.captures, offer.capture)
        body = found.dom or found.decoded()
    except (CaptureLost, UnknownCoding) as error:
        raise Refused(str(error)) from error
    _tell_heads(screen, offer.capture, found)
    _write(screen, body, wish.output)


def _tell_heads(screen: Screen, capture: Capture, found: "Exchange") -> None:
    told = (
        f"{found.url}\nfrom {found.address or 'an unknown address'} at {found.at}",
        f"{capture.file} at {capture.offset}, SHA-256 {found.sha256} holds",
        found.request.decode("latin-1").rstrip(),
        found.head.decode("latin-1").rstrip(),
    )
    for each in told:
        screen.say(f"{each}\n", "dim")
    if found.dom is not None:
        screen.say("The page as a browser showed it at last; kept with it are the document as it")
        screen.say("was received, which the SHA-256 is of, and what its scripts asked for:")
        for part in found.parts:
            screen.say(f"  {part.url}, SHA-256 {part.sha256}", "dim")


def _write(screen: Screen, body: bytes, output: Path | None) -> None:
    if output is not None:
        output.write_bytes(body)
        screen.say(f"{len(body)} bytes written to {output}")
    elif screen.piped:
        sys.stdout.buffer.write(body)
    else:
        sys.stdout.write(plain.lines(body.decode("utf-8", "replace")) + "\n")
