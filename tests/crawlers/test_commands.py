"""Scrapy's own commands, typed in a workspace: each as polite as a crawl, or a plain no."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from pkgutil import iter_modules
from shutil import which

import pytest
import scrapy.commands

import crawlers.commands
from crawlers.still import still
from demo.web import DemoWeb
from demo.workspace import write
from tests.crawlers.desk import ROOT, Desk
from tests.crawlers.test_crawl import FIELDS, ad, listing
from tests.crawlers.web import Answer, Web

RULES = Answer("User-agent: *\nDisallow: /closed\n")


@pytest.fixture
def board(desk: Desk, web: Web) -> Web:
    desk.site("board", web.url("/"), FIELDS)
    web.routes |= {"/": listing(1, 2), "/ads/1": ad(1), "/robots.txt": RULES, "/closed": ad(2)}
    return web


def kept(folder: Path) -> set[str]:
    """The files of a workspace."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


LOOKS = {"fetch": (), "shell": ("-c", "response.status")}
Look = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(params=LOOKS)
def look(request: pytest.FixtureRequest, desk: Desk) -> Iterator[Look]:
    """`scrapy COMMAND URL`, for each command that looks at pages."""

    def looked(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return desk.scrapy(request.param, url, *LOOKS[request.param], *arguments)

    before = kept(desk.folder)
    yield looked
    stored = {name for name in kept(desk.folder) - before if not name.startswith("sites/")}
    assert not {name for name in stored if name.endswith(".warc.gz")}
    if "offerwatch.db" in stored:
        assert desk.runs() == []


def test_a_look_at_a_page_is_as_polite_as_a_crawl(look: Look, board: Web) -> None:
    done = look(board.url("/ads/1"))
    assert done.returncode == 0, done.stderr
    assert board.asked == ["/robots.txt", "/ads/1"]
    assert all(agent.startswith("Offerwatch/") for agent in board.agents)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/closed", "robots.txt disallows it (robots)"),
        ("/logo.png", "files that end in .png are never fetched (media)"),
    ],
)
def test_what_a_crawl_would_not_ask_for(look: Look, board: Web, path: str, reason: str) -> None:
    done = look(board.url(path))
    assert done.returncode == 1
    assert reason in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert path not in board.asked


def test_options_change_nothing(look: Look, board: Web) -> None:
    done = look(
        board.url("/closed"),
        *("-s", "ROBOTSTXT_OBEY=False", "-s", "USER_AGENT=Mozilla/5.0"),
        *("-s", "SPIDER_LOADER_CLASS=scrapy.spiderloader.SpiderLoader"),
        *("-s", "OFFERWATCH_WORKSPACE=/nowhere"),
    )
    assert done.returncode == 1
    assert "SPIDER_LOADER_CLASS cannot be changed" in done.stderr
    assert set(board.asked) == {"/robots.txt"}
    assert all(agent.startswith("Offerwatch/") for agent in board.agents)


def test_a_private_address_that_no_site_names(look: Look, board: Web, other: Web) -> None:
    done = look(other.url("/"))
    assert done.returncode == 2
    assert 'private_hosts = ["127.0.0.2"]' in done.stderr
    assert other.asked == []


def test_a_redirect_to_another_host(look: Look, board: Web, other: Web) -> None:
    board.routes["/away"] = Answer("", 302, headers={"Location": other.url("/")})
    done = look(board.url("/away"))
    assert done.returncode == 1
    assert "127.0.0.2" in done.stderr
    assert other.asked == []


@pytest.mark.parametrize(
    ("command", "said"), [("shell", "./page.html"), ("fetch", "file:///etc/hostname")]
)
def test_what_is_no_address_of_the_web(desk: Desk, command: str, said: str) -> None:
    done = desk.scrapy(command, said)
    assert done.returncode == 2
    assert f"{said} is no address of the web" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "said", ["http://[", "http://127.1/", "http://me:secret@board.example/", "http://a b.example/"]
)
def test_what_no_site_file_could_name(desk: Desk, said: str) -> None:
    done = desk.scrapy("fetch", said)
    assert done.returncode == 2
    assert f"{said}: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_host_of_the_internet_needs_a_contact_that_can_be_reached(look: Look, desk: Desk) -> None:
    """Without a site file too: the keeper of a site must be able to ask who that was."""
    done = look("https://jobs.unseen-board.org/")
    assert done.returncode == 2
    assert "its keeper cannot reach you" in done.stderr


