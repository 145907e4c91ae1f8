"""Opening a sealed wording: the reason is kept before anything is shown."""

import getpass
import os

from console import offer_view
from console.desk import Desk
from console.exits import Exit, Refused
from console.record import offer_json
from console.screen import Screen
from offers.audit import AuditEntry
from offers.offer import Offer


def show(screen: Screen, desk: Desk, start: str, reason: str | None, *, as_json: bool) -> None:
    """Show the sealed original of an offer; an offer that no list shows needs its whole id."""
    if not reason or not reason.strip():
        raise Refused("--unseal needs --reason: say why; it is kept in the audit", Exit.USAGE)
    known = desk.store.index.get(start)
    original = opened(desk, known.offer.id if known else start, reason.strip())
    if as_json:
        screen.json(offer_json(original))
        return
    screen.heading(original.title or "(no title)")
    screen.table(offer_view.COLUMNS, list(offer_view.rows(original)))
    screen.heading("Text")
    screen.show(screen.text(original.text or "(no text)"))


def opened(desk: Desk, id: str, reason: str) -> Offer:
    """The sealed wording; the entry in the audit stands even if there is none."""
    entry = AuditEntry(
        at=desk.workspace.now(), actor=actor(), action="unseal", subject=id, reason=reason
    )
    desk.store.journal.add_audit(entry)
    original = desk.store.index.original(id)
    if original is None:
        raise Refused(f"nothing is sealed under the id {id!r}; the attempt is in the audit")
    return original


def actor() -> str:
    """Who sits at this terminal, as the system knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A container may run under a number that has no name.
        return f"user {os.getuid()}"
