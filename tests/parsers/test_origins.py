"""The way back from a text in which characters became several or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.origins import Origins


@given(widths=st.lists(st.integers(0, 3)))
def test_every_place_is_where_it_came_from(widths: list[int]) -> None:
    plain = [at for at, width in enumerate(widths) for _ in range(width)] + [len(widths)]
    odd = [(at, width) for at, width in enumerate(widths) if width != 1]
    origins = Origins(len(widths), odd)
    assert list(origins) == plain
    assert [origins[at] for at in range(len(plain))] == plain
    assert origins[1:-1] == plain[1:-1]
    assert origins[-1] == len(widths)


def test_there_is_nothing_behind_the_end() -> None:
    with pytest.raises(IndexError):
        Origins(2, [])[3]
