"""kill -9 at any moment of a crawl, a match and a delivery: nothing lost, nothing doubled."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from warcio.checker import Checker

from crawlers.process import start_crawl
from demo import workspace as demo_workspace
from demo.mailbox import Mailbox, Manners, Stage
from demo.web import DemoWeb
from evidence.read import read_capture
from evidence.warc import repair_folder
from index.base import Store
from index.query.tree import Everything, Term
from offers.alert import MailingState
from offers.life import EventKind
from offers.run import Coverage
from workspace.folder import Workspace

SITES = ("bazaar", "jobportal", "telegram")
SAMPLE = range(2)
LONG = range(100, 115)
DAYS = (datetime(2026, 3, 2, 8, tzinfo=UTC), datetime(2026, 3, 3, 8, tzinfo=UTC))
"""When the boards are crawled, and crawled again: after a day everything is due."""

LATER = timedelta(days=7)
"""After so long every pause between two attempts is over."""

LOOK = 0.002
"""Seconds between two looks at whether the moment has come."""


@dataclass(frozen=True)
class Scene:
    """A demo workspace, its boards, and the port at which its mail server answers at times."""

    web: DemoWeb
    folder: Path
    smtp_port: int
    arrived: list[str]

    @property
    def workspace(self) -> Workspace:
        return Workspace.open(self.folder)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with ExitStack() as stack:
        web = stack.enter_context(DemoWeb())
        with Mailbox() as mailbox:
            smtp_port = mailbox.port
        made = Scene(web, tmp_path, smtp_port, [])
        set_clock(made, None)
        yield made


@contextmanager
def mail_server(scene: Scene, manners: Manners) -> Iterator[Mailbox]:
    """The workspace's mail server; what reaches it is remembered in the scene."""
    with Mailbox(scene.smtp_port, manners=manners) as mailbox:
        yield mailbox
        scene.arrived.extend(kept.message["Message-ID"] for kept in mailbox.messages)


def kill_when(process: subprocess.Popen[bytes], moment: Callable[[], bool]) -> None:
    """Kill the process and all it started as soon as the moment has come, or let it end."""
    while process.poll() is None and not moment():
        with suppress(subprocess.TimeoutExpired):
            process.wait(LOOK)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def crawl(scene: Scene, site: str) -> subprocess.Popen[bytes]:
    return start_crawl(scene.folder, site, run_seconds=120)._process


def send(scene: Scene) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "console", "-w", str(scene.folder), "alerts", "send"]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def wordings(store: Store, site: str) -> set[tuple[str, str]]:
    hits = store.index.search(Everything(), limit=1000).offers
    return {(known.offer.id, known.offer.digest) for known in hits if known.offer.site == site}


def check_store(scene: Scene, store: Store) -> None:
    """Every offer is whole: its version is there and names a response that is there."""
    for folder in scene.workspace.captures.iterdir():
        repair_folder(folder)
    for known in store.index.search(Everything(), limit=1000).offers:
        versions = store.index.versions(known.offer.id)
        assert known.version in {version.id for version in versions}
        assert len({version.id for version in versions}) == len(versions)
        for version in versions:
            assert version.offer.capture
            assert read_capture(scene.workspace.captures, version.offer.capture).body
        new = [e for e in store.index.events(known.offer.id) if e.kind is EventKind.NEW]
        assert len(new) == 1
    for run in store.journal.runs(limit=1000):
        new_offers = {e.offer for e in store.index.events_of_run(run.id) if e.kind is EventKind.NEW}
        acknowledged = run.counts.get("new", 0) - run.counts.get("sealed", 0)
        assert acknowledged <= len(new_offers)


