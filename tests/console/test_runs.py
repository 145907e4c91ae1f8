"""`offerwatch runs`: what was read when, and what went wrong."""

from console.exits import Exit
from offers.page import Capture
from offers.run import Problem
from tests.console.hand import SEEN, Hand
from workspace.folder import Workspace


def test_runs_newest_first(hand: Hand) -> None:
    rows = hand("runs").rows
    assert sorted(row["site"] for row in rows) == ["bazaar", "bazaar", "souq"]
    assert rows[0] | {"run": "", "site": ""} == {
        "run": "",
        "site": "",
        "started": "2026-11-04 10:30",
        "end": "ok",
        "coverage": "full",
        "requests": "0",
        "pages": "2",
        "not modified": "0",
        "not due": "0",
        "offers": "2",
        "new": "0",
        "edited": "0",
        "gone": "0",
        "problems": "1",
        "reason": "",
    }


def test_runs_of_a_site_as_json(hand: Hand) -> None:
    answer = hand("runs", "--site", "souq", "--json")
    [run] = answer.objects
    assert run["site"] == "souq"
    assert run["end"] == "ok"
    assert run["counts"]["pages"] == 2
    assert run["started"] == "2026-11-03T08:30:00Z"


def test_limit(hand: Hand) -> None:
    assert len(hand("runs", "--limit", "2").rows) == 2


def test_one_run_with_its_problems(hand: Hand) -> None:
    [run] = hand("runs", "--site", "souq", "--json").objects
    for part in (run["id"], run["id"][:-3], run["id"][-8:]):
        answer = hand("runs", part)
        assert answer.code == Exit.OK
        assert "404 [red]\thttps://bazaar.example/\ufffd[31mbroken" in answer.out
    [told] = hand("runs", run["id"][-8:], "--json").objects
    assert told["problems"][0]["kind"] == "http"


def test_one_run_says_what_was_fetched_and_where_a_bad_page_is(hand: Hand) -> None:
    [run] = hand("runs", "--site", "souq", "--json").objects
    with Workspace.open(hand.folder).open_store() as store:
        kept = Capture("souq/1.warc.gz", 77, "ab")
        problem = Problem(run=run["id"], number=7, kind="login", url="u", reason="r", capture=kept)
        store.journal.add_problem(problem)
    answer = hand("runs", run["id"])
    assert "souq/1.warc.gz, offset 77" in answer.out
    assert "0 requests, 0 bytes; 2 pages read" in answer.err


def test_a_run_whose_process_died_says_so(empty: Hand) -> None:
    workspace = Workspace.open(empty.folder)
    with workspace.open_store() as store:
        ledger = workspace.ledger(store)
        ledger.begin("bazaar", SEEN)
        ledger.recover(lambda _: False, SEEN)
    [row] = empty("runs").rows
    assert row["end"] == "aborted (died)"
    [told] = empty("runs", "--json").objects
    assert (told["end"], told["died"]) == ("aborted", True)


def test_no_such_run(hand: Hand) -> None:
    answer = hand("runs", "nope")
    assert (answer.code, answer.out) == (Exit.FAILED, "")
    assert "no run has an id" in answer.err
    assert hand("runs", "2026").code == Exit.FAILED


def test_no_run_yet(empty: Hand) -> None:
    answer = empty("runs")
    assert (answer.code, answer.out) == (Exit.OK, "")
    assert "offerwatch crawl" in answer.err
