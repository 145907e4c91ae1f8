"""Stretches of time as bars: all on one scale, none beyond it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from console.timeline import AWAY, EDITED, GONE, THERE, Scale, bar

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
DAY = timedelta(days=1)
WEEK = Scale(MONDAY, MONDAY + 7 * DAY, 8)
days = st.integers(-3, 12).map(lambda day: MONDAY + day * DAY)


def test_a_character_a_day() -> None:
    stays = [(MONDAY + DAY, MONDAY + 2 * DAY), (MONDAY + 5 * DAY, MONDAY + 6 * DAY)]
    drawn = bar(WEEK, stays, [MONDAY + 6 * DAY], GONE)
    assert drawn == f" {THERE * 2}{AWAY * 2}{THERE}{EDITED}{GONE}"


def test_the_axis_has_the_days_at_both_ends() -> None:
    wide = Scale(MONDAY, MONDAY + 7 * DAY, 30)
    assert wide.axis(UTC) == f"2026-03-02{' ' * 10}2026-03-09"
    assert WEEK.axis(UTC) == "2026-03-02"


def test_what_was_seen_once_is_one_sign() -> None:
    once = Scale(MONDAY, MONDAY, 20)
    assert bar(once, [(MONDAY, MONDAY)]) == THERE


@given(
    stays=st.lists(st.tuples(days, days).map(lambda pair: (min(pair), max(pair))), min_size=1),
    marks=st.lists(days),
    width=st.integers(1, 40),
)
def test_no_bar_is_longer_than_its_scale(
    stays: list[tuple[datetime, datetime]], marks: list[datetime], width: int
) -> None:
    scale = Scale(MONDAY, MONDAY + 7 * DAY, width)
    drawn = bar(scale, sorted(stays), marks, GONE)
    assert 1 < len(drawn) <= width + len(GONE)
    assert set(drawn) <= {" ", THERE, AWAY, EDITED, GONE}
