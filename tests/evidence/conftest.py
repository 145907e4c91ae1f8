"""What the tests of this room share: exchanges, and warcio's own check."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from warcio.cli import main as warcio

from evidence.exchange import Exchange

Make = Callable[..., Exchange]
Check = Callable[[Path], bool]

TOLD: Mapping[str, object] = {
    "url": "https://bazaar.example/ads/7",
    "request": b"GET /ads/7 HTTP/1.1\r\nHost: bazaar.example\r\nUser-Agent: Offerwatch\r\n\r\n",
    "head": b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n",
    "body": b"<h1>Waiter</h1>",
    "at": datetime(2026, 11, 3, 10, 15, 30, 250_000, tzinfo=UTC),
    "address": "203.0.113.7",
}


@pytest.fixture(scope="session")
def exchange() -> Make:
    """Makes an exchange; what is not told is an ordinary answer with an ad."""

    def make(**told: Any) -> Exchange:
        return Exchange(**{**TOLD, **told})

    return make


@pytest.fixture(scope="session")
def passes() -> Check:
    """Whether `warcio check` finds nothing wrong with a file."""

    def check(path: Path) -> bool:
        with pytest.raises(SystemExit) as left:
            warcio(["check", str(path)])
        return left.value.code == 0

    return check
