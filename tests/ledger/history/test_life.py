"""How long an ad was there, when it was away, how often it was seen."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.history.life import CERTAIN, Absence, life
from offers.life import Event, EventKind, Sighting

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


def day(number: float) -> datetime:
    return MONDAY + timedelta(days=number)


def sightings(*days: float) -> list[Sighting]:
    return [Sighting(offer="x", run=f"r{at}", at=day(at), version="v") for at in days]


def event(kind: EventKind, at: float, occasion: float = 0, **more: object) -> Event:
    said = day(occasion).isoformat()
    return Event(
        kind=kind, offer="x", version="v", run="r", at=day(at), occasion=said, **more  # type: ignore[arg-type]
    )  # fmt: skip


def test_an_ad_that_nobody_saw_has_no_life() -> None:
    assert life([], []) is None


def test_an_ad_that_is_there() -> None:
    found = life([event(EventKind.NEW, 0)], sightings(3, 0, 1))
    assert found is not None
    assert (found.first_seen, found.last_seen, found.seen) == (day(0), day(3), 3)
    assert found.online == timedelta(days=3)
    assert found.at_most is None
    assert (found.usual_gap, found.longest_gap) == (timedelta(days=1.5), timedelta(days=2))


def test_an_ad_that_went_and_came_back_and_went() -> None:
    happened = [
        event(EventKind.GONE, 9, 6),
        event(EventKind.NEW, 0),
        event(EventKind.GONE, 3, 1, reason="absent", confidence=0.8),
        event(EventKind.BACK, 5, 3),
    ]
    found = life(happened, sightings(0, 1, 5, 6))
    assert found is not None
    assert [(stay.begin, stay.end, stay.seen) for stay in found.stays] == [
        (day(0), day(1), 2),
        (day(5), day(6), 2),
    ]
    assert found.absences == (
        Absence(since=day(1), noticed=day(3), back=day(5), reason="absent", confidence=0.8),
        Absence(since=day(6), noticed=day(9)),
    )
    assert found.online == timedelta(days=2)
    assert found.at_most == timedelta(days=7)
    assert found.longest_gap == timedelta(days=1)


def test_a_sighting_that_came_late_lies_in_the_stay_before() -> None:
    """It was fetched after what was the last sighting, and before somebody said that it is gone."""
    found = life([event(EventKind.GONE, 4, 1)], sightings(0, 1, 3))
    assert found is not None
    assert [(stay.begin, stay.end) for stay in found.stays] == [(day(0), day(3))]


@pytest.mark.parametrize(("looks", "sure"), [(0, 0.8), (1, 0.96), (5, CERTAIN)])
def test_each_full_look_that_does_not_find_it_makes_it_surer(looks: int, sure: float) -> None:
    gone = Absence(since=day(1), noticed=day(2), back=day(9), reason="absent", confidence=0.8)
    before, after = [day(1), day(2)], [day(10)]
    between = [day(3 + look) for look in range(looks)]
    assert gone.confirmed(before + between + after) == pytest.approx(sure)


def test_what_is_surer_than_that_stays_so() -> None:
    gone = Absence(since=day(1), noticed=day(2), confidence=1.0)
    assert gone.confirmed([day(3)]) == 1.0
    assert Absence(since=day(1), noticed=day(2)).confirmed([day(3)]) is None


@given(st.lists(st.integers(0, 40), min_size=1), st.lists(st.integers(0, 40), max_size=4))
def test_stays_hold_every_sighting_in_order(seen: list[int], back: list[int]) -> None:
    happened = [event(EventKind.BACK, at, at) for at in sorted(back)]
    found = life(happened, sightings(*seen))
    assert found is not None
    assert found.seen == len(seen)
    ends = [moment for stay in found.stays for moment in (stay.begin, stay.end)]
    assert ends == sorted(ends)
    assert (found.first_seen, found.last_seen) == (day(min(seen)), day(max(seen)))
