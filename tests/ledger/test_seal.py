"""Who seeks cannot be reached through us, and what concerns minors lies nowhere open."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from index.base import Store
from index.query.tree import Everything
from ledger import Ledger
from ledger.seal import MASK, redacted
from offers.money import Money
from offers.offer import Contact, Named, Offer, Protection, Protects, Speaker
from offers.place import Place
from offers.run import Coverage, End
from offers.span import Span
from tests.ledger.conftest import MONDAY, SECRET, MakeOffer

PHONE = "+442079460001"
TEXT = "I look for work, call +44 20 7946 0001 please"


@pytest.fixture
def seeker(make: MakeOffer) -> Offer:
    span = Span("text", 22, 38)
    assert TEXT[span.start : span.end] == "+44 20 7946 0001"
    contact = Contact(kind="phone", value=PHONE, raw="+44 20 7946 0001", span=span)
    offer = make("7", TEXT, contacts=(contact,), said={"contact": PHONE, "place": "Lille"})
    return replace(offer, speaker=Speaker.SEEKS)


@pytest.fixture
def minor(make: MakeOffer) -> Offer:
    found = Protection(protects=Protects.MINOR, raw="15", span=Span("text", 0, 2))
    return make("8", "15 year olds wanted", protections=(found,))


def test_masks_keep_length_and_spans(seeker: Offer) -> None:
    shown = redacted(seeker, SECRET)
    assert shown.text is not None
    assert len(shown.text) == len(TEXT)
    assert shown.text == TEXT.replace("+44 20 7946 0001", MASK * 16)
    assert shown.said == {"contact": MASK * len(PHONE), "place": "Lille"}
    assert (shown.contacts, shown.fingerprint) == ((), None)
    assert shown.digest != seeker.digest


def test_contacts_in_labelled_places_are_masked_too(seeker: Offer) -> None:
    """Readers look for no contacts there."""
    place, employer = "London, call +44 20 7946 0002", "Ann, ann@example.org"
    said = {"place": place, "employer": employer, "price": "900 GBP, 020 7946 0003"}
    offer = replace(
        seeker,
        said=said,
        places=(Place(name=place, raw=place, span=Span("place", 0, len(place)), country="GB"),),
        employer=Named(name=employer, raw=employer, span=Span("employer", 0, len(employer))),
        money=(money("900 GBP"),),
    )
    shown = redacted(offer, SECRET)
    assert shown.said["place"] == "London, call " + MASK * 16
    assert shown.places[0].name == shown.places[0].raw == shown.said["place"]
    assert shown.places[0].country == "GB"
    assert shown.employer
    assert shown.employer.name == shown.said["employer"] == "Ann, " + MASK * 15
    assert shown.said["price"] == "900 GBP, " + MASK * 13
    assert shown.money == offer.money


def test_what_no_reader_took_for_a_contact_is_masked_too(seeker: Offer) -> None:
    shown = redacted(replace(seeker, text="Call O2O 7946 O123", contacts=()), SECRET)
    assert shown.text == "Call " + MASK * 13


def money(raw: str) -> Money:
    span = Span("price", 0, len(raw))
    return Money(low=Decimal(900), high=Decimal(900), currency="GBP", raw=raw, span=span)


def test_a_seekers_contacts_lie_only_in_the_sealed_store(
    ledger: Ledger, store: Store, seeker: Offer
) -> None:
    run = ledger.begin("bazaar", MONDAY)
    assert ledger.record(run, [seeker]).counts == {"new": 1, "sealed": 1}
    (shown,) = store.index.search(Everything()).offers
    assert "7946" not in repr(shown)
    assert "7946" not in repr(store.index.versions(seeker.id))
    (original,) = store.index.originals(seeker.id)
    assert original.offer.text == TEXT
    assert store.index.sealed() == {Protects.SEEKER: 1}


def test_an_older_wording_that_comes_late_seals_as_well(
    ledger: Ledger, store: Store, seeker: Offer
) -> None:
    """Whatever order they come in, one wording that shows a seeker is enough."""
    run = ledger.begin("bazaar", MONDAY)
    later = replace(seeker, seen=MONDAY + timedelta(days=1), text=TEXT + "!", digest="")
    ledger.record(run, [replace(later, speaker=None)])
    assert ledger.record(run, [seeker]).counts == {"late": 1}
    known = store.index.get(seeker.id)
    assert known
    assert known.redacted
    assert "7946" not in repr(known)
    assert "7946" not in repr(store.index.versions(seeker.id))
    assert {v.offer.text for v in store.index.originals(seeker.id)} == {TEXT, TEXT + "!"}


def test_a_seekers_unchanged_ad_is_unchanged(ledger: Ledger, seeker: Offer) -> None:
    run = ledger.begin("bazaar", MONDAY)
    ledger.record(run, [seeker])
    later = replace(seeker, seen=MONDAY + timedelta(days=1))
    assert ledger.record(run, [later]).counts == {"unchanged": 1}


def test_a_seeker_seen_late_is_taken_out_of_earlier_wordings(
    ledger: Ledger, store: Store, seeker: Offer
) -> None:
    run = ledger.begin("bazaar", MONDAY)
    ledger.record(run, [replace(seeker, speaker=None)])
    later = MONDAY + timedelta(days=1)
    ledger.record(run, [replace(seeker, seen=later, text=TEXT + "!", digest="")])
    assert "7946" not in repr(store.index.versions(seeker.id))
    assert [v.offer.text for v in store.index.originals(seeker.id)] == [TEXT, TEXT + "!"]


def test_a_seeker_recognised_by_a_newer_extractor_is_masked_without_an_event(
    ledger: Ledger, store: Store, seeker: Offer
) -> None:
    run = ledger.begin("bazaar", MONDAY)
    ledger.record(run, [replace(seeker, speaker=None, extractor="1")])
    later = replace(seeker, seen=MONDAY + timedelta(days=1), extractor="2")
    assert ledger.record(run, [later]).counts == {"unchanged": 1}
    assert "7946" not in repr(store.index.versions(seeker.id))
    assert "7946" not in repr(store.index.get(seeker.id))
    assert len(store.index.originals(seeker.id)) == 1


def test_a_seal_stays_when_the_wording_changes(ledger: Ledger, store: Store, seeker: Offer) -> None:
    run = ledger.begin("bazaar", MONDAY)
    ledger.record(run, [seeker])
    later = replace(seeker, seen=MONDAY + timedelta(days=1), speaker=None)
    ledger.record(run, [later])
    assert "7946" not in repr(store.index.get(seeker.id))


def test_offers_with_a_minor_lie_nowhere_open(ledger: Ledger, store: Store, minor: Offer) -> None:
    run = ledger.begin("bazaar", MONDAY)
    ledger.record(run, [minor])
    run = ledger.end(run, End.OK, Coverage.FULL, MONDAY)
    assert store.index.search(Everything()).total == 0
    assert store.index.get(minor.id) is None
    assert store.index.versions(minor.id) == []
    assert store.index.events(minor.id) == []
    assert store.index.events_of_run(run.id) == []
    assert store.index.sightings(minor.id) == []
    assert store.index.pending_runs() == frozenset()
    assert store.index.sealed() == {Protects.MINOR: 1}
    assert [version.offer.text for version in store.index.originals(minor.id)] == [minor.text]


def test_an_open_offer_that_turns_out_to_concern_a_minor_moves_wholly(
    ledger: Ledger, store: Store, minor: Offer
) -> None:
    run = ledger.begin("bazaar", MONDAY)
    ledger.record(run, [replace(minor, protections=())])
    assert store.index.search(Everything()).total == 1
    ledger.record(run, [replace(minor, seen=MONDAY + timedelta(days=1))])
    assert store.index.search(Everything()).total == 0
    assert store.index.versions(minor.id) == []
    assert store.index.pending_runs() == frozenset()


def test_a_sealed_ad_has_a_life_too(ledger: Ledger, store: Store, minor: Offer) -> None:
    run = ledger.begin("bazaar", MONDAY)
    assert ledger.record(run, [minor]).counts == {"new": 1, "sealed": 1}
    later = replace(minor, seen=MONDAY + timedelta(days=1))
    assert ledger.record(run, [later]).counts == {"unchanged": 1}
    run = ledger.begin("bazaar", MONDAY + timedelta(days=2))
    ledger.end(run, End.OK, Coverage.FULL, run.started)
    assert store.index.known([minor.id])[minor.id].status == "gone"
