"""What the service says, one line each: when, what, and facts as `name=value`."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime

Fact = str | int | float | datetime | None
Tell = Callable[[str], None]


def line(at: datetime, what: str, **facts: Fact) -> str:
    """`2026-11-02T12:00:00Z crawled site=bazaar new=3`.

    Names of sites and rules, counts and times only: nothing that an ad says, nobody's address.
    """
    said = [f"{name}={_value(value)}" for name, value in facts.items() if value is not None]
    return " ".join([_stamp(at), what, *said])


def _value(value: Fact) -> str:
    match value:
        case datetime():
            return _stamp(value)
        case float():
            return f"{value:.1f}"
        case str():
            plain = "".join(sign if sign.isprintable() else "?" for sign in value)
            plain = plain.replace('"', "'")
            return f'"{plain}"' if " " in plain or not plain else plain
        case _:
            return str(value)


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def to_stderr(text: str) -> None:
    """To the terminal or, under systemd, to the system's journal."""
    print(text, file=sys.stderr, flush=True)
