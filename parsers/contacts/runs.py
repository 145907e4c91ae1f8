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

_SENTENCE = re.compile(r"(?<=[0-9]{3})\. (?=[0-9+(])")
_PARTED = re.compile(
    r"(?<![0-9)\]/.,:+-])(?<![0-9)\]/.,:+-] )(?:\+ ?[0-9]|\([0-9]|0[0-9])[0-9 ()/-]{0,9}"
    r"(?: ?\n ?[0-9()][0-9 ()-]{0,9}){1,3}(?=\n|$)"
)
_LATE = re.compile(r"(?<![0-9+.,-])(?<![0-9] )([(\[]?)([1-9][0-9]{0,2})\+([)\]]?)(?=[ -]?[0-9]{2})")
_BEGINS = re.compile(r"[+(0]")

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

    @property
    def turned(self) -> str:
        """The digits with their groups in the other order, if the plus stands behind them."""
        found = _DIGITS.findall(self.text, self.start, self.end)
        return "".join(reversed(found)) if len(found) > 1 and self.written.endswith("+") else ""

    def within(self, start: int, end: int) -> "Run":
        return Run(self.text, start, end)


def joined(text: str) -> str:
    """The text with numbers on one line that were parted in two or more, as long as before: a
    beginning too short for a number, and lines behind it that are nothing but figures. A plus
    that stands behind its country's code stands before it."""
    if "+)" in text or "+ " in text or "+-" in text:
        text = _LATE.sub(lambda found: f"{found[1]}+{found[2]}{found[3]}", text)
    return _PARTED.sub(lambda found: found[0].replace("\n", " "), text) if "\n" in text else text


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
                yield from _sentences(Run(text, found.start(), found.end()))
                done = found.end()
                break


def _sentences(run: Run) -> Iterator[Run]:
    """A run without what ends a sentence before its number: `$700. 8123 4567`. What may itself
    be the beginning of the number stays."""
    start = run.start
    for mark in _SENTENCE.finditer(run.text, run.start, run.end):
        ahead, rest = run.within(start, mark.start()), run.within(mark.end(), run.end)
        whole = len(ahead.digits) >= FEWEST
        if len(rest.digits) >= FEWEST and (whole or not _BEGINS.match(ahead.written)):
            yield from [ahead] if whole else ()
            start = mark.end()
    yield run.within(start, run.end)


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
        stroke = "/" in run.text[first:last] and size >= _WHOLE
        ending = stroke and behind <= max(_ENDING, _last(run.text, start, first))
        if ending or (size >= FEWEST and behind >= FEWEST):
            found.append(run.within(start, first))
            start, size = (following if ending else last), 0
            before = start
    return [*found, run.within(start, run.end)] if start < run.end else found


def _last(text: str, start: int, end: int) -> int:
    """How long the last group of digits of a stretch is."""
    return max((len(found) for found in _DIGITS.findall(text, start, end)[-1:]), default=0)


def groups(run: Run) -> list[tuple[int, int]]:
    """Where the groups of digits of a run stand, with the plus or bracket before each."""
    found = _GROUP.finditer(run.text, run.start, run.end)
    return [(one.start(), one.end()) for one in found]
