"""What of the new ads is really new, at the end of a crawl."""

from collections import Counter
from collections.abc import Iterable, Sequence

from console.desk import Desk
from console.plain import counted
from console.screen import Screen
from index.base import Order
from index.flat import NEW, milliseconds
from index.query.tree import All, Any, Node, Not, Range, Term
from ledger.history import arrivals
from ledger.noticed import OF_NEW, What
from offers.family import Relation
from offers.life import Known
from offers.run import Run

NAMED = 5
"""Ads that are named which were seen before."""


def new_ads(counts: Counter[What]) -> str:
    """`12 new offers, 8 of them really new, 3 elsewhere, 1 repost`."""
    again = [what for what in OF_NEW.values() if counts[what]]
    new = counts[What.NEW] + sum(counts[what] for what in again)
    really = [f"{counts[What.NEW]} of them really new"] if again else []
    told = (f"{counts[what]} {what}" for what in again)
    return ", ".join([counted(new, "new offer"), *really, *told])


def tell(screen: Screen, desk: Desk, runs: Iterable[Run]) -> None:
    """How many were seen before, and some of them. Nothing where all of it is really new."""
    found = [run for run in runs if run.counts.get("new")]
    if not found:
        return
    node, index = _node(found), desk.store.index
    counts = Counter({_what(value): count for value, count in index.facets(node, "arrival")})
    if counts.keys() <= {What.NEW}:
        return
    screen.say(f"{new_ads(counts)}: `offerwatch changes` tells all of it")
    again = All((node, Not(Term("arrival", NEW))))
    for known in index.search(again, order=Order(), limit=NAMED).offers:
        screen.say(f"  {line(desk, known)}", "dim")


def line(desk: Desk, known: Known) -> str:
    """`77d02e4f on telegram: seen before on bazaar on 2026-03-02 with other contacts`."""
    told = arrivals.told(known, desk.workspace.settings.zone)
    return f"{known.offer.id[:8]} on {known.offer.site}: {told}"


def _node(runs: Sequence[Run]) -> Node:
    """Ads that were seen first since their run began."""
    each = (
        All((Term("site", run.site.lower()), Range("first_seen", milliseconds(run.started), None)))
        for run in runs
    )
    return Any(tuple(each))


def _what(value: str) -> What:
    return What.NEW if value == NEW else OF_NEW[Relation(value)]
