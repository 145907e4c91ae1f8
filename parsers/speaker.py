"""Who speaks in an ad: somebody who offers, who seeks work or passage, or who reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from offers.offer import Speaker
from offers.span import Span
from parsers.letters import table
from parsers.lexicon import Hit, Lexicon
from parsers.words import QUESTION, STOP, Words

GUARDED = 4
"""How many words before a seeking phrase may say that it is about somebody else."""

ASKED = 5
"""How many words behind a phrase a question mark makes it a question."""

OPENING = 40
"""Words at the beginning of a text in which people say who they are."""

_OWN, _HEADINGS = frozenset({"seeks", "pleads"}), frozenset({"seeks", "bare"})
_DOUBTFUL = frozenset({"ar", "fa", "vi"})
"""Languages whose seeking phrases do not show the person by themselves."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Who speaks, and the words that gave away somebody who seeks."""

    speaker: Speaker | None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class _Signs:
    """What one field says: seeking phrases that show the person and those that may be a heading,
    how much it offers or asks the reader, and how often it reports."""

    words: Words
    seeks: tuple[Hit, ...]
    bare: tuple[Hit, ...]
    offers: int
    reports: int

    @property
    def titled(self) -> bool:
        return self.words.written.field == "title"


def speaker(fields: Sequence[Words]) -> Heard:
    """Who speaks; `None` where nothing says so.

    Somebody seeks if he says so of himself and hardly anything offers: the later he says it,
    the less. `Looking for work?` is an offer: questions, words to the reader and words about
    others are no seeking. Reports are told by two phrases of police or warnings, or by one in
    the title, where they outweigh what is offered.
    """
    heard = [_signs(words) for words in fields]
    offers = sum(signs.offers for signs in heard)
    if not any(signs.titled and signs.offers for signs in heard):
        for signs in heard:
            if hit := _sought(signs, offers):
                return Heard(Speaker.SEEKS, signs.words.span(hit.start, hit.end))
    reports = sum(signs.reports * (2 if signs.titled else 1) for signs in heard)
    if reports > 1 and reports > offers:
        return Heard(Speaker.REPORTS)
    return Heard(Speaker.OFFERS if offers else None)


def _sought(signs: _Signs, offers: int) -> Hit | None:
    """Where a field says that its writer seeks, if what speaks for an offer leaves room."""
    several = len({hit.phrase.words for hit in signs.seeks}) > 1
    for hit in signs.seeks:
        room = 2 if signs.titled else 1 if hit.start < OPENING else 0
        if offers <= room + several:
            return hit
    if offers:
        return None
    return next((hit for hit in signs.bare if signs.titled or hit.start < OPENING), None)


def _signs(words: Words) -> _Signs:
    hits = _lexicon().find(words)
    seeks, bare, asks = [], [], set()
    said: dict[str, set[tuple[str, ...]]] = {"offers": set(), "reports": set()}
    for hit in hits:
        if hit.phrase.says in said:
            said[hit.phrase.says].add(hit.phrase.words)
        elif hit.phrase.says == "asks" or (
            hit.phrase.says in _HEADINGS and _questioned(words, hit)
        ):
            asks.add(hit.phrase.words)
        elif hit.phrase.says in _OWN and not _of_others(words, hit, hits):
            seeks.append(hit)
        elif hit.phrase.says == "bare" and not _of_others(words, hit, hits):
            bare.append(hit)
    offers = len(said["offers"]) + 2 * len(asks)
    return _Signs(words, tuple(seeks), tuple(bare), offers, len(said["reports"]))


def _questioned(words: Words, hit: Hit) -> bool:
    """A question mark right behind a person's own words, or soon behind what may be a heading."""
    reach = 1 if hit.phrase.says == "seeks" else ASKED
    for word in words.texts[hit.end : hit.end + reach]:
        if word in (QUESTION, STOP):
            return word == QUESTION
    return False


def _of_others(words: Words, hit: Hit, hits: Sequence[Hit]) -> bool:
    """Words such as `if you` or `those who` before a phrase that does not show the person."""
    if hit.phrase.says in _OWN and not hit.phrase.languages & _DOUBTFUL:
        return False
    first = max(words.sentence(hit.start)[0], hit.start - GUARDED)
    return any(
        first <= other.start < hit.start and other.phrase.languages & hit.phrase.languages
        for other in hits
        if other.phrase.says == "guard"
    )


@cache
def _lexicon() -> Lexicon:
    rows = table("speaker_phrases.tsv")
    return Lexicon(
        (says, languages, phrase)
        for says, languages, _, phrases in rows
        for phrase in phrases.split("|")
    )
