"""In which script a text is written."""

import re
import unicodedata
from collections import Counter

from parsers.letters import table
from parsers.remembered import Remembered

_CODES = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "ETHIOPIC": "Ethi", "DEVANAGARI": "Deva",
    "BENGALI": "Beng", "CJK": "Hani", "IDEOGRAPHIC": "Hani", "HIRAGANA": "Jpan", "KATAKANA": "Jpan",
    "HANGUL": "Kore", "GREEK": "Grek", "HEBREW": "Hebr", "THAI": "Thai", "GEORGIAN": "Geor",
    "ARMENIAN": "Armn", "GURMUKHI": "Guru", "GUJARATI": "Gujr", "TAMIL": "Taml", "TELUGU": "Telu",
    "KANNADA": "Knda", "MALAYALAM": "Mlym", "SINHALA": "Sinh", "KHMER": "Khmr", "LAO": "Laoo",
    "MYANMAR": "Mymr", "ORIYA": "Orya", "TIFINAGH": "Tfng", "MONGOLIAN": "Mong", "THAANA": "Thaa",
    "SYRIAC": "Syrc", "TIBETAN": "Tibt", "NKO": "Nkoo",
}  # fmt: skip
"""Scripts (ISO 15924) by the first word of their letters' names in Unicode."""

_KANA, _HAN = "Jpan", "Hani"

OTHER = "\u0370-\u1cff\u2d80-\u2dff\u3041-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc"
"""Letters that are not Latin, as a class of a regular expression."""

_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_IS_OTHER, _IS_LATIN = re.compile(f"[{OTHER}]"), re.compile(f"[{_LATIN}]")
_IS_DENSE = re.compile("[\u3041-\ud7ff]")
_LATIN_WORD = re.compile(f"(?<![^\\W_])[{_LATIN}][{_LATIN}0-9&+.'’/-]*(?![^\\W_])")
_SENTENCE = re.compile(r"(?:[^.!?\n]+|[.!?](?!\s))+")
_SHARE = 3
"""As many Latin letters to one of the other script, and the sentence is still in its language."""


def _code(char: str) -> str:
    if not char.isalpha():
        return ""
    return _CODES.get(unicodedata.name(char, "").split(" ", maxsplit=1)[0], "")


_SCRIPTS = Remembered(_code)


def script(text: str) -> str | None:
    """The script (ISO 15924) of most letters, `None` where there are none or those of no script
    that is known here. Some kana make a text Japanese."""
    if is_latin(text) and _IS_LATIN.search(text):
        return "Latn"
    counts = Counter(map(_SCRIPTS.__getitem__, text))
    del counts[""]
    if not counts:
        return None
    if _KANA in counts:
        counts[_KANA] += counts.pop(_HAN, 0)
    return max(counts, key=counts.__getitem__)


def is_latin(text: str) -> bool:
    """Whether all letters are Latin."""
    return text.isascii() or not _IS_OTHER.search(text)


def written_in(*scripts: str) -> frozenset[str]:
    """The languages in which ads are written in these scripts."""
    rows = table("ad_languages.tsv")
    return frozenset(code for row in rows if row[0] in scripts for code in row[1].split())


def latin_share(text: str) -> float:
    """Which part of the letters is Latin."""
    latin, others = len(_IS_LATIN.findall(text)), len(_IS_OTHER.findall(text))
    return latin / (latin + others or 1)


def without_loans(text: str) -> str:
    """The text without the Latin words of sentences that are in another script: brands, trades
    and tools are written so in ads of every language."""
    if is_latin(text) or not _IS_LATIN.search(text):
        return text
    return _SENTENCE.sub(_own_words, text)


def _own_words(sentence: re.Match[str]) -> str:
    """Letters of scripts that write a word with one or two of them count twice."""
    said = sentence[0]
    others = len(_IS_OTHER.findall(said)) + len(_IS_DENSE.findall(said))
    if not others or _SHARE * others < len(_IS_LATIN.findall(said)):
        return said
    return _LATIN_WORD.sub(" ", said)
