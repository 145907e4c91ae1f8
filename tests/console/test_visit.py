"""`offerwatch explain URL` of an ad that is not stored: fetched politely, shown, kept nowhere."""

from collections.abc import Iterator

import pytest

from console.exits import Exit
from console.newcomer import address
from tests.console.boards import Board, served
from tests.console.hand import Hand

TITLES = ("Cook in a hotel", "Waiter at the harbour", "Baker for bread")
SEEKER = "I am looking for work as a cleaner, I can start now. My phone is +48 600 700 800."


def with_minor(page: str) -> str:
    return page.replace("two days", "girls of 15 years wanted, two days")


@pytest.fixture
def board() -> Iterator[Board]:
    with served() as opened:
        yield opened


def added(empty: Hand, board: Board) -> None:
    board.jobs(*TITLES)
    told = ("--name", "board", "--purpose", "a test", "--cleared", "2026-11-22, me")
    made = empty("sites", "new", f"{board.url}/jobs", *told)
    assert made.code == Exit.OK, made.err


def stored(hand: Hand) -> int:
    return len(hand("search", "--limit", "0", "--json").objects)


def test_what_is_of_no_site_is_left_alone(empty: Hand, board: Board) -> None:
    answer = empty("explain", f"{board.url}/job/0")
    assert answer.code == Exit.FAILED
    assert "no site of the workspace is there" in answer.err
    assert board.asked == []


def test_the_site_with_the_host_says_how_it_is_read(empty: Hand, board: Board) -> None:
    added(empty, board)
    [told] = empty("explain", f"{board.url}/job/1", "--json").objects
    assert (told["site"], told["title"]) == ("board", "Waiter at the harbour")
    assert told["said"]["price"] == "1200 EUR"
    assert stored(empty) == 0
    named = empty("explain", f"{board.url}/job/1", "--site", "bord")
    assert "did you mean board?" in named.err


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("https://t.me/jobs_abroad/4711", "https://t.me/s/jobs_abroad?before=4712"),
        ("t.me/jobs_abroad/4711?single", "https://t.me/s/jobs_abroad?before=4712"),
        ("https://t.me/s/jobs_abroad/4711", "https://t.me/s/jobs_abroad?before=4712"),
        ("https://t.me/jobs_abroad", "https://t.me/s/jobs_abroad"),
        ("https://t.me/s/jobs_abroad", "https://t.me/s/jobs_abroad"),
        ("https://t.me/s/jobs_abroad?before=9", "https://t.me/s/jobs_abroad?before=9"),
        ("https://t.me/s", "https://t.me/s"),
        ("https://t.me/jobs_abroad/join", "https://t.me/s/jobs_abroad"),
    ],
)
def test_a_message_is_looked_for_on_the_page_that_ends_with_it(typed: str, asked: str) -> None:
    assert address(typed, message=True) == asked
    assert address("t.me/jobs_abroad/4711") == "https://t.me/s/jobs_abroad"


def test_what_robots_txt_closes_is_not_fetched(empty: Hand, board: Board) -> None:
    added(empty, board)
    board.asked.clear()
    board.pages["/robots.txt"] = "User-agent: *\nDisallow: /job/\n"
    answer = empty("explain", f"{board.url}/job/0")
    assert answer.code == Exit.FAILED
    assert "robots.txt" in answer.err
    assert board.asked == ["/robots.txt"]


def test_who_seeks_has_no_contacts(empty: Hand, board: Board) -> None:
    added(empty, board)
    board.pages["/job/1"] = board.pages["/job/1"].replace("<p>", f"<p>{SEEKER} ")
    answer = empty("explain", f"{board.url}/job/1", "--json")
    [told] = answer.objects
    assert (told["speaker"], told["contacts"]) == ("seeks", [])
    assert "600 700" not in answer.out
    assert "600700" not in answer.out
    assert "shown without contacts" in answer.err


def test_what_is_to_be_sealed_is_not_shown(empty: Hand, board: Board) -> None:
    added(empty, board)
    board.pages["/job/1"] = with_minor(board.pages["/job/1"])
    answer = empty("explain", f"{board.url}/job/1")
    assert (answer.code, answer.out) == (Exit.FAILED, "")
    assert "1 ad to be kept sealed, and not shown" in answer.err


def test_what_is_sealed_stays_so_whatever_the_page_says_now(empty: Hand, board: Board) -> None:
    added(empty, board)
    harmless = board.pages["/job/1"]
    board.pages["/job/1"] = with_minor(harmless)
    assert empty("crawl", "board").code == Exit.OK
    assert stored(empty) == len(TITLES) - 1
    board.pages["/job/1"] = harmless
    other = empty.folder / "sites" / "other.toml"
    file = (empty.folder / "sites" / "board.toml").read_text("utf-8")
    other.write_text(file.replace('name = "board"', 'name = "other"'), "utf-8")
    assert (
        "may be of board, other: say which with --site"
        in empty("explain", f"{board.url}/job/1").err
    )
    for site in ("board", "other"):
        answer = empty("explain", f"{board.url}/job/1", "--site", site)
        assert (answer.code, answer.out) == (Exit.FAILED, "")
        assert "1 ad to be kept sealed" in answer.err


def test_what_was_erased_is_not_shown(empty: Hand, board: Board) -> None:
    added(empty, board)
    assert empty("crawl", "board").code == Exit.OK
    (gone,) = empty("search", "title:baker", "--json").objects
    assert empty("forget", gone["id"], "--reason", "erasure", "--yes").code == Exit.OK
    answer = empty("explain", f"{board.url}/job/2")
    assert (answer.code, answer.out) == (Exit.FAILED, "")
    assert "1 ad erased here" in answer.err


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/nothing", "status 404"), ("/login", "stands before it")],
)
def test_what_is_no_ad_is_said(empty: Hand, board: Board, path: str, reason: str) -> None:
    added(empty, board)
    board.pages["/login"] = (
        "<!doctype html><title>Log in</title><h1>Log in</h1><form method=post action=/session>"
        "<input type=email name=user><input type=password name=pass><button>Log in</button></form>"
    )
    answer = empty("explain", f"{board.url}{path}")
    assert answer.code == Exit.FAILED
    assert reason in answer.err
    assert answer.out == ""
