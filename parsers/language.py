"""In which language an ad is written."""

import re
import unicodedata
from functools import cache
from operator import itemgetter

from offers.offer import Language
from parsers.common_words import without_loan_words
from parsers.detectors import (
    FEWEST_LETTERS,
    SURE_SHARE,
    UNKNOWN,
    UNTOLD,
    Guess,
    by_cld2,
    by_fasttext,
    first,
    is_mixed,
)
from parsers.latin import in_latin
from parsers.markers import marked
from parsers.scripts import is_latin, latin_share, script, without_loans, written_in
from parsers.wording import Wording

FIRST = 300
"""Code points looked at; more make no difference (measured on ads of 25 languages)."""

SURE_SCORE, TELLING = 300, 40
"""The score that CLD2 must give in letters other than Latin, and of how many of them, where several
languages share them."""

BELIEVED = 0.4
"""The least score of fastText that is believed there."""

BESIDE = 25
"""Percent: so many letters Latin and so many others, and CLD2 not sure, is a mixed text."""

MARKED = 0.9
"""How sure marker letters and words are."""

# A word is looked through from its first letter on and from no other.
_ADDRESS = re.compile(r"(?<![^\W\d_])\S*(?:://|www\.|@)\S*|[\d\W_]{3,}")
_NO_WORDS = re.compile(r"[\d\W_]{3,}")


def language(wording: Wording) -> Language | None:
    """The language of title and text, `None` if it cannot be told: too short, mixed, or no
    language."""
    fields = " \n".join(field.cleaned.text for field in wording.prose())
    return spoken(fields)


def spoken(text: str) -> Language | None:
    """The language of a cleaned text by its beginning.

    CLD2 where it is sure, else fastText's small model, and then letters and words that other
    languages lack, which both overlook in rare languages. What is short or mixed has none rather
    than a wrong one.
    """
    sample = _sample(text)
    letters = sum(map(str.isalpha, sample))
    if letters < FEWEST_LETTERS:
        return None
    told = in_latin(sample, letters) if is_latin(sample) else _in_other(sample, letters)
    code, confidence = told
    if by_signs := marked(sample, code):
        code, confidence = by_signs, MARKED
    if code == UNKNOWN:
        return None
    return Language(code=code, confidence=round(confidence, 2), script=script(sample))


def _sample(text: str) -> str:
    begun = unicodedata.normalize("NFC", text[: 2 * FIRST])
    return " ".join(without_addresses(without_loans(begun)).split())[:FIRST]


def without_addresses(text: str) -> str:
    """The text without links, mails, numbers and rows of signs."""
    addressed = any(sign in text for sign in ("://", "www.", "@"))
    return (_ADDRESS if addressed else _NO_WORDS).sub(" ", text)


def _in_other(text: str, letters: int) -> tuple[str, float]:
    """The language of a text in letters other than Latin, with its confidence."""
    guesses = by_cld2(text)
    if _is_sure(first(guesses), letters) and _is_written_so(first(guesses).code, text):
        return first(guesses).code, first(guesses).share / 100
    own = without_loan_words(text)
    if own != text:
        return _in_other(own, sum(map(str.isalpha, own)))
    mixed = BESIDE <= 100 * latin_share(text) <= 100 - BESIDE
    return UNTOLD if mixed or is_mixed(guesses) else _agreed(first(guesses), text)


def _agreed(guess: Guess, text: str) -> tuple[str, float]:
    """What fastText takes it for, where CLD2 does not name another that shares its letters."""
    code, score = max(by_fasttext(text).items(), key=itemgetter(1), default=UNTOLD)
    against = guess.code in _sharing() and guess.share >= SURE_SHARE and guess.code != code
    return UNTOLD if against or score < BELIEVED else (code, score)


def _is_sure(guess: Guess, letters: int) -> bool:
    """A few letters do not tell languages that share them."""
    enough = letters >= TELLING or guess.code not in _sharing()
    return enough and guess.share >= SURE_SHARE and guess.score >= SURE_SCORE


def _is_written_so(code: str, text: str) -> bool:
    """CLD2 takes short texts in letters that languages share for Chinese now and then."""
    return not _sharing() & written_in(script(text) or "") or code in written_in(script(text) or "")


@cache
def _sharing() -> frozenset[str]:
    return written_in("Cyrl", "Arab", "Deva")
