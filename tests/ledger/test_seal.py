"""Who seeks cannot be reached through us, and what concerns minors lies nowhere open."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from index.base import Store
from index.fields import FIELDS, FieldType
from index.query.tree import Everything, Phrase, Term
from ledger import Ledger
from ledger.seal import MASK, redacted
from offers.fact import Fact, FactKind
from offers.money import Money
from offers.offer import Contact, Named, Offer, Passage, Protection, Protects, Speaker
from offers.payment import Payment, PaymentKind
from offers.place import Place, Route
from offers.run import Coverage, End
from offers.span import Span
from tests.index.conftest import HOMES
from tests.index.deep import hit
from tests.ledger.conftest import MONDAY, SECRET, MakeOffer

PHONE = "+442079460001"
NUMBER = re.compile("20 ?7946 ?0001")
TEXT = "I look for work, call +44 20 7946 0001 please"


@pytest.fixture(params=HOMES)
def home(request: pytest.FixtureRequest) -> str:
    return str(request.param)


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


@pytest.mark.parametrize(
    ("raw", "amount", "contact"),
    [
        ("+44 600 700 801 zł", 600700801, "+44 600 700 801"),
        ("0044600700801 euro", 44600700801, None),
        ("٦٠٠٧٠٠٨٠١ euro", 600700801, None),
    ],
)
def test_no_amount_of_money_tells_a_number_to_call(
    seeker: Offer, raw: str, amount: int, contact: str | None
) -> None:
    found = Money(
        low=Decimal(amount), high=Decimal(amount), currency="EUR", raw=raw,
        span=Span("text", 5, 5 + len(raw)),
    )  # fmt: skip
    reach = (
        [Contact(kind="phone", value=contact, raw=contact, span=Span("text", 5, 20))]
        if contact
        else []
    )
    offer = replace(seeker, text=f"Call {raw} now", contacts=tuple(reach), money=(found,))
    shown = redacted(offer, SECRET)
    assert [word for word in ("70080", "700 80", "٧٠٠٨٠") if word in repr(shown)] == []
    assert shown.money == ()


@pytest.mark.parametrize("amount", [Decimal(150_000_000), Decimal(10) ** 40])
def test_great_sums_of_money_are_left(seeker: Offer, amount: Decimal) -> None:
    """Wages in rials and sums have as many digits as a telephone number."""
    raw = "150 000 000 IRR"
    span = Span("text", 5, 5 + len(raw))
    found = Money(low=amount, high=amount, currency="IRR", raw=raw, span=span)
    offer = replace(seeker, text=f"Want {raw}", contacts=(), money=(found,))
    shown = redacted(offer, SECRET)
    assert (shown.text, shown.money) == (offer.text, (found,))


IBAN = "DE89 3704 0044 0532 0130 00"
PAYS = f"Passage sought, Izmir to Bari, 500 EUR, reply to {PHONE} and pay me on {IBAN}"


def at(words: str, text: str = PAYS) -> Span:
    return Span("text", text.index(words), text.index(words) + len(words))


@pytest.fixture
def traveller(make: MakeOffer) -> Offer:
    """A seeker of whom everything was read that quotes the ad."""
    izmir, bari = (Place(name=name, raw=name, span=at(name)) for name in ("Izmir", "Bari"))
    whole = Span("text", PAYS.index("Izmir"), len(PAYS))
    raw = PAYS[whole.start :]
    reply = f"reply to {PHONE}"
    return make(
        "9",
        PAYS,
        speaker=Speaker.SEEKS,
        contacts=(Contact(kind="phone", value=PHONE, raw=PHONE, span=at(PHONE)),),
        payments=(
            Payment(kind=PaymentKind.IBAN, value=IBAN.replace(" ", ""), raw=IBAN, span=at(IBAN)),
        ),
        routes=(Route(origin=izmir, destination=bari, raw=raw, span=whole),),
        facts=(Fact(kind=FactKind.DEPARTURE, value="daily", raw=raw, span=whole),),
        passages=(Passage(language=None, span=whole),),
        indicators=(
            hit("contact.messenger_only", raw=reply, span=at(reply)),
            hit("fee.before_work", because=f"4 ads name {PHONE}, {IBAN} or @ann_from_izmir"),
            hit("documents.kept", because="nothing of that kind"),
        ),
    )


REVEALING = ("7946", "DE89", "3704", "0532", "ann_from")


def test_what_quotes_a_seekers_contacts_and_payments_is_masked(traveller: Offer) -> None:
    shown = redacted(traveller, SECRET)
    assert [words for words in REVEALING if words in repr(shown)] == []
    assert (shown.contacts, shown.payments) == ((), ())
    assert shown.routes[0].raw == shown.facts[0].raw == (shown.text or "")[at("Izmir").start :]
    assert [place.name for place in shown.routes[0].places] == ["Izmir", "Bari"]
    messenger, fee, kept = shown.indicators
    assert messenger.raw == "reply to " + MASK * len(PHONE)
    assert fee.because
    assert fee.because.startswith("4 ads name " + MASK)
    assert (fee.id, kept.because) == ("fee.before_work", "nothing of that kind")
    assert shown.passages == traveller.passages


def test_a_seekers_payments_lie_open_nowhere(
    ledger: Ledger, store: Store, traveller: Offer
) -> None:
    run = ledger.begin("bazaar", MONDAY)
    ledger.record(run, [replace(traveller, speaker=None)])
    ledger.record(run, [replace(traveller, seen=MONDAY + timedelta(days=1))])
    ledger.end(run, End.OK, Coverage.FULL, MONDAY)
    found = [
        store.index.get(traveller.id),
        store.index.versions(traveller.id),
        [*store.index.pending(run.id)],
        *(store.index.facets(Everything(), name) for name in SPELT),
        store.index.search(Term("iban", IBAN.replace(" ", ""))),
        store.index.search(Phrase(("text",), ("3704",))),
    ]
    assert [words for words in REVEALING if words in repr(found)] == []
    assert store.index.search(Term("indicator", "fee.before_work")).total == 1
    assert [one.offer.payments for one in store.index.originals(traveller.id)] == [
        traveller.payments
    ]
    ledger.forget([traveller.id], MONDAY, "ann", "asked for")
    assert store.index.originals(traveller.id) == []


SPELT = [name for name, field in FIELDS.items() if field.type is FieldType.KEYWORD]


def test_what_a_later_reading_masks_is_masked_in_its_wording_too(
    ledger: Ledger, store: Store, traveller: Offer
) -> None:
    """A wallet that no parser knew when the ad was stored, and that is no number."""
    text = "Work sought, pay 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa, ann_of_izmir on Wire"
    name, wallet = "ann_of_izmir", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
    wire = Contact(kind="wire", value=name, raw=name, span=at(name, text))
    paid = Payment(kind=PaymentKind.BITCOIN, value=wallet, raw=wallet, span=at(wallet, text))
    first = replace(
        traveller, text=text, digest="", extractor="1", contacts=(wire,), payments=(),
        routes=(), facts=(), passages=(), indicators=(),
    )  # fmt: skip
    run = ledger.begin("bazaar", MONDAY)
    ledger.record(run, [first])
    later = replace(first, extractor="2", contacts=(), payments=(paid,))
    again = replace(later, seen=MONDAY + timedelta(days=1))
    assert ledger.record(run, [again]).counts == {"unchanged": 1}
    found = repr((store.index.get(first.id), store.index.versions(first.id)))
    assert wallet not in found
    assert name not in found
    assert len(store.index.versions(first.id)) == 1
    assert [one.offer.text for one in store.index.originals(first.id)] == [text]


def money(raw: str) -> Money:
    span = Span("price", 0, len(raw))
    return Money(low=Decimal(900), high=Decimal(900), currency="GBP", raw=raw, span=span)


def test_a_seekers_contacts_lie_only_in_the_sealed_store(
    ledger: Ledger, store: Store, seeker: Offer
) -> None:
    run = ledger.begin("bazaar", MONDAY)
    assert ledger.record(run, [seeker]).counts == {"new": 1, "sealed": 1}
    (shown,) = store.index.search(Everything()).offers
    assert not NUMBER.search(repr(shown))
    assert not NUMBER.search(repr(store.index.versions(seeker.id)))
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
    assert not NUMBER.search(repr(known))
    assert not NUMBER.search(repr(store.index.versions(seeker.id)))
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
    assert not NUMBER.search(repr(store.index.versions(seeker.id)))
    assert [v.offer.text for v in store.index.originals(seeker.id)] == [TEXT, TEXT + "!"]


def test_a_seeker_recognised_by_a_newer_extractor_is_masked_without_an_event(
    ledger: Ledger, store: Store, seeker: Offer
) -> None:
    run = ledger.begin("bazaar", MONDAY)
    ledger.record(run, [replace(seeker, speaker=None, extractor="1")])
    later = replace(seeker, seen=MONDAY + timedelta(days=1), extractor="2")
    assert ledger.record(run, [later]).counts == {"unchanged": 1}
    assert not NUMBER.search(repr(store.index.versions(seeker.id)))
    assert not NUMBER.search(repr(store.index.get(seeker.id)))
    assert len(store.index.originals(seeker.id)) == 1


def test_a_seal_stays_when_the_wording_changes(ledger: Ledger, store: Store, seeker: Offer) -> None:
    run = ledger.begin("bazaar", MONDAY)
    ledger.record(run, [seeker])
    later = replace(seeker, seen=MONDAY + timedelta(days=1), speaker=None)
    ledger.record(run, [later])
    assert not NUMBER.search(repr(store.index.get(seeker.id)))


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
