"""`offerwatch search`: for people, for pipes and for scripts."""

import pytest

from console.exits import Exit
from offers.offer import Kind, Offer
from tests.console.hand import HOSTILE, OFFER, WIDE, Hand


def test_json_is_one_offer_a_line(hand: Hand) -> None:
    answer = hand("search", "--json")
    assert answer.code == Exit.OK
    assert {each["id"] for each in answer.objects} == {OFFER.id, HOSTILE.id, WIDE.id}
    assert {each["title"] for each in answer.objects} == {OFFER.title, HOSTILE.title, WIDE.title}


def test_a_pipe_gets_whole_fields_parted_by_tabs(hand: Hand) -> None:
    rows = {row["id"]: row for row in hand("search").rows}
    assert set(rows) == {OFFER.id, HOSTILE.id, WIDE.id}
    assert rows[OFFER.id]["money"] == "2000 EUR month"
    assert rows[WIDE.id]["title"] == "مطلوب نادل 急招服务员 👉 офіціант"
    assert rows[HOSTILE.id]["title"] == "\ufffd]0;owned\ufffd[red]=1+1\ufffdgnp.exe[/]"


def test_what_is_said_beside_goes_to_stderr(hand: Hand) -> None:
    assert "3 offers" in hand("search").err
    assert hand("search", "--json").err == ""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["waiter"], {OFFER.id}),
        (["نادل"], {WIDE.id}),
        (["--site", "souq"], {WIDE.id}),
        (["--site", "souq", "--site", "bazaar"], {OFFER.id, HOSTILE.id, WIDE.id}),
        (["--kind", "travel"], {HOSTILE.id}),
        (["--country", "de"], {OFFER.id}),
        (["waiter", "--country", "PL"], set()),
        (["--since", "1d"], set()),
        (["--since", "2026-11-03"], {OFFER.id, HOSTILE.id, WIDE.id}),
        (["price:[1500 TO *]", "--kind", Kind.JOB], {OFFER.id}),
    ],
)
def test_options_narrow_the_query(hand: Hand, words: list[str], found: set[str]) -> None:
    answer = hand("search", *words, "--json")
    assert answer.code == Exit.OK
    assert {each["id"] for each in answer.objects} == found


def test_sorted_both_ways(hand: Hand) -> None:
    there = [each["site"] for each in hand("search", "--sort", "site", "--json").objects]
    back = [each["site"] for each in hand("search", "--sort", "-site", "--json").objects]
    assert there == ["bazaar", "bazaar", "souq"]
    assert back == ["souq", "bazaar", "bazaar"]


def test_limit(hand: Hand) -> None:
    answer = hand("search", "--limit", "1")
    assert len(answer.rows) == 1
    assert "1 of 3 offers" in answer.err
    assert len(hand("search", "--limit", "0").rows) == 3


def test_more_offers_than_one_page_of_the_store(empty: Hand, many: list[Offer]) -> None:
    empty.put(*many)
    keys = [each["key"] for each in empty("search", "--limit", "0", "--json").objects]
    assert sorted(keys) == sorted(map(str, range(450)))
    assert len(empty("search", "--limit", "350", "--json").objects) == 350


def test_nothing_found_is_no_failure(hand: Hand) -> None:
    answer = hand("search", "nobody")
    assert (answer.code, answer.out) == (Exit.OK, "")
    assert "No offer fits" in answer.err


def test_a_query_that_cannot_be_understood_is_pointed_at(hand: Hand) -> None:
    answer = hand("search", "waiter AND (passport")
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    query, caret = answer.err.splitlines()[:2]
    assert query == "waiter AND (passport"
    assert caret.strip().startswith("^")


@pytest.mark.parametrize(
    "words", [["--sort", "text"], ["--since", "tomorrow"], ["--kind", "boat"], ["--limit", "-1"]]
)
def test_wrong_options_are_usage(hand: Hand, words: list[str]) -> None:
    answer = hand("search", *words)
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert words[0] in answer.err
