"""How answers change the pace."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.pace import LONGEST, Tempo


def test_the_site_file_the_site_and_its_answers_all_count() -> None:
    """The slowest of them wins."""
    assert Tempo(2.0).pause == 2.0
    assert Tempo(2.0, asked=5.0).pause == 5.0
    assert Tempo(2.0, asked=5.0, slowed=9.0).pause == 9.0
    assert Tempo(2.0, asked=1.0, slowed=1.5).pause == 2.0


def test_what_the_site_file_says_is_nobody_elses_business() -> None:
    assert Tempo(30.0, asked=5.0, slowed=3.0).theirs == 5.0


@pytest.mark.parametrize("status", [429, 503])
def test_each_answer_of_a_busy_site_doubles_the_pause(status: int) -> None:
    tempo = Tempo(2.0, asked=3.0)
    pauses = []
    for _ in range(7):
        tempo.answered(status, 0.1)
        pauses.append(tempo.pause)
    assert pauses == [6.0, 12.0, 24.0, 48.0, 60.0, 60.0, 60.0]


def test_it_comes_down_little_by_little() -> None:
    tempo = Tempo(2.0, slowed=32.0)
    pauses = []
    while tempo.pause > 2.0:
        tempo.answered(200, 0.1)
        pauses.append(tempo.pause)
    assert len(pauses) == 27
    assert all(later >= earlier * 0.9 for earlier, later in pairwise(pauses))


def test_a_site_that_answers_ever_more_slowly_is_asked_ever_more_slowly() -> None:
    tempo = Tempo(2.0)
    pauses = []
    for latency in (0.2, 1.0, 4.0, 9.0, 25.0, 30.0):
        tempo.answered(200, latency)
        pauses.append(tempo.pause)
    assert pauses == [2.0, 2.0, 4.0, 9.0, 25.0, 30.0]


@pytest.mark.parametrize("status", [0, 404, 403, 500])
def test_other_answers_make_nothing_faster(status: int) -> None:
    tempo = Tempo(2.0, slowed=20.0)
    tempo.answered(status, 0.1)
    assert tempo.pause == 20.0
    tempo.answered(status, 25.0)
    assert tempo.pause == 25.0


@pytest.mark.parametrize(("own", "most"), [(0.0, 0.0), (0.05, 3.0), (1.0, 60.0), (90.0, 60.0)])
def test_only_loopback_is_spared(own: float, most: float) -> None:
    tempo = Tempo(own)
    for _ in range(20):
        tempo.answered(503, 30.0)
    assert tempo.slowed == pytest.approx(most)
    assert tempo.pause == pytest.approx(max(own, most))


@given(
    own=st.floats(0, 3600),
    asked=st.floats(0, LONGEST),
    answers=st.lists(st.tuples(st.integers(0, 599), st.floats(0, 1000))),
)
def test_no_answers_make_it_faster_than_it_was_asked_for(
    own: float, asked: float, answers: list[tuple[int, float]]
) -> None:
    tempo = Tempo(own, asked)
    for status, latency in answers:
        tempo.answered(status, latency)
        assert max(own, asked) <= tempo.pause <= max(own, asked, LONGEST)