def warc_faults(folder: Path) -> int:
    """What warcio's own checker says of every file: 0 if all is well."""
    files = [str(path) for path in sorted(folder.rglob("*.warc.gz"))]
    assert files

    class Options:
        inputs = files
        verbose = True

    return int(Checker(Options()).process_all() or 0)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[tuple[str, str]]]:
    """What each site holds when nobody kills anything."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with DemoWeb() as web:
        demo_workspace.write(folder, port=web.port, smtp_port=1, clock=None)
        workspace = Workspace.open(folder)
        for site in SITES:
            assert start_crawl(folder, site, run_seconds=120).wait() == 0
        with workspace.open_store() as store:
            return {site: wordings(store, site) for site in SITES}


def survive_crawls(scene: Scene, undisturbed: dict[str, set[tuple[str, str]]], seed: int) -> None:
    chance = Random(seed)
    site = chance.choice(SITES)
    for _ in range(2):
        kill_after(scene, site, chance.randrange(1, 25))
        with scene.workspace.open_store() as store:
            check_store(scene, store)
    assert crawl(scene, site).wait() == 0
    with scene.workspace.open_store() as store:
        check_store(scene, store)
        keys = {key for key, _ in wordings(store, site)}
        assert len(keys) == len(undisturbed[site])
        assert all(run.end for run in store.journal.runs())
    assert warc_faults(scene.workspace.captures) == 0


def survive_second_crawls(scene: Scene, seed: int) -> None:
    """A crawl that is killed while it asks only for what changed costs nothing either."""
    chance = Random(seed)
    site = chance.choice(SITES)
    set_clock(scene, DAYS[0])
    assert crawl(scene, site).wait() == 0
    scene.web.day = 2
    for hours in range(2):
        set_clock(scene, DAYS[1] + hours * timedelta(minutes=10))
        kill_after(scene, site, chance.randrange(1, 12))
        with scene.workspace.open_store() as store:
            check_store(scene, store)
            check_visits(scene, store, site)
    set_clock(scene, DAYS[1] + timedelta(hours=1))
    assert crawl(scene, site).wait() == 0
    with scene.workspace.open_store() as store:
        check_store(scene, store)
        check_visits(scene, store, site)
        told, last = lives(store, site), store.journal.runs(site=site)[0]
    assert last.coverage is Coverage.FULL
    assert told == undisturbed_lives(scene, site)
    assert warc_faults(scene.workspace.captures) == 0


def check_visits(scene: Scene, store: Store, site: str) -> None:
    """What a visit names was stored before it: a short answer would stand for it."""
    with closing(sqlite3.connect(scene.folder / "offerwatch.db")) as connection:
        asked = "SELECT url FROM visit WHERE site = ?"
        urls = [url for (url,) in connection.execute(asked, (site,))]
    assert urls
    for visit in store.journal.visits(site, urls).values():
        assert store.index.known(visit.offers).keys() == set(visit.offers)
        if visit.capture:
            assert read_capture(scene.workspace.captures, visit.capture).body


Lives = dict[str, tuple[str, str, list[str]]]
REDACTED = "redacted"
"""Stands for the digest of a seeker's ad, which is keyed with the workspace's own secret."""


def lives(store: Store, site: str) -> Lives:
    """How each offer reads, whether it is there, and what happened to it."""
    hits = store.index.search(Term("site", site), limit=1000).offers
    return {
        known.offer.id: (
            REDACTED if known.redacted else known.offer.digest,
            known.status,
            sorted(event.kind for event in store.index.events(known.offer.id)),
        )
        for known in hits
    }


def undisturbed_lives(scene: Scene, site: str) -> Lives:
    """The same two days, when nobody kills anything."""
    quiet = Scene(scene.web, scene.folder / "quiet", scene.smtp_port, [])
    for day, clock in enumerate(DAYS, 1):
        scene.web.day = day
        set_clock(quiet, clock)
        assert crawl(quiet, site).wait() == 0
    with quiet.workspace.open_store() as store:
        return lives(store, site)


def kill_after(scene: Scene, site: str, requests: int) -> None:
    """Kill a crawl when the boards have seen so many more requests."""
    enough = len(scene.web.requests) + requests
    kill_when(crawl(scene, site), lambda: len(scene.web.requests) >= enough)


def survive_deliveries(scene: Scene, seed: int) -> None:
    chance = Random(seed)
    assert send(scene).wait() == 0
    for site in ("souq", "oldboard"):
        assert crawl(scene, site).wait() == 0
    for stage in [chance.choice([None, *Stage]) for _ in range(3)]:
        kill_at(scene, stage, chance.randrange(1, 4))
    set_clock(scene, datetime.now(UTC) + LATER)
    with mail_server(scene, Manners()):
        assert send(scene).wait() == 0
    with scene.workspace.open_store() as store:
        check_mailings(scene, store)


def set_clock(scene: Scene, clock: datetime | None) -> None:
    demo_workspace.write(scene.folder, port=scene.web.port, smtp_port=scene.smtp_port, clock=clock)


def kill_at(scene: Scene, stage: Stage | None, count: int) -> None:
    """Kill a delivery at a stage of the conversation, or once so many matches are written."""
    with mail_server(scene, Manners(halt=stage)) as mailbox:
        if stage is not None:
            kill_when(send(scene), lambda: mailbox.halted)
            return
        with scene.workspace.open_store() as store:
            kill_when(send(scene), lambda: len(store.journal.matches()) >= count)


def check_mailings(scene: Scene, store: Store) -> None:
    matches = store.journal.matches()
    mailings = store.journal.mailings()
    assert matches
    assert store.index.pending_runs() == frozenset()
    assert store.journal.unmailed() == {}
    mailed = [(match, m.recipient) for m in mailings for match in m.matches]
    assert len(mailed) == len(set(mailed))
    wanted = {(match.id, recipient) for match in matches for recipient in match.recipients}
    assert set(mailed) == wanted
    assert {mailing.state for mailing in mailings} == {MailingState.SENT}
    assert set(scene.arrived) == {mailing.message_id for mailing in mailings}


@pytest.mark.parametrize("seed", SAMPLE)
def test_crawls_survive(
    scene: Scene, undisturbed: dict[str, set[tuple[str, str]]], seed: int
) -> None:
    survive_crawls(scene, undisturbed, seed)


@pytest.mark.parametrize("seed", SAMPLE)
def test_second_crawls_survive(scene: Scene, seed: int) -> None:
    survive_second_crawls(scene, seed)


@pytest.mark.parametrize("seed", SAMPLE)
def test_deliveries_survive(scene: Scene, seed: int) -> None:
    survive_deliveries(scene, seed)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", LONG)
def test_more_crawls_survive(
    scene: Scene, undisturbed: dict[str, set[tuple[str, str]]], seed: int
) -> None:
    survive_crawls(scene, undisturbed, seed)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", LONG)
def test_more_second_crawls_survive(scene: Scene, seed: int) -> None:
    survive_second_crawls(scene, seed)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", LONG)
def test_more_deliveries_survive(scene: Scene, seed: int) -> None:
    survive_deliveries(scene, seed)
