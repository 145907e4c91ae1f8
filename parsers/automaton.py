"""The one door to the search for many strings at once: a text is gone through once, however many
there are."""

from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick, Implementation


class Strings:
    """Strings to be found in texts. For a few hundred of them: what makes the search quick takes
    some megabytes for thousands."""

    def __init__(self, strings: Iterable[str]) -> None:
        self._strings = tuple(dict.fromkeys(strings))
        self._automaton = AhoCorasick(self._strings, implementation=Implementation.DFA)

    def within(self, text: str) -> Iterator[tuple[str, int]]:
        """Each string that stands in the text with where it begins, also inside of others.

        Raises `UnicodeEncodeError` for lone surrogates, which folding takes out.
        """
        for number, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            yield self._strings[number], start
