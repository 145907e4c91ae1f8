"""The project as an egg in a real Scrapyd: what is in it, what a job does, what it cannot do."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from zipfile import ZipFile

import pytest

from demo.web import DemoWeb
from demo.workspace import write
from offers.run import End
from tests.crawlers.desk import ROOT, Desk, eventually
from tests.crawlers.scrapyd import Scrapyd, bare_python, built_egg, listening
from tests.crawlers.test_crawl import FIELDS, ad, listing
from tests.crawlers.web import Answer, Web
from tests.test_layout import ROOMS
from workspace.folder import Workspace


@pytest.fixture(scope="module")
def egg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_egg(tmp_path_factory.mktemp("egg"))


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bare_python(tmp_path_factory.mktemp("bare") / "venv")


@pytest.fixture
def scrapyd(tmp_path: Path, python: Path, egg: Path, desk: Desk) -> Iterator[Scrapyd]:
    """A Scrapyd with the egg in it and the desk for its workspace."""
    with Scrapyd(tmp_path / "scrapyd", python, desk.folder) as made:
        answer = made.add(egg, "1")
        assert answer["status"] == "ok", answer
        yield made


@pytest.fixture
def board(desk: Desk, web: Web) -> Web:
    desk.site("board", web.url("/"), FIELDS)
    web.routes |= {"/": listing(1, 2, 3), "/ads/1": ad(1), "/ads/3": ad(3)}
    web.routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /ads/2\n")
    return web


def test_the_egg_holds_all_that_the_rooms_hold(egg: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", *ROOMS], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    wanted = {name for name in tracked if (ROOT / name).is_file()}
    wanted = {name for name in wanted if not name.endswith((".md", ".gitignore"))}
    with ZipFile(egg) as opened:
        assert wanted - set(opened.namelist()) == set()
        assert "settings = crawlers.settings" in opened.read("EGG-INFO/entry_points.txt").decode()


def test_nothing_of_ours_is_there_without_the_egg(python: Path, egg: Path, tmp_path: Path) -> None:
    """Else the other tests would show nothing. From the egg, unopened, all data can be read."""

    def asked(code: str, **environment: str) -> int:
        done = subprocess.run(
            [python, "-c", code], cwd=tmp_path, env=environment, capture_output=True, check=False
        )
        return done.returncode

    assert asked("import crawlers.settings") == 1
    code = "import demo.ads, alerts.message, parsers.letters, crawlers.settings as found; "
    assert asked(code + "assert '.egg/' in found.__file__", PYTHONPATH=str(egg)) == 0


def test_a_board_of_the_demo(tmp_path: Path, python: Path, egg: Path) -> None:
    """oldboard has Python of its own, which comes out of the egg."""
    folder, site = tmp_path / "watch", "oldboard"
    with DemoWeb() as web:
        write(folder, port=web.port, smtp_port=1, clock=None)
        with Scrapyd(tmp_path / "scrapyd", python, folder) as scrapyd:
            added = scrapyd.add(egg, "1")
            named = scrapyd.get("listspiders", project="offerwatch")["spiders"]
            log = scrapyd.finished(scrapyd.schedule(site))
    assert added["spiders"] == len(named)
    assert {"bazaar", "oldboard", "telegram"} <= set(named)
    with Workspace.open(folder).open_store() as store:
        (run,) = store.journal.runs()
    assert (run.site, run.end) == (site, End.OK), log
    assert run.counts["offers"] >= 8
    assert list((folder / "captures" / site).glob("*.warc.gz"))


def test_a_job_opens_no_door(scrapyd: Scrapyd, board: Web, desk: Desk) -> None:
    """Scrapy's telnet console and remote control would run what anybody on the machine sends."""
    go = Event()
    board.routes["/ads/1"] = Answer(ad(1).body, hold=go)
    wishes = ("TELNETCONSOLE_ENABLED=True", "REMOTE_CONTROL_ENABLED=True", "EXTENSIONS={}")
    job = scrapyd.schedule("board", *wishes)
    pid = eventually(lambda: "/ads/1" in board.asked and scrapyd.running(job))
    found = listening(pid)
    go.set()
    log = scrapyd.finished(job)
    assert listening(scrapyd.process.pid) == [scrapyd.port]
    assert found == []
    assert "Telnet console listening" not in log
    assert [run.end for run in desk.runs()] == [End.OK]


def test_settings_of_a_job_loosen_nothing(
    scrapyd: Scrapyd, board: Web, desk: Desk, tmp_path: Path
) -> None:
    elsewhere = Desk(tmp_path / "elsewhere")
    elsewhere.site("board", board.url("/"), FIELDS)
    log = scrapyd.finished(
        scrapyd.schedule(
            "board",
            "ROBOTSTXT_OBEY=False",
            "DOWNLOADER_MIDDLEWARES={}",
            "USER_AGENT=Mozilla/5.0",
            "SPIDER_LOADER_CLASS=scrapy.spiderloader.SpiderLoader",
            f"OFFERWATCH_WORKSPACE={elsewhere.folder}",
            "LOG_LEVEL=DEBUG",
        )
    )
    assert board.asked == ["/robots.txt", "/", "/ads/1", "/ads/3"], log
    assert all(agent.startswith("Offerwatch/") for agent in board.agents)
    assert [run.end for run in desk.runs()] == [End.OK]
    assert not (elsewhere.folder / "offerwatch.db").exists()
    assert [path for path in scrapyd.folder.glob("items/**/*") if path.is_file()] == []
    assert not (scrapyd.folder / "jobs").exists()


def test_arguments_of_a_job_are_refused(scrapyd: Scrapyd, board: Web, desk: Desk) -> None:
    job = scrapyd.schedule("board", user_agent="Mozilla/5.0", start_urls="http://127.0.0.2/")
    eventually(lambda: scrapyd.get("status", job=job)["currstate"] == "finished", 120)
    said = (scrapyd.folder / "log").read_text()
    assert "a crawl takes no arguments, so no start_urls, user_agent" in said
    assert board.asked == []
    assert not (desk.folder / "offerwatch.db").exists()
