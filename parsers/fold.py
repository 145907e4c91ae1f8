"""One spelling for many: folds text for comparison and cuts it into the words of the index."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from parsers.alphabets import mixes, unmix
from parsers.ethiopic import NUMERALS, counted
from parsers.letters import cleaned, folded, worded
from parsers.origins import Origins
from parsers.tables import Table

FOLD_VERSION = 2
"""Changes whenever the same text may fold otherwise, so that an index knows it is outdated."""

LONGEST = 127
"""Code points of a word. Elasticsearch cuts words at 255 UTF-16 units, SQLite does not."""

SHORT, REMEMBERED = 10_000, 256
"""Characters of a text that is remembered folded and cut into words, and how many texts: an ad is
folded to be read, its words are wanted for its fingerprint, and a little later for the index."""

BRIEF, WORDED = 2_000, 2_048
"""So many shorter texts stay cut into words for longer: a page may hold hundreds of ads, all of
which are read before one is stored. With spaces between them words take a tenth of the memory."""

# Scripts without spaces (Han, kana, Hangul, Thai, Lao, Burmese, Khmer): words are pairs of
# neighbours, so that any two-character query finds its place.
_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u103f\u1050-\u109f\u1780-\u17d3"
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u302f\u3031-\u3035\u3038-\u303c"
    "\u3041-\u30fa\u30fc-\u30ff\u3105-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97c\uaa60-\uaa7f\uac00-\ud7fb\uf900-\ufaff"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_RUNS = re.compile(f"[{_UNSPACED}]+|[\U0001f1e6-\U0001f1ff]{{1,2}}")
_BEYOND = re.compile("[\u0e01-\U0003ffff]")
_SIGNED = re.compile("[a-z][+#]{1,2}")


FEW = 5
"""More characters than these are sooner replaced if the text is in lower case first."""

_FOLDED = Table(folded)
_WORDED = Table(worded)
_CLEANED = Table(cleaned)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text with the way back. `starts` has one entry more than `text`: where in the
    original each code point comes from, and at its end the length of the original."""

    text: str
    starts: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that a stretch of the folded text stands for.

        Marks and invisible characters that folding dropped inside or behind it belong to it.
        """
        if start >= end:
            return self.starts[start], self.starts[start]
        first = self.starts[start]
        return first, max(self.starts[end], self.starts[end - 1] + 1)


def fold(text: str) -> Folded:
    """Fold for matching: case, accents, invisible characters, digits, quotes, letter variants.

    Never raises, whatever the text holds. Folding a folded text changes nothing.
    """
    found = _once(text)
    if not found.mixed:
        return found.folded
    return Folded(unmix(found.folded.text), found.folded.starts)


def spelt(text: str) -> str:
    """The folded text alone, three times as fast: for the many phrases of tables."""
    if text.isascii():
        return text.translate(_FOLDED)
    made = unicodedata.normalize("NFC", text).translate(_FOLDED)
    if not NUMERALS.isdisjoint(text) or not unicodedata.is_normalized("NFC", made):
        return fold(text).text
    return unmix(made) if mixes(made) else made


@dataclass(frozen=True, slots=True)
class _Once:
    """A text folded but for its mixed alphabets, and whether it mixes them."""

    folded: Folded
    mixed: bool

    @classmethod
    def of(cls, text: str) -> "_Once":
        found = _through(text, _FOLDED)
        return cls(found, not text.isascii() and mixes(found.text))


def _once(text: str) -> _Once:
    return _folded_once(text) if len(text) <= SHORT else _Once.of(text)


_folded_once = lru_cache(maxsize=REMEMBERED)(_Once.of)


def clean(text: str) -> Folded:
    """Take disguises off and leave the rest: no invisible or styled characters, ASCII digits.

    Case, accents and foreign letters stay, so that handles and addresses can be read in it.
    """
    return _cleaned_once(text) if len(text) <= SHORT else _cleaned(text)


def _cleaned(text: str) -> Folded:
    return _through(text, _CLEANED)


_cleaned_once = lru_cache(maxsize=REMEMBERED)(_cleaned)


def _through(text: str, table: Table) -> Folded:
    """Every character by the table, composed before and after, with the way back."""
    starts: Sequence[int] = range(len(text) + 1)
    if text.isascii():
        return Folded(text.translate(table), starts)
    while True:
        if not unicodedata.is_normalized("NFC", text):
            text, starts = _composed(text, starts)
        text, starts = _mapped(text, starts, table)
        if unicodedata.is_normalized("NFC", text):
            return Folded(text, starts)


def _mapped(text: str, starts: Sequence[int], table: Table) -> tuple[str, Sequence[int]]:
    """Every character by the table, with where it comes from."""
    changed = table.changed(text)
    if not NUMERALS.isdisjoint(changed):
        text, starts = counted(text, starts)
        changed = table.changed(text)
    if table is _FOLDED and len(changed) > FEW and all(map(_in_lower_case, changed)):
        text = text.casefold()
        changed = [
            char for char in {char.casefold() for char in changed} if table[ord(char)] != char
        ]
    made = table.replaced(text, changed)
    odd = sorted(char for char in changed if len(table[ord(char)]) != 1)
    if not odd:
        return made, starts
    places = (found.start() for found in re.finditer(f"[{re.escape(''.join(odd))}]", text))
    origins = Origins(len(text), [(at, len(table[ord(text[at])])) for at in places])
    if isinstance(starts, range):
        return made, origins
    return made, [starts[at] for at in origins]


@lru_cache(maxsize=4096)
def _in_lower_case(char: str) -> bool:
    """Whether a character is folded as its lower case is, which is one character, too."""
    lower = char.casefold()
    return len(lower) == 1 and _FOLDED[ord(lower)] == _FOLDED[ord(char)]


def _composed(chars: str, starts: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Characters in NFC with where they come from; those that compose become one."""
    out: list[str] = []
    origins: list[int] = []
    begin = 0
    for at in range(1, len(chars) + 1):
        if at < len(chars) and _joins(chars[at]):
            continue
        whole = unicodedata.normalize("NFC", chars[begin:at])
        out.extend(whole)
        origins.extend(starts[min(begin + offset, at - 1)] for offset in range(len(whole)))
        begin = at
    return "".join(out), [*origins, starts[len(chars)]]


