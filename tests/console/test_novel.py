"""What a crawl says at its end of new ads that were seen before."""

from dataclasses import replace
from pathlib import Path

import pytest

from console import novel
from console.desk import Desk
from console.screen import Screen
from offers.run import Run
from tests.console.hand import HOSTILE, OFFER, Hand
from tests.console.kin import COPY
from workspace.folder import Workspace

WORDS = "waiters cooks dishwashers wanted now for a large hotel on the coast near Bari in summer"
HERE, THERE = (replace(one, title=None, text=WORDS, said={}, digest="") for one in (OFFER, COPY))


def told(folder: Path, runs: list[Run], capsys: pytest.CaptureFixture[str]) -> str:
    workspace = Workspace.open(folder)
    with workspace.open_store() as store:
        novel.tell(
            Screen(), Desk(workspace, store), [store.journal.run(run.id) or run for run in runs]
        )
    return capsys.readouterr().err


def counted(runs: list[Run], new: int, hand: Hand) -> None:
    """What a spider counts."""
    with Workspace.open(hand.folder).open_store() as store:
        for run in runs:
            stored = store.journal.run(run.id)
            assert stored is not None
            store.journal.write_run(replace(stored, counts={**stored.counts, "new": new}))


def test_of_new_ads_that_were_seen_before_some_are_named(
    empty: Hand, capsys: pytest.CaptureFixture[str]
) -> None:
    first = empty.record([HERE, HOSTILE])
    second = empty.record([THERE], site="souq", day=1)
    counted([*first, *second], 1, empty)
    said = told(empty.folder, second, capsys)
    assert "1 new offer, 0 of them really new, 1 elsewhere" in said
    assert f"{COPY.id[:8]} on souq: seen before on bazaar on 2026-11-03" in said
    assert "with other contacts" in said
    assert told(empty.folder, first, capsys) == ""
    assert "3 new offers, 2 of them really new" in told(empty.folder, [*first, *second], capsys)


def test_nothing_new_is_nothing_to_say(empty: Hand, capsys: pytest.CaptureFixture[str]) -> None:
    runs = empty.record([OFFER], [OFFER])
    assert told(empty.folder, runs[1:], capsys) == ""
    assert told(empty.folder, [], capsys) == ""
