"""What a run found on its way into the ledger, where one offer of it cannot be stored."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from crawlers.run import SiteRun
from index.query.tree import Everything
from offers.run import End
from tests.crawlers.test_lasting import found
from tests.index.making import day, offer
from workspace.folder import Workspace
from workspace.init import init

BAD = replace(offer("bad"), published=day(datetime(2026, 1, 1)))  # noqa: DTZ001 - no store takes it


@pytest.fixture
def run(tmp_path: Path) -> SiteRun:
    init(tmp_path)
    workspace = Workspace.open(tmp_path)
    return SiteRun(workspace, workspace.sites().good["bazaar"])


def test_one_offer_that_no_store_takes_stops_no_other(run: SiteRun) -> None:
    run.enter(replace(found(), offers=(offer("1"), BAD, offer("2"))))
    run.settle()
    stored = {known.offer.key for known in run.store.index.search(Everything()).offers}
    [problem] = run.store.journal.problems(run.run.id)
    assert stored == {"1", "2"}
    assert (problem.kind, problem.url) == ("store", found().page.url)
    assert BAD.id in problem.reason
    assert run.counts["spooled"] == 1
    run.enter(replace(found(), offers=(offer("3"),)))
    assert run.end().end is End.OK


def test_a_spool_that_cannot_be_written_is_told(
    run: SiteRun, caplog: pytest.LogCaptureFixture
) -> None:
    """A file lies where its folder would."""
    run.workspace.spool.folder.write_text("")
    run.enter(replace(found(), offers=(BAD,)))
    run.settle()
    assert "nothing more can be kept" in caplog.text
    assert run.counts["spooled"] == 0
    run.end()
