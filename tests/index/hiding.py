"""An offer that must not be seen, and everywhere it could be."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from index.base import Index, Order, Store
from index.fields import FIELDS, FieldType
from index.query.tree import Everything, Phrase, Term
from offers.alert import Mailing, Match
from offers.fact import FactKind
from offers.life import Known, Version
from offers.offer import Offer
from offers.payment import PaymentKind
from tests.index.deep import fact, hit, payment, route
from tests.index.making import MONDAY, contact, edited, first, offer

SECRET = "zanzibarquokka"
PHONE = "+442079460199"
WORDS = (
    SECRET,
    PHONE,
    "442079",
    "secrethandle",
    "3704 0044",
    "DE8937",
    "western",
    "fee.before_work",
)
"""None so short that an id has it by chance."""


def hidden() -> Offer:
    return offer(
        "hidden",
        title=f"{SECRET} title",
        text=f"{SECRET} text, call {PHONE}",
        url=f"https://bazaar.example/{SECRET}",
        contacts=(contact("phone", PHONE), contact("telegram", "secrethandle")),
        payments=(payment(PaymentKind.IBAN), payment(PaymentKind.SERVICE)),
        routes=(route(f"{SECRET} bay", "Bari", f"{SECRET} island"),),
        facts=(fact(FactKind.DEPARTURE, SECRET),),
        indicators=(hit("fee.before_work", raw=SECRET, because=f"{SECRET} is named"),),
    )


def stored(index: Index, id_: str) -> Known:
    return index.known([id_])[id_]


def match(made: Offer, rule: str = "rule", *recipients: str) -> Match:
    return Match(
        rule=rule,
        offer=made.id,
        event=f"event of {made.id}",
        at=MONDAY,
        recipients=recipients or ("analyst@example.org",),
    )


def mailing(*matches: Match, recipient: str = "analyst@example.org") -> Mailing:
    return Mailing(
        rule=matches[0].rule,
        recipient=recipient,
        matches=tuple(one.id for one in matches),
        offers=tuple(one.offer for one in matches),
        message_id=f"<{matches[0].id}@example.org>",
        message=f"Found: {SECRET}".encode(),
        made=MONDAY,
    )


def everything_open(store: Store, id_: str) -> Sequence[object]:
    """What every public way of reading gives when asked about the offer, and about all."""
    index, journal = store.index, store.journal
    keywords = [name for name, field in FIELDS.items() if field.type is FieldType.KEYWORD]
    return [
        index.get(id_),
        *index.versions(id_),
        *index.events(id_),
        *index.events_of_run("run-1"),
        *index.events_of_run("run-2"),
        *index.sightings(id_),
        *index.search(Everything(), limit=100).offers,
        *index.search(Everything(), limit=100, ids=[id_]).offers,
        *index.search(Everything(), limit=100, order=Order("published", False)).offers,
        *index.search(Phrase(("title", "text"), (SECRET,)), limit=100).offers,
        *index.search(Term("phone", PHONE), limit=100).offers,
        *(index.facets(Everything(), name) for name in keywords),
        *index.pending("run-1"),
        *index.pending("run-2"),
        *journal.matches(),
        *journal.matches(offer=id_),
        *journal.unmailed().values(),
        *journal.mailings(),
    ]


def text_of(value: Any) -> str:
    """Everything that a value says, bytes too."""
    if is_dataclass(value) and not isinstance(value, type):
        return " ".join(text_of(getattr(value, one.name)) for one in fields(value))
    if isinstance(value, dict):
        return " ".join(text_of(pair) for pair in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return " ".join(map(text_of, value))
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def assert_nowhere(store: Store, id_: str) -> None:
    told = text_of(everything_open(store, id_))
    assert [word for word in (*WORDS, id_) if word in told] == []


def put_open(store: Store, made: Offer) -> None:
    """An open life with all that can quote it."""
    assert not store.index.put([first(made), first(offer("harmless"))])
    later = edited(stored(store.index, made.id), replace(made, title=f"{SECRET} edited", digest=""))
    assert not store.index.put([later])
    found = [match(made), match(offer("harmless"))]
    assert store.journal.add_matches(found) == 2
    assert store.journal.add_mailing(mailing(*found))


def redact(store: Store, made: Offer) -> Version:
    """Enter the offer openly, tell somebody, then take the contacts out of it."""
    put_open(store, made)
    old = store.index.versions(made.id)
    clean = replace(
        made,
        title="t",
        text="x",
        contacts=(),
        payments=(),
        routes=(),
        facts=(),
        indicators=(),
        url="https://bazaar.example/x",
        digest="y",
    )
    change = edited(stored(store.index, made.id), clean, "run-3", redacted=True)
    masked = tuple(replace(one, offer=clean) for one in old)
    originals = (*old, replace(change.versions[0], offer=made))
    store.index.put([replace(change, redacted=masked, originals=originals)])
    return change.versions[0]
