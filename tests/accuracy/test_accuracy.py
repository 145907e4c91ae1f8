"""What is read is read as well as it was: no share falls below its floor."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.accuracy.__main__ import Measured, floors
from tests.accuracy.cases import Case, cases, rooms
from tests.accuracy.readings import READ
from tests.accuracy.tally import tally

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("room", rooms())
def test_no_share_is_below_its_floor(room: str) -> None:
    assert floors()[room].keys() == {"precision", "recall"}
    assert Measured.of(room).below() == []


def test_every_room_is_measured() -> None:
    assert set(rooms()) == READ.keys() == floors().keys()


def test_many_ads_in_many_languages_and_silence_is_measured() -> None:
    every = [case for room in rooms() for case in cases(room)]
    assert len(every) > 2000
    assert len({case.language for case in every}) >= 25
    for room in set(rooms()) - {"language", "speaker", "kinds", "minors"}:
        assert 2 * sum(not case.want for case in cases(room)) > 0.8 * len(cases(room)), room


def test_a_share_below_its_floor_ends_with_1() -> None:
    """Counted by hand: one number is read and another one wanted."""
    case = Case("contacts", "open", "en", "Call +48 600 700 800", None, ["phone +48600700801"], {})
    assert (tally(case).right, tally(case).wrong, tally(case).missed) == (0, 1, 1)
    measured = Measured("contacts", [(case, tally(case))])
    assert len(measured.below()) == 2


def test_the_command() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.accuracy", "payments", "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert '"room": "payments"' in told.stdout
