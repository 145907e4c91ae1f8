"""Stretches of a text read as something else, with the way back."""

from collections.abc import Iterable
from dataclasses import dataclass

from parsers.fold import Folded


@dataclass(frozen=True, slots=True)
class Change:
    """What to read instead of a stretch of text."""

    start: int
    end: int
    instead: str


def changed(text: str, changes: Iterable[Change]) -> Folded:
    """The text with its changes, which are in order; one that begins inside another is left out.
    `starts` lead back to the text given."""
    made: list[str] = []
    starts: list[int] = []
    done = 0
    for one in changes:
        if one.start < done:
            continue
        made += (text[done : one.start], one.instead)
        starts.extend(range(done, one.start))
        last = one.end - 1
        starts.extend(min(one.start + offset, last) for offset in range(len(one.instead)))
        done = one.end
    if not done:
        return Folded(text, range(len(text) + 1))
    made.append(text[done:])
    starts.extend(range(done, len(text) + 1))
    return Folded("".join(made), starts)
