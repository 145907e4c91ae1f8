"""Stored offers are read again: the reading changes, what was published and what happened stay."""

from dataclasses import replace
from datetime import timedelta

import pytest

from index.base import Store, StoreError
from index.query.tree import Everything
from ledger import Kinship, Ledger
from ledger.rereading import Read, Reread, Rereader
from ledger.seal import MASK
from offers.fact import Fact, FactKind
from offers.life import Known, Status
from offers.offer import Contact, Offer, Protection, Protects, Speaker
from offers.payment import Payment, PaymentKind
from offers.span import Span
from tests.index.conftest import HOMES
from tests.ledger.conftest import MONDAY, SECRET, MakeOffer

TUESDAY = MONDAY + timedelta(days=1)
WALLET = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
NAME = "ann_of_leeds"
TEXT = f"I look for work, {NAME} on Wire, pay to {WALLET}"


@pytest.fixture(params=HOMES)
def home(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def today(offer: Offer) -> Offer:
    """A reader that finds one thing more than the one before."""
    term = Fact(kind=FactKind.HOUSING, value="free", raw="W", span=Span("text", 0, 1))
    return replace(offer, facts=(term,), extractor="9")


def quoted(offer: Offer, words: str) -> Span:
    start = (offer.text or "").index(words)
    return Span("text", start, start + len(words))


def finding(offer: Offer) -> Offer:
    """A reader that finds whom the ad is by, and every way to reach and to pay them."""
    found = replace(offer, extractor="9", contacts=(), payments=(), speaker=Speaker.SEEKS)
    if NAME in (offer.text or ""):
        where = quoted(offer, NAME)
        found = replace(found, contacts=(Contact(kind="wire", value=NAME, raw=NAME, span=where),))
    if WALLET in (offer.text or ""):
        paid = Payment(
            kind=PaymentKind.BITCOIN, value=WALLET, raw=WALLET, span=quoted(offer, WALLET)
        )
        found = replace(found, payments=(paid,))
    return found


def rereader(store: Store, read: Read = today) -> Rereader:
    return Rereader(
        index=store.index,
        journal=store.journal,
        families=Kinship(store, SECRET),
        secret=SECRET,
        read=read,
        actor="ann",
        now=lambda: TUESDAY,
    )


def every(store: Store) -> list[Known]:
    return list(store.index.walk(Everything()))


def entered(store: Store, read: Read = today) -> list[Reread]:
    """All offers, read again and written."""
    return list(rereader(store, read).enter(every(store)))


def only(store: Store) -> Known:
    [known] = every(store)
    return known


def lies_open(store: Store, words: str) -> bool:
    """Whether a word of an ad stands in anything that everybody may read."""
    found = every(store)
    versions = [store.index.versions(known.offer.id) for known in found]
    return words in repr((found, versions, store.journal.mailings()))


def test_a_reading_is_replaced_and_nothing_else(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    run = ledger.begin("bazaar", MONDAY)
    ledger.record(run, [make("1", extractor="1"), make("2", "Cook", extractor="1")])
    ledger.record(run, [make("1", "Waiters wanted now", day=1, extractor="1")])
    before = {known.offer.id: known for known in every(store)}
    history = [
        (store.index.versions(id_), store.index.events(id_), store.index.sightings(id_))
        for id_ in before
    ]
    found = entered(store)
    assert {one.known.offer.id for one in found} == {*before}
    for known in every(store):
        was = before[known.offer.id]
        assert known.offer == today(was.offer)
        assert replace(known, offer=was.offer, token=was.token) == was
    assert history == [
        (store.index.versions(id_), store.index.events(id_), store.index.sightings(id_))
        for id_ in before
    ]
    assert store.journal.audit() == []


def test_looking_writes_nothing(ledger: Ledger, store: Store, make: MakeOffer) -> None:
    ledger.record(ledger.begin("bazaar", MONDAY), [make()])
    known = only(store)
    found = rereader(store).look(known)
    assert (found.before, found.after) == (known.offer, today(known.offer))
    assert only(store) == known


def test_what_reads_as_it_did_is_not_written(ledger: Ledger, store: Store, make: MakeOffer) -> None:
    ledger.record(ledger.begin("bazaar", MONDAY), [make()])
    entered(store)
    token = only(store).token
    assert [one.change for one in entered(store)] == [None]
    assert only(store).token == token


def test_what_cannot_be_read_stays(ledger: Ledger, store: Store, make: MakeOffer) -> None:
    def breaks(offer: Offer) -> Offer:
        if offer.key == "1":
            raise ValueError(offer.text)
        return today(offer)

    ledger.record(ledger.begin("bazaar", MONDAY), [make("1"), make("2")])
    unread = {one.known.offer.key: one.unread for one in entered(store, breaks)}
    assert unread == {"1": "ValueError", "2": None}
    assert {known.offer.key: len(known.offer.facts) for known in every(store)} == {"1": 0, "2": 1}


def test_a_store_that_fails_is_no_ad_that_cannot_be_read(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    ledger.record(ledger.begin("bazaar", MONDAY), [make()])
    known = only(store)
    failed = StoreError("the store is gone")

    def fails(offer: Offer) -> Offer:
        raise failed

    with pytest.raises(StoreError):
        rereader(store, fails).look(known)


def test_what_others_wrote_in_between_is_read_again(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    run = ledger.begin("bazaar", MONDAY)
    ledger.record(run, [make(extractor="1")])
    edits = iter([make(text="Cooks wanted", day=1, extractor="1")])

    def while_others_write(offer: Offer) -> Offer:
        if edit := next(edits, None):
            ledger.record(run, [edit])
        return today(offer)

    [found] = entered(store, while_others_write)
    assert found.after.text == only(store).offer.text == "Cooks wanted"
    assert len(only(store).offer.facts) == 1
    assert len(store.index.versions(found.after.id)) == 2


def test_what_was_erased_in_between_does_not_come_back(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    ledger.record(ledger.begin("bazaar", MONDAY), [make()])

    def while_others_erase(offer: Offer) -> Offer:
        ledger.forget([offer.id], TUESDAY, "ann", "asked for")
        return today(offer)

    assert entered(store, while_others_erase) == []
    assert every(store) == []


def test_a_minor_who_is_found_now_is_sealed_at_once(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    def protecting(offer: Offer) -> Offer:
        found = Protection(protects=Protects.MINOR, raw="W", span=Span("text", 0, 1))
        return replace(today(offer), protections=(found,) if offer.key == "1" else ())

    ledger.record(ledger.begin("bazaar", MONDAY), [make("1"), make("2")])
    seals = {one.known.offer.key: one.seals for one in entered(store, protecting)}
    assert seals == {"1": Protects.MINOR, "2": None}
    assert [known.offer.key for known in every(store)] == ["2"]
    assert store.index.versions(make("1").id) == []
    assert store.index.sealed() == {Protects.MINOR: 1}
    hidden = store.index.known([make("1").id])[make("1").id]
    assert (hidden.pending, hidden.status) == ((), Status.ONLINE)


def test_a_seeker_who_is_found_now_lies_nowhere_open(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    """Neither what was read as a contact before nor what only today's reader takes for one."""
    older = make("7", f"Driver. {TEXT}, mail me@example.org")
    mail = "me@example.org"
    known = Contact(kind="mail", value=mail, raw=mail, span=quoted(older, mail))
    run = ledger.begin("bazaar", MONDAY)
    ledger.record(run, [replace(older, contacts=(known,))])
    ledger.record(run, [make("7", TEXT, day=1)])
    assert lies_open(store, NAME)
    assert [one.seals for one in entered(store, finding)] == [Protects.SEEKER]
    assert [words for words in (NAME, WALLET, mail) if lies_open(store, words)] == []
    assert MASK * len(WALLET) in (only(store).offer.text or "")
    assert only(store).redacted
    assert [one.offer.text for one in store.index.originals(older.id)] == [older.text, TEXT]
    # The next crawl finds the ad as it was.
    later = finding(make("7", TEXT, day=2))
    assert ledger.record(run, [later]).counts == {"unchanged": 1}


def test_a_seekers_wording_is_read_as_it_was_published(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    """Of what is masked only a reader of the original can find more; the audit says that it was
    opened."""
    run = ledger.begin("bazaar", MONDAY)
    for day, text in enumerate((TEXT, f"{TEXT}!")):
        ledger.record(run, [make("7", text, day=day, speaker=Speaker.SEEKS, extractor="1")])
    assert lies_open(store, WALLET)
    digest = only(store).offer.digest
    looked = rereader(store, finding)
    [found] = [looked.look(known) for known in every(store)]
    assert [(one.action, one.actor, one.at) for one in store.journal.audit()] == [
        ("reread", "ann", TUESDAY)
    ]
    assert found.seals is None
    assert WALLET not in repr(found.after)
    assert lies_open(store, WALLET)
    entered(store, finding)
    assert not lies_open(store, WALLET)
    assert not lies_open(store, NAME)
    assert only(store).offer.digest == digest
    assert [one.offer.text for one in store.index.originals(only(store).offer.id)] == [
        TEXT,
        f"{TEXT}!",
    ]
    assert [one.change for one in entered(store, finding)] == [None]
    later = finding(make("7", f"{TEXT}!", day=3))
    assert ledger.record(run, [later]).counts == {"unchanged": 1}


def test_a_mask_once_set_stays(ledger: Ledger, store: Store, make: MakeOffer) -> None:
    """Though today's reader no longer takes it for a contact."""
    run = ledger.begin("bazaar", MONDAY)
    ledger.record(run, [finding(make("7", TEXT))])
    masked = only(store).offer.text

    def blind(offer: Offer) -> Offer:
        return replace(today(offer), contacts=(), payments=(), speaker=None)

    assert [one.seals for one in entered(store, blind)] == [None]
    assert only(store).offer.text == masked
    assert only(store).offer.facts
    assert not lies_open(store, NAME)
    assert not lies_open(store, WALLET)


def test_a_card_that_is_masked_now_is_masked_in_every_wording(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    number = "4111 1111 1111 1111"

    def masking(offer: Offer) -> Offer:
        text = (offer.text or "").replace(number, "4111 **** **** 1111")
        same = text == offer.text
        return replace(today(offer), text=text, digest=offer.digest if same else "")

    run = ledger.begin("bazaar", MONDAY)
    for day, text in enumerate((f"Pay {number}", f"Please pay {number}", "Pay by card")):
        ledger.record(run, [make(text=text, day=day)])
    ledger.record(run, [make(text=f"Pay {number} now", day=3)])
    entered(store, masking)
    assert not lies_open(store, number)
    assert len(store.index.versions(only(store).offer.id)) == 4
    assert not only(store).redacted
    assert [one.change for one in entered(store, masking)] == [None]
    later = masking(make(text=f"Pay {number} now", day=4))
    assert ledger.record(run, [later]).counts == {"unchanged": 1}


def test_many_are_written_in_one_go(ledger: Ledger, store: Store, make: MakeOffer) -> None:
    run = ledger.begin("bazaar", MONDAY)
    ledger.record(run, [make(str(number)) for number in range(250)])
    assert len(entered(store)) == 250
    assert all(known.offer.extractor == "9" for known in every(store))
