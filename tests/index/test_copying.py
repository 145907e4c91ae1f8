"""Everything that a store holds moves to another, and back."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.base import Store, StoreError
from index.copying import MARK, NotEqual, copy
from index.entries import Entry, EntryKind, Sum, differences, summed
from index.query.tree import Everything, Phrase
from index.store import open_store
from offers.lease import Lease
from parsers.fold import tokens
from tests.examples import examples
from tests.index.filling import fill
from tests.index.making import first, offer
from tests.index.test_journal import run


def silent(what: str, number: int) -> None:
    """Nobody looks on."""


def sqlite(folder: Path, name: str) -> Store:
    return open_store(f"sqlite:///{name}.db", tokens, folder=folder)


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Store]:
    with sqlite(tmp_path, "source") as store:
        fill(store, Random(3), 16, 150)
        yield store


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Store]:
    with sqlite(tmp_path, "target") as store:
        yield store


def is_unfinished(store: Store) -> bool:
    mark = store.journal.lease(MARK)
    return mark is not None and not mark.free


def equal(one: Store, other: Store) -> bool:
    return summed(one.dump()) == summed(other.dump())


@given(seed=st.integers(0, 2**32), offers=st.integers(0, 16), steps=st.integers(0, 60))
@settings(max_examples=examples(12), deadline=None)
def test_there_and_back_is_equal(seed: int, offers: int, steps: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with sqlite(folder, "a") as here, sqlite(folder, "b") as there, sqlite(folder, "c") as back:
            fill(here, Random(seed), offers, steps)
            sums = copy(here, there, "here", silent)
            assert sums == copy(there, back, "there", silent)
            assert list(back.dump()) == list(here.dump())


def test_what_is_asked_of_a_copy_is_answered_alike(source: Store, target: Store) -> None:
    copy(source, target, "source", silent)
    ids = [offer(str(number)).id for number in range(16)]
    one, other = source.index, target.index
    assert one.known(ids) == other.known(ids)
    assert one.known(ids)
    assert one.look(ids).erased == other.look(ids).erased
    for id_ in ids:
        assert one.versions(id_) == other.versions(id_)
        assert one.events(id_) == other.events(id_)
        assert one.sightings(id_) == other.sightings(id_)
        assert one.originals(id_) == other.originals(id_)
    assert one.sealed() == other.sealed()
    assert one.search(Everything(), limit=50) == other.search(Everything(), limit=50)
    assert one.pending_runs() == other.pending_runs()
    for run_ in one.pending_runs():
        assert list(one.pending(run_)) == list(other.pending(run_))


def test_the_journal_of_a_copy_is_the_same(source: Store, target: Store) -> None:
    copy(source, target, "source", silent)
    one, other = source.journal, target.journal
    assert one.runs() == other.runs()
    assert [one.problems(each.id) for each in one.runs()] == [
        other.problems(each.id) for each in one.runs()
    ]
    assert one.matches() == other.matches()
    assert one.unmailed() == other.unmailed()
    assert one.mailings() == other.mailings()
    assert any(mailing.message for mailing in one.mailings())
    for mailing in one.mailings():
        assert one.attempts(mailing.id) == other.attempts(mailing.id)
    assert one.rule_states() == other.rule_states()
    assert one.audit() == other.audit()
    urls = ["https://x.example/ü", "https://y.example/\0?q=1"]
    assert one.visits("bazaar", urls) == other.visits("bazaar", urls)


def test_a_copy_goes_on_living(source: Store, target: Store) -> None:
    copy(source, target, "source", silent)
    fill(target, Random(8), 0, 100)
    assert not target.index.put([first(offer("fresh", text="zanzibar"))])
    assert target.index.search(Phrase(("text",), ("zanzibar",))).total == 1
    found = next(iter(source.index.search(Everything()).offers))
    source.journal.forget([found.offer.id])
    assert not equal(source, target)


def test_leases_stay_where_they_are(source: Store, target: Store) -> None:
    lease = Lease(name="domain example.org", holder="me", term=3)
    assert source.journal.write_lease(lease, None)
    copy(source, target, "source", silent)
    assert target.journal.lease("domain example.org") is None


def test_what_holds_something_else_is_refused(source: Store, target: Store) -> None:
    target.journal.write_run(run())
    with pytest.raises(StoreError, match="holds something already"):
        copy(source, target, "source", silent)
    assert [one.kind for one in target.dump()] == [EntryKind.RUN]
    assert not is_unfinished(target)


def test_a_finished_copy_is_something_else(source: Store, target: Store) -> None:
    copy(source, target, "source", silent)
    assert not is_unfinished(target)
    with pytest.raises(StoreError, match="holds something already"):
        copy(source, target, "source", silent)


def test_a_store_is_not_copied_into_itself(tmp_path: Path) -> None:
    with sqlite(tmp_path, "one") as one, sqlite(tmp_path, "one") as same:
        with pytest.raises(StoreError, match="same store"):
            copy(one, same, "one", silent)
        assert not is_unfinished(one)


class Broken(Exception):
    """The copy ends here."""


def breaking(after: int) -> "Iterator[None]":
    """Ends a copy when it tells of its progress for the n-th time."""
    yield from [None] * after
    raise Broken


@pytest.mark.parametrize("steps", [0, 1, 2, 4, 5])
def test_a_copy_that_was_broken_off_goes_on(source: Store, target: Store, steps: int) -> None:
    left = breaking(steps)
    with pytest.raises(Broken):
        copy(source, target, "source", lambda what, number: next(left))
    assert is_unfinished(target)
    with pytest.raises(StoreError, match="unfinished copy of source"):
        copy(source, target, "another", silent)
    # Meanwhile the source lives on: what was copied of it already is replaced.
    fill(source, Random(9), 0, 40)
    copy(source, target, "source", silent)
    assert not is_unfinished(target)
    assert list(source.dump()) == list(target.dump())


def test_what_is_written_meanwhile_is_told(source: Store, target: Store) -> None:
    def disturb(what: str, number: int) -> None:
        if what == "copying":
            source.journal.write_run(run(77))

    source.journal.write_run(run(76))
    with pytest.raises(NotEqual, match=r"run: \d+ there, \d+ here"):
        copy(source, target, "source", disturb)
    copy(source, target, "source", silent)
    assert equal(source, target)


def test_loading_twice_leaves_the_same(source: Store, target: Store) -> None:
    for _ in range(2):
        target.load(source.dump())
        assert list(target.dump()) == list(source.dump())


def test_what_cannot_be_stored_is_named(source: Store, target: Store) -> None:
    def spoilt(entries: Iterable[Entry]) -> Iterator[Entry]:
        yield from islice(entries, 30)
        yield Entry(kind=EntryKind.RUN, key="run-x", document='{"id": 7}')

    with pytest.raises(StoreError, match="run run-x cannot be stored"):
        target.load(spoilt(source.dump()))


def test_differences_are_named() -> None:
    one = Entry(kind=EntryKind.RUN, key="1", document='{"a":1,"b":2}')
    turned = Entry(kind=EntryKind.RUN, key="1", document='{ "b": 2, "a": 1 }')
    other = Entry(kind=EntryKind.RUN, key="1", document='{"a":1,"b":3}')
    assert differences(summed([one]), summed([turned])) == []
    assert differences(summed([one]), {}) == ["run: 1 there, 0 here"]
    assert differences(summed([one]), summed([other])) == [
        "run: 1 there and here, not all of them the same"
    ]
    assert summed([one, other]) == summed([other, one])
    assert summed([one, one])[EntryKind.RUN] != Sum()
