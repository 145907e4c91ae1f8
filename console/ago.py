"""How long ago, as the operator types it: `7d`, `36h`, `2026-11-01`."""

import re
from datetime import UTC, datetime, timedelta, tzinfo

from console.exits import Exit, Refused

UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
DISTANCE = re.compile(r"(\d{1,5})\s*([mhdw])", re.IGNORECASE)


def since(text: str, *, now: datetime, zone: tzinfo) -> datetime:
    """The moment in UTC that lies so far before `now`, or that is meant by an ISO 8601 date or
    time, read in `zone` if it names none. Raises `Refused` for anything else."""
    if found := DISTANCE.fullmatch(text.strip()):
        return now - timedelta(**{UNITS[found[2].lower()]: int(found[1])})
    try:
        at = datetime.fromisoformat(text.strip())
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Refused(
            f"--since {text!r}: write 7d, 36h, 90m, 2w or a date like 2026-11-01", Exit.USAGE
        ) from error
