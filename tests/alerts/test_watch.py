"""What happened is matched once, whatever else happens at the same time."""

from dataclasses import replace

import pytest

from alerts.watch import BATCH, Watcher
from offers.alert import Match
from offers.life import Change, EventKind
from offers.offer import Protection, Protects
from offers.run import Coverage, End
from offers.span import Span
from tests.alerts.desk import ANALYST, MINUTE, Desk
from workspace.folder import Workspace


@pytest.fixture
def watched(desk: Desk) -> Desk:
    """A desk whose rule for waiters counts already."""
    desk.rule("waiter")
    desk.take()
    return desk


def test_new_offers_are_matched_once(watched: Desk) -> None:
    watched.crawl(*watched.ads("waiter A", "cook"))
    assert watched.take() == {"events": 2, "matches": 1}
    assert watched.matched() == ["waiter A"]
    assert watched.matches()[0].recipients == (ANALYST,)
    assert watched.take() == {}
    assert watched.store.index.pending_runs() == frozenset()


def test_a_later_crawl_of_the_same_matches_nothing_new(watched: Desk) -> None:
    watched.crawl(*watched.ads("waiter A"))
    watched.take()
    watched.crawl(*watched.ads("waiter A"))
    assert watched.take() == {}
    assert len(watched.matches()) == 1


def test_more_offers_than_one_batch(watched: Desk) -> None:
    """Each in words of its own, for it takes long to settle which of very many are alike."""
    many = 2 * BATCH + 1
    ads = watched.ads(*(f"waiter {number}" for number in range(many)))
    own = [" ".join(f"word{number}x{place}" for place in range(12)) for number in range(many)]
    watched.crawl(*(replace(ad, text=text, digest="") for ad, text in zip(ads, own, strict=True)))
    assert watched.take() == {"events": many, "matches": many}


def test_living_runs_wait(watched: Desk) -> None:
    run = watched.begin(*watched.ads("waiter A"))
    assert watched.take() == {}
    watched.end(run, End.ABORTED, Coverage.PARTIAL)
    assert watched.take() == {"events": 1, "matches": 1}


def test_held_runs_wait(watched: Desk) -> None:
    run = watched.crawl(*watched.ads("waiter A"))
    watched.store.journal.write_run(replace(run, held=True))
    assert watched.take() == {}
    watched.store.journal.write_run(replace(run, held=False))
    assert watched.take() == {"events": 1, "matches": 1}


def test_a_run_that_has_still_to_mark_offers_gone_waits(watched: Desk) -> None:
    run = watched.crawl(*watched.ads("waiter A"))
    watched.store.journal.write_run(replace(run, swept=False))
    assert watched.take() == {}


def test_other_kinds_of_events_are_cleared_and_match_nothing(watched: Desk) -> None:
    watched.crawl(*watched.ads("waiter A"))
    watched.take()
    watched.crawl(*(replace(ad, text="Apply today.", digest="") for ad in watched.ads("waiter A")))
    watched.crawl()
    assert watched.take() == {"events": 2}
    assert watched.store.index.pending_runs() == frozenset()


def test_a_rule_may_ask_for_other_events(desk: Desk) -> None:
    desk.rule("waiter", events=["gone"])
    desk.take()
    desk.crawl(*desk.ads("waiter A"))
    assert desk.take() == {"events": 1}
    desk.crawl()
    assert desk.take() == {"events": 1, "matches": 1}


def test_a_new_rule_starts_now(desk: Desk) -> None:
    desk.crawl(*desk.ads("waiter A"))
    desk.rule("waiter")
    assert desk.take() == {"events": 1}
    desk.crawl(*desk.ads("waiter A", "waiter B"))
    desk.take()
    assert desk.matched() == ["waiter B"]


def test_a_rule_counts_from_when_it_was_first_read(desk: Desk) -> None:
    desk.rule("waiter")
    Watcher(desk.workspace, desk.store).enter(desk.now)
    desk.crawl(*desk.ads("waiter A"))
    assert desk.take() == {"events": 1, "matches": 1}


