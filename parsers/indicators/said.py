"""The phrases of all packs as one ad says them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from offers.offer import Offer
from offers.span import Span
from parsers.indicators.combined import Packs, Term
from parsers.indicators.denied import denied, near
from parsers.indicators.spoken import Tongues, meant
from parsers.phrases import Hit, outer
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
    """What an ad says of the packs: by field the phrases of each indicator, not yet looked at
    closely; signs, and brands."""

    found: tuple[tuple[Words, Mapping[str, list[Hit]]], ...]
    signs: frozenset[str]
    brands: frozenset[str]


def heard(offer: Offer, fields: Sequence[Words], packs: Packs) -> Heard:
    """Every phrase that is meant in the language of its place."""
    tongues = Tongues.of(offer)
    fields_found: list[tuple[Words, Mapping[str, list[Hit]]]] = []
    signs: set[str] = set()
    brands: set[str] = set()
    for words in fields:
        found: dict[str, list[Hit]] = {}
        for hit in packs.lexicon.every(words):
            term = packs.terms[int(hit.phrase.says)]
            if term.sign in signs or not _meant(words, hit, term, tongues):
                continue
            if term.sign:
                signs.add(term.sign)
            elif term.brand:
                brands.add(term.brand)
            else:
                found.setdefault(term.id, []).append(hit)
        fields_found.append((words, found))
    return Heard(tuple(fields_found), frozenset(signs), frozenset(brands))


def said(words: Words, hits: list[Hit], packs: Packs) -> Iterator[Said]:
    """The hits of one indicator in one field as they stand there: none inside a longer one, denied
    or not, and not without the words that they need near them."""
    for hit in islice(outer(hits), MOST):
        term = packs.terms[int(hit.phrase.says)]
        contrary = term.denies or denied(words, hit, term.saying.language, packs)
        if contrary or not term.saying.near or near(words, hit, term.saying.near, packs):
            span = hit.span(words)
            yield Said(term, span, words.written.raw(span), contrary)


def _meant(words: Words, hit: Hit, term: Term, tongues: Tongues) -> bool:
    """Whether a phrase is in the language of its place. That is looked up only where an ad has
    several."""
    spoken = tongues.at(hit.span(words)) if tongues.passages else tongues.whole
    return meant(term.saying.language, hit.phrase.words, spoken)
