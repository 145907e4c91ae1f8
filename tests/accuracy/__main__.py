"""Precision and recall of all that is read: `make accuracy`, or `python -m tests.accuracy [ROOM]`.

Every labelled ad is read by everything that reads ads in a crawl. Ends with 1 where a share is
below its floor in `floors.toml`. `--by-language` adds a line for each language, `--wrong` what was
read wrongly, `--json` writes one object a room.
"""

import json
import sys
import tomllib
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.accuracy.cases import Case, cases, rooms
from tests.accuracy.readings import read, wanted
from tests.accuracy.tally import Tally, tally

FLOORS = Path(__file__).parent / "floors.toml"
HEAD = f"{'':14}{'ads':>6}{'none':>6}{'precision':>11}{'recall':>8}{'F1':>7}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("room", nargs="*", help="contacts, language, ...; all if none is named")
    parser.add_argument("--by-language", action="store_true", help="a line for each language")
    parser.add_argument("--wrong", action="store_true", help="show what was read wrongly")
    parser.add_argument("--json", action="store_true", help="one object a room")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.room) - set(rooms()):
        parser.error(f"no room {', '.join(sorted(unknown))}; there are {', '.join(rooms())}")
    if not asked.json:
        print(HEAD)
    below = []
    for room in asked.room or rooms():
        one = Measured.of(room)
        below += one.below()
        one.show_json() if asked.json else one.show(asked.by_language, asked.wrong)
    print(*below, sep="\n", end="\n" * bool(below), file=sys.stderr)
    return int(bool(below))


def floors() -> Mapping[str, Mapping[str, float]]:
    """By room: the least precision and recall, over all its cases."""
    return tomllib.loads(FLOORS.read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Measured:
    """What the ads of a room come to."""

    room: str
    counted: Sequence[tuple[Case, Tally]]

    @classmethod
    def of(cls, room: str) -> Self:
        return cls(room, [(case, tally(case)) for case in cases(room)])

    @property
    def every(self) -> Tally:
        return sum((one for _, one in self.counted), Tally())

    @property
    def apart(self) -> Tally:
        return sum((one for case, one in self.counted if case.apart), Tally())

    @property
    def languages(self) -> Mapping[str, Tally]:
        found: dict[str, Tally] = defaultdict(Tally)
        for case, one in self.counted:
            found[case.language] += one
        return dict(sorted(found.items()))

    def below(self) -> list[str]:
        """Each share that is below its floor."""
        return [
            f"{self.room}: {name} {share:.3f} is below its floor {least}"
            for name, least in floors().get(self.room, {}).items()
            if (share := getattr(self.every, name)) < least
        ]

    def show(self, by_language: bool, wrong: bool) -> None:
        print(_line(self.room, self.every))
        print(_line("  held apart", self.apart))
        for code, one in self.languages.items() if by_language else ():
            print(_line(f"  {code}", one))
        for case in (case for case, one in self.counted if wrong and one.wrong + one.missed):
            print(f"    {case.language} {case.text!r}: {read(case)} for {wanted(case)}")

    def show_json(self) -> None:
        told = {"room": self.room, **_shares(self.every), "held_apart": _shares(self.apart)}
        told["languages"] = {code: _shares(one) for code, one in self.languages.items()}
        print(json.dumps(told))


def _line(name: str, one: Tally) -> str:
    shares = f"{one.precision:>11.3f}{one.recall:>8.3f}{one.f1:>7.3f}"
    return f"{name:14}{one.cases:>6}{one.negatives:>6}{shares}"


def _shares(one: Tally) -> dict[str, object]:
    return {
        "ads": one.cases,
        "none": one.negatives,
        "precision": round(one.precision, 4),
        "recall": round(one.recall, 4),
        "f1": round(one.f1, 4),
    }


if __name__ == "__main__":
    sys.exit(main())
