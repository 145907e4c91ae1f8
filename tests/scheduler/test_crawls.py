"""Crawls are one at a time a site, and all end with the service."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Event

import pytest

from scheduler.crawls import GOES_ON, IN_LINE, Crawls, Ended, Skipped
from workspace.folder import Workspace

PATIENCE = 30


@dataclass
class Crawl:
    """A crawl that ends when it is stopped, or at once."""

    ended: Event = field(default_factory=Event)
    code: int = 0

    def wait(self) -> int:
        assert self.ended.wait(PATIENCE)
        return self.code

    def stop(self) -> int:
        self.code = 4
        self.ended.set()
        return self.code


@dataclass
class Launcher:
    """Starts crawls and keeps what was asked for."""

    going_on: bool = True
    fails: bool = False
    started: SimpleQueue[tuple[str, float]] = field(default_factory=SimpleQueue)

    def __call__(self, workspace: Path, site: str, *, run_seconds: float) -> Crawl:
        if self.fails:
            raise OSError("no more processes")
        self.started.put((site, run_seconds))
        made = Crawl()
        if not self.going_on:
            made.ended.set()
        return made


@dataclass
class Desk:
    workspace: Workspace
    launcher: Launcher = field(default_factory=Launcher)
    news: SimpleQueue[Ended | Skipped] = field(default_factory=SimpleQueue)

    def __post_init__(self) -> None:
        self.crawls = Crawls(self.workspace, self.launcher, self.news.put)

    def told(self) -> list[Ended | Skipped]:
        return [self.news.get_nowait() for _ in range(self.news.qsize())]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    text = 'contact = "mailto:desk@desk.example"\n[crawl]\nrun_minutes = 2\n'
    (tmp_path / "offerwatch.toml").write_text(text, encoding="utf-8")
    return Desk(Workspace.open(tmp_path))


def test_a_crawl_with_its_time_limit(desk: Desk) -> None:
    desk.launcher.going_on = False
    desk.crawls.crawl("bazaar")
    assert desk.launcher.started.get_nowait() == ("bazaar", 120.0)
    (ended,) = desk.told()
    assert isinstance(ended, Ended)
    assert (ended.site, ended.code) == ("bazaar", 0)


def test_a_site_that_somebody_crawls_is_left_out(desk: Desk) -> None:
    desk.launcher.going_on = False
    with desk.workspace.lock("site-bazaar", "a crawl by hand"):
        desk.crawls.crawl("bazaar")
        assert desk.told() == [Skipped("bazaar", GOES_ON)]
    desk.crawls.crawl("bazaar")
    assert desk.launcher.started.qsize() == 1


def test_a_crawl_that_cannot_be_started_is_said(desk: Desk) -> None:
    desk.launcher.fails = True
    desk.crawls.crawl("bazaar")
    assert desk.told() == [Skipped("bazaar", "cannot be started: no more processes")]


def test_whatever_is_due_too_early_goes_on_or_waits(desk: Desk) -> None:
    with ThreadPoolExecutor() as pool:
        pool.submit(desk.crawls.crawl, "bazaar")
        desk.launcher.started.get(timeout=PATIENCE)
        desk.crawls.overrun("bazaar")
        desk.crawls.overrun("souq")
        assert desk.told() == [Skipped("bazaar", GOES_ON), Skipped("souq", IN_LINE)]
        desk.crawls.stop()


def test_all_crawls_end_and_none_begins_any_more(desk: Desk) -> None:
    with ThreadPoolExecutor() as pool:
        for site in ("bazaar", "souq"):
            pool.submit(desk.crawls.crawl, site)
            desk.launcher.started.get(timeout=PATIENCE)
        desk.crawls.stop()
    assert {(ended.site, ended.code) for ended in desk.told() if isinstance(ended, Ended)} == {
        ("bazaar", 4),
        ("souq", 4),
    }
    desk.crawls.crawl("bazaar")
    assert desk.launcher.started.empty()
    assert desk.told() == []
