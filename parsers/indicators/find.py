"""Which indicators an ad shows and which it contradicts, each with the words that say so."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from offers.indicator import IndicatorHit, State, Tier
from offers.offer import Offer, Speaker
from offers.span import Span
from parsers.indicators.around import NOTHING, Around
from parsers.indicators.case import Case, Check
from parsers.indicators.checks import BY_VALUE
from parsers.indicators.combined import Packs
from parsers.indicators.said import Said, heard, said
from parsers.indicators.shipped import shipped
from parsers.words import Words

SCORING = frozenset({Tier.STRONG, Tier.MEDIUM, Tier.WEAK, Tier.CONTEXT})
"""Tiers that nobody who seeks or reports is judged by."""


def indicators(
    offer: Offer,
    fields: Sequence[Words],
    packs: Packs | None = None,
    around: Around = NOTHING,
) -> tuple[IndicatorHit, ...]:
    """Every indicator that the ad shows or contradicts, in the order of its words; those of the
    whole ad last. What is in neither way among them is not stated.

    `fields` are title and text in folded words, as all readers of phrases get them. One fact
    counts once: where a phrase and a value that was read say the same, the phrase is shown, and of
    two indicators over the same words the heavier. An amount that is asked outweighs the words
    that nothing is. Somebody who seeks or reports shows nothing that counts.
    """
    packs = packs or shipped()
    case = Case.of(offer, fields, heard(offer, fields, packs), around, packs)
    found = _allowed(case, (*_phrases(case), *_checks(case)))
    return tuple(sorted(_once(found), key=_place))


def _phrases(case: Case) -> Iterator[IndicatorHit]:
    """What the phrases show. One that is negated (`without walking`) denies itself alone where
    another of the same indicator holds; only phrases that deny in so many words deny it all."""
    told: dict[str, list[Said]] = {}
    for words, found in case.heard.found:
        for id_, hits in found.items():
            if _worth(case, id_):
                told.setdefault(id_, []).extend(said(words, hits, case.packs))
    for each in told.values():
        holds = not all(one.contrary for one in each)
        counted = (one for one in each if one.term.denies or not (holds and one.contrary))
        yield from (_quoted(case.packs, one) for one in counted)


def _quoted(packs: Packs, one: Said) -> IndicatorHit:
    state = State.CONTRADICTED if one.contrary else State.PRESENT
    saying = one.term.saying
    quoted = _Quoted(one.span, one.raw, one.term.phrase, saying.language, saying.gloss)
    return _hit(packs, one.term.id, state, quoted)


def _worth(case: Case, id_: str) -> bool:
    """Whether the needs of an indicator can be met, if all others that they ask for hold."""
    return _met(case, id_, case.packs.indicators)


def _checks(case: Case) -> Iterator[IndicatorHit]:
    for value, checks in BY_VALUE.items():
        if value and not getattr(case.offer, value):
            continue
        for name, check in checks.items():
            for id_ in case.packs.checked.get(name, ()):
                yield from _checked(case, id_, check)


def _checked(case: Case, id_: str, check: Check) -> Iterator[IndicatorHit]:
    """What one check finds, if it is worth looking at all."""
    for found in check(case) if _worth(case, id_) else ():
        raw = case.quoted(found.span) if found.span else ""
        quoted = _Quoted(found.span, raw, because=found.because)
        yield _hit(case.packs, id_, State.PRESENT, quoted)


@dataclass(frozen=True, slots=True)
class _Quoted:
    """What a hit shows of the ad and of its phrase."""

    span: Span | None
    raw: str
    phrase: str | None = None
    language: str | None = None
    gloss: str | None = None
    because: str | None = None


def _hit(packs: Packs, id_: str, state: State, quoted: _Quoted) -> IndicatorHit:
    indicator = packs.indicators[id_]
    return IndicatorHit(
        id=id_,
        tier=indicator.tier,
        state=state,
        pack=packs.titles[id_],
        weight=indicator.weight,
        raw=quoted.raw,
        span=quoted.span,
        phrase=quoted.phrase,
        language=quoted.language,
        gloss=quoted.gloss,
        because=quoted.because,
    )


def _allowed(case: Case, hits: Sequence[IndicatorHit]) -> Sequence[IndicatorHit]:
    """Hits that count for whoever speaks, and whose needs are met. Needs for other indicators are
    asked of those that have no such need themselves."""
    if case.offer.speaker in (Speaker.SEEKS, Speaker.REPORTS):
        hits = [hit for hit in hits if hit.tier not in SCORING]
    asking = case.packs.asking
    if asking.isdisjoint(hit.id for hit in hits):
        return hits
    sure = (hit for hit in hits if hit.id not in asking and hit.state is State.PRESENT)
    shown = frozenset(hit.id for hit in sure)
    return [hit for hit in hits if hit.id not in asking or _met(case, hit.id, shown)]


def _met(case: Case, id_: str, shown: Container[str]) -> bool:
    """Whether each of the needs of an indicator is met by one of its alternatives: a condition that
    holds, or one of `_holds`; `shown` are the ids of the indicators that hold."""
    for alternatives in case.packs.indicators[id_].needs:
        met = not case.holds.isdisjoint(alternatives)
        if not met and not any(_holds(case, one, shown) for one in alternatives):
            return False
    return True


def _holds(case: Case, condition: str, shown: Container[str]) -> bool:
    if condition.startswith("no "):
        inner = condition.removeprefix("no ")
        possible = "." in inner and shown is case.packs.indicators
        return possible or not (inner in case.holds or _holds(case, inner, shown))
    return "." in condition and condition in shown


def _once(hits: Iterable[IndicatorHit]) -> Iterator[IndicatorHit]:
    """Each fact once."""
    hits = tuple(hits)
    asked = {hit.id for hit in hits if hit.because and hit.state is State.PRESENT and hit.span}
    taken: dict[str, list[tuple[Span, IndicatorHit]]] = {}
    for hit in sorted(hits, key=_first):
        if hit.state is State.CONTRADICTED and hit.id in asked:
            continue
        others = taken.setdefault(hit.span.field, []) if hit.span else []
        if hit.span and any(_same_fact(hit, span, other) for span, other in others):
            continue
        if hit.span:
            others.append((hit.span, hit))
        yield hit


def _first(hit: IndicatorHit) -> tuple[float, bool, bool, int]:
    """The heavier first, phrases before values, what denies before what it holds, the longer."""
    return -hit.weight, hit.phrase is None, hit.state is State.PRESENT, -len(hit.raw)


def _same_fact(hit: IndicatorHit, span: Span, other: IndicatorHit) -> bool:
    """Whether a hit speaks of words that another holds, and only one of them may count."""
    assert hit.span
    start, end = max(hit.span.start, span.start), min(hit.span.end, span.end)
    if start >= end:
        return False
    if hit.id == other.id:
        return True
    held = (start, end) in ((hit.span.start, hit.span.end), (span.start, span.end))
    return held and hit.state is other.state and hit.weight * other.weight > 0


def _place(hit: IndicatorHit) -> tuple[int, int, str]:
    if hit.span is None:
        return 2, 0, hit.id
    return (0 if hit.span.field == "title" else 1), hit.span.start, hit.id


def by_id(hits: Iterable[IndicatorHit]) -> Mapping[str, Sequence[IndicatorHit]]:
    """The hits of each indicator."""
    found: dict[str, list[IndicatorHit]] = {}
    for hit in hits:
        found.setdefault(hit.id, []).append(hit)
    return found
