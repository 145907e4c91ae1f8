"""What the demo's days left in the ledger: what was noticed, and an ad in several places."""

from collections.abc import Sequence
from itertools import zip_longest

from console.changes_view import draw_offers, ordered, summary
from console.desk import Desk
from console.kinfolk import Kinfolk, gathered
from console.screen import Screen
from ledger.noticed import What, noticed
from offers.run import Run

SHOWN = 6
"""Ads of which it is said what became of them, and of one family."""

FAMILIES = 50
"""Families among which the one with the most to tell is looked for."""


def draw(screen: Screen, desk: Desk, runs: Sequence[Run]) -> None:
    """What these runs noticed: sums, and some of all but what is really new, one of each kind
    before a second."""
    since = min((run.started for run in runs), default=desk.workspace.now())
    found = ordered(list(noticed(desk.store.index, runs, since)))
    told = [some for what, some in found.items() if what is not What.NEW]
    shown = [each for row in zip_longest(*told) for each in row if each][:SHOWN]
    screen.show(f"\n{summary([each for some in found.values() for each in some])}")
    if shown:
        screen.show("")
        draw_offers(screen, desk, sorted(shown, key=lambda each: [*What].index(each.what)))


def telling(desk: Desk) -> Kinfolk | None:
    """The family of whose ads most has become; of several the one whose id comes first."""
    families = desk.store.families.families(limit=FAMILIES)
    found = [gathered(desk, family.id, SHOWN) for family in families]
    return min(found, key=lambda one: (-_events(one), one.id), default=None)


def _events(one: Kinfolk) -> int:
    return sum(len(each.events) for each in one.members)
