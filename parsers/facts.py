"""Terms of work that an ad states: hours, days, shifts, housing, food, transport, deductions."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from offers.fact import Fact, FactKind
from parsers.hours import hours
from parsers.letters import table
from parsers.lexicon import AD
from parsers.money_words import currency_words
from parsers.phrases import Hit, Row, outer
from parsers.words import Words

REACH = 1
"""Words between a term and its state, those of other terms and links not counted."""

FAR = 12
"""Words around a term in which its state may stand, with all that is named between."""

WEEK = 7

_PRE = "pre"
_DOCUMENTS, _ROSTER, _DEDUCTED = "documents", "roster", "deducted"
_TERMS = frozenset({FactKind.HOUSING, FactKind.FOOD, FactKind.TRANSPORT, _DOCUMENTS})
_SO = "and or и і та й und et y e i și si ve و dhe a és και và और এবং اور en och og is are"
_LINKS = frozenset(_SO.split())
_COMMON = "en"
_BESIDE = {"ru": "uk", "uk": "ru", "be": "ru", "hr": "sr", "bs": "sr", "sk": "cs", "mk": "bg"}
_ROTA = re.compile(r"[^\n.;]{0,20}?(?<![0-9])([0-9]{1,2})\s?[/x×]\s?([0-9]{1,2})(?![0-9/:.])")
"""`график 5/2`: days of work and days off."""


class _State(NamedTuple):
    """In which state something is, said from word `start` up to word `end`."""

    value: str
    start: int
    end: int
    languages: frozenset[str]
    ahead: bool


def facts(fields: Sequence[Words], language: str | None) -> tuple[Fact, ...]:
    """The terms that title and text state; `language` is the ad's, if it could be told.

    What is said of several at once ("free housing and meals") is a fact of each. `free` costs the
    worker nothing, `paid` he pays himself, `deducted` is taken from his pay.
    """
    return tuple(_unique(fact for words in fields for fact in _in_field(words, language)))


def _unique(found: Iterator[Fact]) -> Iterator[Fact]:
    """Each term once in each way."""
    seen: set[tuple[str, str]] = set()
    for fact in found:
        if (fact.kind, fact.value) not in seen:
            seen.add((fact.kind, fact.value))
            yield fact


def _in_field(words: Words, language: str | None) -> Iterator[Fact]:
    if words.figures:
        yield from hours(words.written)
    hits = outer(_said(words, language if language in _languages() else None))
    terms = [hit for hit in hits if hit.phrase.says in _TERMS]
    states = [_state(hit) for hit in hits if hit.phrase.says.partition(" ")[2]] if terms else []
    for hit in hits:
        kind, _, value = hit.phrase.says.partition("=")
        if value:
            yield _fact(words, hit, FactKind(kind), value)
        elif kind == _ROSTER:
            yield from _roster(words, hit)
    for term in terms:
        if state := _nearest(words, term, terms, states):
            yield from _stated(words, term, state)


def _state(hit: Hit) -> _State:
    ahead, _, value = hit.phrase.says.partition(" ")
    return _State(value, hit.start, hit.end, hit.phrase.languages, ahead == _PRE)


def _stated(words: Words, term: Hit, state: _State) -> Iterator[Fact]:
    what = term.phrase.says
    if what != _DOCUMENTS:
        yield _fact(words, term, FactKind(what), state.value, state)
    if state.value == _DEDUCTED:
        yield _fact(words, term, FactKind.DEDUCTION, what, state)


def _fact(words: Words, hit: Hit, kind: FactKind, value: str, state: _State | None = None) -> Fact:
    span = hit.span(words)
    if state:
        span = words.span(min(hit.start, state.start), max(hit.end, state.end))
    return Fact(kind=kind, value=value, raw=words.written.raw(span), span=span)


def _nearest(
    words: Words, term: Hit, terms: Sequence[Hit], states: Sequence[_State]
) -> _State | None:
    """The state that stands nearest to a term, in its language and sentence."""
    first, last = words.sentence(term.start)
    begin = bisect_left(states, max(first, term.start - FAR), key=_start)
    found: list[tuple[int, _State]] = []
    for state in states[begin : bisect_left(states, min(last, term.end + FAR), key=_start)]:
        far = _distance(words, term, state, terms)
        if far <= REACH and state.languages & term.phrase.languages:
            found.append((far, state))
    return min(found, key=lambda one: one[0])[1] if found else None


def _distance(words: Words, term: Hit, state: _State, terms: Sequence[Hit]) -> int:
    """Words between a term and a state, more than `REACH` if it is another term's."""
    near = terms[bisect_left(terms, term.start - FAR, key=_start) :][: 2 * FAR]
    others = [one for one in near if one is not term]
    if state.end <= term.start:
        inside, stolen = range(state.end, term.start), any(one.end == state.start for one in others)
    elif term.end <= state.start and not state.ahead:
        inside = range(term.end, state.start)
        stolen = any(one.start == state.end for one in others) and bool(inside)
    else:
        return REACH + 1
    if stolen or _parted(words, term, state):
        return REACH + 1
    free = {at for one in others for at in range(one.start, one.end)}
    return sum(1 for at in inside if at not in free and _weighs(words.texts[at]))


def _weighs(word: str) -> bool:
    """Links and amounts between a term and its state part nothing."""
    return not (word in _LINKS or word[0].isdigit() or word in currency_words())


def _parted(words: Words, term: Hit, state: _State) -> bool:
    """Whether a comma stands right before a state behind its term, or right behind one ahead."""
    at = state.start if term.end <= state.start else state.end
    text = words.written.folded.text[words.places[at - 1][1] : words.places[at][0]]
    return "," in text or "،" in text


def _start(one: Hit | _State) -> int:
    return one.start


def _roster(words: Words, hit: Hit) -> Iterator[Fact]:
    """Days on and off that make a week are days of work; others are shifts that rotate."""
    end = words.places[hit.end - 1][1]
    found = _ROTA.match(words.written.folded.text, end)
    if found is None:
        return
    on, off = int(found[1]), int(found[2])
    span = words.written.span(words.places[hit.start][0], found.end())
    raw = words.written.raw(span)
    if on + off == WEEK:
        yield Fact(kind=FactKind.DAYS, value=f"{on}/week", raw=raw, span=span)
    elif 0 < off <= on and (on <= WEEK or off >= 10):
        yield Fact(kind=FactKind.SHIFT, value="rotating", raw=raw, span=span)


@cache
def _languages() -> frozenset[str]:
    return frozenset(row[1] for row in table("fact_words.tsv")) | _BESIDE.keys()


def _said(words: Words, language: str | None) -> Sequence[Hit]:
    """The phrases of a language, of the one beside it and of English; all if it is not known."""
    hits = _LEXICON.every(words)
    if language is None:
        return hits
    meant = {language, _COMMON, _BESIDE.get(language, _COMMON)}
    return [hit for hit in hits if not hit.phrase.languages.isdisjoint(meant)]


def _rows() -> Iterator[Row]:
    for says, language, _, phrases in table("fact_words.tsv"):
        yield from ((says, language, phrase) for phrase in phrases.split("|"))


_LEXICON = AD.lexicon(_rows)
