"""Labelled ads: what must be read in each. All that is not named must not be read."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cases"
APART = "held"
"""The file of cases that were not looked at while what reads them was written."""


@dataclass(frozen=True, slots=True)
class Case:
    """One ad. `part` is its file: cases held apart are counted apart. `more` is all it says."""

    room: str
    part: str
    language: str
    text: str
    title: str | None
    want: Sequence[Any]
    more: Mapping[str, Any]

    @property
    def apart(self) -> bool:
        return self.part == APART


@cache
def rooms() -> Sequence[str]:
    """What is measured: a folder of cases each."""
    return sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())


@cache
def cases(room: str) -> Sequence[Case]:
    """All cases of a room. Raises `ValueError` naming file and case for one that has no text."""
    return [case for file in sorted((FOLDER / room).glob("*.toml")) for case in _read(room, file)]


def _read(room: str, file: Path) -> list[Case]:
    found = []
    for number, one in enumerate(tomllib.loads(file.read_text("utf-8"))["case"], 1):
        if missing := {"language", "text", "want"} - one.keys():
            raise ValueError(f"{file}: case {number} has no {', '.join(sorted(missing))}")
        found.append(
            Case(room, file.stem, one["language"], one["text"], one.get("title"), one["want"], one)
        )
    return found
