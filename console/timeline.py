"""Stretches of time as bars of characters, all on one scale."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

THERE, AWAY, EDITED, STILL, GONE = "━", "┄", "◆", "▶", "╳"
LEGEND = f"{THERE} there   {AWAY} away   {EDITED} edited   {STILL} still there   {GONE} gone"

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Scale:
    """`width` characters stand for the time from `begin` to `end`."""

    begin: datetime
    end: datetime
    width: int

    def at(self, moment: datetime) -> int:
        """The character that stands for a moment, from 0."""
        whole = self.end - self.begin
        if not whole:
            return 0
        return max(0, min(self.width - 1, int((moment - self.begin) / whole * (self.width - 1))))

    def axis(self, zone: tzinfo) -> str:
        """The days at both ends."""
        first, last = (f"{at.astimezone(zone):%Y-%m-%d}" for at in (self.begin, self.end))
        room = self.width - len(first) - len(last)
        return f"{first}{' ' * room}{last}" if room > 0 and first != last else first


def bar(
    scale: Scale,
    stays: Sequence[Stretch],
    marks: Iterable[datetime] = (),
    end: str = "",
) -> str:
    """Stays, what lies between them, marks upon them, and a sign behind the last one."""
    signs = [" "] * scale.width
    _fill(signs, scale.at(stays[0][0]), scale.at(stays[-1][1]), AWAY)
    for begin, until in stays:
        _fill(signs, scale.at(begin), scale.at(until), THERE)
    for mark in marks:
        signs[scale.at(mark)] = EDITED
    drawn = "".join(signs).rstrip()
    return drawn + end


def _fill(signs: list[str], first: int, last: int, sign: str) -> None:
    for at in range(first, last + 1):
        signs[at] = sign
