"""What was read in an ad, as marks over its words: which stretch, what for, and why."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any, Protocol

from console import moments
from console.spreadsheet import money_text
from offers.fact import Fact
from offers.indicator import IndicatorHit, State
from offers.money import Money
from offers.offer import Contact, Moment, Named, Offer, Passage, Protection
from offers.payment import Payment
from offers.place import Place, Route, Spot
from offers.span import Span

QUOTED = 60
"""Characters of the ad that stand beside what was read in them."""


class Sort(StrEnum):
    """What a stretch of an ad was read as. One that lies inside another is drawn over it in this
    order: the last is seen."""

    LANGUAGE = "language"
    ROUTE = "route"
    EMPLOYER = "employer"
    PLACE = "place"
    DATE = "date"
    TERM = "term"
    MONEY = "money"
    INDICATOR = "indicator"
    DENIED = "contradicted"
    PAYMENT = "payment"
    CONTACT = "contact"
    PROTECTED = "protected"


class Spanned(Protocol):
    """Any value that was read; the whole ad speaks where there is no span."""

    @property
    def span(self) -> Span | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """`told` is what was read, `why` how it came to that, as far as there is more to say."""

    sort: Sort
    span: Span
    told: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a field under the same marks; `sort` is the one that is seen."""

    text: str
    sort: Sort | None
    marks: tuple[Mark, ...]


def marks(offer: Offer) -> tuple[Mark, ...]:
    """Everything that was read in the ad and stands somewhere in it, in the order of the ad."""
    several = (getattr(offer, name) for name in SEVERAL)
    single = (getattr(offer, name) for name in SINGLE)
    values = [each for found in several for each in found] + [each for each in single if each]
    found = (mark for value in values for mark in _marks(value))
    return tuple(sorted(found, key=lambda mark: (_field(mark), mark.span.start, -mark.span.end)))


def pieces(offer: Offer, field: str, found: Sequence[Mark]) -> Iterator[Piece]:
    """One field of the ad, cut where marks begin and end."""
    text = offer.field(field)
    here = [mark for mark in found if mark.span.field == field and mark.span.end <= len(text)]
    begun = sorted(here, key=lambda mark: mark.span.start, reverse=True)
    cuts = sorted({0, len(text)} | {end for m in here for end in (m.span.start, m.span.end)})
    over: tuple[Mark, ...] = ()
    for start, end in pairwise(cuts):
        over = tuple(mark for mark in over if mark.span.end > start)
        while begun and begun[-1].span.start <= start:
            over = (*over, begun.pop())
        seen = max((mark.sort for mark in over), key=ORDER.index, default=None)
        yield Piece(text[start:end], seen, over)


def quoted(offer: Offer, mark: Mark) -> str:
    """The words under a mark, the beginning of them where they are many."""
    raw = offer.field(mark.span.field)[mark.span.start : mark.span.end]
    return raw if len(raw) <= QUOTED else raw[: QUOTED - 1] + "…"


def _marks(value: Spanned) -> Iterator[Mark]:
    if value.span is None:
        return
    sort, told, why = READ[type(value)]
    if isinstance(value, IndicatorHit) and value.state is State.CONTRADICTED:
        sort = Sort.DENIED
    yield Mark(sort=sort, span=value.span, told=told(value), why=why(value))


def _field(mark: Mark) -> tuple[int, str]:
    first = ("title", "text")
    name = mark.span.field
    return (first.index(name) if name in first else len(first), name)


def _place(place: Place) -> str:
    role = f", {place.role}" if place.role else ""
    return f"{_spot(place.spot) if place.spot else place.name}{role}"


def _spot(spot: Spot) -> str:
    return spot.name if spot.country in {None, spot.name} else f"{spot.name} ({spot.country})"


def _where(place: Place) -> str:
    if place.spot is None:
        return "as a labelled field says" if place.span.field != "text" else ""
    also = ", ".join(_spot(spot) for spot in place.others[:3])
    sure = f"{place.spot.id}, {place.confidence:.0%} sure"
    return f"{sure}; may also be {also}" if also else sure


def _route(route: Route) -> str:
    # In words: an arrow points the wrong way between names from right to left.
    way = " to ".join(_place_name(place) for place in route.places)
    return f"{way} by {', '.join(route.means)}" if route.means else way


def _place_name(place: Place) -> str:
    return place.spot.name if place.spot else place.name


def _contact(contact: Contact) -> str:
    country = f" ({contact.country})" if contact.country else ""
    return f"{contact.kind} {contact.value}{country}"


def _found(contact: Contact) -> str:
    hidden = "found only after its disguise was taken off" if contact.obfuscated else ""
    sure = f"{contact.confidence:.0%} sure" if contact.confidence < 1 else ""
    return "; ".join(filter(None, (hidden, sure)))


def _money(money: Money) -> str:
    due = f", {money.due}" if money.due else ""
    return f"{money_text(money)}{f' ({money.role}{due})' if money.role else ''}"


def because(hit: IndicatorHit) -> str:
    """Why an indicator was found, and what it weighs."""
    phrase = f"“{hit.phrase}”" if hit.phrase else ""
    gloss = f"“{hit.gloss}”" if hit.gloss and hit.gloss != hit.phrase else ""
    language = f"({hit.language})" if hit.language else ""
    said = " ".join(filter(None, (phrase, language, f"means {gloss}" if gloss else "")))
    weight = f"{hit.tier}, {hit.weight:+g}, {hit.pack}"
    return "; ".join(filter(None, (said, hit.because or "", weight)))


def _passage(passage: Passage) -> str:
    return passage.language.code if passage.language else "undetermined"


def _nothing(_: object) -> str:
    return ""


READ: Mapping[type, tuple[Sort, Callable[[Any], str], Callable[[Any], str]]] = {
    Passage: (Sort.LANGUAGE, _passage, _nothing),
    Named: (Sort.EMPLOYER, lambda named: f"employer {named.name}", _nothing),
    Place: (Sort.PLACE, _place, _where),
    Route: (Sort.ROUTE, _route, _nothing),
    Moment: (Sort.DATE, moments.told, lambda moment: f"read in zone {moment.zone}"),
    Fact: (Sort.TERM, lambda fact: f"{fact.kind} {fact.value}", _nothing),
    Money: (Sort.MONEY, _money, _nothing),
    Payment: (Sort.PAYMENT, lambda payment: f"{payment.kind} {payment.value}", _nothing),
    Contact: (Sort.CONTACT, _contact, _found),
    IndicatorHit: (Sort.INDICATOR, lambda hit: hit.id, because),
    Protection: (
        Sort.PROTECTED,
        lambda protection: f"protects a {protection.protects}",
        lambda _: "the ad, or its contacts, are kept sealed",
    ),
}
"""How each kind of value is told: its sort, what was read, why."""

SEVERAL = (
    "passages", "places", "routes", "facts", "money", "payments", "contacts", "indicators",
    "protections",
)  # fmt: skip
SINGLE = ("employer", "published", "valid_until")
ORDER = tuple(Sort)
