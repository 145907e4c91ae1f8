"""Times as the operator types them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from console.ago import since
from console.exits import Exit, Refused

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
KYIV = ZoneInfo("Europe/Kyiv")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7d", NOW - timedelta(days=7)),
        ("36h", NOW - timedelta(hours=36)),
        (" 90M ", NOW - timedelta(minutes=90)),
        ("2w", NOW - timedelta(weeks=2)),
        ("2026-11-01", datetime(2026, 10, 31, 22, tzinfo=UTC)),
        ("2026-11-01T10:00", datetime(2026, 11, 1, 8, tzinfo=UTC)),
        ("2026-11-01T10:00+00:00", datetime(2026, 11, 1, 10, tzinfo=UTC)),
    ],
)
def test_times(text: str, expected: datetime) -> None:
    assert since(text, now=NOW, zone=KYIV) == expected


@pytest.mark.parametrize(
    "text", ["", "7", "d", "-7d", "yesterday", "2026-13-01", "0001-01-01", "7d7d"]
)
def test_what_is_no_time_is_refused_with_what_would_be(text: str) -> None:
    with pytest.raises(Refused, match="2026-11-01") as refused:
        since(text, now=NOW, zone=KYIV)
    assert refused.value.code == Exit.USAGE
