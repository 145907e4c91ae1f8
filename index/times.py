"""Times that no query names, as whole microseconds since 1970: as exact as Python's."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def stamp(at: datetime) -> int:
    """Raises `ValueError` for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone")
    return (at - _EPOCH) // _MICROSECOND


def moment(stamp: int) -> datetime:
    """The time in UTC."""
    return _EPOCH + stamp * _MICROSECOND
