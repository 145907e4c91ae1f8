"""Which runs may have noticed something since a moment, and what is made of it."""

from dataclasses import replace
from datetime import timedelta

from index.base import Store
from ledger.noticed import LONGEST, RUNS, What, noticed, runs_since
from offers.family import Arrival, Grade, Relation
from offers.run import Run
from tests.index.making import MONDAY, edited, first, offer

HOUR = timedelta(hours=1)


def run(number: int, hours: float = 1) -> Run:
    """The run of that hour since `MONDAY`, so many hours long."""
    started = MONDAY + number * HOUR
    return Run(id=f"run-{number:04}", site="bazaar", started=started, ended=started + hours * HOUR)


def test_all_runs_since_a_moment_however_many(store: Store) -> None:
    many = 2 * RUNS + 100
    for number in range(many):
        store.journal.write_run(run(number, hours=0.5))
    found = runs_since(store.journal, MONDAY + 10 * HOUR)
    assert [one.id for one in found] == [run(number).id for number in reversed(range(10, many))]
    assert runs_since(store.journal, MONDAY + many * HOUR) == []


def test_a_run_counts_that_began_before_and_ended_after(store: Store) -> None:
    long, living = run(0, hours=10), replace(run(1), ended=None)
    for one in (long, living, run(2)):
        store.journal.write_run(one)
    assert runs_since(store.journal, MONDAY + 9 * HOUR) == [living, long]
    assert runs_since(store.journal, MONDAY + 2 * LONGEST) == []


def test_each_thing_is_what_it_is(store: Store) -> None:
    came = [first(offer(str(number)), run="run-0000") for number in range(len(Relation) + 1)]
    assert not store.index.put(came)
    for change, relation in zip(came[1:], Relation, strict=True):
        known = store.index.known([change.known.offer.id])[change.known.offer.id]
        earlier = Arrival(
            earlier=came[0].known.offer.id,
            site="bazaar",
            seen=MONDAY,
            grade=Grade.NEAR,
            relation=relation,
        )
        assert not store.index.put([replace(change, known=replace(known, arrival=earlier))])
    known = store.index.known([came[0].known.offer.id])[came[0].known.offer.id]
    other = replace(offer("0", 1), text="Cooks wanted", digest="")
    assert not store.index.put([edited(known, other, run="run-0001")])
    runs = [run(0), run(1)]
    told = [each.what for each in noticed(store.index, runs, MONDAY)]
    assert sorted(told) == sorted(
        [What.NEW, What.ELSEWHERE, What.PARTIAL, What.REPOST, What.TEMPLATE, What.EDITED]
    )
    later = noticed(store.index, runs, MONDAY + HOUR)
    assert [each.what for each in later] == [What.EDITED]
