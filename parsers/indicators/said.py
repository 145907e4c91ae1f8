"""The phrases of all packs as one ad says them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from offers.offer import Offer
from offers.span import Span
from parsers.indicators.combined import Packs, Term
from parsers.indicators.denied import denied, near
from parsers.indicators.spoken import Tongues, meant
from parsers.lexicon import Hit
from parsers.words import Words

MOST = 8
"""Places in which one phrase of one indicator is shown; further ones say nothing new."""


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase in one place of the ad. `contrary`: it, or what stands beside it, denies."""

    term: Term
    span: Span
    raw: str
    contrary: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """What an ad says of the packs: phrases of indicators, signs, and brands."""

    said: tuple[Said, ...]
    signs: frozenset[str]
    brands: frozenset[str]


def heard(offer: Offer, fields: Sequence[Words], packs: Packs) -> Heard:
    """Every phrase that is meant in the language of its place."""
    tongues = Tongues.of(offer)
    said: list[Said] = []
    signs: set[str] = set()
    brands: set[str] = set()
    counted: Counter[str] = Counter()
    for words in fields:
        for hit in packs.lexicon.find(words):
            term = packs.terms[int(hit.phrase.says)]
            if term.sign:
                signs.add(term.sign)
            elif term.brand:
                brands.add(term.brand)
            elif counted[term.id] < MOST:
                counted[term.id] += 1
                said.extend(_said(words, hit, term, tongues, packs))
    return Heard(tuple(said), frozenset(signs), frozenset(brands))


def _said(words: Words, hit: Hit, term: Term, tongues: Tongues, packs: Packs) -> Iterator[Said]:
    """The hit as it is meant here, if it is."""
    saying = term.saying
    assert saying
    span = words.span(hit.start, hit.end)
    if not meant(saying.language, hit.phrase.words, tongues.at(span)):
        return
    contrary = term.denies or denied(words, hit, saying.language, packs)
    if not contrary and saying.near and not near(words, hit, saying.near, packs):
        return
    yield Said(term, span, words.written.raw(span), contrary)