def _joins(char: str) -> bool:
    """Marks and jamo may compose with what stands before them."""
    if char < "\u0300":
        return False
    return unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff"


def tokens(text: str) -> tuple[str, ...]:
    """The words of a text as index and queries know them, in order.

    Words are folded runs of letters and digits, at most `LONGEST` code points each; `c++` and
    `c#` keep their signs; every emoji and every flag is a word. Scripts without spaces give
    overlapping pairs (`签证官` is `签证`, `证官`), a lone character itself: one such character
    is found alone or, asked for as the beginning of a word, wherever another follows it.
    No word holds NUL, space, an ASCII sign but `+` and `#`, or a lone surrogate.
    """
    if len(text) > SHORT:
        return _cut(text)
    remembered = _brief if len(text) <= BRIEF else _short
    return tuple(remembered(text).split())


def _cut(text: str) -> tuple[str, ...]:
    once = _once(text)
    words = _worded_text(once.folded.text)
    found = words.split()
    if len(max(found, key=len, default="")) > LONGEST:
        found = [word[:LONGEST] for word in found]
    if "+" in words or "#" in words:
        _part(found)
    return tuple(unmix(word) for word in found) if once.mixed else tuple(found)


def _joined(text: str) -> str:
    return " ".join(_cut(text))


_brief = lru_cache(maxsize=WORDED)(_joined)
_short = lru_cache(maxsize=REMEMBERED)(_joined)


def _worded_text(folded: str) -> str:
    """Folded text with a space for whatever is no part of a word."""
    if folded.isascii():
        return folded.translate(_WORDED)
    made = _WORDED.replaced(folded, _WORDED.changed(folded))
    return _RUNS.sub(_pairs, made) if _BEYOND.search(made) else made


def _pairs(run: re.Match[str]) -> str:
    text = run[0]
    if len(text) < 3:
        return f" {text} "
    return " " + " ".join(text[at : at + 2] for at in range(len(text) - 1)) + " "


def _part(words: list[str]) -> None:
    """Part words at the signs in them."""
    signed = [at for at, word in enumerate(words) if "+" in word or "#" in word]
    for at in reversed(signed):
        words[at : at + 1] = _signs(words[at])


def _signs(word: str) -> list[str]:
    """`c++` stays, `+c#` is `c#`, every other sign parts words: `java+sql`, `#job`."""
    if _SIGNED.fullmatch(word.lstrip("+#")):
        return [word.lstrip("+#")]
    return word.replace("#", "+").replace("+", " ").split()
