"""`offerwatch show`: one offer with its life, its proof and its sealed wording."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from console.exits import Exit
from evidence.exchange import Exchange
from evidence.warc import Warc
from offers.fact import FactKind
from offers.indicator import State
from offers.money import Role, When
from offers.offer import Language, Offer, Passage, Protection, Protects, Speaker
from offers.payment import PaymentKind
from offers.place import Means, PlaceRole
from offers.span import Span
from tests.console.hand import HOSTILE, OFFER, Hand
from tests.index.deep import SPOTS, fact, hit, of_role, payment, route, spot
from workspace.folder import Workspace


def test_raw_stands_beside_what_was_read(hand: Hand) -> None:
    out = hand("show", OFFER.id[:8]).out
    assert "phone +12025550123" in out
    assert "2000 EUR month\t2000 EUR\ttext 18-26" in out
    assert "published\t2026-11-02\t2 листопада\tpublished 0-11" in out
    assert "places\tBerlin (DE)\tBerlin\ttext 10-16" in out


ARABIC = "مطلوب نادل، ادفع 300 EUR قبل السفر"


def deep() -> Offer:
    """An offer of which everything was read, and a hostile pack's words about it."""
    whole = Span("text", 0, len(ARABIC))
    gloss = "pay before \x1b[31mthe journey\u202e"
    return replace(
        OFFER,
        text=ARABIC,
        digest="",
        routes=(route("İstanbul", "Bari", "Греція", means=(Means.BOAT,)),),
        places=(spot("Bari", confidence=0.7, others=(SPOTS["Греція"],), role=PlaceRole.WORK),),
        payments=(payment(PaymentKind.IBAN),),
        facts=(fact(FactKind.HOUSING, "free"),),
        money=(replace(of_role(Role.FEE, "300"), due=When.BEFORE),),
        indicators=(
            hit("fee.before_work", raw=ARABIC, span=whole, gloss=gloss),
            hit("contact.messenger_only", because="no other contact is in the ad"),
            hit("documents.kept", State.CONTRADICTED),
        ),
        passages=(
            Passage(language=Language(code="ar", confidence=0.9, script="Arab"), span=whole),
        ),
    )


def test_all_that_was_read_is_shown_with_its_words(empty: Hand) -> None:
    empty.record([deep()])
    answer = empty("show", OFFER.id)
    rows = [line.split("\t") for line in answer.out.splitlines() if line.count("\t") == 3]
    told = {(field, value): (written, where) for field, value, written, where in rows}
    means = "means “pay before \ufffd[31mthe journey\ufffd”"
    shown = told["indicators", f"fee.before_work (strong, +3, offerwatch 1): {means}"]
    assert shown == (ARABIC, f"text 0-{len(ARABIC)}")
    for field, value in (
        ("passage", "ar Arab (90%)"),
        ("places", "Bari (IT, work, geonames:3182351, 70%, or Greece)"),
        ("routes", "from Istanbul via Greece to Bari by boat"),
        ("payments", "iban DE89 3704 0044 0532 0130 00"),
        ("money", "300 EUR (fee, before)"),
        ("facts", "housing free"),
        ("indicators", "documents.kept (strong, contradicted, offerwatch 1)"),
        ("rank", "3.5: fee.before_work +3 contact.messenger_only +0.5"),
    ):
        assert (field, value) in told
    whole = "contact.messenger_only (weak, +0.5, offerwatch 1): no other contact is in the ad"
    assert told["indicators", whole] == ("", "the whole ad")
    assert "no verdict" in answer.err
    assert not {"\x1b", "\u202e"} & {*answer.out}


def test_json_has_all_that_was_read(empty: Hand) -> None:
    empty.record([deep()])
    [told] = empty("show", OFFER.id, "--json").objects
    assert told["rank"] == 3.5
    assert told["routes"][0]["origin"]["spot"]["id"] == "geonames:745044"
    assert told["indicators"][0]["gloss"].startswith("pay before")
    assert told["facts"][0] == {
        "kind": "housing",
        "value": "free",
        "raw": "free",
        "span": ["text", 0, 1],
    }
    [found] = empty("search", "tier:strong AND from:istanbul", "--json").objects
    assert found["id"] == OFFER.id
    [row] = empty("search", "route:TR>IT", "--sort", "-rank").rows
    assert row["rank"] == "3.5"


def test_of_a_seeker_no_account_is_shown(empty: Hand) -> None:
    empty.record(
        [
            replace(
                deep(),
                speaker=Speaker.SEEKS,
                text="Pay DE89 3704 0044 0532 0130 00",
                payments=(replace(payment(PaymentKind.IBAN), span=Span("text", 4, 31)),),
            )
        ]
    )
    for words in (
        ("show", OFFER.id),
        ("show", OFFER.id, "--json"),
        ("export",),
        ("export", "--format", "csv"),
        ("search", "*", "--json"),
    ):
        answer = empty(*words)
        assert answer.code == Exit.OK
        assert "3704" not in answer.out
    assert "accounts are sealed" in empty("show", OFFER.id).err


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
