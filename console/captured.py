"""The proof of an offer, brought back from the WARC file that its version names."""

import sys
from pathlib import Path

from console import plain
from console.desk import Desk
from console.exits import Refused
from console.screen import Screen
from offers.offer import Offer


def show(screen: Screen, desk: Desk, offer: Offer, output: Path | None) -> None:
    """Heads to stderr, the page to stdout or into a file; proven by its SHA-256 before that."""
    # warcio is needed for this alone.
    from evidence.exchange import Exchange, UnknownCoding  # noqa: PLC0415
    from evidence.read import CaptureLost, read_capture  # noqa: PLC0415

    if offer.capture is None:
        raise Refused("nothing was captured for this offer")
    try:
        found: Exchange = read_capture(desk.workspace.captures, offer.capture)
        body = found.dom or found.decoded()
    except (CaptureLost, UnknownCoding) as error:
        raise Refused(str(error)) from error
    _tell(screen, f"{found.url}\nfrom {found.address or 'an unknown address'} at {found.at}")
    _tell(screen, f"{offer.capture.file} at {offer.capture.offset}, SHA-256 {found.sha256} holds")
    for head in (found.request, found.head):
        _tell(screen, head.decode("latin-1").rstrip())
    if output is not None:
        output.write_bytes(body)
        screen.say(f"{len(body)} bytes written to {output}")
    elif screen.piped:
        sys.stdout.buffer.write(body)
    else:
        sys.stdout.write(plain.lines(body.decode("utf-8", "replace")) + "\n")


def _tell(screen: Screen, text: str) -> None:
    screen.say(text + "\n", "dim")