def test_a_host_that_no_site_names_is_asked_by_the_general_rules(look: Look, desk: Desk) -> None:
    """Found out without a network: a made-up host is asked for, and there is none."""
    done = look("http://board.example/")
    assert done.returncode == 1
    assert "cannot be resolved" in done.stderr


def test_fetch_prints_what_was_received(desk: Desk, board: Web) -> None:
    page = board.routes["/ads/1"]
    assert isinstance(page, Answer)
    assert desk.scrapy("fetch", board.url("/ads/1")).stdout.strip() == str(page.body).strip()


def test_fetch_shows_an_error_page_and_its_status(desk: Desk, board: Web) -> None:
    done = desk.scrapy("fetch", board.url("/nowhere"))
    assert done.stdout.strip() == "not here"
    assert "status 404 Not Found" in done.stderr


def test_view_opens_a_still_in_the_browser(desk: Desk, board: Web) -> None:
    done = desk.scrapy("view", board.url("/ads/1"), BROWSER="/bin/echo %s")
    (shown,) = done.stdout.split()
    file = Path(shown.removeprefix("file://"))
    assert "Content-Security-Policy" in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    assert desk.scrapy("view", board.url("/closed"), BROWSER="/bin/echo %s").stdout == ""
    file.unlink()


def test_a_redirect_can_be_looked_at(desk: Desk, board: Web) -> None:
    board.routes["/moved"] = Answer("moved", 302, headers={"Location": "/ads/1"})
    done = desk.scrapy("fetch", "--no-redirect", board.url("/moved"))
    assert done.stdout.strip() == "moved"
    assert board.asked == ["/robots.txt", "/moved"]


def test_of_two_sites_on_one_host_the_more_patient_counts(desk: Desk, board: Web) -> None:
    desk.site("patient", board.url("/"), FIELDS, delay=7)
    done = desk.scrapy("shell", board.url("/"), "-c", "settings.getfloat('DOWNLOAD_DELAY')")
    assert done.stdout.strip() == "7.0"
    named = ("shell", "--spider", "board", "-c", "settings.getfloat('DOWNLOAD_DELAY')")
    assert desk.scrapy(*named).stdout.strip() == "0.0"


def test_the_shell_has_the_page_and_its_reader(desk: Desk, board: Web) -> None:
    code = "[link.url for link in spider.links(page).offers]"
    done = desk.scrapy("shell", board.url("/"), "-c", code)
    assert done.stdout.strip() == str([board.url("/ads/1"), board.url("/ads/2")]), done.stderr
    read = desk.scrapy("shell", board.url("/ads/1"), "-c", "len(spider.read(page).offers)")
    assert read.stdout.strip() == "1"


def test_fetch_within_the_shell(desk: Desk, board: Web, other: Web) -> None:
    """As somebody types it: a refusal is a line, and the next page can be asked for."""
    typed = f"""
fetch("{board.url("/closed")}")
fetch("{other.url("/")}")
fetch("file:///etc/hostname")
fetch("{board.url("/ads/1")}", headers={{"User-Agent": "Mozilla/5.0"}})
fetch("{board.url("/ads/1")}", method="POST")
print("last", response)
fetch("{board.url("/")}", meta={{"dont_obey_robotstxt": True, "proxy": "http://127.0.0.1:9"}})
print("then", response.status)
"""
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "shell", board.url("/")],
        cwd=desk.folder, env={**os.environ, "SCRAPY_PYTHON_SHELL": "python"},
        input=typed, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert board.asked == ["/robots.txt", "/", "/ads/1", "/"], done.stderr
    assert other.asked == []
    assert all(agent.startswith("Offerwatch/") for agent in board.agents)
    for reason in ("robots.txt disallows it", "127.0.0.2", 'scheme "file"', "POST requests are"):
        assert reason in done.stderr
    assert "last None" in done.stdout
    assert "then 200" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_shell_needs_an_address_or_a_site(desk: Desk) -> None:
    done = desk.scrapy("shell", "-c", "1")
    assert done.returncode == 2
    assert "name an address, or a site with --spider NAME" in done.stderr


INSTEAD = {
    "bench": "make bench",
    "check": "offerwatch sites check",
    "genspider": "offerwatch sites new",
    "parse": "offerwatch try",
    "runspider": "docs/sites.md",
    "startproject": "offerwatch init",
}


@pytest.mark.parametrize("command", INSTEAD)
def test_a_command_that_has_no_place_here_says_what_does(
    desk: Desk, board: Web, command: str
) -> None:
    before = kept(desk.folder)
    done = desk.scrapy(command, board.url("/"), "x.py")
    assert done.returncode == 2
    assert INSTEAD[command] in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert board.asked == []
    assert kept(desk.folder) == before


