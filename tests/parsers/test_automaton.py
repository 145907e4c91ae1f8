"""Many strings found at once: each of them, wherever it stands."""

from hypothesis import given
from hypothesis import strategies as st

from parsers.automaton import Strings

PIECES = st.lists(st.sampled_from(["ab", "b", "é", "签证", "🙂", "bab", " "]), max_size=12)


@given(strings=st.sets(st.text("ab é签证🙂", min_size=1, max_size=4), min_size=1), pieces=PIECES)
def test_each_string_with_its_places(strings: set[str], pieces: list[str]) -> None:
    text = "".join(pieces)
    naive = [(one, at) for one in strings for at in range(len(text)) if text.startswith(one, at)]
    for compact in (False, True):
        assert sorted(Strings(strings, compact=compact).within(text)) == sorted(naive)
