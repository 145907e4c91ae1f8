"""What sweep, watcher and expiry ask of the index, over every home."""

from dataclasses import replace
from datetime import timedelta

from index.base import Index
from offers.life import Change, Known, Status
from offers.offer import Protects
from tests.index.making import MONDAY, again, edited, first, offer


def stored(index: Index, id_: str) -> Known:
    return index.known([id_])[id_]


def test_unseen_are_online_of_that_site_and_before_that_time(index: Index) -> None:
    old, new, gone = offer("old"), offer("new", day=5), offer("gone")
    elsewhere = replace(offer("other"), site="market")
    index.put([first(one) for one in (old, new, gone, elsewhere)])
    index.put(
        [replace(first(offer("minor")), known=first(offer("minor"), sealed=Protects.MINOR).known)]
    )
    index.put([again(stored(index, gone.id), MONDAY, status=Status.GONE, gone_since=MONDAY)])
    until = MONDAY + timedelta(days=1)
    assert {one.offer.key for one in index.unseen("bazaar", "run-9", until)} == {"old", "minor"}
    assert {one.offer.key for one in index.unseen("bazaar", "run-9", MONDAY)} == {"old", "minor"}
    just_before = MONDAY - timedelta(microseconds=1)
    assert list(index.unseen("bazaar", "run-9", just_before)) == []
    assert list(index.unseen("bazaar", "run-1", until)) == []


def test_unseen_may_be_read_while_it_is_written(index: Index) -> None:
    index.put([first(offer(str(number))) for number in range(600)])
    gone = 0
    for known in index.unseen("bazaar", "run-2", MONDAY):
        change = again(known, known.last_seen, "run-1", status=Status.GONE, gone_since=MONDAY)
        gone += not index.put([change])
    assert gone == 600
    assert list(index.unseen("bazaar", "run-2", MONDAY)) == []


def test_pending_events_by_run(index: Index) -> None:
    index.put([first(offer("1")), first(offer("2"), pending=())])
    index.put([edited(stored(index, offer("1").id), offer("1", text="new"))])
    assert index.pending_runs() == {"run-1", "run-2"}
    assert [one.offer.key for one in index.pending("run-2")] == ["1"]
    known = stored(index, offer("1").id)
    left = tuple(one for one in known.pending if one.run != "run-1")
    assert index.put([Change(known=replace(known, pending=left))]) == frozenset()
    assert index.pending_runs() == {"run-2"}
    assert list(index.pending("run-1")) == []


def test_expired_at_the_moment_and_not_before(index: Index) -> None:
    at = MONDAY + timedelta(microseconds=7)
    index.put([first(offer("1"), expires=at), first(offer("2"), expires=at, sealed=Protects.MINOR)])
    assert index.expired(at - timedelta(microseconds=1)) == frozenset()
    assert index.expired(at) == {offer("1").id, offer("2").id}
