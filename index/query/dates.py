"""Dates as Kibana's users write them, resolved to epoch milliseconds."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from index.flat import milliseconds

WAY_OUT = 'write 2026-01-31, 2026-01, "2026-01-31T18:00", now, now-7d or now-7d/d'

_SAID = re.compile(
    r"(?P<y>[0-9]{4})(?:-(?P<M>[0-9]{1,2})(?:-(?P<d>[0-9]{1,2})"
    r"(?:[T ](?P<h>[0-9]{1,2})(?::(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2})"
    r"(?:\.(?P<fraction>[0-9]{1,9}))?)?)?)?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?)?"
)
_STEP = re.compile(r"(?P<count>[+-][0-9]{0,9})(?P<unit>[yMwdhHms])|/(?P<round>[yMwdhHms])")
_EXACT: Mapping[str, timedelta] = {
    "h": timedelta(hours=1),
    "H": timedelta(hours=1),
    "m": timedelta(minutes=1),
    "s": timedelta(seconds=1),
}
_DAYS: Mapping[str, int] = {"d": 1, "w": 7}
_MONTHS: Mapping[str, int] = {"M": 1, "y": 12}
_RANKS: Mapping[str, int] = {"y": 0, "M": 1, "w": 2, "d": 2, "h": 3, "H": 3, "m": 4, "s": 5}
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Period:
    """What a date stands for: its first and its last millisecond since 1970, UTC."""

    first: int
    last: int


def period(text: str, *, now: datetime, zone: tzinfo) -> Period:
    """What a date stands for. A date is the whole of the year, month, day, hour, minute or
    second that it names, in `zone`; `now-7d` is one millisecond, `now-7d/d` a day.

    Days and what is shorter are rounded as Elasticsearch rounds them. It reads `2026-01` at the
    end of a range as the first of January; here a month or a year is always whole.

    Raises `ValueError` with a message for whoever wrote the query.
    """
    try:
        start, end, steps = _anchor(text, now, zone)
        if not steps:
            return Period(milliseconds(start), milliseconds(end) - 1)
        walked = [_walk(start, steps, zone, up=up) for up in (False, True)]
        return Period(*map(milliseconds, walked))
    except OverflowError as error:
        raise ValueError(f"{text[:40]!r} is out of reach; {WAY_OUT}") from error


def _anchor(text: str, now: datetime, zone: tzinfo) -> tuple[datetime, datetime, str]:
    """Start and end of what stands before the steps, and the steps."""
    if text.startswith("now"):
        return now, now + _MILLISECOND, text.removeprefix("now")
    said, _, steps = text.partition("||")
    return (*_absolute(said, zone), steps)


def _absolute(text: str, zone: tzinfo) -> tuple[datetime, datetime]:
    found = _SAID.fullmatch(text)
    if not found:
        raise ValueError(f"{text[:40]!r} is no date; {WAY_OUT}")
    parts = {unit: int(found[unit]) for unit in "yMdhms" if found[unit]}
    finest = list(parts)[-1]
    try:
        local = datetime(
            parts["y"],
            parts.get("M", 1),
            parts.get("d", 1),
            parts.get("h", 0),
            parts.get("m", 0),
            parts.get("s", 0),
            int((found["fraction"] or "0").ljust(6, "0")[:6]),
            tzinfo=_zone(found["zone"], zone),
        )
    except ValueError as error:
        raise ValueError(f"{text[:40]!r} is no date: {error}") from error
    end = local + _MILLISECOND if found["fraction"] else _moved(local, 1, finest)
    return local, end


def _zone(said: str | None, otherwise: tzinfo) -> tzinfo:
    if said is None:
        return otherwise
    if said == "Z":
        return UTC
    offset = timedelta(hours=int(said[1:3]), minutes=int(said[-2:]))
    return timezone(-offset if said[0] == "-" else offset)


def _walk(start: datetime, steps: str, zone: tzinfo, *, up: bool) -> datetime:
    """Where the steps lead. `up`: rounding goes to the last millisecond of a unit."""
    at, position = start.astimezone(zone), 0
    while position < len(steps):
        step = _STEP.match(steps, position)
        if not step:
            raise ValueError(f"{steps[position:][:40]!r} is no step of a date; {WAY_OUT}")
        if unit := step["round"]:
            at = _floor(at, unit)
            at = _moved(at, 1, unit).astimezone(UTC) - _MILLISECOND if up else at
        else:
            count = step["count"]
            at = _moved(at, int(count) if count[1:] else int(f"{count}1"), step["unit"])
        at, position = at.astimezone(zone), step.end()
    return at


def _moved(at: datetime, count: int, unit: str) -> datetime:
    """Hours and what is shorter are exact; a day is one on the calendar of the zone."""
    if exact := _EXACT.get(unit):
        return (at.astimezone(UTC) + count * exact).astimezone(at.tzinfo)
    if days := _DAYS.get(unit):
        return _settled(at + timedelta(days=count * days))
    months = at.year * 12 + at.month - 1 + count * _MONTHS[unit]
    if not 12 <= months < 120_000:
        raise OverflowError(months)
    year, month = divmod(months, 12)
    # The 31st of a shorter month is its last day.
    day = min(at.day, monthrange(year, month + 1)[1])
    return _settled(at.replace(year=year, month=month + 1, day=day))


def _floor(at: datetime, unit: str) -> datetime:
    """The beginning of the unit that the time lies in. A week begins on Monday."""
    if unit == "w":
        at -= timedelta(days=at.weekday())
    rank = _RANKS[unit]
    return at.replace(
        month=at.month if rank > 0 else 1,
        day=at.day if rank > 1 else 1,
        hour=at.hour if rank > 2 else 0,
        minute=at.minute if rank > 3 else 0,
        second=at.second if rank > 4 else 0,
        microsecond=0,
        fold=at.fold if rank > 2 else 0,
    )


def _settled(at: datetime) -> datetime:
    """On the first of two equal clock times; a time that a zone leaves out moves on."""
    return at.replace(fold=0)
