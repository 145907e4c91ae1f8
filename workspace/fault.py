"""What is wrong in a file of the operator: where it stands, and what would be right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches

Step = str | int
Keys = tuple[Step, ...]
"""A way into a TOML file: ("fields", "price", "select", 0)."""

SHOWN = 60
"""Characters of a wrong value that a message quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """`file` is relative to the workspace, `line` counts from 1, `field` is spelt as in
    `fields.price.select[0]` and `None` where the file as a whole is meant."""

    file: str
    line: int
    field: str | None
    problem: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: " + (f"{self.field}: " if self.field else "")
        return f"{where}{self.problem}; {self.remedy}"


class Wrong(Exception):
    """A value will not do. `at` leads from the value to the part of it that is meant."""

    def __init__(self, problem: str, remedy: str, at: Keys = ()) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem = problem
        self.remedy = remedy
        self.at = at

    @property
    def wrongs(self) -> "tuple[Wrong, ...]":
        return (self,)


class Several(Exception):
    """Several parts of one value will not do."""

    def __init__(self, wrongs: Sequence[Wrong]) -> None:
        super().__init__("; ".join(str(wrong) for wrong in wrongs))
        self.wrongs = tuple(wrongs)


def spelt(keys: Keys) -> str | None:
    """`("start", 1)` as `start[1]`."""
    words = ""
    for step in keys:
        if isinstance(step, int):
            words += f"[{step}]"
        else:
            words += ("." if words else "") + (step if step.isprintable() else repr(step))
    return words or None


def shown(value: object) -> str:
    """A value as a message may quote it: on one line, and no longer than a line."""
    if isinstance(value, bool):
        return str(value).lower()
    try:
        words = str(value) if isinstance(value, date | time) else repr(value)
    except ValueError:
        # Python refuses to spell out numbers of more than 4300 digits.
        return "what is too long to show"
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def meant(word: str, known: Iterable[str]) -> str:
    """`did you mean "x"?`, or all that there is to choose from."""
    names = sorted(known)
    folded = {name.lower(): name for name in names}
    close = get_close_matches(word.lower(), folded, n=1, cutoff=0.7)
    if close:
        return f'did you mean "{folded[close[0]]}"?'
    return "known are " + ", ".join(f'"{name}"' for name in names)
