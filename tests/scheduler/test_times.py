"""A schedule comes round when cron would, in its zone, over every change of clocks."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from cronsim import CronSim, CronSimError
from hypothesis import assume, given
from hypothesis import strategies as st

from scheduler.clock import ScheduleTrigger
from scheduler.times import after, first
from workspace.schedule import Cron, Every, Schedule

KYIV = ZoneInfo("Europe/Kyiv")
ZONES = ("UTC", "Europe/Kyiv", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")
HOUR = timedelta(hours=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def times(schedule: Schedule, start: datetime, count: int) -> list[datetime]:
    """The first times of a schedule after a start, as the trigger gives them one by one."""
    trigger, found, at = ScheduleTrigger(schedule), [], start
    for _ in range(count):
        following = trigger.get_next_fire_time(at, at)
        if following is None:
            break
        found.append(following)
        at = following
    return found


def local(schedule: Cron, start: str, count: int) -> list[str]:
    begin = datetime.fromisoformat(start).replace(tzinfo=schedule.zone).astimezone(UTC)
    found = times(schedule, begin, count)
    return [f"{at.astimezone(schedule.zone):%d %H:%M %Z}" for at in found]


@pytest.mark.parametrize(
    ("line", "start", "expected"),
    [
        ("15 */3 * * *", "2026-11-02T00:00", ["02 00:15 EET", "02 03:15 EET"]),
        # Weekday 1 is Monday to cron, and Tuesday to APScheduler's own trigger.
        ("0 9 * * 1", "2026-11-02T10:00", ["09 09:00 EET", "16 09:00 EET"]),
        ("0 9 * * 0", "2026-11-02T10:00", ["08 09:00 EET", "15 09:00 EET"]),
        ("0 9 * * 7", "2026-11-02T10:00", ["08 09:00 EET", "15 09:00 EET"]),
        # Day and weekday are alternatives where neither is a star.
        ("0 9 13 * 5", "2026-11-02T10:00", ["06 09:00 EET", "13 09:00 EET"]),
        # On 29 March 2026 there is no 03:30 in Kyiv, on 25 October there are two.
        ("30 3 * * *", "2026-03-28T12:00", ["29 04:00 EEST", "30 03:30 EEST"]),
        ("30 3 * * *", "2026-10-24T12:00", ["25 03:30 EEST", "26 03:30 EET"]),
        ("30 * * * *", "2026-03-29T01:45", ["29 02:30 EET", "29 04:30 EEST"]),
        ("30 * * * *", "2026-10-25T02:45", ["25 03:30 EEST", "25 03:30 EET", "25 04:30 EET"]),
    ],
)
def test_cron(line: str, start: str, expected: list[str]) -> None:
    assert local(Cron(line, KYIV), start, len(expected)) == expected


def test_the_doubled_hour_fires_once_though_one_asks_in_its_second_half() -> None:
    asked = datetime(2026, 10, 25, 3, 10, fold=1, tzinfo=KYIV).astimezone(UTC)
    assert after(Cron("30 3 * * *", KYIV), asked) == utc("2026-10-26T01:30")


STARS = st.sampled_from(["*", "*/2", "*/7"])


def field(low: int, high: int) -> st.SearchStrategy[str]:
    """One field of a cron line: a star, steps, a number, a range or a list."""
    number = st.integers(low, high)
    spans = st.tuples(number, number).map(lambda pair: f"{min(pair)}-{max(pair)}")
    several = st.lists(number, min_size=2, max_size=4).map(lambda some: ",".join(map(str, some)))
    return st.one_of(STARS, number.map(str), spans, several)


lines = st.builds(
    lambda *fields: " ".join(fields),
    field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 7),
)  # fmt: skip
moments = st.integers(0, 6 * 366 * 86400).map(
    lambda seconds: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@given(lines, st.sampled_from(ZONES), moments)
def test_the_trigger_fires_when_cron_does(line: str, zone: str, start: datetime) -> None:
    try:
        reckoned = CronSim(line, start.astimezone(ZoneInfo(zone)))
    except CronSimError:
        assume(False)
    expected = [at.astimezone(UTC) for at in islice(reckoned, 12)]
    # A doubled hour makes cronsim go back in time where one starts in it: no trigger may.
    expected = [at for at in expected if at > start]
    found = times(Cron(line, ZoneInfo(zone)), start, len(expected))
    assert found == expected
    assert found == sorted(set(found))


@given(lines, st.sampled_from(ZONES), moments)
def test_every_time_is_one_that_the_line_names(line: str, zone: str, start: datetime) -> None:
    """Against the fields themselves, but for hours that a change of clocks left out."""
    minutes, hours = line.split()[:2]
    try:
        found = times(Cron(line, ZoneInfo(zone)), start, 5)
    except CronSimError:
        assume(False)
    for at in found:
        there = at.astimezone(ZoneInfo(zone))
        moved = (
            there.utcoffset()
            != (there - 3 * HOUR).astimezone(UTC).astimezone(ZoneInfo(zone)).utcoffset()
        )
        assert moved or (named(minutes, there.minute) and named(hours, there.hour))


def named(text: str, value: int) -> bool:
    """Whether a field names a value, read the plain way."""
    if text.startswith("*"):
        return value % int(text.partition("/")[2] or 1) == 0
    if "-" in text:
        low, _, high = text.partition("-")
        return int(low) <= value <= int(high)
    return value in map(int, text.split(","))


@pytest.mark.parametrize(
    ("schedule", "previous", "now", "following"),
    [
        (Every(HOUR), None, "2026-11-02T12:00", "2026-11-02T13:00"),
        (Every(HOUR), "2026-11-02T12:00", "2026-11-02T12:00", "2026-11-02T13:00"),
        # A machine that slept for a day does one run and not twenty-four.
        (Every(HOUR), "2026-11-01T12:00", "2026-11-02T12:20", "2026-11-02T13:20"),
        (Cron("0 * * * *", KYIV), "2026-11-01T12:00", "2026-11-02T12:20", "2026-11-02T13:00"),
        (Cron("0 * * * *", KYIV), None, "2026-11-02T12:20", "2026-11-02T13:00"),
    ],
)
def test_times_that_have_passed_make_one_run(
    schedule: Schedule, previous: str | None, now: str, following: str
) -> None:
    before = utc(previous) if previous else None
    assert ScheduleTrigger(schedule).get_next_fire_time(before, utc(now)) == utc(following)


@pytest.mark.parametrize(
    ("schedule", "last", "expected"),
    [
        (Every(3 * HOUR), None, "2026-11-02T12:00"),
        (Every(3 * HOUR), "2026-11-02T11:00", "2026-11-02T14:00"),
        (Every(3 * HOUR), "2026-11-02T08:00", "2026-11-02T12:00"),
        (Cron("0 6 * * *", KYIV), None, "2026-11-03T04:00"),
        (Cron("0 6 * * *", KYIV), "2026-11-02T04:00", "2026-11-03T04:00"),
        (Cron("0 6 * * *", KYIV), "2026-11-01T04:00", "2026-11-02T12:00"),
        (Cron("0 6 * * *", KYIV), "2026-09-01T04:00", "2026-11-02T12:00"),
        # A crawl by hand in between does not make up for a time that was missed after it.
        (Cron("0 6 * * *", KYIV), "2026-11-02T03:59", "2026-11-02T12:00"),
        (Cron("0 6 * * *", KYIV), "2026-11-02T09:00", "2026-11-03T04:00"),
    ],
)
def test_what_was_missed_is_caught_up_with_once(
    schedule: Schedule, last: str | None, expected: str
) -> None:
    assert first(schedule, utc(last) if last else None, utc("2026-11-02T12:00")) == utc(expected)
