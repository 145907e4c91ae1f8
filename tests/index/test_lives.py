"""Putting, reading and taking away the lives of offers, over every home."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from index.base import Ambiguous, Index, Store, StoreError
from index.query.tree import Everything
from offers.life import Change, Event, EventKind, Known, Sighting, Version
from tests.index.conftest import Home
from tests.index.making import MONDAY, again, edited, event, first, money, offer

PATTERNS = ["%", "_", "*", "'", "a' OR '1'='1", "\0", "\ud800", "\U0010ffff"]


def stored(index: Index, id_: str) -> Known:
    return index.known([id_])[id_]


def plain(known: Known) -> Known:
    return replace(known, token=None)


def test_what_was_put_is_known(index: Index) -> None:
    change = first(offer())
    assert index.put([change]) == frozenset()
    known = stored(index, change.known.offer.id)
    assert plain(known) == change.known
    assert known.token is not None


def test_every_part_of_an_offer_comes_back(home: Home) -> None:
    east = timezone(timedelta(hours=5, minutes=45))
    made = offer(
        title="Straße \x00 🙂",
        text="ألف\n\nب",
        said={"price": "1 500 €", "place": "Kyiv"},
        money=(money("1500.50", "1E+4"),),
        seen=datetime(2026, 3, 1, 23, 59, 59, 999_999, tzinfo=east),
    )
    with home.open() as store:
        store.index.put([first(made)])
    with home.open() as store:
        found = stored(store.index, made.id).offer
        assert found == made
        assert found.money[0].low == Decimal("1500.50")
        assert store.index.versions(made.id)[0].offer == made


def test_a_b_a_are_three_versions(index: Index) -> None:
    a, b = offer(text="A"), offer(text="B", day=1)
    index.put([first(a)])
    index.put([edited(stored(index, a.id), b)])
    index.put([edited(stored(index, a.id), replace(a, seen=MONDAY + timedelta(days=2)), "run-3")])
    versions = index.versions(a.id)
    assert [version.offer.text for version in versions] == ["A", "B", "A"]
    assert [version.previous for version in versions] == [None, versions[0].id, versions[1].id]
    assert len({version.id for version in versions}) == 3
    kinds = [noticed.kind for noticed in index.events(a.id)]
    assert kinds == [EventKind.NEW, EventKind.EDITED, EventKind.EDITED]
    assert stored(index, a.id).version == versions[2].id


def test_25_ads_of_one_page_are_25_offers(index: Index) -> None:
    changes = [first(offer(str(number), url="https://bazaar.example/new")) for number in range(25)]
    assert index.put(changes) == frozenset()
    assert index.search(Everything(), limit=0).total == 25


def test_writing_twice_is_writing_once(index: Index) -> None:
    change = first(offer())
    index.put([change])
    same = replace(change, known=stored(index, change.known.offer.id))
    assert index.put([same]) == frozenset()
    id_ = change.known.offer.id
    assert list(index.versions(id_)) == list(change.versions)
    assert list(index.events(id_)) == list(change.events)
    assert list(index.sightings(id_)) == list(change.sightings)


def test_old_tokens_are_refused_and_nothing_of_them_is_written(index: Index) -> None:
    made = offer()
    index.put([first(made)])
    old = stored(index, made.id)
    assert index.put([again(old, MONDAY + timedelta(days=1))]) == frozenset()
    late = edited(old, offer(text="other", day=2), "run-3")
    assert index.put([late]) == {made.id}
    assert index.put([first(made)]) == {made.id}
    assert len(index.versions(made.id)) == 1
    assert index.events_of_run("run-3") == []
    assert stored(index, made.id).last_seen == MONDAY + timedelta(days=1)


def test_a_refused_change_does_not_hold_up_the_others(index: Index) -> None:
    index.put([first(offer("1"))])
    assert index.put([first(offer("1")), first(offer("2"))]) == {offer("1").id}
    assert stored(index, offer("2").id).offer == offer("2")


def test_an_offer_twice_in_one_put(index: Index) -> None:
    """The second is refused unless it was decided on what the first leaves."""
    made = offer()
    assert index.put([first(made), first(offer(text="other")), first(offer("2"))]) == {made.id}
    assert [one.offer.text for one in index.versions(made.id)] == [made.text]
    known = stored(index, made.id)
    foreseen = replace(known, token=str(int(known.token or 0) + 1))
    later = [again(known, MONDAY + timedelta(days=1)), again(foreseen, MONDAY + timedelta(days=2))]
    assert index.put(later) == frozenset()
    assert len(index.sightings(made.id)) == 3
    assert stored(index, made.id).last_seen == MONDAY + timedelta(days=2)


def test_a_token_for_an_offer_that_is_not_there_is_refused(index: Index) -> None:
    change = first(offer(), token="1")
    assert index.put([change]) == {change.known.offer.id}
    assert index.known([change.known.offer.id]) == {}


def test_an_older_sighting_that_comes_late_enters_history(index: Index) -> None:
    made = offer()
    index.put([first(made)])
    known = stored(index, made.id)
    older = offer(text="before", day=-3)
    version = Version.after(None, "run-0", older)
    seen = Sighting(offer=made.id, run="run-0", at=older.seen, version=version.id)
    index.put([Change(known=known, versions=(version,), sightings=(seen,))])
    assert [one.offer.text for one in index.versions(made.id)] == ["before", "Waiters wanted"]
    assert [one.at for one in index.sightings(made.id)] == [older.seen, made.seen]
    assert plain(stored(index, made.id)) == plain(known)


def test_get_by_the_beginning_of_an_id(index: Index) -> None:
    ids = {"ab" + "0" * 30, "ab" + "1" * 30, "cd" + "0" * 30}
    index.put([first(replace(offer(), id=id_)) for id_ in ids])
    found = index.get("c")
    assert found is not None
    assert found.offer.id == "cd" + "0" * 30
    assert index.get("ab0") is not None
    assert index.get("x") is None
    with pytest.raises(Ambiguous, match="give more of it"):
        index.get("ab")
    with pytest.raises(Ambiguous):
        index.get("")


@pytest.mark.parametrize(
    "start", ["%", "_", "*", "'", "a' OR '1'='1", "\0", "\ud800", "\U0010ffff"]
)
def test_get_takes_no_pattern(index: Index, start: str) -> None:
    index.put([first(offer("1"))])
    found = index.get(start)
    assert found is None or start.strip("\0\ud800") == ""


def test_an_id_that_begins_another_is_found(index: Index) -> None:
    index.put([first(replace(offer(), id=id_)) for id_ in ("ab", "abc")])
    found = index.get("ab")
    assert found is not None
    assert found.offer.id == "ab"


def test_sightings_and_events_by_time(index: Index) -> None:
    made = offer()
    index.put([first(made)])
    for day in (3, 1, 2):
        index.put([again(stored(index, made.id), MONDAY + timedelta(days=day), f"run-{day}")])
    assert [one.run for one in index.sightings(made.id)] == ["run-1", "run-1", "run-2", "run-3"]
    assert [one.offer for one in index.events_of_run("run-1")] == [made.id]


def test_deleted_offers_leave_a_tombstone_and_do_not_come_back(store: Store) -> None:
    index = store.index
    made, other = offer("1"), offer("2")
    index.put([first(made), first(other)])
    assert index.delete([made.id, "unheard of"], MONDAY) == 1
    assert index.look([made.id, other.id, "unheard of"]).erased == {made.id, "unheard of"}
    assert index.known([made.id]) == {}
    assert [*index.versions(made.id), *index.events(made.id), *index.sightings(made.id)] == []
    assert index.search(Everything()).total == 1
    assert [one.offer.key for one in index.pending("run-1")] == ["2"]
    assert index.put([first(made)]) == {made.id}
    assert index.known([made.id]) == {}


def test_a_batch_that_cannot_be_stored_leaves_nothing(index: Index) -> None:
    bad = offer("2", money=(money("NaN"),))
    with pytest.raises(StoreError, match=r"bazaar\.example/2"):
        index.put([first(offer("1")), first(bad)])
    assert index.search(Everything()).total == 0
    with pytest.raises(StoreError, match="time zone"):
        index.put([first(offer("3"), first_seen=datetime(2026, 1, 1))])  # noqa: DTZ001


def test_lone_surrogates_and_nul_are_stored(index: Index) -> None:
    made = offer(
        title="a\ud800b",
        text="\x00 visa\x00free \udfff",
        said={"x": "\ud900"},
        key="k\ud800\x00",
    )
    index.put([first(made)])
    found = stored(index, made.id).offer
    assert found.title == "a\ufffdb"
    assert found.text == "\x00 visa\x00free \ufffd"
    assert found.said == {"x": "\ufffd"}


def test_what_exists_already_is_left_as_it_is(index: Index) -> None:
    made = offer()
    index.put([first(made)])
    version = index.versions(made.id)[0]
    forged = replace(version, offer=replace(made, text="forged"), run="forger")
    known = stored(index, made.id)
    noticed = replace(event(EventKind.NEW, version, "run-1"), at=MONDAY + timedelta(days=9))
    index.put([Change(known=known, versions=(forged,), events=(noticed,))])
    assert list(index.versions(made.id)) == [version]
    assert index.events(made.id)[0].at == MONDAY


def test_closing_twice_does_no_harm(home: Home) -> None:
    store = home.open()
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.index.known(["x"])


def test_an_empty_put_writes_nothing(index: Index) -> None:
    assert index.put([]) == frozenset()
    assert index.known([]) == {}


def test_times_come_back_as_exact_as_they_were(index: Index) -> None:
    at = datetime(2026, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    made = replace(offer(), seen=at)
    noticed = Event(
        kind=EventKind.NEW, offer=made.id, version="v", run="run-1", at=at, occasion="o"
    )
    index.put([replace(first(made), events=(noticed,))])
    assert index.events(made.id)[0] == noticed
    assert index.sightings(made.id)[0].at == at
    assert stored(index, made.id).last_seen == at
