"""Offers that were seen again though nobody read them: the ledger's rules hold for them too."""

from datetime import timedelta

from index.base import Store
from ledger import Ledger
from offers.life import EventKind, How, Status
from offers.offer import Protection, Protects
from offers.run import Coverage, End, Look, Run, Visit
from offers.span import Span
from tests.ledger.conftest import KEEP, MONDAY, MakeOffer

DAY = timedelta(days=1)


def begun(ledger: Ledger, day: int) -> Run:
    return ledger.begin("bazaar", MONDAY + day * DAY)


def test_listed_offers_are_not_gone(ledger: Ledger, store: Store, make: MakeOffer) -> None:
    ids = [make(key).id for key in "123"]
    ledger.record(begun(ledger, 0), [make("1"), make("2"), make("3")])
    run = begun(ledger, 1)
    tally = ledger.glance(run, [*ids[:2], "unheard of"], MONDAY + DAY, How.LISTED)
    assert tally.counts == {"listed": 2}
    ended = ledger.end(run, End.OK, Coverage.FULL, MONDAY + DAY)
    assert ended.counts["gone"] == 1
    known = store.index.known(ids)
    assert [known[id_].status for id_ in ids] == [Status.ONLINE, Status.ONLINE, Status.GONE]
    assert [one.how for one in store.index.sightings(ids[0])] == [How.READ, How.LISTED]
    assert known[ids[0]].expires == MONDAY + DAY + KEEP


def test_what_was_gone_is_back(ledger: Ledger, store: Store, make: MakeOffer) -> None:
    ledger.record(begun(ledger, 0), [make("1"), make("2")])
    run = begun(ledger, 1)
    ledger.record(run, [make("2", day=1)])
    ledger.end(run, End.OK, Coverage.FULL, MONDAY + DAY)
    third = begun(ledger, 2)
    for _ in range(2):
        tally = ledger.glance(third, [make("1").id], MONDAY + 2 * DAY, How.UNCHANGED)
    assert tally.counts == {"unchanged": 1}
    kinds = [event.kind for event in store.index.events(make("1").id)]
    assert kinds == [EventKind.NEW, EventKind.GONE, EventKind.BACK]
    known = store.index.known([make("1").id])[make("1").id]
    assert (known.status, known.gone_since) == (Status.ONLINE, None)
    assert [event.kind for event in known.pending][-1] is EventKind.BACK


def test_what_was_forgotten_is_not_seen(ledger: Ledger, store: Store, make: MakeOffer) -> None:
    ledger.record(begun(ledger, 0), [make("1")])
    ledger.forget([make("1").id], MONDAY, "ana", "court order 17")
    run = begun(ledger, 1)
    assert ledger.glance(run, [make("1").id], MONDAY + DAY, How.LISTED).counts == {}
    assert store.index.known([make("1").id]) == {}
    assert ledger.glance(run, [], MONDAY + DAY, How.LISTED).counts == {}


def test_an_older_glance_changes_history_only(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    run = begun(ledger, 5)
    ledger.record(run, [make("1", "A"), make("1", "B", day=4)])
    tally = ledger.glance(run, [make("1").id], MONDAY + 2 * DAY, How.UNCHANGED)
    assert tally.counts == {"late": 1}
    first, second = store.index.versions(make("1").id)
    seen = store.index.sightings(make("1").id)
    assert [one.version for one in seen] == [first.id, first.id, second.id]
    assert store.index.known([make("1").id])[make("1").id].last_seen == MONDAY + 4 * DAY


def test_sealed_offers_are_seen_and_leave_no_event(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    found = Protection(protects=Protects.MINOR, raw="W", span=Span("text", 0, 1))
    ledger.record(begun(ledger, 0), [make("1", protections=(found,))])
    run = begun(ledger, 1)
    ledger.end(run, End.OK, Coverage.FULL, MONDAY + DAY)
    assert ledger.glance(run, [make("1").id], MONDAY + DAY, How.LISTED).counts == {"back": 1}
    known = store.index.known([make("1").id])[make("1").id]
    assert (known.status, known.sealed, known.pending) == (Status.ONLINE, Protects.MINOR, ())
    assert store.index.events(make("1").id) == []


def test_old_visits_expire_with_the_offers(ledger: Ledger, store: Store) -> None:
    visits = [
        Visit(site="bazaar", url=f"https://bazaar.example/{day}", at=MONDAY + day * DAY, status=200)
        for day in range(2)
    ]
    store.journal.write_visits(visits)
    ledger.expire(MONDAY + DAY + KEEP)
    left = store.journal.visits("bazaar", [one.url for one in visits])
    assert list(left.values()) == visits[1:]


def test_a_run_keeps_how_far_it_looked(ledger: Ledger, store: Store) -> None:
    run = begun(ledger, 0)
    assert run.look is Look.CUT
    (mended,) = ledger.recover(lambda _: False, MONDAY + DAY)
    assert mended.look is Look.CUT
    assert store.journal.last_full_look("bazaar") is None
