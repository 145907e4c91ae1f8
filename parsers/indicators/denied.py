"""Negations beside a phrase: `no registration fee`, `passport is not needed`."""

from parsers.indicators.combined import BEFORE, BEHIND, Packs
from parsers.indicators.spoken import kin
from parsers.phrases import Hit
from parsers.words import Words

REACH_BEFORE, REACH_BEHIND = 3, 4
"""Words before and behind a phrase in which a negation is meant for it."""

_BREAKS = frozenset(",;:()[]/|–—，、،؛")
"""Signs between a negation and a phrase that part them: `no experience, training fee 50`."""


def denied(words: Words, hit: Hit, language: str, packs: Packs) -> bool:
    """Whether the sentence of a phrase says the contrary right before or behind it.

    A phrase that is a negation itself (`no interview`) is not negated from before.
    """
    first, last = words.sentence(hit.start)
    start, end = max(first, hit.start - REACH_BEFORE), min(last, hit.end + REACH_BEHIND)
    found = [
        (of.phrase.says, of.start, of.end)
        for of in packs.negations.every(words, start, end)
        if not (of.phrase.languages.isdisjoint(kin(language)))
    ]
    if not found:
        return False
    before = [ends for says, begins, ends in found if says == BEFORE and ends <= hit.start]
    itself = any(says == BEFORE and hit.start <= begins < hit.end for says, begins, _ in found)
    behind = [begins for says, begins, _ in found if says == BEHIND and begins >= hit.end]
    if not itself and any(not _parted(words, ends, hit.start) for ends in before):
        return True
    return any(not _parted(words, hit.end, begins) for begins in behind)


def _parted(words: Words, end: int, start: int) -> bool:
    """Whether a sign stands between the word before `end` and the one at `start`."""
    start = max(start, end)
    places = words.places
    between = words.written.folded.text[places[end - 1][1] : places[start][0]]
    return not _BREAKS.isdisjoint(between)


def near(words: Words, hit: Hit, name: str, packs: Packs) -> bool:
    """Whether one of the words of that name stands near a phrase, in its sentence or not."""
    reach = packs.near[name].within
    start, end = max(0, hit.start - reach), min(len(words.texts), hit.end + reach)
    return any(
        other.phrase.says == name and (other.end <= hit.start or other.start >= hit.end)
        for other in packs.windows.every(words, start, end)
    )
