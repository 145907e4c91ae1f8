"""The phrases of all packs as one ad says them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from offers.offer import Offer
from offers.span import Span
from parsers.indicators.combined import Packs, Term
from parsers.indicators.denied import denied, near
from parsers.indicators.spoken import Tongues, meant
from parsers.lexicon import Hit, outer
from parsers.words import Words

MOST = 8
"""Places of one field in which one indicator is shown; further ones say nothing new."""


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
    for words in fields:
        found: dict[str, list[Hit]] = {}
        for hit in packs.lexicon.every(words):
            term = packs.terms[int(hit.phrase.says)]
            if term.sign:
                signs.add(term.sign)
            elif term.brand:
                brands.add(term.brand)
            elif _meant(words, hit, term, tongues):
                found.setdefault(term.id, []).append(hit)
        for hits in found.values():
            for hit in islice(outer(hits), MOST):
                said.extend(_said(words, hit, packs))
    return Heard(tuple(said), frozenset(signs), frozenset(brands))


def _meant(words: Words, hit: Hit, term: Term, tongues: Tongues) -> bool:
    """Whether a phrase is in the language of its place. That is looked up only where an ad has
    several."""
    assert term.saying
    spoken = tongues.at(hit.span(words)) if tongues.passages else tongues.whole
    return meant(term.saying.language, hit.phrase.words, spoken)


def _said(words: Words, hit: Hit, packs: Packs) -> Iterator[Said]:
    """The hit as it stands there: denied, without the words that it needs near it, or not."""
    term = packs.terms[int(hit.phrase.says)]
    saying = term.saying
    assert saying
    contrary = term.denies or denied(words, hit, saying.language, packs)
    if contrary or not saying.near or near(words, hit, saying.near, packs):
        span = hit.span(words)
        yield Said(term, span, words.written.raw(span), contrary)
