"""One spelling for many: folds text for comparison and cuts it into the words of the index."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from parsers.letters import Table, cleaned, folded, table, worded

FOLD_VERSION = 1
"""Changes whenever the same text may fold otherwise, so that an index knows it is outdated."""

LONGEST = 127
"""Code points of a word. Elasticsearch cuts words at 255 UTF-16 units, SQLite does not."""

SHORT, REMEMBERED = 20_000, 256
"""Characters of a text whose words are remembered, and how many texts: an ad's words are wanted
for its fingerprint, and a little later for the index."""

FEW = 40
"""So many characters are replaced sooner one by one than by a table."""

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
_SCRIPTS = ("a-z", "\u0386\u0388-\u03f5\u03f7-\u03ff", "\u0400-\u0481\u048a-\u052f")
_MIXED = re.compile(
    "|".join(f"[{one}][0-9]*[{two}]" for one in _SCRIPTS for two in _SCRIPTS if one != two)
)
_FOREIGN = re.compile("[^\x00-\x7f]+")
_ANY = tuple(re.compile(f"[{script}]") for script in _SCRIPTS)
_ALPHABETIC = re.compile(f"[{''.join(_SCRIPTS)}0-9]+")


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
    found = _through(text, _FOLDED)
    if text.isascii() or not mixes(found.text):
        return found
    return Folded(unmix(found.text), found.starts)


def clean(text: str) -> Folded:
    """Take disguises off and leave the rest: no invisible or styled characters, ASCII digits.

    Case, accents and foreign letters stay, so that handles and addresses can be read in it.
    """
    return _through(text, _CLEANED)


def unmix(text: str) -> str:
    """Folded text in which no word mixes alphabets by look-alike letters; length is kept."""
    return _ALPHABETIC.sub(_unmixed, text)


def _through(text: str, table: "Table") -> Folded:
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


def _translated(text: str, table: "Table") -> str:
    """`str.translate`, quicker for texts that have little beyond ASCII. Tables change nothing
    the second time."""
    if len(text.encode("utf-8", "surrogatepass")) < 1.1 * len(text):
        text = _FOREIGN.sub(lambda found: found[0].translate(table), text)
    return text.translate(table)


def _replaced(text: str, changed: Sequence[str], table: "Table") -> str:
    """The text with the `changed` characters by the table. What stands in a table is changed no
    further by it, so that few may be replaced one after the other, which is quicker."""
    if len(changed) > FEW:
        return _translated(text, table)
    for char in changed:
        text = text.replace(char, table[ord(char)])
    return text


def _mapped(text: str, starts: Sequence[int], table: "Table") -> tuple[str, Sequence[int]]:
    """Every character by the table, with where it comes from."""
    changed = [char for char in set(text) if table[ord(char)] != char]
    made = _replaced(text, changed, table)
    odd = "".join(char for char in changed if len(table[ord(char)]) != 1)
    if not odd:
        return made, starts
    origins: list[int] = []
    done = 0
    for found in re.finditer(f"[{re.escape(odd)}]", text):
        at = found.start()
        origins.extend(starts[done:at])
        origins.extend([starts[at]] * len(table[ord(text[at])]))
        done = at + 1
    origins.extend(starts[done:])
    return made, origins


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
    return _remembered(text) if len(text) <= SHORT else _cut(text)


def _cut(text: str) -> tuple[str, ...]:
    words = _words(text)
    found = [word[:LONGEST] for word in words.split()]
    if "+" in words or "#" in words:
        found = [piece for word in found for piece in _signs(word)]
    if not words.isascii() and mixes(words):
        found = [unmix(word) for word in found]
    return tuple(found)


_remembered = lru_cache(maxsize=REMEMBERED)(_cut)


def _words(text: str) -> str:
    """The text folded, with a space for whatever is no part of a word."""
    if text.isascii():
        return text.translate(_WORDED)
    made = _translated(unicodedata.normalize("NFC", text), _WORDED)
    while not unicodedata.is_normalized("NFC", made):
        made = unicodedata.normalize("NFC", made).translate(_WORDED)
    return _RUNS.sub(_pairs, made) if _BEYOND.search(made) else made


def _pairs(run: re.Match[str]) -> str:
    text = run[0]
    if len(text) < 3:
        return f" {text} "
    return " " + " ".join(text[at : at + 2] for at in range(len(text) - 1)) + " "


def _signs(word: str) -> list[str]:
    """`c++` stays, `+c#` is `c#`, every other sign parts words: `java+sql`, `#job`."""
    if "+" not in word and "#" not in word:
        return [word]
    if _SIGNED.fullmatch(word.lstrip("+#")):
        return [word.lstrip("+#")]
    return word.replace("#", "+").replace("+", " ").split()


@cache
def _lookalikes() -> dict[str, dict[str, str]]:
    """By alphabet, the letters of the others that look like one of its own."""
    into: dict[str, dict[str, str]] = {"latin": {}, "cyrillic": {}, "greek": {}}
    for row in table("lookalikes.tsv"):
        alike = {"latin": [row[0]], "cyrillic": row[1].split(","), "greek": row[2].split(",")}
        for script, own in alike.items():
            others = [one for other in alike if other != script for one in alike[other]]
            into[script] |= {one: own[0] for one in others if own[0]}
    return into


def mixes(text: str) -> bool:
    """Whether some word mixes alphabets. Most texts have one alphabet, which is seen faster."""
    return sum(1 for script in _ANY if script.search(text)) > 1 and bool(_MIXED.search(text))


def _unmixed(run: re.Match[str]) -> str:
    """A word that mixes alphabets is written in the one that can spell all of it, or, if that
    leaves a choice, in the one that most of its letters belong to."""
    word = run[0]
    if not _MIXED.search(word):
        return word
    scripts = Counter(_script(char) for char in word if not char.isdigit())
    order = {
        script: (_spells(word, script, table), scripts[script])
        for script, table in _lookalikes().items()
    }
    chosen = max(order, key=lambda script: order[script])
    return "".join(_lookalikes()[chosen].get(char, char) for char in word)


def _spells(word: str, script: str, alike: dict[str, str]) -> bool:
    return all(char.isdigit() or char in alike or _script(char) == script for char in word)


def _script(char: str) -> str:
    if char.isascii():
        return "latin"
    return "greek" if char < "\u0400" else "cyrillic"
