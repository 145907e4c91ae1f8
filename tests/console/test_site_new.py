"""`offerwatch sites new`, `try`, `sites record`, `sites test` and `check --live` on real pages."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from console.exits import Exit
from console.newcomer import address, newcomer, related
from tests.console.boards import Board, served
from tests.console.hand import Answer, Hand
from tests.console.test_terminal import SGR, on_terminal
from workspace.folder import Workspace

TITLES = ("Cook in a hotel", "Waiter at the harbour", "Night porter wanted", "Baker for bread")
HOSTILE = 'x"]\n[evil]\n\x1b[31m\u202e</title>'


@pytest.fixture
def board() -> Iterator[Board]:
    with served() as opened:
        yield opened


def added(empty: Hand, board: Board, path: str = "/jobs", *told: str) -> Answer:
    return empty("sites", "new", f"{board.url}{path}", "--name", "board", *told)


def checked(hand: Hand) -> list[Any]:
    return hand("sites", "check", "board", "--json").objects


def test_a_site_is_added_tried_and_tested(empty: Hand, board: Board) -> None:
    board.jobs(*TITLES)
    made = added(empty, board, "/jobs", "--purpose", "a test", "--cleared", "2026-11-22, me")
    assert made.code == Exit.OK, made.err
    assert "sites/board.toml: written" in made.out
    assert "offerwatch try board" in made.err
    assert checked(empty) == []
    site = Workspace.open(empty.folder).sites().good["board"]
    assert {"title", "text", "price"} <= {rule.name for rule in site.profile.fields}
    assert sorted(each.name for each in (empty.folder / "pages" / "board").iterdir()) == [
        "ad",
        "listing",
    ]
    asked = len(board.asked)
    assert empty("sites", "test").code == Exit.OK
    assert len(board.asked) == asked, "replaying asks nobody"
    tried = empty("try", "board", "--json")
    assert tried.code == Exit.OK
    offers = [line for line in tried.objects if "read" in line]
    assert {offer["read"]["title"] for offer in offers} == set(TITLES)
    assert all(offer["sources"]["title"] for offer in offers)


def test_what_only_the_owner_knows_is_asked_for(empty: Hand, board: Board) -> None:
    board.jobs(*TITLES)
    made = added(empty, board, "/jobs")
    assert "say why it is watched, who allowed it" in made.err
    assert [found["field"] for found in checked(empty)] == ["purpose", "cleared"]


def test_what_was_found_as_json(empty: Hand, board: Board) -> None:
    board.jobs(*TITLES)
    [told] = added(empty, board, "/jobs", "--json").objects
    assert (told["name"], told["file"], told["offers"]) == ("board", "sites/board.toml", 4)
    assert told["recorded"] == ["pages/board/listing", "pages/board/ad"]
    title = next(field for field in told["fields"] if field["name"] == "title")
    assert (title["used"], title["example"]) == (True, f'"{TITLES[0]}"')


def test_the_page_of_an_ad_is_as_good(empty: Hand, board: Board) -> None:
    board.jobs(*TITLES)
    made = added(empty, board, "/job/2")
    assert made.code == Exit.OK
    assert "is the page of one ad" in made.out
    assert Workspace.open(empty.folder).sites().good["board"].start == (f"{board.url}/jobs",)


def test_no_page_writes_into_the_file_or_moves_the_terminal(empty: Hand, board: Board) -> None:
    board.jobs(*(f"{title} {HOSTILE}" for title in TITLES))
    made = added(empty, board)
    assert made.code == Exit.OK
    text = (empty.folder / "sites" / "board.toml").read_text("utf-8")
    assert {found["field"] for found in checked(empty)} <= {"purpose", "cleared"}
    assert "\n[evil]" not in text
    assert not {"\x1b", "\u202e"} & set(text + made.out + made.err)


def test_a_file_that_is_there_is_left_alone(empty: Hand, board: Board) -> None:
    file = empty.folder / "sites" / "board.toml"
    file.write_text("mine")
    made = added(empty, board)
    assert (made.code, file.read_text(), board.asked) == (Exit.FAILED, "mine", [])
    assert "--name" in made.err


def test_what_robots_txt_forbids_is_not_looked_at(empty: Hand, board: Board) -> None:
    board.jobs(*TITLES)
    board.pages["/robots.txt"] = "User-agent: *\nDisallow: /jobs"
    made = added(empty, board)
    assert made.code == Exit.FAILED
    assert "Disallow: /jobs (line 2)" in made.err
    assert board.asked == ["/robots.txt"]
    assert not (empty.folder / "sites" / "board.toml").exists()


def test_where_nothing_is_found_a_skeleton_is_written_if_asked_for(
    empty: Hand, board: Board
) -> None:
    board.pages["/jobs"] = "<html><h1>Welcome</h1><p>About us.</p></html>"
    assert added(empty, board).code == Exit.FAILED
    file = empty.folder / "sites" / "board.toml"
    assert not file.exists()
    made = added(empty, board, "/jobs", "--skeleton")
    assert made.code == Exit.FAILED
    assert {found["level"] for found in checked(empty)} == {"warning"}
    assert f'start = ["{board.url}/jobs"]' in file.read_text()


def test_a_page_that_is_not_there(empty: Hand, board: Board) -> None:
    made = added(empty, board, "/nowhere")
    assert made.code == Exit.FAILED
    assert "status 404" in made.err
    assert "check the address" in made.err


def test_a_site_that_could_not_reach_its_watcher_is_not_asked(empty: Hand) -> None:
    made = empty("sites", "new", "https://real-board.net/jobs")
    assert made.code == Exit.FAILED
    assert "offerwatch.toml" in made.err


def test_seekers_and_minors_are_in_no_file(empty: Hand, board: Board) -> None:
    board.jobs("Cook in a hotel", "Girls 15-17 wanted for hostess work", "Waiter", "Baker")
    made = added(empty, board)
    assert made.code == Exit.OK
    assert "listing not recorded: the page cannot lie in the open" in made.err
    files = [file for file in empty.folder.rglob("*") if file.is_file() and file.suffix != ".db"]
    written = "".join(file.read_text("utf-8", "replace") for file in files)
    assert "hostess" not in written + made.out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://bazaar.example/new", "https://bazaar.example/new"),
        ("bazaar.example/new", "https://bazaar.example/new"),
        ("t.me/some_channel", "https://t.me/s/some_channel"),
        ("https://t.me/s/some_channel", "https://t.me/s/some_channel"),
        ("https://t.me/some_channel/42", "https://t.me/s/some_channel"),
    ],
)
def test_addresses_as_people_write_them(typed: str, meant: str) -> None:
    assert address(typed) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ftp://bazaar.example", "http:// or https://"),
        ("https://me:secret@bazaar.example", "nobody logs in"),
        ("http://0x7f.1/", "127.0.0.1"),
        ("https://", "https://host/path"),
        ("", "https://host/path"),
    ],
)
def test_addresses_that_will_not_do(empty: Hand, typed: str, said: str) -> None:
    made = empty("sites", "new", typed)
    assert (made.code, made.out) == (Exit.USAGE, "")
    assert said in made.err


@pytest.mark.parametrize("name", ["../x", "A", "a b", "x" * 41, ""])
def test_names_are_names(empty: Hand, name: str) -> None:
    made = empty("sites", "new", "http://127.0.0.1:1/", "--name", name)
    assert made.code != Exit.OK
    assert list((empty.folder / "sites").iterdir()) == []


@pytest.mark.parametrize(
    ("led", "same"),
    [
        ("https://www.bazaar.example/", True),
        ("https://jobs.bazaar.example/", True),
        ("https://bazaar.example.evil.example/", False),
        ("https://evilbazaar.example/", False),
        ("https://example/", False),
        ("http://127.0.0.1/", False),
        ("file:///etc/passwd", False),
    ],
)
def test_a_site_may_move_to_a_host_of_its_own(empty: Hand, led: str, same: bool) -> None:
    site = newcomer(Workspace.open(empty.folder), "https://bazaar.example/", None)
    moved = related(site, led)
    assert (moved is not None) is same
    assert moved is None or moved.url == led


@pytest.fixture
def site(empty: Hand, board: Board) -> Hand:
    """A workspace whose only site is the board."""
    board.jobs(*TITLES)
    assert added(empty, board, "/jobs", "--purpose", "x", "--cleared", "y").code == Exit.OK
    return empty


def expected(hand: Hand, case: str) -> Path:
    return hand.folder / "pages" / "board" / case / "expected.json"


def test_a_page_is_recorded_and_what_differs_is_shown(site: Hand, board: Board) -> None:
    made = site("sites", "record", "board", f"{board.url}/job/1")
    assert (made.code, made.out) == (Exit.OK, "pages/board/job-1: 1 offer\n")
    file = expected(site, "job-1")
    told = json.loads(file.read_text("utf-8"))
    told["offers"][0]["title"] = "Waiter at the station"
    file.write_text(json.dumps(told, indent=2))
    answer = site("sites", "test", "board")
    assert answer.code == Exit.FAILED
    assert "offers[0].title" in answer.out
    assert "[-station-]" in answer.out
    assert "{+harbour+}" in answer.out
    [difference] = site("sites", "test", "board", "--json").objects
    assert difference["case"] == "board/job-1"
    assert difference["file"] == "pages/board/job-1/expected.json"
    assert (difference["expected"], difference["found"]) == (
        "Waiter at the station",
        "Waiter at the harbour",
    )
    assert '"title"' in file.read_text("utf-8").splitlines()[difference["line"] - 1]
    assert site("sites", "test", "board", "--accept").code == Exit.OK
    assert site("sites", "test", "board").code == Exit.OK


def test_a_change_of_the_site_file_shows(site: Hand) -> None:
    file = site.folder / "sites" / "board.toml"
    file.write_text(file.read_text("utf-8").replace('title = "h1"', 'title = "h7"'))
    answer = site("sites", "test")
    assert answer.code == Exit.FAILED
    assert "'h7' matched nothing" in answer.out


def test_a_recorded_page_with_errors_has_file_and_line(site: Hand) -> None:
    file = expected(site, "ad")
    file.write_text(file.read_text("utf-8").replace('"title"', '"titel"'))
    answer = site("sites", "test")
    assert answer.code == Exit.FAILED
    assert answer.out.startswith("fault: pages/board/ad/expected.json:")
    assert 'did you mean "title"?' in answer.out


def test_a_case_is_recorded_once(site: Hand, board: Board) -> None:
    told = ("sites", "record", "board", f"{board.url}/job/1", "--case", "one")
    assert site(*told).code == Exit.OK
    again = site(*told)
    assert again.code == Exit.FAILED
    assert "--case NAME" in again.err
    assert site(*told[:-1], "../../one").code == Exit.FAILED
    assert not (site.folder / "one").exists()


def test_a_page_that_must_not_lie_open_is_not_recorded(site: Hand, board: Board) -> None:
    board.pages["/job/9"] = board.pages["/job/1"].replace("Waiter", "Girls 15-17 wanted, waiter")
    answer = site("sites", "record", "board", f"{board.url}/job/9")
    assert (answer.code, answer.out) == (Exit.FAILED, "")
    assert "kept sealed" in answer.err


def test_forgetting_an_offer_reaches_recorded_pages(site: Hand) -> None:
    assert site("crawl", "board").code == Exit.OK
    case = json.loads(expected(site, "ad").read_text("utf-8"))
    [offer] = case["given"]["offers"]
    answer = site("forget", offer, "--reason", "asked for", "--yes")
    assert answer.code == Exit.OK, answer.err
    assert not expected(site, "ad").exists()
    assert not expected(site, "listing").exists(), "it names the address of the ad"


def test_live_says_what_robots_txt_allows(site: Hand, board: Board) -> None:
    board.pages["/robots.txt"] = (
        "User-agent: *\nDisallow: /jobs\nCrawl-delay: 4\nSitemap: http://127.0.0.1/map.xml"
    )
    board.asked.clear()
    answer = site("sites", "check", "--live", "board")
    assert answer.code == Exit.FAILED
    assert answer.out.splitlines()[1:] == [
        f"forbids\tDisallow: /jobs (line 2)\t{board.url}/jobs",
        "Crawl-delay: 4 seconds, which every crawl keeps",
        "sitemap: http://127.0.0.1/map.xml",
    ]
    assert board.asked == ["/robots.txt"]
    board.pages["/robots.txt"] = "<html>not here</html>"
    answer = site("sites", "check", "--live", "board", "--json")
    assert answer.code == Exit.OK
    [told] = answer.objects
    assert (told["allowed"], told["start"]) == (True, f"{board.url}/jobs")
    assert "is a web page" in told["warning"]


def test_live_needs_a_name(site: Hand) -> None:
    assert site("sites", "check", "--live").code == Exit.USAGE


def test_a_trial_shows_every_field(site: Hand, board: Board) -> None:
    answer = site("try", "board", "--url", f"{board.url}/job/0")
    assert answer.code == Exit.OK
    rows = [line.split("\t") for line in answer.out.splitlines()]
    assert ["title", TITLES[0], "h1"] in rows
    assert ["= contacts", "phone +12025550120", "text: +1 202 555 0120"] in rows
    assert "1 page, 1 offer, ok" in answer.err


def test_a_trial_of_what_is_not_there(site: Hand) -> None:
    assert "did you mean board?" in site("try", "bord").err
    answer = site("try", "nowhere/board.toml")
    assert answer.code == Exit.FAILED
    assert "is not a file" in answer.out
    answer = site("try", "board", "--url", "nonsense")
    assert answer.code == Exit.USAGE


@pytest.mark.parametrize("width", [60, 120])
def test_no_line_is_wider_than_the_terminal(empty: Hand, board: Board, width: int) -> None:
    board.jobs(*(f"{title} {'and more of it ' * 9}" for title in TITLES))
    words = (["sites", "new", f"{board.url}/jobs", "--name", "board"], ["try", "board"])
    for each in words:
        lines = SGR.sub("", on_terminal(empty, width, *each)).splitlines()
        assert lines
        assert [line for line in lines if cell_len(line) > width] == []


@pytest.mark.parametrize("words", [("try", "board"), ("sites", "record", "board", "{url}/jobs")])
def test_ctrl_c_ends_it(site: Hand, board: Board, words: tuple[str, ...]) -> None:
    held = board.hold("/jobs")
    typed = [word.format(url=board.url) for word in words]
    command = [sys.executable, "-m", "console", "-w", str(site.folder), *typed]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        board.asked_for("/jobs")
        process.send_signal(signal.SIGINT)
        held.set()
        _, said = process.communicate(timeout=60)
    assert process.returncode == Exit.STOPPED
    assert b"Traceback" not in said