def test_a_backfill_matches_what_is_stored_once(desk: Desk) -> None:
    desk.crawl(*desk.ads("waiter A", "cook"))
    desk.take()
    desk.rule("waiter")
    watcher, rule = Watcher(desk.workspace, desk.store), desk.workspace.rules().good["waiters"]
    assert watcher.backfill(rule, desk.pass_time()) == 1
    assert watcher.backfill(rule, desk.pass_time()) == 0
    assert desk.matched() == ["waiter A"]


def test_a_backfill_reaches_as_far_as_it_is_told(desk: Desk) -> None:
    desk.crawl(*desk.ads("waiter A"))
    since = desk.pass_time()
    desk.crawl(*desk.ads("waiter A", "waiter B"))
    desk.take()
    desk.rule("waiter")
    rule = desk.workspace.rules().good["waiters"]
    assert Watcher(desk.workspace, desk.store).backfill(rule, desk.now, since) == 1
    assert desk.matched() == ["waiter B"]


def test_an_edited_rule_starts_now_and_its_old_wording_ends_now(watched: Desk) -> None:
    watched.crawl(*watched.ads("waiter A", "cook A"))
    watched.rule("cook")
    watched.take()
    assert watched.matched() == ["waiter A"]
    watched.crawl(*watched.ads("waiter A", "cook A", "waiter B", "cook B"))
    watched.take()
    assert watched.matched() == ["cook B", "waiter A"]


def test_a_crawl_that_goes_on_is_judged_by_the_new_wording(watched: Desk) -> None:
    run = watched.begin(*watched.ads("waiter A", "cook A"))
    watched.rule("cook")
    watched.take()
    watched.end(run)
    watched.take()
    assert watched.matched() == ["cook A"]


def test_a_crawl_that_has_noticed_nothing_yet_is_judged_by_the_new_wording(watched: Desk) -> None:
    early = watched.ads("cook A")
    run = watched.begin()
    watched.rule("cook")
    watched.take()
    watched.workspace.ledger(watched.store).record(run, early)
    watched.end(run)
    watched.take()
    assert watched.matched() == ["cook A"]


def test_another_recipient_or_marking_is_no_new_beginning(watched: Desk) -> None:
    watched.crawl(*watched.ads("waiter A"))
    watched.rule("waiter", to=["other@desk.example"], marking="TLP:RED")
    watched.take()
    assert [match.recipients for match in watched.matches()] == [("other@desk.example",)]


def test_a_recipient_who_was_taken_out_gets_nothing_of_the_old_wording(watched: Desk) -> None:
    watched.crawl(*watched.ads("waiter A"))
    watched.rule("cook", to=["other@desk.example"])
    watched.take()
    assert [match.recipients for match in watched.matches()] == [("other@desk.example",)]


@pytest.mark.parametrize("text", ["query = 'waiter", "query = 'title:('\nto = ['a@b.example']", ""])
def test_a_bad_rule_is_loud_and_goes_on_in_its_last_good_wording(watched: Desk, text: str) -> None:
    watched.write("waiters", text)
    watched.crawl(*watched.ads("waiter A"))
    watcher = Watcher(watched.workspace, watched.store)
    counts = watcher.take(watched.pass_time())
    assert counts["matches"] == 1
    assert counts["faults"] == len(watcher.faults) > 0
    assert watcher.faults[0].file == "alerts/waiters.toml"


def test_a_rule_that_never_was_good_matches_nothing(desk: Desk) -> None:
    desk.write("waiters", "query = 'waiter'")
    desk.crawl(*desk.ads("waiter A"))
    assert desk.take() == {"events": 1, "faults": 1}


def test_a_mended_rule_goes_on_where_it_was(watched: Desk) -> None:
    watched.write("waiters", "query = ")
    watched.take()
    watched.crawl(*watched.ads("waiter A"))
    watched.rule("waiter")
    watched.take()
    assert watched.matched() == ["waiter A"]


