"""A line of the service's log is one line, and a program can take it apart."""

from datetime import UTC, datetime

import pytest

from scheduler.lines import Fact, line

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, ""),
        ({"site": "bazaar", "new": 3}, " site=bazaar new=3"),
        ({"seconds": 12.345, "next": NOON}, " seconds=12.3 next=2026-11-02T12:00:00Z"),
        ({"reason": "two words", "first": None}, ' reason="two words"'),
        ({"reason": "a\nb\x1b[31m\u202e"}, " reason=a?b?[31m?"),
        ({"reason": ""}, ' reason=""'),
        ({"reason": 'say "x" now'}, " reason=\"say 'x' now\""),
    ],
)
def test_lines(facts: dict[str, Fact], said: str) -> None:
    assert line(NOON, "crawled", **facts) == f"2026-11-02T12:00:00Z crawled{said}"
