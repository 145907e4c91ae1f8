"""The language of a text by its small words, for texts that detectors doubt."""

import re
from collections import Counter
from functools import cache

from parsers.detectors import UNKNOWN
from parsers.fold import fold
from parsers.letters import table

ENOUGH, SHARE, AHEAD = 3, 0.3, 1.5
"""So many small words of a language, such a share of all words, and so many times those of the
next language: then it is told."""

_WORD = re.compile(r"[^\W_]+")
_LOAN = re.compile(r"[^\W\d_]+")


def by_words(text: str) -> str | None:
    """The language by small words, `None` if they do not say. `?` says that it is one of several
    that look alike."""
    words = _WORD.findall(fold(text).text)
    counts: Counter[str] = Counter()
    for word in words:
        counts.update(_languages().get(word, ()))
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < max(ENOUGH, SHARE * len(words)):
        return None
    if len(ranked) > 1 and ranked[0][1] < AHEAD * ranked[1][1]:
        return None
    return ranked[0][0]


def without_loan_words(text: str) -> str:
    """The text without names and English words that ads of all languages share."""
    return " ".join(_LOAN.sub(_own, text).split())


def _own(found: re.Match[str]) -> str:
    return "" if found[0].casefold() in _loans() else found[0]


@cache
def _loans() -> frozenset[str]:
    return frozenset(word for row in table("loan_words.tsv") for word in row[0].split())


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, words in table("language_words.tsv"):
        for word in dict.fromkeys(words.split()):
            found[word] = (*found.get(word, ()), UNKNOWN if code == UNKNOWN else code)
    return found