def test_every_command_of_scrapys_is_told_of_and_ours() -> None:
    """So that one which a later Scrapy brings is looked at before anybody types it."""
    theirs = {module.name for module in iter_modules(scrapy.commands.__path__)}
    ours = {module.name for module in iter_modules(crawlers.commands.__path__)}
    page = (ROOT / "docs/scrapy.md").read_text("utf-8")
    told = {name for line in page.splitlines() for name in re.findall(r"`(?:scrapy )?(\w+)", line)
            if line.startswith("| `")}  # fmt: skip
    assert told >= theirs
    assert theirs - ours == {"version"}


def test_edit_opens_the_site_file_also_a_faulty_one(desk: Desk, board: Web) -> None:
    file = desk.folder / "sites/bad.toml"
    file.write_text('name = "bad"\n')
    assert desk.scrapy("edit", "bad", EDITOR="/bin/echo -n").stdout == str(file)
    done = desk.scrapy("edit", "../offerwatch", EDITOR="/bin/echo")
    assert done.returncode == 2
    assert "there is no site" in done.stderr


def test_settings_are_shown_as_they_hold(desk: Desk) -> None:
    done = desk.scrapy("settings", "--get", "ROBOTSTXT_OBEY", "-s", "ROBOTSTXT_OBEY=False")
    assert done.stdout.strip() == "True"
    assert "Scrapy" in desk.scrapy("version", "-v").stdout


def test_a_loader_of_scrapys_own_brings_no_other_spiders(desk: Desk, board: Web) -> None:
    """`-s` would otherwise name a loader that knows spiders without site files."""
    (desk.folder / "wild.py").write_text(
        "from scrapy import Spider\n"
        f"class Wild(Spider):\n    name = 'wild'\n    start_urls = ['{board.url('/closed')}']\n"
    )
    lax = (
        "-s",
        "SPIDER_LOADER_CLASS=scrapy.spiderloader.SpiderLoader",
        "-s",
        "SPIDER_MODULES=wild",
    )
    assert desk.scrapy("list", *lax).stdout.split() == ["board"]
    done = desk.scrapy("crawl", "wild", *lax, PYTHONPATH=str(desk.folder))
    assert done.returncode == 2
    assert "there is no site 'wild'" in done.stderr
    assert board.asked == []


@pytest.mark.browser
def test_the_shell_has_a_page_as_a_browser_leaves_it(tmp_path: Path) -> None:
    """In a workspace of the demo, whose board of scripts is empty without one."""
    with DemoWeb() as web:
        write(tmp_path, port=web.port, smtp_port=1, clock=None)
        code = "page.rendered, len(spider.links(page).offers)"
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", "shell", web.url("appjobs", "/"), "-c", code],
            cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
    assert done.stdout.strip() == "(True, 4)", done.stderr


HOSTILE = """<!doctype html><head><base href="{url}">
<link rel="preconnect" href="{url}connect"><LINK rel=stylesheet href="{url}style">
<meta http-equiv="refresh" content="0;url={url}refresh">
<style>@import "{url}import"; body {{ background: url({url}background) }}</style></head>
<body onload="fetch('{url}onload')"><h1>Pickers &amp; packers</h1>
<img src="{url}image"><script src="{url}script"></script><script>fetch("{url}fetch")</script>
<iframe src="{url}frame"></iframe><object data="{url}object"></object><video src="{url}video">
</video><form action="{url}form"><input></form></iframe></body>"""


@pytest.mark.browser
def test_a_still_asks_nobody(web: Web, tmp_path: Path) -> None:
    browser = which("chromium") or which("chromium-browser") or which("google-chrome")
    assert browser
    (tmp_path / "loud.html").write_text(HOSTILE.format(url=web.url("/")))
    (tmp_path / "still.html").write_text(still(HOSTILE.format(url=web.url("/")), web.url("/")))
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]
    command += ["--disable-background-networking", "--virtual-time-budget=4000"]
    command += [f"--user-data-dir={tmp_path / 'profile'}", f"--screenshot={tmp_path / 'shot.png'}"]

    def shown(name: str) -> None:
        page = (tmp_path / name).as_uri()
        subprocess.run([*command, page], capture_output=True, timeout=120, check=True)

    shown("still.html")
    assert web.asked == []
    assert (tmp_path / "shot.png").stat().st_size > 0
    shown("loud.html")
    assert web.asked
