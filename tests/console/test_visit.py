"""`offerwatch explain URL` of an ad that is not stored: fetched politely, shown, kept nowhere."""

from collections.abc import Iterator

import pytest

from console.exits import Exit
from tests.console.boards import Board, served
from tests.console.hand import Hand

SEEKER = """<!doctype html><title>Board</title><h1>I am looking for work</h1>
<main>I am looking for work as a cleaner, I can start now. My phone is +48 600 700 800.</main>"""

MINOR = """<!doctype html><title>Board</title><h1>Waitress</h1>
<main>Girls wanted, 15 years old, for a bar. Call +48 600 700 801.</main>"""


@pytest.fixture
def board() -> Iterator[Board]:
    with served() as opened:
        opened.jobs("Cook in a hotel")
        yield opened


TITLES = ("Cook in a hotel", "Waiter at the harbour", "Baker for bread")


def added(empty: Hand, board: Board) -> None:
    board.jobs(*TITLES)
    told = ("--name", "board", "--purpose", "a test", "--cleared", "2026-11-22, me")
    made = empty("sites", "new", f"{board.url}/jobs", *told)
    assert made.code == Exit.OK, made.err


def stored(hand: Hand) -> int:
    return len(hand("search", "--limit", "0", "--json").objects)


def test_an_address_of_no_site_is_read_as_any_page(empty: Hand, board: Board) -> None:
    answer = empty("explain", f"{board.url}/job/0")
    assert answer.code == Exit.OK, answer.err
    assert "phone +12025550120 (US)" in answer.out
    assert "No site of the workspace is there" in answer.err
    assert board.asked == ["/robots.txt", "/job/0"]
    assert stored(empty) == 0
    assert [*(empty.folder / "sites").iterdir()] == []


def test_the_site_with_the_host_says_how_it_is_read(empty: Hand, board: Board) -> None:
    added(empty, board)
    [told] = empty("explain", f"{board.url}/job/1", "--json").objects
    assert (told["site"], told["title"]) == ("board", "Waiter at the harbour")
    assert told["said"]["price"] == "1200 EUR"
    named = empty("explain", f"{board.url}/job/1", "--site", "bord")
    assert "did you mean board?" in named.err


def test_what_robots_txt_closes_is_not_fetched(empty: Hand, board: Board) -> None:
    board.pages["/robots.txt"] = "User-agent: *\nDisallow: /job/\n"
    answer = empty("explain", f"{board.url}/job/0")
    assert answer.code == Exit.FAILED
    assert "robots.txt does not let anybody read it" in answer.err
    assert board.asked == ["/robots.txt"]


def test_who_seeks_has_no_contacts(empty: Hand, board: Board) -> None:
    board.pages["/seeker"] = SEEKER
    answer = empty("explain", f"{board.url}/seeker", "--json")
    [told] = answer.objects
    assert (told["speaker"], told["contacts"]) == ("seeks", [])
    assert "600" not in answer.out
    assert "shown without contacts" in answer.err


def test_what_is_to_be_sealed_is_not_shown(empty: Hand, board: Board) -> None:
    board.pages["/minor"] = MINOR
    answer = empty("explain", f"{board.url}/minor")
    assert (answer.code, answer.out) == (Exit.FAILED, "")
    assert "1 ad to be kept sealed, and not shown" in answer.err


def test_what_is_sealed_stays_so_whatever_the_page_says_now(empty: Hand, board: Board) -> None:
    added(empty, board)
    harmless = board.pages["/job/1"]
    board.pages["/job/1"] = harmless.replace(
        "two days off", "girls of 15 years wanted, two days off"
    )
    assert empty("crawl", "board").code == Exit.OK
    assert stored(empty) == len(TITLES) - 1
    board.pages["/job/1"] = harmless
    answer = empty("explain", f"{board.url}/job/1")
    assert (answer.code, answer.out) == (Exit.FAILED, "")
    assert "1 ad to be kept sealed" in answer.err


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/nothing", "status 404"), ("/login", "stands before it")],
)
def test_what_is_no_ad_is_said(empty: Hand, board: Board, path: str, reason: str) -> None:
    board.pages["/login"] = (
        "<!doctype html><title>Log in</title><h1>Log in</h1><form method=post action=/session>"
        "<input type=email name=user><input type=password name=pass><button>Log in</button></form>"
    )
    answer = empty("explain", f"{board.url}{path}")
    assert answer.code == Exit.FAILED
    assert reason in answer.err
    assert answer.out == ""
