"""What one wording of an ad changed, field by field: words as a text, values by what they mean."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ledger.history.wording import Piece, pieces
from offers.fact import Fact
from offers.indicator import IndicatorHit, State
from offers.life import Version
from offers.money import Money
from offers.offer import Contact, Moment, Named, Offer, Precision
from offers.payment import Payment
from offers.place import Place, Route
from offers.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One field that changed. A text has `pieces`; a field of values says which `went` and which
    `came`, in their canonical form, each in the order of its wording."""

    field: str
    pieces: tuple[Piece, ...] = ()
    went: tuple[str, ...] = ()
    came: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """A wording of an ad and what it changed of the one that stood there before; the first changed
    nothing."""

    version: Version
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Value:
    """A value in canonical form, and the words it was read from, where there are any."""

    told: str
    raw: str = ""
    span: Span | None = None


def rewordings(versions: Sequence[Version]) -> tuple[Rewording, ...]:
    """Every wording with what it changed. `versions` are those of one offer by fetch time, oldest
    first: one that came late is told where it belongs."""
    pairs = zip([None, *versions], versions, strict=False)
    return tuple(
        Rewording(version=after, edits=edits(before.offer, after.offer) if before else ())
        for before, after in pairs
    )


def edits(before: Offer, after: Offer) -> tuple[Edit, ...]:
    """The fields in which two wordings of one offer differ: title, text and labelled places as
    published, then what was read from them.

    Where two versions of the program read them, a value counts only if its words came or went as
    well: what a newer reader finds in old words is no edit.
    """
    return (*_texts(before, after), *_values(before, after))


def _texts(before: Offer, after: Offer) -> Iterator[Edit]:
    for name in dict.fromkeys(["title", "text", *sorted(before.said), *sorted(after.said)]):
        old, new = before.field(name), after.field(name)
        if old != new:
            yield Edit(field=name, pieces=tuple(pieces(old, new)))


def _values(before: Offer, after: Offer) -> Iterator[Edit]:
    alike = before.extractor == after.extractor
    for name, read in READ.items():
        old, new = tuple(read(before)), tuple(read(after))
        went = _only(old, new, None if alike else after)
        came = _only(new, old, None if alike else before)
        if went or came:
            yield Edit(field=name, went=went, came=came)


def _only(these: Iterable[_Value], those: Iterable[_Value], other: Offer | None) -> tuple[str, ...]:
    """What these have and those have not; with the `other` wording, only where it has not even the
    words."""
    known = {value.told for value in those}
    left = (value for value in these if value.told not in known)
    kept = (value for value in left if other is None or not _stands_in(value, other))
    return tuple(dict.fromkeys(value.told for value in kept))


def _stands_in(value: _Value, other: Offer) -> bool:
    return value.span is None or value.raw in other.field(value.span.field)


def _amount(money: Money) -> str:
    """`2500 EUR per month (pay)`, `from 10 EUR`, `10-12 EUR per hour`."""
    low, high = _figure(money.low), _figure(money.high)
    if low and high:
        told = low if low == high else f"{low}-{high}"
    else:
        told = f"from {low}" if low else f"up to {high}"
    per = f"per {money.per}" if money.per else None
    role = f"({money.role})" if money.role else None
    return " ".join(filter(None, (told, money.currency, per, role)))


def _figure(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount.normalize():f}"


def _place(place: Place) -> str:
    """The gazetteer's name, so that Wien and Vienna are one place; else as the ad writes it."""
    name, country = (place.spot.name, place.spot.country) if place.spot else (place.name, None)
    return f"{name}, {country}" if country and country != name else name


def _route(route: Route) -> str:
    places = [place and _place(place) for place in (route.origin, *route.via, route.destination)]
    means = f" by {' or '.join(route.means)}" if route.means else ""
    return " - ".join(place or "?" for place in places) + means


def _moment(moment: Moment) -> str:
    """To the precision that was read. What is counted from the day of reading ("yesterday") reads
    otherwise every day, and says nothing."""
    length = {Precision.DAY: 10, Precision.HOUR: 13}.get(moment.precision, 16)
    return moment.at.isoformat(" ")[:length]


def _indicator(hit: IndicatorHit) -> str:
    return hit.id if hit.state is State.PRESENT else f"{hit.id} ({hit.state})"


def _spoken(*values: object) -> Iterator[_Value]:
    yield from (_Value(str(value)) for value in values if value)


Quoted = Named | Place | Route | Contact | Payment | Money | Fact | Moment | IndicatorHit


def _quoted(values: Iterable[Quoted | None], tell: Callable[[object], str]) -> Iterator[_Value]:
    yield from (_Value(tell(one), one.raw, one.span) for one in values if one)


def _dates(found: Moment | None) -> Iterator[_Value]:
    if found and not found.relative:
        yield _Value(_moment(found), found.raw, found.span)


def _with(tell: Callable[..., str], values: Callable[[Offer], Iterable[Quoted | None]]) -> "Read":
    return lambda offer: _quoted(values(offer), tell)


Read = Callable[[Offer], Iterable[_Value]]

READ: Mapping[str, Read] = {
    "kinds": lambda offer: _spoken(*sorted(offer.kinds)),
    "speaker": lambda offer: _spoken(offer.speaker),
    "language": lambda offer: _spoken(offer.language and offer.language.code),
    "published": lambda offer: _dates(offer.published),
    "valid until": lambda offer: _dates(offer.valid_until),
    "employer": _with(lambda named: str(named.name), lambda offer: (offer.employer,)),
    "places": _with(_place, lambda offer: offer.places),
    "routes": _with(_route, lambda offer: offer.routes),
    "contacts": _with(lambda found: f"{found.kind} {found.value}", lambda offer: offer.contacts),
    "money": _with(_amount, lambda offer: offer.money),
    "payments": _with(lambda found: f"{found.kind} {found.value}", lambda offer: offer.payments),
    "facts": _with(lambda found: f"{found.kind} {found.value}", lambda offer: offer.facts),
    "indicators": _with(_indicator, lambda offer: offer.indicators),
    "images": lambda offer: _spoken(*offer.images),
}
"""What is read of an ad, in the order in which it is told."""
