"""Matching and mailing by hand, and mails as their readers see them."""

from collections import Counter
from collections.abc import Mapping
from email.message import EmailMessage
from typing import TYPE_CHECKING

from console.desk import Desk
from console.screen import Screen

if TYPE_CHECKING:
    from workspace.rule import AlertRule


def enter_rules(desk: Desk) -> None:
    """Let new rules count from now on, so that what comes next is their business."""
    from alerts.watch import Watcher

    Watcher(desk.workspace, desk.store).take(desk.workspace.now())


def deliver(desk: Desk, backfill: "AlertRule | None" = None) -> Mapping[str, int]:
    """Take pending events, make mailings of what matched, hand them to the mail server.

    Returns what `Watcher.take`, `Outbox.fill` and `Outbox.deliver` counted.
    """
    # The mail's templates are needed by alerts alone.
    from alerts.outbox import Outbox
    from alerts.watch import Watcher

    now = desk.workspace.now()
    watcher, outbox = Watcher(desk.workspace, desk.store), Outbox(desk.workspace, desk.store)
    counts = Counter(watcher.take(now))
    if backfill is not None:
        counts["matches"] += watcher.backfill(backfill, now)
    return +(counts + Counter(outbox.fill(now)) + Counter(outbox.deliver(now)))


def show_mail(screen: Screen, message: EmailMessage) -> None:
    """The headers that a reader sees, and the plain text."""
    for header in ("From", "To", "Subject", "Date"):
        screen.show(screen.text(f"{header}: {message[header]}", "dim"))
    screen.show(screen.text(f"\n{part(message, 'plain')}"))


def part(message: EmailMessage, subtype: str) -> str:
    """The text of the part `plain` or `html`."""
    found = message.get_body((subtype,))
    return str(found.get_content()) if found else ""
