"""Runs of digits and the signs between them, and the numbers of a row told apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.contacts.readings import FEWEST
from parsers.contacts.refusals import without_dates

_BETWEEN = (
    r"[ ()\[\]\-./_*~\u00b7\u2022\u2026'\"\u2013|\u25cf\u25e6\u2600-\u27bf\U0001f300-\U0001faff]"
)
_RUN = re.compile(
    r"(?<![0-9a-z_@#=&%])(?:\+{1,2} ?)?[(\[]?(?:\+ ?)?[0-9]"
    rf"(?:{_BETWEEN}{{0,4}}[0-9]){{6,}}(?: ?\+(?! ?[0-9]))?"
)
_OPENING = 6
"""Signs of a run before its first digit."""

_WHOLE, _ENDING = 9, 4
"""Digits of a number, and of the ending of another that is written behind a stroke."""

_DIGITS = re.compile("[0-9]+")
_GROUP = re.compile(r"(?:\+ ?)?[(\[]?\+?[0-9]+")
_PARTS = re.compile(
    r" */ *| {2,}| [-|~\u2022\u00b7] |[\u2600-\u27bf\U0001f300-\U0001faff]|[|~*]+| \("
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the text that may be a number."""

    text: str
    start: int
    end: int

    @property
    def written(self) -> str:
        return self.text[self.start : self.end]

    @property
    def plus(self) -> bool:
        """Whether it is written with the country code, before it or behind it."""
        return "+" in self.written

    @property
    def digits(self) -> str:
        return "".join(_DIGITS.findall(self.text, self.start, self.end))

    def within(self, start: int, end: int) -> "Run":
        return Run(self.text, start, end)


def runs(text: str) -> Iterator[Run]:
    """What may be numbers, looked for at digits and the signs right before them."""
    done = 0
    for digits in _DIGITS.finditer(text):
        first = digits.start()
        if first < done:
            continue
        start = first
        while start > max(done, first - _OPENING) and text[start - 1] in "+ ([":
            start -= 1
        for at in range(start, first + 1):
            if found := _RUN.match(text, at):
                yield Run(text, found.start(), found.end())
                done = found.end()
                break


def parts(run: Run) -> list[Run]:
    """The numbers of a row that are parted by a stroke, a sign or much space, if each side is
    long enough for one; dates and hours taken out. A run with a plus is no date."""
    stretches = [(run.start, run.end)] if run.plus else without_dates(run.text, run.start, run.end)
    return [one for start, end in stretches for one in _cut(run.within(start, end)) if _long(one)]


def _long(run: Run) -> bool:
    return len(run.digits) >= FEWEST


def _cut(run: Run) -> list[Run]:
    """Cut at every sign that parts, where both neighbours are long enough."""
    marks = [found.span() for found in _PARTS.finditer(run.text, run.start, run.end)]
    found: list[Run] = []
    start, size = run.start, 0
    before = run.start
    for (first, last), following in zip(
        marks, [*(one for one, _ in marks[1:]), run.end], strict=False
    ):
        size += len(run.within(before, first).digits)
        before = last
        behind = len(run.within(last, following).digits)
        ending = "/" in run.text[first:last] and size >= _WHOLE and behind <= _ENDING
        if ending or (size >= FEWEST and behind >= FEWEST):
            found.append(run.within(start, first))
            start, size = (following if ending else last), 0
            before = start
    return [*found, run.within(start, run.end)] if start < run.end else found


def groups(run: Run) -> list[tuple[int, int]]:
    """Where the groups of digits of a run stand, with the plus or bracket before each."""
    found = _GROUP.finditer(run.text, run.start, run.end)
    return [(one.start(), one.end()) for one in found]
