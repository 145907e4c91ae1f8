"""Counts of what was read rightly, wrongly, and not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tests.accuracy.cases import Case
from tests.accuracy.readings import read, wanted


@dataclass(frozen=True, slots=True)
class Tally:
    """`cases` counts ads, `negatives` those of which nothing must be read."""

    cases: int = 0
    negatives: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.cases + other.cases,
            self.negatives + other.negatives,
            self.right + other.right,
            self.wrong + other.wrong,
            self.missed + other.missed,
        )

    @property
    def precision(self) -> float:
        """Of what was read, the share that is right; 1 where nothing was read."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of what stands there, the share that was read; 1 where nothing does."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def tally(case: Case) -> Tally:
    """One ad's counts. Where several answers are right (`any`), each of them is; where silence is
    right as well (`silent`), it counts for nothing."""
    got = read(case)
    if case.room == "language":
        return _one_of(case, got)
    want = Counter(wanted(case))
    found = Counter(got)
    right = sum((want & found).values())
    return Tally(1, not want, right, found.total() - right, want.total() - right)


def _one_of(case: Case, got: list[str]) -> Tally:
    """An ad has one language; some may be taken for either of two."""
    if not got:
        owed = bool(case.want) and not case.more.get("silent")
        return Tally(1, not case.want, missed=int(owed))
    right = got[0] in case.want
    return Tally(1, not case.want, right=int(right), wrong=int(not right))


def total(some: Iterable[Case]) -> Tally:
    return sum(map(tally, some), Tally())
