"""Whether a phrase is meant in the language in which an ad is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from offers.offer import Language, Offer
from offers.span import Span
from parsers.indicators.pack import ANY

LEAST = 6
"""Letters of a single Latin word that is believed where the language cannot be told."""

PLAIN = 12
"""Letters of two or more Latin words that stand for themselves whatever the language: shorter
ones, as `per person`, fold alike in several."""

SURE = 0.5
"""Below that confidence a language counts as not told."""

_KIN = (
    {"fa", "prs", "ps", "ur"},
    {"ckb", "fa", "ar"},
    {"ku", "kmr", "tr"},
    {"ru", "uk", "be", "bg"},
    {"sr", "hr", "bs", "sh", "me", "cnr", "mk"},
    {"am", "ti"},
    {"ro", "mo"},
    {"nb", "nn", "no", "da"},
    {"zh", "yue"},
)
"""Languages that ads mix, or that are taken for each other in few words. General knowledge."""

_ALIKE = {
    code: frozenset[str]().union(*(group for group in _KIN if code in group))
    for group in _KIN
    for code in group
}


@cache
def kin(code: str) -> frozenset[str]:
    """A language and those that stand in for it."""
    return _ALIKE.get(code, frozenset()) | {code, ANY}


@dataclass(frozen=True, slots=True)
class Tongues:
    """The languages of one ad: of the whole (`None`: not told) and of passages of its text."""

    whole: frozenset[str] | None
    passages: tuple[tuple[Span, frozenset[str] | None], ...]

    @classmethod
    def of(cls, offer: Offer) -> "Tongues":
        passages = ((one.span, _codes(one.language)) for one in offer.passages)
        return cls(_codes(offer.language), tuple(passages))

    def at(self, span: Span) -> frozenset[str] | None:
        """The languages that count at a place of the ad."""
        for stretch, codes in self.passages:
            if stretch.field == span.field and stretch.start <= span.start < stretch.end:
                return codes
        return self.whole


def _codes(language: Language | None) -> frozenset[str] | None:
    if language is None or language.confidence < SURE:
        return None
    return kin(language.code)


def meant(code: str, words: Sequence[str], spoken: frozenset[str] | None) -> bool:
    """Whether folded words of a phrase in one language count among those that are spoken.

    They do in their own language and its kin. Elsewhere they must be plain: two or more words,
    long ones where they are Latin.
    """
    if code == ANY or (spoken is not None and code in spoken):
        return True
    letters = sum(len(word) for word in words)
    latin = "".join(words).isascii()
    if spoken is None and (len(words) > 1 or not latin or letters >= LEAST):
        return True
    return len(words) > 1 and (not latin or letters >= PLAIN)
