"""Offers to look for indicators in."""

from datetime import UTC, datetime
from typing import Any

from offers.ad import Ad
from offers.indicator import IndicatorHit, State
from offers.offer import Contact, IdFrom, Kind, Language, Offer
from offers.place import Place, Route
from offers.span import Span
from parsers.indicators.around import NOTHING, Around
from parsers.indicators.combined import Packs
from parsers.indicators.find import indicators
from parsers.wording import Wording
from parsers.words import Words

JOB, TRAVEL = frozenset({Kind.JOB}), frozenset({Kind.TRAVEL})
SEEN = datetime(2026, 11, 1, tzinfo=UTC)


def span(text: str, words: str) -> Span:
    """Where words stand in the text of an offer."""
    start = text.index(words)
    return Span("text", start, start + len(words))


def contact(text: str, raw: str, kind: str = "phone", **more: Any) -> Contact:
    return Contact(**{"kind": kind, "value": raw, "raw": raw, "span": span(text, raw), **more})


def route(text: str, origin: str, destination: str) -> Route:
    """The way between two places that a text names."""
    ends = [Place(name=name, raw=name, span=span(text, name)) for name in (origin, destination)]
    whole = Span("text", ends[0].span.start, ends[1].span.end)
    raw = text[whole.start : whole.end]
    return Route(origin=ends[0], destination=ends[1], raw=raw, span=whole)


def offer(text: str, language: str | None = "en", *, title: str = "", **more: Any) -> Offer:
    spoken = Language(code=language, confidence=0.99) if language else None
    return Offer(
        **{
            "id": "1",
            "id_from": IdFrom.KEY,
            "site": "board",
            "url": "https://board.example/1",
            "seen": SEEN,
            "title": title or None,
            "text": text,
            "language": spoken,
            "kinds": JOB,
            **more,
        }
    )


def look(
    found: Offer, packs: Packs | None = None, around: Around = NOTHING
) -> tuple[IndicatorHit, ...]:
    """The indicators of an offer; every quotation is checked on the way."""
    wording = Wording.of(Ad(url=found.url, title=found.title, text=found.text))
    hits = indicators(found, [Words.of(field) for field in wording.prose()], packs, around)
    for hit in hits:
        if hit.span:
            assert found.field(hit.span.field)[hit.span.start : hit.span.end] == hit.raw
            assert hit.raw
        else:
            assert hit.because
    return hits


def travel(text: str, language: str | None = "en", **more: Any) -> Offer:
    """An offer of a journey with a way to go and a number to call."""
    text = f"{text}\nQx - Zx\n+905551112233"
    return offer(
        text,
        language,
        kinds=TRAVEL,
        contacts=(contact(text, "+905551112233", country="TR"),),
        routes=(route(text, "Qx", "Zx"),),
        **more,
    )


def present(hits: tuple[IndicatorHit, ...]) -> dict[str, str]:
    """The first words by which each indicator is present."""
    found: dict[str, str] = {}
    for hit in hits:
        if hit.state is State.PRESENT:
            found.setdefault(hit.id, hit.raw)
    return found


def contradicted(hits: tuple[IndicatorHit, ...]) -> dict[str, str]:
    """The first words by which each indicator is contradicted."""
    found: dict[str, str] = {}
    for hit in hits:
        if hit.state is State.CONTRADICTED:
            found.setdefault(hit.id, hit.raw)
    return found
