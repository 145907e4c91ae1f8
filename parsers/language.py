"""In which language an ad is written."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from offers.offer import Language
from parsers.common_words import by_words, without_loan_words
from parsers.detectors import UNKNOWN, Guess, by_cld2, by_fasttext
from parsers.letters import table
from parsers.scripts import is_latin, latin_share, script, without_loans
from parsers.wording import Wording

FIRST = 300
"""Code points looked at; more make no difference (measured on ads of 25 languages)."""

SURE_SHARE, SURE_SCORE = 90, 300
"""When CLD2 is believed: percent of the text, and its score."""

LATIN_SCORE, SHORT_SCORE, FAIR_SCORE = 600, 900, 500
"""The scores it takes in Latin letters, which languages share with names and brands: in a text of
`SHORT` letters or more; in a shorter one, or for English, whose words stand everywhere; and
where fastText has no opinion."""

SHORT, FAIR, TELLING, FEWEST_LETTERS = 60, 35, 25, 6
"""Letters: so many are enough; of fewer CLD2 is asked for more, is not believed against fastText
nor that against it, is not believed by itself, and no language is told."""

AGREED = 0.3
"""The least score of fastText that confirms CLD2."""

BELIEVED = 0.4
"""The least score of fastText that is believed by itself in letters other than Latin."""

LATIN_BELIEVED = 0.6
"""The same in Latin letters."""

MAIN, ASIDE = 65, 25
"""A text is mixed if CLD2 gives less than `MAIN` percent to one language and `ASIDE` or more to the
next, or if it is not sure and so many of the letters are Latin and others not."""

MARKED = 0.9
"""How sure marker letters and words are."""

_ENGLISH = "en"
_SISTER, _SISTERS = "sh", frozenset({"sr", "hr", "bs", "sh"})
_UNTOLD = (UNKNOWN, 0.0)

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
    code, confidence = _detected(sample, letters)
    marked = _marked(sample, code)
    if marked:
        code, confidence = marked, MARKED
    if code == UNKNOWN:
        return None
    return Language(code=code, confidence=confidence, script=script(sample))


def _sample(text: str) -> str:
    begun = unicodedata.normalize("NFC", text[: 2 * FIRST])
    return " ".join(without_addresses(without_loans(begun)).split())[:FIRST]


def without_addresses(text: str) -> str:
    """The text without links, mails, numbers and rows of signs."""
    addressed = any(sign in text for sign in ("://", "www.", "@"))
    return (_ADDRESS if addressed else _NO_WORDS).sub(" ", text)


def _detected(text: str, letters: int) -> tuple[str, float]:
    """The language by both detectors, with its confidence; `?` if they do not tell."""
    guesses = by_cld2(text)
    if is_latin(text):
        first = _first(guesses)
        sure = first.code != _ENGLISH and _is_sure_in_latin(first, letters)
        return (first.code, first.share / 100) if sure else _latin(text)
    return _sure(guesses, letters) or _other(text, guesses)


def _first(guesses: Sequence[Guess]) -> Guess:
    return guesses[0] if guesses else Guess(UNKNOWN, 0, 0)


def _sure(guesses: Sequence[Guess], letters: int) -> tuple[str, float] | None:
    """What CLD2 is sure of in letters other than Latin; not of a few that many languages share."""
    first = _first(guesses)
    known = letters >= TELLING or first.code not in _sharing()
    sure = known and first.share >= SURE_SHARE and first.score >= SURE_SCORE
    return (first.code, first.share / 100) if sure else None


def _is_sure_in_latin(guess: Guess, letters: int) -> bool:
    doubtful = letters < SHORT or guess.code == _ENGLISH
    needed = SHORT_SCORE if doubtful else LATIN_SCORE
    known = guess.share >= SURE_SHARE and guess.code in _usual()
    enough = letters >= (SHORT if guess.code == _ENGLISH else TELLING)
    return known and enough and guess.score >= needed


def _other(text: str, guesses: Sequence[Guess]) -> tuple[str, float]:
    """What is not sure in letters other than Latin."""
    if _is_mixed(guesses):
        own = without_loan_words(text)
        return _sure(by_cld2(own), sum(map(str.isalpha, own))) or _UNTOLD
    if ASIDE <= 100 * latin_share(text) <= 100 - ASIDE:
        return _UNTOLD
    likely = by_fasttext(text)
    code, score = max(likely.items(), key=itemgetter(1), default=_UNTOLD)
    first = _first(guesses)
    if first.code in _sharing() and first.share >= SURE_SHARE and first.code != code:
        return _UNTOLD
    return (code, score) if score >= BELIEVED else _UNTOLD


def _is_mixed(guesses: Sequence[Guess]) -> bool:
    return len(guesses) > 1 and guesses[0].share < MAIN and guesses[1].share >= ASIDE


def _latin(text: str) -> tuple[str, float]:
    """What is not sure in Latin letters, or English: that may be no more than its loan words."""
    own = without_loan_words(text)
    letters = sum(map(str.isalpha, own))
    if letters < FEWEST_LETTERS:
        return _UNTOLD
    guesses = by_cld2(own)
    first = _first(guesses)
    if _is_sure_in_latin(first, letters):
        return first.code, first.share / 100
    told = by_words(own)
    if told:
        return _sister(first) if told == _SISTER else told, MARKED
    return _UNTOLD if _is_mixed(guesses) else _agreed(first, by_fasttext(own.lower()), letters)


def _agreed(first: Guess, likely: Mapping[str, float], letters: int) -> tuple[str, float]:
    """What both detectors take a text in Latin letters for; else what fastText is sure of and CLD2
    is not, or the other way round where there is enough to go by."""
    ranked = [*sorted(likely.items(), key=itemgetter(1), reverse=True), _UNTOLD, _UNTOLD]
    (code, score), (_, next_score) = ranked[:2]
    named = first.share >= SURE_SHARE and first.code in _usual()
    if named and {code, first.code} <= _SISTERS:
        return _sister(first), MARKED
    if named and code == first.code and score >= AGREED and score >= 2 * next_score:
        return code, first.share / 100
    fair = letters >= FAIR
    if score >= LATIN_BELIEVED and code in _usual():
        return (code, score) if not named or (fair and first.score < LATIN_SCORE) else _UNTOLD
    fair = fair and first.code != _ENGLISH
    if named and fair and first.score >= FAIR_SCORE and score < LATIN_BELIEVED:
        return first.code, score or AGREED
    return _UNTOLD


def _sister(first: Guess) -> str:
    """Serbian, Croatian or Bosnian, where one of them it is; `sh` leaves that to the markers."""
    sure = first.code in _SISTERS and first.score >= LATIN_SCORE
    return first.code if sure else _SISTER


def _marked(text: str, taken: str) -> str | None:
    """The language whose markers a text shows that was taken for another."""
    likely = [marker for marker in _markers() if taken in marker.taken_for]
    if not likely:
        return None
    lowered = text.casefold()
    words = re.findall(r"[^\W\d_]+", lowered)
    return next((marker.language for marker in likely if marker.fits(lowered, words)), None)


@cache
def _usual() -> frozenset[str]:
    """Languages in Latin letters in which ads are written."""
    return _listed("Latn")


@cache
def _sharing() -> frozenset[str]:
    """Languages that share an alphabet other than the Latin."""
    return _listed("Cyrl", "Arab", "Deva")


def _listed(*scripts: str) -> frozenset[str]:
    rows = table("ad_languages.tsv")
    return frozenset(code for row in rows if row[0] in scripts for code in row[1].split())


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
