"""A folded text with its telephone numbers in figures, however they are dressed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from parsers.contacts.changes import Change, changed
from parsers.contacts.spoken import pieces
from parsers.fold import Folded

ALIKE: Mapping[str, str] = MappingProxyType(
    {"o": "0", "о": "0", "ο": "0", "⭕": "0", "i": "1", "l": "1", "z": "2",
     "s": "5", "b": "8", "б": "6", "з": "3", "g": "9", "q": "9", "і": "1", "ӏ": "1", "ι": "1",
     "ѕ": "5"}
)  # fmt: skip
"""Letters and signs that people put for figures, in folded text."""

ROUND = frozenset("oоο⭕")
"""Those that are zeros and nothing else."""

_LIKE = re.escape("".join(ALIKE))
_DRESSED = re.compile(rf"[0-9](?:(?<=[{_LIKE}][0-9])|(?=[{_LIKE}]))")
_ZEROS = re.compile(r"(?<![^\W_])(?:oo|оо|ooo|ооо)(?![^\W_])")
_TOKEN = re.compile(rf"(?<![^\W_])[0-9{_LIKE}]+(?![^\W_])")
_REST = re.compile(r"[^\W_]*")
_FOLLOWS = re.compile("[ -]?[0-9]")
_TIED = re.compile(rf"[0-9]{{2,}}[-.][0-9{_LIKE}]{{2,4}}[-.]$")
_LED = re.compile(rf"(?<![0-9])(?:\+[0-9]|0|8 ?\()[0-9(){_LIKE} .-]{{6,20}}[ .-]$")
_UNITS = 3
"""Figures before a letter that may be a unit: `10l`."""

_MOST_LETTERS = 3
_LONGEST = 24
_FEWEST = 4
"""Figures of a number that has letters in it."""


def figures(text: str, count: int) -> Folded:
    """The text with figures for words and letters; `starts` lead back to the text given. `count`
    is how many figures it has."""
    spoken = list(pieces(text))
    letters = _letters(text, spoken) if count >= _FEWEST else ()
    return changed(text, sorted([*spoken, *letters], key=lambda one: one.start))


def _letters(text: str, spoken: Sequence[Change]) -> Iterator[Change]:
    """Letters in words that are mostly figures: `O67`, `12B4`; and `oo` beside figures."""
    taken = {one.start for one in spoken}
    for found in _tokens(text):
        if found.start() not in taken and _mostly(text, found):
            digits = "".join(ALIKE.get(char, char) for char in found[0])
            yield Change(found.start(), found.end(), digits)


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """Words of figures and letters that may stand for some."""
    done = 0
    while dressed := _DRESSED.search(text, done):
        start = dressed.start()
        while start > done and dressed.start() - start < _LONGEST and text[start - 1].isalnum():
            start -= 1
        if token := _TOKEN.match(text, start):
            yield token
        rest = _REST.match(text, dressed.start())
        done = rest.end() if rest else dressed.end()
    if "oo" in text or "оо" in text:
        yield from _ZEROS.finditer(text)


def _mostly(text: str, found: re.Match[str]) -> bool:
    """Whether a word of figures and letters is meant as figures: it has more figures than
    letters other than zeros, and is no amount with its unit, as in `10l`, `5 g`."""
    token = found[0]
    letters = [char for char in token if not char.isdigit()]
    rest = [char for char in letters if char not in ROUND]
    count = len(token) - len(letters)
    if not count:
        return len(token) > 1 and not rest and _beside_figures(text, found)
    if len(rest) == 1 == len(letters) and token[-1] in rest and count < _UNITS:
        return _among_figures(text, found) or _ends_a_number(text, found)
    if count == 1 and len(rest) == 1 == len(letters):
        return _beside_figures(text, found)
    return not rest or (count > 1 and len(rest) <= min(_MOST_LETTERS, count))


def _among_figures(text: str, found: re.Match[str]) -> bool:
    """Whether figures stand right before a word and right behind it."""
    before = text[max(0, found.start() - 2) : found.start()].strip(" -")
    return before[-1:].isdigit() and _FOLLOWS.match(text, found.end()) is not None


def _ends_a_number(text: str, found: re.Match[str]) -> bool:
    """Whether a word is tied to groups of figures before it, or those begin as a number does:
    `883-20-1l`, `8(904)155 70 9З`."""
    first = max(0, found.start() - _LONGEST)
    return any(shape.search(text, first, found.start()) for shape in (_TIED, _LED))


def _beside_figures(text: str, found: re.Match[str]) -> bool:
    near = text[max(0, found.start() - 3) : found.start()] + text[found.end() : found.end() + 3]
    return any(char.isdigit() for char in near)
