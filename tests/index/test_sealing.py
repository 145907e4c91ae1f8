"""What is sealed is in no list, no search and no open table, and neither is what was erased."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from typing import Any

from index.base import Index, Order, Store
from index.fields import FIELDS, FieldType
from index.query.tree import Everything, Phrase, Term
from ledger.seal import redacted as without_contacts
from offers.alert import Mailing, MailingState, Match
from offers.life import Change, Known, Version
from offers.offer import Offer, Protects
from offers.run import Visit
from tests.index.conftest import Home
from tests.index.making import MONDAY, SPAN, again, contact, edited, first, offer

SECRET = "zanzibarquokka"
PHONE = "+442079460199"
WORDS = (SECRET, PHONE, "4420", "secrethandle")


def hidden() -> Offer:
    return offer(
        "hidden",
        title=f"{SECRET} title",
        text=f"{SECRET} text, call {PHONE}",
        url=f"https://bazaar.example/{SECRET}",
        contacts=(contact("phone", PHONE), contact("telegram", "secrethandle")),
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


def test_a_sealed_life_is_known_to_the_ledger_alone(store: Store) -> None:
    made = hidden()
    change = first(made, sealed=Protects.MINOR, pending=())
    assert store.index.put([change]) == frozenset()
    assert_nowhere(store, made.id)
    known = stored(store.index, made.id)
    assert replace(known, token=None) == change.known
    assert [version.offer for version in store.index.originals(made.id)] == [made]
    assert store.index.sealed() == {Protects.MINOR: 1}
    assert store.index.pending_runs() == frozenset()


def test_an_open_life_moves_wholly(store: Store) -> None:
    made = hidden()
    put_open(store, made)
    known = stored(store.index, made.id)
    worse = replace(made, title=f"{SECRET} worse", digest="", seen=MONDAY + timedelta(days=2))
    sealed = edited(known, worse, "run-3", sealed=Protects.MINOR, pending=())
    assert store.index.put([sealed]) == frozenset()
    assert_nowhere(store, made.id)
    titles = [version.offer.title for version in store.index.originals(made.id)]
    assert titles == [f"{SECRET} title", f"{SECRET} edited", f"{SECRET} worse"]
    assert store.index.sealed() == {Protects.MINOR: 1}
    assert store.index.search(Everything()).total == 1


def test_matches_of_other_offers_are_mailed_anew(store: Store) -> None:
    made = hidden()
    put_open(store, made)
    sealed = again(stored(store.index, made.id), MONDAY, sealed=Protects.MINOR, pending=())
    store.index.put([sealed])
    left = store.journal.unmailed()[("rule", "analyst@example.org")]
    assert [one.offer for one in left] == [offer("harmless").id]


def test_nothing_is_written_about_what_was_sealed_in_between(store: Store) -> None:
    made = hidden()
    store.index.put([first(made, sealed=Protects.MINOR, pending=())])
    assert store.journal.add_matches([match(made)]) == 0
    assert not store.journal.add_mailing(mailing(match(made)))
    store.index.delete([made.id], MONDAY)
    assert store.journal.add_matches([match(made)]) == 0
    assert not store.journal.add_mailing(mailing(match(made)))


def test_a_seal_never_opens_again(store: Store) -> None:
    made = hidden()
    store.index.put([first(made, sealed=Protects.MINOR, pending=())])
    opened = replace(stored(store.index, made.id), sealed=None)
    assert store.index.put([Change(known=opened)]) == frozenset()
    assert stored(store.index, made.id).sealed is Protects.MINOR
    assert_nowhere(store, made.id)


def test_old_tokens_are_refused_behind_the_seal_too(store: Store) -> None:
    made = hidden()
    change = first(made, sealed=Protects.MINOR, pending=())
    store.index.put([change])
    assert store.index.put([change]) == {made.id}
    known = stored(store.index, made.id)
    assert store.index.put([again(known, MONDAY + timedelta(days=1))]) == frozenset()
    assert store.index.put([again(known, MONDAY + timedelta(days=2))]) == {made.id}


def test_a_seekers_contacts_are_in_the_original_only(store: Store) -> None:
    made = replace(hidden(), title="Seeking work", text=f"call {PHONE}", url="https://a.example")
    opened = without_contacts(
        replace(made, contacts=(replace(made.contacts[0], span=replace(SPAN, start=5, end=18)),)),
        b"secret",
    )
    change = first(opened, redacted=True)
    original = replace(change.versions[0], offer=made)
    assert store.index.put([replace(change, originals=(original,))]) == frozenset()
    told = text_of(everything_open(store, made.id))
    assert PHONE not in told
    assert "█████" in told
    assert [version.offer for version in store.index.originals(made.id)] == [made]
    assert store.index.sealed() == {Protects.SEEKER: 1}
    assert stored(store.index, made.id).redacted


def redact(store: Store, made: Offer) -> Version:
    """Enter the offer openly, tell somebody, then take the contacts out of it."""
    put_open(store, made)
    old = store.index.versions(made.id)
    clean = replace(
        made, title="t", text="x", contacts=(), url="https://bazaar.example/x", digest="y"
    )
    change = edited(stored(store.index, made.id), clean, "run-3", redacted=True)
    masked = tuple(replace(one, offer=clean) for one in old)
    originals = (*old, replace(change.versions[0], offer=made))
    store.index.put([replace(change, redacted=masked, originals=originals)])
    return change.versions[0]


def test_stored_versions_lose_the_contacts_later(store: Store) -> None:
    made = hidden()
    newest = redact(store, made)
    told = text_of(everything_open(store, made.id))
    assert [word for word in WORDS if word in told] == []
    assert [one.offer.title for one in store.index.versions(made.id)] == ["t", "t", "t"]
    originals = store.index.originals(made.id)
    assert {one.offer.title for one in originals} == {f"{SECRET} title", f"{SECRET} edited"}
    assert newest.id in {one.id for one in originals}
    assert len(store.journal.unmailed()[("rule", "analyst@example.org")]) == 2


def test_a_seekers_life_can_still_be_sealed_wholly(store: Store) -> None:
    made = hidden()
    redact(store, made)
    known = stored(store.index, made.id)
    store.index.put([again(known, MONDAY, "run-4", sealed=Protects.MINOR, pending=())])
    assert store.index.sealed() == {Protects.MINOR: 1}
    assert len(store.index.originals(made.id)) == 3
    assert all(SECRET in text_of(one) for one in store.index.originals(made.id))
    assert_nowhere(store, made.id)


def test_deleting_reaches_every_copy(store: Store) -> None:
    made = hidden()
    redact(store, made)
    visit = Visit(site="bazaar", url=made.url, at=MONDAY, status=200, capture=None)
    store.journal.write_visit(visit)
    assert store.index.delete([made.id], MONDAY) == 1
    assert_nowhere(store, made.id)
    assert store.index.originals(made.id) == []
    assert store.index.sealed() == {}
    assert store.journal.visit("bazaar", made.url) is None
    assert store.index.known([made.id]) == {}


def test_deleting_reaches_the_sealed_store(store: Store) -> None:
    made = hidden()
    store.index.put([first(made, sealed=Protects.MINOR, pending=())])
    assert store.index.delete([made.id], MONDAY) == 1
    assert store.index.originals(made.id) == []
    assert store.index.sealed() == {}
    assert store.index.known([made.id]) == {}


def bytes_of(home: Home) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.folder.iterdir()))


def test_what_was_deleted_is_in_no_byte_of_the_files(home: Home) -> None:
    made = hidden()
    with home.open() as store:
        many = [first(offer(str(number), text=f"text {number}")) for number in range(300)]
        store.index.put(many)
        put_open(store, made)
        assert SECRET.encode() in bytes_of(home)
        store.journal.settle_mailing(store.journal.mailings()[0].id, MailingState.SENT)
        store.index.delete([made.id], MONDAY)
        assert [word for word in WORDS[:2] if word.encode() in bytes_of(home)] == []
    assert [word for word in WORDS[:2] if word.encode() in bytes_of(home)] == []
