"""Serbian is written in two alphabets: phrases of tables stand in one and are sought in both."""

import re
from collections.abc import Iterable, Iterator

from parsers.phrases import Row

_SERBIAN = "sr"
_PAIRS = {"lj": "љ", "nj": "њ", "dž": "џ"}
_LETTERS = str.maketrans("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш")
_PAIR = re.compile("|".join(_PAIRS))
_FOREIGN = re.compile("[qwxyQWXY]|[^\x00-\u024f]")


def both(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, and those of Serbian in Latin letters once more in Cyrillic ones, as each letter is
    written by the orthography of Matica srpska; a word with letters that Serbian lacks has none."""
    for says, languages, words in rows:
        yield says, languages, words
        if _SERBIAN in languages.split() and not _FOREIGN.search(words):
            yield says, _SERBIAN, cyrillic(words)


def cyrillic(words: str) -> str:
    """Small letters of Serbian in Cyrillic."""
    return _PAIR.sub(lambda pair: _PAIRS[pair[0]], words.lower()).translate(_LETTERS)
