"""The boards of the demo, crawled as they will be shown."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest

from crawlers.process import start_crawl
from demo.web import BOARDS, DemoWeb
from demo.workspace import write
from offers.run import Coverage, End, Run
from workspace.folder import Workspace

MEDIA = (".jpg", ".png", ".gif", ".svg", ".mp4", ".css", ".js", ".woff2", ".ico")
PROGRAM = "/app.js"
"""The script of the board that is nothing without it, in a browser."""


def crawled(folder: Path, site: str) -> Run:
    start_crawl(folder, site, run_seconds=120).wait()
    with Workspace.open(folder).open_store() as store:
        return store.journal.runs(site=site)[0]


@pytest.mark.parametrize("board", sorted(BOARDS))
def test_a_board_over_two_days(board: str, tmp_path: Path) -> None:
    """Offers on the first day, changes on the second, and nothing asked for that is closed."""
    with DemoWeb() as web:
        for day in (1, 2):
            web.day = day
            write(
                tmp_path, port=web.port, smtp_port=1, clock=datetime(2026, 3, 1 + day, tzinfo=UTC)
            )
            run = crawled(tmp_path, board)
            assert (run.end, run.coverage) == (End.OK, Coverage.FULL), run.reason
            assert run.counts["offers"] >= 7
        asked = [seen.path for seen in web.requests if seen.board == board]
    same = run.counts.get("unchanged", 0) + run.counts.get("listed", 0)
    assert same > run.counts.get("new", 0) + run.counts.get("edited", 0)
    assert not [path for path in asked if path.lower().endswith(MEDIA) and path != PROGRAM]
    rules = RobotFileParser()
    rules.parse((BOARDS[board].robots or "").splitlines())
    assert [path for path in asked if not rules.can_fetch("Offerwatch", path)] == []


def test_the_second_crawl_of_boards_fetches_a_small_part_of_the_first(tmp_path: Path) -> None:
    """Some hours later hardly a request is made; a day later hardly a body comes."""
    boards = ("crossings", "feedboard", "jobportal")
    sent, came = [], []
    with DemoWeb() as web:
        for hours in (0, 6, 24):
            clock = datetime(2026, 3, 2, 8, tzinfo=UTC) + timedelta(hours=hours)
            write(tmp_path, port=web.port, smtp_port=1, clock=clock)
            before = len(web.requests)
            runs = [crawled(tmp_path, board) for board in boards]
            assert [run.end for run in runs] == [End.OK] * len(boards)
            sent.append(len(web.requests) - before)
            assert sum(run.counts["requests"] for run in runs) == sent[-1]
            came.append(sum(run.counts.get("bytes", 0) for run in runs))
    assert sent[1] < sent[0] / 3
    assert came[1] < came[0] / 10
    assert came[2] < came[0] / 4
