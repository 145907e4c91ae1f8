"""A moment as an ad said it: as exact as it was said, in the zone it was said in."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from offers.offer import Moment, Precision

SHAPES: Mapping[Precision, str] = {
    Precision.DAY: "%Y-%m-%d",
    Precision.HOUR: "%Y-%m-%d %H:00 %Z",
    Precision.MINUTE: "%Y-%m-%d %H:%M %Z",
    Precision.SECOND: "%Y-%m-%d %H:%M:%S %Z",
}


def told(moment: Moment) -> str:
    """`2026-11-05` for a day, `2026-11-05 14:30 CET` for a minute."""
    return moment.at.astimezone(_zone(moment.zone)).strftime(SHAPES[moment.precision])


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return datetime.fromisoformat(f"2000-01-01T00:00{name}").tzinfo
