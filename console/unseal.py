"""Opening a sealed wording: the reason is kept before anything is shown."""

import getpass
import os
from collections.abc import Sequence

from console import life_view, offer_view
from console.desk import Desk
from console.exits import Exit, Refused
from console.record import offer_json, version_json
from console.screen import Screen
from offers.audit import AuditEntry
from offers.life import Version


def show(screen: Screen, desk: Desk, start: str, reason: str | None, *, as_json: bool) -> None:
    """Show the sealed wordings of an offer; an offer that no list shows needs its whole id."""
    if not reason or not reason.strip():
        raise Refused("--unseal needs --reason: say why; it is kept in the audit", Exit.USAGE)
    known = desk.store.index.get(start)
    originals = opened(desk, known.offer.id if known else start, reason.strip())
    newest = originals[-1].offer
    if as_json:
        wordings = [version_json(each) for each in originals]
        screen.json(offer_json(newest) | {"versions": wordings})
        return
    screen.heading(newest.title or "(no title)")
    screen.table(offer_view.COLUMNS, list(offer_view.rows(newest)))
    screen.heading("Text")
    screen.show(screen.text(newest.text or "(no text)"))
    life_view.draw_versions(screen, desk, originals)


def opened(desk: Desk, id: str, reason: str) -> Sequence[Version]:
    """The sealed wordings, oldest first; the entry in the audit stands even if there is none."""
    note(desk, "unseal", id, reason)
    originals = desk.store.index.originals(id)
    if not originals:
        raise Refused(f"nothing is sealed under the id {id!r}; the attempt is in the audit")
    return originals


def note(desk: Desk, action: str, subject: str, reason: str) -> None:
    """Enter in the audit that whoever sits here does this now."""
    now = desk.workspace.now()
    entry = AuditEntry(at=now, actor=actor(), action=action, subject=subject, reason=reason)
    desk.store.journal.add_audit(entry)


def actor() -> str:
    """Who sits at this terminal, as the system knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A container may run under a number that has no name.
        return f"user {os.getuid()}"