def test_a_rule_whose_file_is_gone_matches_nothing(watched: Desk) -> None:
    (watched.folder / "alerts" / "waiters.toml").unlink()
    watched.crawl(*watched.ads("waiter A"))
    assert watched.take() == {"events": 1}


def test_two_watchers_match_once(watched: Desk) -> None:
    watched.crawl(*watched.ads("waiter A"))
    other = Workspace.open(watched.folder)
    with other.open_store() as store:
        seen = next(iter(store.index.pending(next(iter(store.index.pending_runs())))))
        assert watched.take() == {"events": 1, "matches": 1}
        # The other one had read before the first had cleared.
        assert store.index.put([Change(known=replace(seen, pending=()))]) == {seen.offer.id}
        assert Watcher(other, store).take(watched.pass_time()) == {}
    assert len(watched.matches()) == 1


def test_a_crash_before_marks_are_cleared_repeats_and_doubles_nothing(watched: Desk) -> None:
    watched.crawl(*watched.ads("waiter A"))
    (known,) = watched.store.index.pending(next(iter(watched.store.index.pending_runs())))
    watched.take()
    # As if the marks had never been cleared.
    current = watched.store.index.known([known.offer.id])[known.offer.id]
    watched.store.index.put([Change(known=replace(current, pending=known.pending))])
    assert watched.take() == {"events": 1}
    assert len(watched.matches()) == 1


def test_an_offer_that_changes_while_it_is_matched_keeps_its_newer_marks(watched: Desk) -> None:
    watched.crawl(*watched.ads("waiter A"))
    edited = [replace(ad, text="Apply today.", digest="") for ad in watched.ads("waiter A")]
    living = watched.begin(*(replace(ad, seen=watched.now + MINUTE) for ad in edited))
    assert watched.take() == {"events": 1, "matches": 1}
    (known,) = watched.store.index.pending(living.id)
    assert [event.kind for event in known.pending] == [EventKind.EDITED]


def test_marks_of_an_offer_that_was_written_in_between_are_read_again(watched: Desk) -> None:
    run = watched.crawl(*watched.ads("waiter A", "waiter B"))
    stale = list(watched.store.index.pending(run.id))
    edited = [replace(ad, text="Apply today.", digest="") for ad in watched.ads("waiter A")]
    living = watched.begin(*edited)
    watcher = Watcher(watched.workspace, watched.store)
    assert watcher._clear(stale, run.id) == 2
    (known,) = watched.store.index.pending(living.id)
    assert [event.run for event in known.pending] == [living.id]
    assert list(watched.store.index.pending(run.id)) == []


def test_an_offer_that_was_sealed_in_between_is_let_go(watched: Desk) -> None:
    run = watched.crawl(*watched.ads("waiter A"))
    stale = list(watched.store.index.pending(run.id))
    protection = Protection(protects=Protects.MINOR, raw="Apply", span=Span("text", 0, 5))
    watched.crawl(*(replace(ad, protections=(protection,)) for ad in watched.ads("waiter A")))
    watched.store.journal.add_matches(
        [Match(rule="waiters", offer=known.offer.id, event=known.pending[0].id, at=watched.now,
               recipients=(ANALYST,)) for known in stale]
    )  # fmt: skip
    Watcher(watched.workspace, watched.store)._clear(stale, run.id)
    assert watched.take() == {}
    assert watched.fill() == {}


def test_sealed_lives_match_nothing(watched: Desk) -> None:
    protection = Protection(protects=Protects.MINOR, raw="Apply", span=Span("text", 0, 5))
    open_, hidden = watched.ads("waiter A", "waiter B")
    watched.crawl(open_, replace(hidden, protections=(protection,)))
    assert watched.take() == {"events": 1, "matches": 1}
    assert watched.matched() == ["waiter A"]
