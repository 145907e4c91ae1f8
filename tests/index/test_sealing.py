"""What is sealed is in no list, no search and no open table."""

from dataclasses import replace
from datetime import timedelta

from index.base import Store
from index.query.tree import Everything
from ledger.seal import redacted as without_contacts
from offers.life import Change
from offers.offer import Protects
from tests.index.hiding import (
    PHONE,
    SECRET,
    WORDS,
    assert_nowhere,
    everything_open,
    hidden,
    mailing,
    match,
    put_open,
    redact,
    stored,
    text_of,
)
from tests.index.making import MONDAY, SPAN, again, edited, first, offer


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


def test_no_mailing_quotes_what_was_changed_in_between(store: Store) -> None:
    made = hidden()
    store.index.put([first(made)])
    read = stored(store.index, made.id)
    store.journal.add_matches([match(made)])
    store.index.put([again(read, MONDAY, redacted=True)])
    assert not store.journal.add_mailing(mailing(match(made)), {made.id: read.token})
    now = stored(store.index, made.id)
    assert store.journal.add_mailing(mailing(match(made)), {made.id: now.token})


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
