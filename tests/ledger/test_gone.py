"""An ad is gone for a reason, and how sure that is depends on the reason."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from index.base import Store
from ledger import Ledger
from ledger.gone import CONFIDENCE, Reason
from ledger.history.life import life
from offers.life import EventKind, How, Status
from offers.offer import Offer
from offers.run import Coverage, End, Problem, Run
from tests.ledger.conftest import MONDAY, MakeOffer

DAY = timedelta(days=1)
DOCUMENT = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text("utf-8")


@pytest.fixture(params=["sqlite", "elastic"])
def home(request: pytest.FixtureRequest) -> str:
    """How it ended is kept alike by both."""
    return str(request.param)


def crawl(
    ledger: Ledger,
    offers: Sequence[Offer],
    day: float,
    problems: Iterable[tuple[str, Offer]] = (),
    *,
    coverage: Coverage = Coverage.FULL,
    end: End = End.OK,
) -> Run:
    at = MONDAY + day * DAY
    run = ledger.begin("bazaar", at)
    ledger.record(run, [replace(offer, seen=at) for offer in offers])
    for number, (kind, offer) in enumerate(problems):
        ledger.journal.add_problem(
            Problem(run=run.id, number=number, kind=kind, url=offer.url, reason="told")
        )
    return ledger.end(run, end, coverage, at + timedelta(hours=1))


def told(store: Store, offer: Offer) -> list[tuple[str | None, float | None]]:
    events = store.index.events(offer.id)
    return [(one.reason, one.confidence) for one in events if one.kind is EventKind.GONE]


def status(store: Store, offer: Offer) -> Status:
    return store.index.known([offer.id])[offer.id].status


def test_each_reason_has_a_confidence_of_its_own(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    ads = [make(key) for key in "12345"]
    crawl(ledger, ads, 0)
    problems = [("missing", ads[1]), ("expired", ads[2]), ("http", ads[4])]
    assert crawl(ledger, ads[:1], 1, problems).counts["gone"] == 3
    assert [told(store, ad) for ad in ads] == [
        [],
        [("missing", CONFIDENCE[Reason.MISSING])],
        [("expired", CONFIDENCE[Reason.EXPIRED])],
        [("absent", CONFIDENCE[Reason.ABSENT])],
        [],
    ]
    assert sorted(CONFIDENCE) == sorted(Reason)
    assert all(0 < sure < 1 for sure in CONFIDENCE.values())


def test_confidences_are_published() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", DOCUMENT, re.MULTILINE)
    assert {reason: float(sure) for reason, sure in rows} == dict(CONFIDENCE)


@pytest.mark.parametrize(
    ("end", "coverage"),
    [
        (End.OK, Coverage.PARTIAL),
        (End.EMPTY, Coverage.FULL),
        (End.BLOCKED, Coverage.FULL),
        (End.BROKEN, Coverage.FULL),
        (End.ABORTED, Coverage.FULL),
    ],
)
def test_no_other_run_marks_anything_gone_whatever_a_page_says(
    ledger: Ledger, store: Store, make: MakeOffer, end: End, coverage: Coverage
) -> None:
    ads = [make(key) for key in "1234"]
    crawl(ledger, ads, 0)
    problems = [("missing", ads[1]), ("expired", ads[2])]
    run = crawl(ledger, ads[:1], 1, problems, coverage=coverage, end=end)
    assert not run.swept
    assert {status(store, ad) for ad in ads} == {Status.ONLINE}
    assert [told(store, ad) for ad in ads] == [[], [], [], []]


def test_what_an_incomplete_run_met_is_the_reason_later(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    """The next complete run need not ask for the page again, for nothing leads there any more."""
    ads = [make(key) for key in "1234"]
    crawl(ledger, ads, 0)
    problems = [("missing", ads[1]), ("expired", ads[2]), ("missing", ads[3])]
    crawl(ledger, ads[:1], 1, problems, coverage=Coverage.PARTIAL)
    crawl(ledger, [ads[0], ads[3]], 2, coverage=Coverage.PARTIAL)
    crawl(ledger, ads[:1], 3)
    assert [told(store, ad)[0][0] for ad in ads[1:]] == ["missing", "expired", "absent"]


def test_what_was_said_before_the_last_full_run_is_forgotten(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    ads = [make("1"), make("2")]
    crawl(ledger, ads, 0)
    crawl(ledger, ads[:1], 1, [("missing", ads[1])])
    crawl(ledger, ads, 2)
    crawl(ledger, ads[:1], 3)
    assert [reason for reason, _ in told(store, ads[1])] == ["missing", "absent"]


def test_events_are_the_same_whatever_the_reason(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    """A sweep that is repeated with more known writes none twice."""
    ads = [make("1"), make("2")]
    crawl(ledger, ads, 0)
    crawl(ledger, ads[:1], 1)
    [event] = [one for one in store.index.events(ads[1].id) if one.kind is EventKind.GONE]
    assert replace(event, reason="missing", confidence=0.5).id == event.id


@pytest.mark.parametrize("read", [True, False])
def test_a_sighting_that_comes_late_does_not_bring_back_what_is_gone(
    ledger: Ledger, store: Store, make: MakeOffer, *, read: bool
) -> None:
    """It is the newest there is, and older than the run that did not find the ad."""
    ads = [make("1"), make("2")]
    crawl(ledger, ads, 0)
    crawl(ledger, ads[:1], 2, [("missing", ads[1])])
    late = ledger.begin("bazaar", MONDAY + 3 * DAY)
    at = MONDAY + DAY
    if read:
        edited = replace(ads[1], seen=at, text="Cooks wanted", digest="")
        assert ledger.record(late, [edited]).counts == {"edited": 1}
    else:
        assert ledger.glance(late, [ads[1].id], at, How.LISTED).counts == {"listed": 1}
    known = store.index.known([ads[1].id])[ads[1].id]
    assert (known.status, known.gone_since) == (Status.GONE, MONDAY + 2 * DAY)
    assert (known.last_seen, known.offer.text) == (at, "Cooks wanted" if read else ads[1].text)
    happened = store.index.events(ads[1].id)
    kinds = [event.kind for event in happened]
    assert kinds.count(EventKind.BACK) == 0
    found = life(happened, store.index.sightings(ads[1].id))
    assert found is not None
    assert [(stay.begin, stay.end) for stay in found.stays] == [(MONDAY, at)]
    assert [(one.reason, one.back) for one in found.absences] == [("missing", None)]
    crawl(ledger, ads, 4)
    assert EventKind.BACK in [one.kind for one in store.index.events(ads[1].id)]


def test_an_older_sighting_leaves_the_reason_as_it_was(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    ads = [make("1"), make("2")]
    crawl(ledger, ads, 2)
    crawl(ledger, ads[:1], 3, [("expired", ads[1])])
    late = ledger.begin("bazaar", MONDAY + 4 * DAY)
    older = replace(ads[1], seen=MONDAY, text="Older", digest="")
    assert ledger.record(late, [older]).counts == {"late": 1}
    assert status(store, ads[1]) is Status.GONE
    assert told(store, ads[1]) == [("expired", CONFIDENCE[Reason.EXPIRED])]
    found = life(store.index.events(ads[1].id), store.index.sightings(ads[1].id))
    assert found is not None
    assert (found.first_seen, found.last_seen) == (MONDAY, MONDAY + 2 * DAY)


def test_later_full_looks_make_an_absence_surer(
    ledger: Ledger, store: Store, make: MakeOffer
) -> None:
    ads = [make("1"), make("2")]
    crawl(ledger, ads, 0)
    for day in (1, 2, 3):
        crawl(ledger, ads[:1], day)
    found = life(store.index.events(ads[1].id), store.index.sightings(ads[1].id))
    assert found is not None
    looks: list[datetime] = [run.ended for run in store.journal.runs() if run.swept and run.ended]
    assert found.absences[0].confidence == 0.8
    assert found.absences[0].confirmed(looks) == pytest.approx(0.99)
