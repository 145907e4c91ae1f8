"""Plain values of a TOML file: text, numbers, choices, lists and lengths of time."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

from workspace.fault import Several, Wrong, meant, shown

T = TypeVar("T")

TOML_NAMES = (
    (bool, "true or false"),
    (str, "text"),
    (int, "a number"),
    (float, "a number"),
    (list, "a list"),
    (dict, "a table"),
    (datetime, "a date"),
    (date, "a date"),
    (time, "a time"),
)
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
MAIL = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*"
"""An address as the HTML standard has it, with no room for a second header."""

FORBIDDEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]"
)
"""Controls, and marks that show a text in another order than it has. Persian needs the zero-width
non-joiner, and Chinese the wide space: those are let in."""

LENGTH = re.compile(r"(?:\d{1,6}[smhdw])+")
LONGEST = timedelta(days=3650)


def kind(value: object) -> str:
    """What a person would call the TOML type of a value."""
    return next(name for known, name in TOML_NAMES if isinstance(value, known))


def text(value: object) -> str:
    """Text that may have several lines, and is not empty."""
    if not isinstance(value, str):
        raise Wrong(f"{shown(value)} is {kind(value)}, not text", "write it in quotes")
    if not value.strip():
        raise Wrong("is empty", "write something or leave the key out")
    if FORBIDDEN.search(value):
        raise Wrong(f"{shown(value)} holds control characters", "take them out")
    return value


def line(value: object) -> str:
    """Text of one line, without blanks around it."""
    words = text(value)
    if "\n" in words or "\t" in words or words != words.strip():
        raise Wrong(f"{shown(value)} has blanks around it or a new line in it", "take them out")
    return words


def flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Wrong(f"{shown(value)} is {kind(value)}", "write true or false, without quotes")
    return value


def whole(low: int, high: int) -> Callable[[object], int]:
    """A whole number between two bounds, both of which it may be."""

    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise Wrong(f"{shown(value)} is no whole number", f"write one from {low} to {high}")
        if not low <= value <= high:
            raise Wrong(f"{shown(value)} is out of bounds", f"write one from {low} to {high}")
        return value

    return read


def number(low: float, high: float) -> Callable[[object], float]:
    """A number between two bounds, both of which it may be."""

    def read(value: object) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise Wrong(f"{shown(value)} is no number", f"write one from {low} to {high}")
        if not low <= value <= high:
            raise Wrong(f"{shown(value)} is out of bounds", f"write one from {low} to {high}")
        return float(value)

    return read


def one_of(choices: Mapping[str, T]) -> Callable[[object], T]:
    """One of the words of a table."""

    def read(value: object) -> T:
        word = line(value)
        if word not in choices:
            raise Wrong(f"{shown(word)} is not known here", meant(word, choices))
        return choices[word]

    return read


def pattern(shape: str, remedy: str) -> Callable[[object], str]:
    """Text of one line that a regular expression fits as a whole."""

    def read(value: object) -> str:
        words = line(value)
        if not re.fullmatch(shape, words, re.ASCII):
            raise Wrong(f"{shown(words)} will not do", remedy)
        return words

    return read


def path(value: object) -> Path:
    """A path of this machine; `~` is a home folder."""
    words = line(value)
    try:
        return Path(words).expanduser()
    except RuntimeError:
        raise Wrong(f"{shown(words)} is in no known home folder", "write it from / on") from None


def mail(value: object) -> str:
    """A mail address without a name beside it."""
    return pattern(MAIL, 'write the address alone, as in "analyst@example.org"')(value)


def each(read: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    """A list with at least one element and none of them twice."""

    def reads(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise Wrong(f"{shown(value)} is {kind(value)}, not a list", "put it in [ ]")
        if not value:
            raise Wrong("is an empty list", "name something or leave it out")
        found: dict[T, None] = {}
        wrongs: list[Wrong] = []
        for number, element in enumerate(value):
            try:
                one = read(element)
            except Wrong as wrong:
                wrongs.append(Wrong(wrong.problem, wrong.remedy, (number, *wrong.at)))
            else:
                if one in found:
                    wrongs.append(Wrong(f"{shown(element)} stands twice", "drop one", (number,)))
                found[one] = None
        if wrongs:
            raise Several(wrongs)
        return tuple(found)

    return reads


def one_or_more(read: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    """One value, or a list of such."""

    def reads(value: object) -> tuple[T, ...]:
        return each(read)(value) if isinstance(value, list) else (read(value),)

    return reads


def length(value: object) -> timedelta:
    """A length of time: `90s`, `15m`, `3h`, `30d`, `2w`, or several in a row as in `1h30m`."""
    words = line(value)
    if not LENGTH.fullmatch(words):
        raise Wrong(
            f"{shown(words)} is no length of time",
            'write it as "90s", "15m" (minutes), "3h", "30d" or "2w"',
        )
    parts = re.findall(r"(\d+)([smhdw])", words)
    found = timedelta(seconds=sum(int(count) * UNITS[unit] for count, unit in parts))
    if not timedelta() < found <= LONGEST:
        raise Wrong(f"{shown(words)} is out of bounds", 'write one from "1s" to "3650d"')
    return found
