"""In which language a text in Latin letters is written: most languages of the world share them."""

from collections.abc import Mapping
from functools import cache
from operator import itemgetter

from parsers.common_words import by_words, without_loan_words
from parsers.detectors import (
    FEWEST_LETTERS,
    SURE_SHARE,
    UNTOLD,
    Guess,
    by_cld2,
    by_fasttext,
    first,
    is_mixed,
)
from parsers.scripts import written_in

SCORE, SHORT_SCORE, FAIR_SCORE = 600, 900, 500
"""The scores that CLD2 must give, as names and brands look like languages: in a text of `SHORT`
letters or more; in a shorter one, or for English, whose words stand everywhere; and where fastText
has no opinion."""

SHORT, FAIR, TELLING, LEAST = 60, 35, 25, 12
"""Letters: so many are enough; of fewer CLD2 is asked for more, is not believed against fastText
nor that against it, and is not believed by itself. Fewer than `LEAST` are a name as likely."""

AGREED, BELIEVED = 0.3, 0.6
"""The least score of fastText that confirms CLD2, and that is believed without."""

BY_WORDS = 0.9
"""How sure small words are."""

BETWEEN = 4
"""Small words of English that loan words do not bring along."""

_ENGLISH = "en"
_BETWEEN = (" the ", " and ", " to ", " of ", " for ", " with ", " you ", " we ", " our ", " is ")
_SISTER, _SISTERS = "sh", frozenset({"sr", "hr", "bs", "sh"})


def in_latin(text: str, letters: int) -> tuple[str, float]:
    """The language with its confidence, `?` if it cannot be told. `letters` says how many there
    are; `sh` is Serbian, Croatian or Bosnian.

    Where CLD2 is not sure, or takes it for English, it is asked again without the loan words; then
    small words are, and then fastText, which must not contradict.
    """
    guess = first(by_cld2(text))
    if _is_sure(guess, letters) and (guess.code != _ENGLISH or _is_plain_english(text)):
        return guess.code, guess.share / 100
    own = without_loan_words(text) if letters >= LEAST else ""
    left = sum(map(str.isalpha, own))
    return _doubted(own, left) if left >= FEWEST_LETTERS else UNTOLD


def _is_sure(guess: Guess, letters: int) -> bool:
    english = guess.code == _ENGLISH
    needed = SHORT_SCORE if letters < SHORT or english else SCORE
    enough = letters >= (SHORT if english else TELLING)
    return _is_named(guess) and enough and guess.score >= needed


def _is_named(guess: Guess) -> bool:
    return guess.share >= SURE_SHARE and guess.code in _usual()


@cache
def _usual() -> frozenset[str]:
    return written_in("Latn")


def _is_plain_english(text: str) -> bool:
    """Whether English holds the text together, and is not only in its loan words."""
    lowered = text.lower()
    return sum(map(lowered.count, _BETWEEN)) >= BETWEEN


def _doubted(own: str, letters: int) -> tuple[str, float]:
    guesses = by_cld2(own)
    guess = first(guesses)
    if _is_sure(guess, letters):
        return guess.code, guess.share / 100
    if told := by_words(own):
        return _sister(guess) if told == _SISTER else told, BY_WORDS
    return UNTOLD if is_mixed(guesses) else _agreed(guess, by_fasttext(own.lower()), letters)


def _agreed(guess: Guess, likely: Mapping[str, float], letters: int) -> tuple[str, float]:
    """What both detectors take it for; else what fastText is sure of and CLD2 is not, or the other
    way round where there is enough to go by."""
    ranked = [*sorted(likely.items(), key=itemgetter(1), reverse=True), UNTOLD, UNTOLD]
    (code, score), (_, next_score) = ranked[:2]
    named, fair = _is_named(guess), letters >= FAIR
    if named and {code, guess.code} <= _SISTERS:
        return _sister(guess), BY_WORDS
    if named and code == guess.code and score >= AGREED and score >= 2 * next_score:
        return code, guess.share / 100
    if score >= BELIEVED and code in _usual():
        return (code, score) if not named or (fair and guess.score < SCORE) else UNTOLD
    alone = named and fair and guess.code != _ENGLISH
    if alone and guess.score >= FAIR_SCORE and score < BELIEVED:
        return guess.code, max(score, AGREED)
    return UNTOLD


def _sister(guess: Guess) -> str:
    """Serbian, Croatian or Bosnian, where one of them it is; `sh` leaves that to the markers."""
    return guess.code if guess.code in _SISTERS and guess.score >= SCORE else _SISTER
