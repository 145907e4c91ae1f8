"""What happens to an ad over days of crawls is written down once, in order, and stays."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.base import Index, Store
from index.query import tree
from ledger import Ledger
from offers.life import Change, EventKind, Status
from offers.offer import Offer
from offers.run import Coverage, End, Problem, Run
from tests.examples import examples
from tests.ledger.conftest import KEEP, MONDAY, MakeOffer


def crawl(
    ledger: Ledger,
    offers: Sequence[Offer],
    day: int,
    end: End = End.OK,
    coverage: Coverage = Coverage.FULL,
    *,
    site: str = "bazaar",
) -> Run:
    at = MONDAY + timedelta(days=day)
    run = ledger.begin(site, at)
    ledger.record(run, offers)
    return ledger.end(run, end, coverage, at)


def kinds(store: Store, offer: Offer) -> list[EventKind]:
    return [event.kind for event in store.index.events(offer.id)]


def test_new_unchanged_edited(ledger: Ledger, store: Store, make: MakeOffer) -> None:
    run = ledger.begin("bazaar", MONDAY)
    assert ledger.record(run, [make("1"), make("2")]).counts == {"new": 2}
    assert ledger.record(run, [make("1", day=1), make("2", "Cooks", day=1)]).counts == {
        "unchanged": 1,
        "edited": 1,
    }
    assert [version.offer.text for version in store.index.versions(make("2").id)] == [
        "Waiters wanted",
        "Cooks",
    ]
    assert len(store.index.versions(make("1").id)) == 1
    assert len(store.index.sightings(make("1").id)) == 2


def test_a_b_a_are_three_versions(ledger: Ledger, store: Store, make: MakeOffer) -> None:
    for day, text in enumerate(["A", "B", "A"]):
        crawl(ledger, [make("1", text, day=day)], day)
    versions = store.index.versions(make("1").id)
    assert [version.offer.text for version in versions] == ["A", "B", "A"]
    assert len({version.id for version in versions}) == 3
    assert [version.previous for version in versions] == [None, versions[0].id, versions[1].id]


def test_an_older_sighting_changes_history_and_not_what_is_current(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    crawl(ledger, [make("1", "B", day=2)], 2)
    run = ledger.begin("bazaar", MONDAY + timedelta(days=3))
    assert ledger.record(run, [make("1", "A", day=1)]).counts == {"late": 1}
    known = store.index.known([make("1").id])[make("1").id]
    assert known.offer.text == "B"
    assert known.first_seen == MONDAY + timedelta(days=1)
    assert [v.offer.text for v in store.index.versions(make("1").id)] == ["A", "B"]
    assert kinds(store, make("1")) == [EventKind.NEW]


def test_gone_and_back(ledger: Ledger, store: Store, make: MakeOffer) -> None:
    crawl(ledger, [make("1"), make("2")], 0)
    run = crawl(ledger, [make("1", day=1)], 1)
    assert run.counts["gone"] == 1
    known = store.index.known([make("2").id])[make("2").id]
    assert (known.status, known.last_seen) == (Status.GONE, MONDAY)
    crawl(ledger, [make("1", day=2), make("2", "now in Lille", day=2)], 2)
    crawl(ledger, [make("1", day=3)], 3)
    happened = [(event.at, event.kind) for event in store.index.events(make("2").id)]
    days = [MONDAY + timedelta(days=day) for day in range(4)]
    assert sorted(happened) == [
        (days[0], EventKind.NEW),
        (days[1], EventKind.GONE),
        (days[2], EventKind.BACK),
        (days[2], EventKind.EDITED),
        (days[3], EventKind.GONE),
    ]


def test_a_page_that_could_not_be_read_is_not_gone(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    crawl(ledger, [make("1"), make("2")], 0)
    run = ledger.begin("bazaar", MONDAY + timedelta(days=1))
    ledger.record(run, [make("1", day=1)])
    store.journal.add_problem(
        Problem(run=run.id, number=1, kind="http", url=make("2").url, reason="answered 500")
    )
    ledger.end(run, End.OK, Coverage.FULL, run.started)
    assert store.index.known([make("2").id])[make("2").id].status is Status.ONLINE


def test_a_dead_process_leaves_an_aborted_run(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    dead = ledger.begin("bazaar", MONDAY)
    ledger.record(dead, [make("1")])
    other = ledger.begin("harbour", MONDAY)
    mended = ledger.recover(lambda run: run.site == "harbour", MONDAY + timedelta(hours=1))
    assert [(run.id, run.end) for run in mended] == [(dead.id, End.ABORTED)]
    assert store.journal.run(other.id) == other
    assert store.index.get(make("1").id) is not None


def test_of_two_runs_of_a_site_the_older_is_dead(ledger: Ledger, make: MakeOffer) -> None:
    dead = ledger.begin("bazaar", MONDAY)
    living = ledger.begin("bazaar", MONDAY + timedelta(hours=1))
    assert [run.id for run in ledger.recover(lambda _: True, living.started)] == [dead.id]


def test_a_sweep_that_was_cut_off_is_finished(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    crawl(ledger, [make("1"), make("2")], 0)
    run = ledger.begin("bazaar", MONDAY + timedelta(days=1))
    ledger.record(run, [make("1", day=1)])
    ended = replace(run, ended=run.started, end=End.OK, coverage=Coverage.FULL)
    store.journal.write_run(ended)
    assert [mended.swept for mended in ledger.recover(lambda _: False, run.started)] == [True]
    assert kinds(store, make("2")) == [EventKind.NEW, EventKind.GONE]
    assert ledger.recover(lambda _: False, run.started) == []


def test_a_run_that_is_being_swept_is_left_to_its_process(ledger: Ledger, store: Store) -> None:
    """Else both would sweep, and who came second would write down that nothing was gone."""
    run = ledger.begin("bazaar", MONDAY)
    ended = replace(run, ended=MONDAY, end=End.OK, coverage=Coverage.FULL)
    store.journal.write_run(ended)
    assert ledger.recover(lambda one: one.site == "bazaar", MONDAY) == []
    [mended] = ledger.recover(lambda one: one.site != "bazaar", MONDAY)
    assert mended.swept


def test_a_watcher_in_between_does_not_keep_an_offer_online(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    crawl(ledger, [make("1"), make("2")], 0)

    class Contested:
        """The store, in which somebody takes the marks off just before each first write."""

        marks = 2

        def __getattr__(self, name: str) -> object:
            return getattr(store.index, name)

        def put(self, changes: Sequence[Change]) -> frozenset[str]:
            while self.marks:
                self.marks -= 1
                known = store.index.known([make(str(self.marks + 1)).id]).values()
                store.index.put([Change(known=replace(one, pending=())) for one in known])
            return store.index.put(changes)

    contested = replace(ledger, index=cast("Index", Contested()))
    run = ledger.begin("bazaar", MONDAY + timedelta(days=1))
    assert contested.end(run, End.OK, Coverage.FULL, run.started).counts["gone"] == 2
    assert kinds(store, make("2")) == [EventKind.NEW, EventKind.GONE]


def test_one_offer_twice_on_a_page(ledger: Ledger, store: Store, make: MakeOffer) -> None:
    run = ledger.begin("bazaar", MONDAY)
    counts = ledger.record(run, [make("1"), make("1"), make("1", "pinned")]).counts
    assert counts == {"new": 1, "unchanged": 1, "edited": 1}
    assert len(store.index.versions(make("1").id)) == 2


def test_what_was_forgotten_does_not_come_back(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    crawl(ledger, [make("1")], 0)
    assert ledger.forget([make("1").id], MONDAY, "ana", "court order 17") == 1
    run = ledger.begin("bazaar", MONDAY + timedelta(days=1))
    assert ledger.record(run, [make("1", day=1)]).counts == {"forgotten": 1}
    assert store.index.get(make("1").id) is None
    assert [(entry.subject, entry.reason) for entry in store.journal.audit()] == [
        (make("1").id, "court order 17")
    ]


def test_offers_expire(ledger: Ledger, store: Store, make: MakeOffer) -> None:
    crawl(ledger, [make("1"), make("2")], 0)
    crawl(ledger, [make("1", day=1)], 1)
    assert ledger.expire(MONDAY + KEEP + timedelta(hours=1)) == 1
    assert store.index.get(make("1").id) is not None


def test_events_wait_for_the_watcher(ledger: Ledger, store: Store, make: MakeOffer) -> None:
    run = crawl(ledger, [make("1")], 0)
    assert store.index.pending_runs() == {run.id}
    (known,) = store.index.pending(run.id)
    assert [event.kind for event in known.pending] == [EventKind.NEW]


EXAMPLES = count()
"""Each has a site of its own in a store that all share."""


@settings(
    deadline=None,
    max_examples=examples(40),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(days=st.lists(st.tuples(st.sampled_from("ABC"), st.booleans()), min_size=1, max_size=6))
def test_repeating_a_step_writes_nothing_twice(
    ledger: Ledger, store: Store, make: MakeOffer, days: list[tuple[str, bool]]
) -> None:
    site = f"bazaar-{next(EXAMPLES)}"
    for day, (word, twice) in enumerate(days):
        for _ in range(1 + twice):
            crawl(ledger, [make(site, f"{word} {site}", day=day, site=site)], day, site=site)
    words = [f"{word} {site}" for word, _ in days]
    changes = [word for i, word in enumerate(words) if i == 0 or words[i - 1] != word]
    (known,) = store.index.walk(tree.Term("site", site))
    assert [version.offer.text for version in store.index.versions(known.offer.id)] == changes
    assert len(kinds(store, known.offer)) == len(changes)
