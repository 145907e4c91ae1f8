"""Runs that wait for a person: what is asked, and what was answered."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from console.desk import Desk
from console.plain import counted
from console.screen import Screen
from console.unseal import actor
from index.base import Journal
from ledger.sweep import answer
from offers.run import Run

MOST = 10_000
"""Runs among which those that wait are looked for, the newest of all sites."""


class Answer(StrEnum):
    """Whether a site gave its ads other addresses, or its ads are gone."""

    MOVED = "moved"
    GONE = "gone"


def waiting(journal: Journal) -> Sequence[Run]:
    """Runs that nobody has answered for, the newest first."""
    return [run for run in journal.runs(living=False, limit=MOST) if run.held]


def way_out(run: Run) -> str:
    """What to type."""
    return f"`offerwatch runs {run.id[-8:]} --answer moved`, or `--answer gone`"


def ask(runs: Iterable[Run], screen: Screen) -> None:
    """The question of each run that waits, with what to type."""
    for run in runs:
        if run.held:
            screen.say(f"{run.site}: {run.reason} {way_out(run)}", "yellow")


def settle(desk: Desk, run: Run, said: Answer, screen: Screen) -> Run:
    """Let a run go on. One that asks nothing stays as it is, and that is told."""
    if not run.held:
        screen.say(f"Nothing is asked of the run {run.id}; nothing was changed.")
        return run
    moved = said is Answer.MOVED
    done = answer(run, desk.store, moved=moved, at=desk.workspace.now(), actor=actor())
    what = "have moved or are gone" if moved else "are gone"
    screen.say(f"{counted(done.counts.get('gone', 0), 'ad')} {what}; rules take what is new.")
    return done
