"""A site that gave all its ads new addresses is asked about once; nothing is gone until then."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from index.base import Store
from ledger import Ledger
from ledger.moved import moved_to
from ledger.redesign import LEAST, pairs, question
from ledger.sweep import Sweeper, answer, due, sweep
from offers.life import EventKind, Known, Status
from offers.offer import Offer
from offers.run import Coverage, End, Run
from tests.ledger.conftest import MONDAY, MakeOffer

DAY = timedelta(days=1)
WORDS = [
    f"{first}{last}" for first in ("cook", "boat", "lamp", "rice") for last in "abcdefghijklmnop"
]


@pytest.fixture(params=["sqlite", "elastic"])
def home(request: pytest.FixtureRequest) -> str:
    """What waits for an answer is kept alike by both."""
    return str(request.param)


class Board:
    """A site of twelve ads, and the crawls of it."""

    def __init__(self, ledger: Ledger, store: Store, make: MakeOffer) -> None:
        self.ledger, self.store = ledger, store
        self.old = [make(f"{number}", f"Cooks wanted for boat {number}") for number in range(12)]
        self.new = [
            replace(ad, id=f"9{ad.id[1:]}", key=f"n{ad.key}", url=f"{ad.url}/new")
            for ad in self.old
        ]

    def begin(self, ads: Sequence[Offer], day: int) -> Run:
        at = MONDAY + day * DAY
        run = self.ledger.begin("bazaar", at)
        tally = self.ledger.record(run, [replace(ad, seen=at) for ad in ads])
        return replace(run, counts=dict(tally.counts))

    def crawl(self, ads: Sequence[Offer], day: int, coverage: Coverage = Coverage.FULL) -> Run:
        run = self.begin(ads, day)
        return self.ledger.end(run, End.OK, coverage, run.started + timedelta(hours=1))

    def answer(self, run: Run, *, moved: bool) -> Run:
        at = MONDAY + 9 * DAY
        return answer(run, self.store, moved=moved, at=at, actor="anna")

    def known(self, ads: Sequence[Offer]) -> list[Known]:
        found = self.store.index.known([ad.id for ad in ads])
        return [found[ad.id] for ad in ads]

    def gone(self, ads: Sequence[Offer]) -> list[str | None]:
        """The reasons for which they are gone, `None` for one that is online."""
        return [self._reason(known) for known in self.known(ads)]

    def _reason(self, known: Known) -> str | None:
        if known.status is Status.ONLINE:
            return None
        events = self.store.index.events(known.offer.id)
        return [event for event in events if event.kind is EventKind.GONE][-1].reason


@pytest.fixture
def board(ledger: Ledger, store: Store, make: MakeOffer) -> Board:
    made = Board(ledger, store, make)
    made.crawl(made.old, 0)
    return made


def test_the_run_is_held_with_one_question(board: Board) -> None:
    run = board.crawl(board.new, 1)
    assert (run.held, run.swept, due(run)) == (True, False, False)
    assert run.reason == (
        "12 of 12 ads are gone, and 12 new ones read like them: "
        "has the site moved its ads to other addresses?"
    )
    assert board.store.journal.run(run.id) == run
    assert board.gone(board.old) == [None] * 12
    assert not board.ledger.recover(lambda _: False, MONDAY + 2 * DAY)


def test_ads_that_moved_are_gone_for_that_and_lead_on(board: Board) -> None:
    run = board.crawl([*board.new[:11], replace(board.new[0], id="7" * 32, text="Other")], 1)
    said = board.answer(run, moved=True)
    assert (said.held, said.swept, said.counts["gone"]) == (False, True, 12)
    assert said.reason == f"{run.reason} Answered: moved"
    assert board.gone(board.old) == ["moved"] * 11 + ["absent"]
    assert pairs(board.known(board.old), board.known(board.new[:11])) == {
        old.id: new.id for old, new in zip(board.old[:11], board.new[:11], strict=True)
    }
    [entry] = board.store.journal.audit()
    assert (entry.actor, entry.action, entry.subject) == ("anna", "answer", run.id)


def test_ads_are_known_again_by_what_they_say(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    """As a crawl does it: families are settled when the run ends, and nobody helps them."""
    words, board = Random(3), Board(ledger, store, make)
    texts = [" ".join(words.choices(WORDS, k=40)) for _ in board.old]
    pages = [
        [replace(ad, text=text, digest="") for ad, text in zip(ads, texts, strict=True)]
        for ads in (board.old, board.new)
    ]
    for day, ads in enumerate(pages):
        at = MONDAY + day * DAY
        run = ledger.begin("bazaar", at)
        counts = ledger.record(run, [replace(ad, seen=at) for ad in ads]).counts
        run = ledger.end(replace(run, counts=dict(counts)), End.OK, Coverage.FULL, at)
    assert run.held
    board.answer(run, moved=True)
    assert board.gone(board.old) == ["moved"] * 12
    led = [moved_to(known, store) for known in board.known(board.old)]
    assert led == [ad.id for ad in board.new]
    assert list(store.index.pending(run.id)) == []


def test_nobody_is_told_of_ads_that_only_moved(board: Board) -> None:
    """Those with other words are told of, and so is what stands there for the first time."""
    changed = replace(board.new[1], text="Cooks wanted for boat 1, now", digest="")
    other = replace(board.new[0], id="7" * 32, text="Other", digest="")
    run = board.crawl([board.new[0], changed, *board.new[2:], other], 1)
    board.answer(run, moved=True)
    told = {known.offer.id: known.pending for known in board.store.index.pending(run.id)}
    assert sorted(told) == sorted([changed.id, other.id])
    assert all(event.kind is EventKind.NEW for events in told.values() for event in events)


def test_ads_that_are_gone_are_swept_as_ever(board: Board) -> None:
    run = board.crawl(board.new, 1)
    said = board.answer(run, moved=False)
    assert said.counts["gone"] == 12
    assert board.gone(board.old) == ["absent"] * 12
    pending = list(board.store.index.pending(run.id))
    assert len(pending) == 24


@pytest.mark.parametrize("moved", [True, False])
def test_answering_twice_does_no_harm(board: Board, *, moved: bool) -> None:
    run = board.crawl(board.new, 1)
    said = board.answer(run, moved=moved)
    events = board.store.index.events_of_run(run.id)
    assert board.answer(said, moved=not moved) == said
    assert board.answer(run, moved=moved).swept
    assert board.store.index.events_of_run(run.id) == events


@pytest.mark.parametrize("again", [True, False])
def test_an_answer_that_was_cut_off_is_given_again(board: Board, *, again: bool) -> None:
    """Whoever was killed in between left the run held; pairs are the same afterwards."""
    run = board.crawl(board.new, 1)
    sweeper = Sweeper.of(run, board.store.index, board.store.journal)
    found = pairs(list(sweeper.unseen()), sweeper.come())
    some = list(sweeper.unseen())[:5]
    assert not board.store.index.put([sweeper._left(known, found) for known in some])
    said = board.answer(run, moved=again)
    assert (said.held, said.swept) == (False, True)
    reasons = board.gone(board.old)
    assert reasons.count("moved") == (12 if again else 5)
    assert None not in reasons


def test_what_the_question_is_about_waits_while_other_runs_go_on(board: Board) -> None:
    run = board.crawl(board.new, 1)
    later = board.crawl(board.new[1:], 2)
    assert (later.held, later.counts["gone"]) == (False, 1)
    assert board.gone(board.old) == [None] * 12
    assert board.gone(board.new[:2]) == ["absent", None]
    board.answer(run, moved=True)
    assert board.gone(board.old) == ["moved"] * 12


def test_an_ad_that_is_seen_again_at_its_old_address_has_not_moved(board: Board) -> None:
    run = board.crawl(board.new, 1)
    board.crawl([*board.old[:1], *board.new], 2)
    board.answer(run, moved=True)
    assert board.gone(board.old) == [None] + ["moved"] * 11


def test_new_ads_of_an_incomplete_run_before_count_as_well(board: Board) -> None:
    """The first complete run after a redesign may find all of them known."""
    assert not board.crawl(board.new, 1, Coverage.PARTIAL).held
    run = board.crawl(board.new, 2)
    assert (run.held, run.counts) == (True, {"unchanged": 12})
    board.answer(run, moved=True)
    assert board.gone(board.old) == ["moved"] * 12


def test_an_ordinary_day_asks_nothing(board: Board, store: Store) -> None:
    """Half of the ads are posted anew under other numbers."""
    run = board.crawl([*board.old[:6], *board.new[6:]], 1)
    assert (run.held, run.counts["gone"]) == (False, 6)
    assert board.gone(board.old[6:]) == ["absent"] * 6


def test_ads_that_nothing_is_like_are_gone(board: Board, make: MakeOffer) -> None:
    run = board.crawl([make(f"7{number}", f"Another {number}") for number in range(12)], 1)
    assert (run.held, run.counts["gone"]) == (False, 12)


def test_a_site_of_few_ads_asks_nothing(ledger: Ledger, store: Store, make: MakeOffer) -> None:
    small = Board(ledger, store, make)
    small.old, small.new = small.old[: LEAST - 1], small.new[: LEAST - 1]
    small.crawl(small.old, 0)
    assert small.crawl(small.new, 1).counts["gone"] == LEAST - 1


def test_a_run_that_was_not_compared_yet_waits(board: Board) -> None:
    """Nobody can tell whether its ads have moved. Whoever mends it compares first."""
    run = board.begin(board.new, 1)
    run = replace(run, end=End.OK, coverage=Coverage.FULL, ended=run.started)
    board.store.journal.write_run(run)
    assert sweep(run, board.store.index, board.store.journal) == run
    assert board.gone(board.old) == [None] * 12
    mended = board.ledger.recover(lambda _: False, MONDAY + 2 * DAY)
    assert [(one.id, one.held) for one in mended] == [(run.id, True)]
    assert board.gone(board.old) == [None] * 12


def test_ads_of_one_template_are_paired_by_their_words(board: Board, make: MakeOffer) -> None:
    def town(key: str, name: str, day: int) -> Known:
        at = MONDAY + day * DAY
        offer = make(key, f"Cooks wanted in {name}, good pay, free meals", day=day)
        return replace(
            board.known(board.old[:1])[0], offer=offer, family="f", first_seen=at, last_seen=at
        )

    towns = ("Lyon", "Nice", "Brest")
    old = [town(f"1{at}", name, 0) for at, name in enumerate(towns)]
    new = [town(f"2{at}", name, 1) for at, name in enumerate(reversed((*towns, "Lille")))]
    found = pairs(old, new)
    there = {known.offer.id: known.offer.text for known in new}
    assert [there[found[known.offer.id]] for known in old] == [known.offer.text for known in old]
    assert pairs(new, old) == {}, "what was there before is nowhere it moved to"
    edited = [replace(new[0], offer=replace(new[0].offer, text="Cooks in Nice, meals", digest=""))]
    assert pairs(old, edited) == {old[1].offer.id: edited[0].offer.id}
    assert question(old * 4, new * 4, kept=0) is not None
    assert question(old * 4, new, kept=0) is None
    assert question(old * 4, new * 4, kept=4) is None


def test_an_ad_that_moved_leads_to_where_it_is(board: Board) -> None:
    changed = replace(board.new[11], text="Cooks wanted for boat 11, now", digest="")
    run = board.crawl([*board.new[:11], changed], 1)
    assert [moved_to(known, board.store) for known in board.known(board.old)] == [None] * 12
    board.answer(run, moved=True)
    led = [moved_to(known, board.store) for known in board.known(board.old)]
    assert led == [ad.id for ad in board.new]
    assert [moved_to(known, board.store) for known in board.known(board.new)] == [None] * 12
    board.store.index.delete([board.new[0].id], MONDAY + 3 * DAY)
    assert moved_to(board.known(board.old[:1])[0], board.store) is None
