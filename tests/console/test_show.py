"""`offerwatch show`: one offer with its life, its proof and its sealed wording."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from console.exits import Exit
from evidence.exchange import Exchange
from evidence.warc import Warc
from offers.offer import Offer, Protection, Protects, Speaker
from offers.span import Span
from tests.console.hand import HOSTILE, OFFER, Hand
from workspace.folder import Workspace


def test_raw_stands_beside_what_was_read(hand: Hand) -> None:
    out = hand("show", OFFER.id[:8]).out
    assert "phone +12025550123" in out
    assert "2000 EUR month\t2000 EUR\ttext 18-26" in out
    assert "published\t2026-11-02\t2 листопада\tpublished 0-11" in out
    assert "places\tBerlin (DE)\tBerlin\ttext 10-16" in out


def test_versions_say_what_changed(hand: Hand) -> None:
    out = hand("show", OFFER.id).out
    assert "Versions: 2" in out
    assert "{+\n\nHurry up!+}" in out
    assert "edited" in out
    assert "Sightings: 2" in out


def test_json_has_the_whole_life(hand: Hand) -> None:
    [shown] = hand("show", OFFER.id, "--json").objects
    assert shown["text"].endswith("Hurry up!")
    assert [each["text"] for each in shown["versions"]] == [OFFER.text, shown["text"]]
    assert [each["kind"] for each in shown["events"]] == ["new", "edited"]
    assert len(shown["sightings"]) == 2


def test_a_hostile_ad_is_only_text(hand: Hand) -> None:
    out = hand("show", HOSTILE.id).out
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\ud800"} & set(out)
    assert "[bold]Kellner" in out


@pytest.mark.parametrize("id", ["beef", "", OFFER.id + "0"])
def test_no_such_offer(hand: Hand, id: str) -> None:
    answer = hand("show", id)
    assert (answer.code, answer.out) == (Exit.FAILED, "")
    assert "offerwatch search" in answer.err


def test_a_beginning_that_fits_several_is_refused(empty: Hand) -> None:
    empty.record([replace(OFFER, id="a" * 31 + end, key=end, digest="") for end in "01"])
    answer = empty("show", "aaaa")
    assert (answer.code, answer.out) == (Exit.USAGE, "")


BODY = b"<html>\x1b[31mKellner \xff</html>"


DOM = b"<html><h1>Kellner gesucht</h1></html>"


def captured(hand: Hand, *, rendered: bool = False, **different: Any) -> None:
    """An offer that was read from a page that is kept, as it came or as a browser showed it."""
    exchange = Exchange(
        url=OFFER.url,
        request=b"GET /4711 HTTP/1.1\r\nHost: bazaar.example\r\n\r\n",
        head=b"HTTP/1.1 200 OK\r\nX-Evil: \x1b[31m\r\n\r\n",
        body=BODY,
        at=datetime(2026, 11, 3, 8, 30, tzinfo=UTC),
        address="192.0.2.1",
    )
    if rendered:
        part = replace(exchange, url=f"{OFFER.url}/api", body=b"{}")
        exchange = replace(exchange, dom=DOM, parts=(part,))
    workspace = Workspace.open(hand.folder)
    with Warc(
        workspace.captures, f"run{len(different)}.warc.gz", opened=exchange.at, about={}
    ) as warc:
        capture = warc.keep(exchange)
    hand.record([replace(OFFER, capture=capture, **different)])


def test_the_capture_comes_back_byte_for_byte(empty: Hand) -> None:
    captured(empty)
    file = empty.folder / "page.html"
    answer = empty("show", OFFER.id, "--capture", "-o", str(file))
    assert answer.code == Exit.OK
    assert file.read_bytes() == BODY
    assert "GET /4711 HTTP/1.1" in answer.err
    assert "X-Evil: \ufffd[31m" in answer.err
    assert "192.0.2.1" in answer.err


def test_of_a_page_in_a_browser_the_final_document_comes_back(empty: Hand) -> None:
    captured(empty, rendered=True)
    file = empty.folder / "page.html"
    answer = empty("show", OFFER.id, "--capture", "-o", str(file))
    assert answer.code == Exit.OK
    assert file.read_bytes() == DOM
    assert "as a browser showed it" in answer.err
    assert f"{OFFER.url}/api, SHA-256 44136fa355b3" in answer.err


def test_looking_at_a_page_is_kept_and_needs_a_reason_where_it_shows_sealed_contacts(
    empty: Hand,
) -> None:
    captured(empty)
    empty("show", OFFER.id, "--capture", "-o", str(empty.folder / "page.html"))
    assert audited(empty) == [("capture", OFFER.id, "")]
    captured(empty, speaker=Speaker.SEEKS, id="6" * 32, key="seeker", digest="")
    words = ("show", "6" * 32, "--capture", "-o", str(empty.folder / "seeker.html"))
    assert empty(*words).code == Exit.USAGE
    assert not (empty.folder / "seeker.html").exists()
    assert empty(*words, "--reason", "case 114").code == Exit.OK
    assert audited(empty)[-1] == ("capture", "6" * 32, "case 114")


def test_a_capture_that_was_touched_is_refused(empty: Hand) -> None:
    captured(empty)
    file = Workspace.open(empty.folder).captures / "run0.warc.gz"
    file.write_bytes(file.read_bytes()[:-40])
    answer = empty("show", OFFER.id, "--capture")
    assert (answer.code, answer.out) == (Exit.FAILED, "")
    assert "run0.warc.gz" in answer.err


def test_a_capture_that_is_not_there(hand: Hand) -> None:
    answer = hand("show", OFFER.id, "--capture")
    assert (answer.code, answer.out) == (Exit.FAILED, "")


def test_output_belongs_to_capture(hand: Hand) -> None:
    assert hand("show", OFFER.id, "-o", "page.html").code == Exit.USAGE


MINOR = replace(
    OFFER,
    id="5" * 32,
    key="minor",
    protections=(Protection(protects=Protects.MINOR, raw="x", span=Span("text", 0, 1)),),
    digest="",
)
SEEKER = replace(OFFER, id="6" * 32, key="seeker", speaker=Speaker.SEEKS, digest="")


def audited(hand: Hand) -> list[tuple[str, str, str]]:
    with Workspace.open(hand.folder).open_store() as store:
        return [(each.action, each.subject, each.reason) for each in store.journal.audit()]


@pytest.mark.parametrize("offer", [MINOR, SEEKER], ids=["minor", "seeker"])
def test_what_is_sealed_opens_with_a_reason_that_is_kept(empty: Hand, offer: Offer) -> None:
    empty.record([offer])
    assert "2025550123" not in empty("search", "--json").out.replace(" ", "")
    assert empty("show", offer.id, "--unseal").code == Exit.USAGE
    assert empty("show", offer.id, "--unseal", "--reason", " ").code == Exit.USAGE
    assert audited(empty) == []
    answer = empty("show", offer.id, "--unseal", "--reason", "case 114")
    assert answer.code == Exit.OK
    assert "+12025550123" in answer.out
    assert audited(empty) == [("unseal", offer.id, "case 114")]
    [opened] = empty("show", offer.id, "--unseal", "--reason", "again", "--json").objects
    assert opened["contacts"][0]["value"] == "+12025550123"


def test_an_attempt_at_nothing_is_kept_too(hand: Hand) -> None:
    answer = hand("show", OFFER.id, "--unseal", "--reason", "curious")
    assert (answer.code, answer.out) == (Exit.FAILED, "")
    assert audited(hand) == [("unseal", OFFER.id, "curious")]


def test_a_minors_offer_is_in_no_list(empty: Hand) -> None:
    empty.record([MINOR])
    for words in (["search"], ["export"], ["export", "--format", "csv"], ["show", MINOR.id]):
        assert "Waiter" not in empty(*words).out
