"""What a benchmark says: a table for people, JSON for scripts."""

import json
import os
import platform
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from bench.measure import Spread

DIGITS = 3
"""Digits that are worth reading in a figure."""


class Size(StrEnum):
    """How much is measured: to see that it works at all, for `make bench`, for `bench-long`."""

    QUICK = "quick"
    USUAL = "usual"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit that a figure is to keep below, or to reach."""

    limit: float
    at_least: bool = False

    def met(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='} {_number(self.limit)}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what was measured, in which unit, and what was hoped for."""

    name: str
    unit: str
    measured: Spread
    goal: Goal | None = None

    @property
    def met(self) -> bool | None:
        return self.goal.met(self.measured.median) if self.goal else None


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one benchmark; `about` says under which conditions they came about, or why
    there are none."""

    title: str
    about: str
    figures: tuple[Figure, ...]


Benchmark = Callable[[Size], Iterator[Report]]


def table(report: Report) -> str:
    """The report for people."""
    if not report.figures:
        return f"{report.title}\n{report.about}\n"
    wide = max(len(figure.name) for figure in report.figures)
    lines = [_line(figure, wide) for figure in report.figures]
    head = f"{'':{wide}}  {'measured':>18}  {'least to most':>19}  {'goal':>8}"
    return "\n".join((report.title, report.about, head, *lines, ""))


def _line(figure: Figure, wide: int) -> str:
    found = figure.measured
    said = f"{_number(found.median)} {figure.unit}"
    spread = f"{_number(found.low)} to {_number(found.high)}" if found.low != found.high else ""
    goal = f"{figure.goal!s:>8}  {'met' if figure.met else 'MISSED'}" if figure.goal else ""
    return f"{figure.name:{wide}}  {said:>18}  {spread:>19}  {goal}".rstrip()


def _number(value: float) -> str:
    """With as many digits as are worth reading."""
    whole = len(str(int(abs(value)))) if abs(value) >= 1 else 0
    return f"{value:,.{max(0, DIGITS - whole)}f}"


def document(reports: Sequence[Report]) -> str:
    """The reports for scripts."""
    told = [
        {
            "title": report.title,
            "about": report.about,
            "figures": [asdict(figure) | {"met": figure.met} for figure in report.figures],
        }
        for report in reports
    ]
    return json.dumps({"machine": machine(), "reports": told}, indent=2, ensure_ascii=False)


def machine() -> str:
    """What kind of machine this is; not which."""
    python = f"Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, {python}"


def asked(about: str, arguments: Sequence[str] | None = None) -> Namespace:
    """What was asked for on the command line."""
    parser = ArgumentParser(description=about, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="JSON instead of a table")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a goal is missed")
    size = parser.add_mutually_exclusive_group()
    for name in (Size.QUICK, Size.LONG):
        size.add_argument(
            f"--{name}", action="store_const", const=name, dest="size", default=Size.USUAL,
            help=_SIZES[name],
        )  # fmt: skip
    return parser.parse_args(arguments)


_SIZES = {
    Size.QUICK: "small sizes: whether it works at all, its figures say nothing",
    Size.LONG: "larger sizes, which take their time",
}


def main(about: str, *benchmarks: Benchmark) -> int:
    """Measure and print, one report after the other. Gives the exit code."""
    told = asked(about)
    reports = []
    if not told.json:
        print(f"{machine()}\n")
    for report in (report for benchmark in benchmarks for report in benchmark(told.size)):
        reports.append(report)
        if not told.json:
            print(table(report), flush=True)
    if told.json:
        print(document(reports))
    missed = [figure for report in reports for figure in report.figures if figure.met is False]
    if missed and not told.json:
        print(f"{len(missed)} goals missed: {', '.join(figure.name for figure in missed)}")
    return 1 if told.strict and missed else 0


def leave(about: str | None, *benchmarks: Benchmark) -> None:
    """`main` of a script, to its end."""
    sys.exit(main(about or "", *benchmarks))
