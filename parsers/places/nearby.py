"""Hits of a lexicon in a stretch of the words: they are in order, so none is looked at in vain."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from parsers.phrases import Hit

_START = attrgetter("start")


def between(hits: Sequence[Hit], first: int, last: int) -> Sequence[Hit]:
    """The hits that begin from one word up to another."""
    start = bisect_left(hits, first, key=_START)
    return hits[start : bisect_left(hits, last, lo=start, key=_START)]
