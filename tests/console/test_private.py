"""`offerwatch sealed` and `offerwatch forget`."""

from dataclasses import replace

from console.exits import Exit
from offers.offer import Protection, Protects, Speaker
from offers.span import Span
from tests.console.hand import HOSTILE, OFFER, WIDE, Hand
from workspace.folder import Workspace

MINOR = replace(
    OFFER,
    id="5" * 32,
    key="minor",
    protections=(Protection(protects=Protects.MINOR, raw="x", span=Span("text", 0, 1)),),
    digest="",
)
SEEKER = replace(OFFER, id="6" * 32, key="seeker", speaker=Speaker.SEEKS, digest="")


def test_sealed_offers_are_counted_and_no_more(empty: Hand) -> None:
    empty.record([OFFER, MINOR, SEEKER])
    assert empty("sealed").rows == [
        {"protects": "minor", "offers": "1"},
        {"protects": "seeker", "offers": "1"},
    ]
    assert empty("sealed", "--json").objects == [{"minor": 1, "seeker": 1}]


def test_none_is_a_count_as_well(empty: Hand) -> None:
    assert empty("sealed", "--json").objects == [{"minor": 0, "seeker": 0}]


def test_forgotten_is_gone_and_stays_so(hand: Hand) -> None:
    answer = hand("forget", OFFER.id[:8], HOSTILE.id, "--reason", "asked for", "--yes")
    assert (answer.code, answer.out) == (Exit.OK, "")
    assert "2 offers erased" in answer.err
    hand.record([OFFER, HOSTILE])
    assert [each["id"] for each in hand("search", "--json").objects] == [WIDE.id]
    with Workspace.open(hand.folder).open_store() as store:
        kept = {(each.action, each.subject, each.reason) for each in store.journal.audit()}
    assert kept == {("forget", OFFER.id, "asked for"), ("forget", HOSTILE.id, "asked for")}


def test_forget_asks_first(hand: Hand) -> None:
    assert hand("forget", OFFER.id, "--reason", "asked for").code == Exit.FAILED
    assert hand("show", OFFER.id).code == Exit.OK


def test_forget_needs_a_reason_and_an_offer(hand: Hand) -> None:
    assert hand("forget", OFFER.id, "--yes").code == Exit.USAGE
    assert hand("forget", OFFER.id, "--reason", " ", "--yes").code == Exit.USAGE
    assert hand("forget", "beef", "--reason", "asked for", "--yes").code == Exit.FAILED


def test_a_sealed_offer_can_be_forgotten(empty: Hand) -> None:
    empty.record([MINOR])
    assert "1 offer erased" in empty("forget", MINOR.id, "--reason", "asked for", "--yes").err
    assert empty("sealed", "--json").objects == [{"minor": 0, "seeker": 0}]
