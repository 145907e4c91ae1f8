"""What a rule would have sent: the same query, without the filter on what is new."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from alerts.message import LISTED, Letter, compose
from alerts.rules import asked
from index.base import Store
from index.query.tree import All, Node, Range
from offers.ids import derive
from offers.life import EventKind, Known
from workspace.folder import Workspace
from workspace.rule import AlertRule

NOBODY = "offerwatch@localhost"
"""The sender in a preview where offerwatch.toml names none."""


def would_send(workspace: Workspace, store: Store, rule: AlertRule, days: int = 30) -> bytes | None:
    """The mail about what happened in the last days as one message, or `None` if there is
    nothing to say. Nothing is written."""
    now = workspace.now()
    offers: list[tuple[Known, frozenset[EventKind]]] = []
    total = 0
    for known, kinds in _occasions(store, rule, asked(workspace, rule, now), now, days):
        total += 1
        if len(offers) < LISTED:
            offers.append((known, kinds))
    if not offers:
        return None
    mail = workspace.settings.mail
    letter = Letter(
        rule=rule,
        sender=mail.sender if mail else NOBODY,
        recipient=rule.recipients[0],
        mailing=derive("preview", rule.name),
        offers=offers,
        total=total,
        made=now,
        zone=workspace.settings.zone,
    )
    return compose(letter)


def _occasions(
    store: Store, rule: AlertRule, node: Node, now: datetime, days: int
) -> Iterator[tuple[Known, frozenset[EventKind]]]:
    since = now - timedelta(days=days)
    if rule.events == {EventKind.NEW}:
        # Found by when they were first seen, without reading the life of every other offer.
        node = All((node, Range("first_seen", since.timestamp() * 1000, None)))
    for known in store.index.walk(node):
        events = store.index.events(known.offer.id)
        kinds = frozenset(e.kind for e in events if e.kind in rule.events and e.at >= since)
        if kinds:
            yield known, kinds
