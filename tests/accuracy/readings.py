"""What is read in a labelled ad, by all that reads ads, in the words in which cases say it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from offers.ad import Ad, AdsFound
from offers.indicator import State
from offers.money import Money
from offers.offer import Contact, Kind, Offer, Protects
from offers.page import Page
from offers.place import Place, PlaceSort
from offers.profile import Profile
from parsers.indicators.shipped import shipped
from parsers.offer import read_offers
from tests.accuracy.cases import Case
from tests.parsers.indicators.test_cases import WHOLE, hits

URL = "https://board.example/1"
SEEN = datetime(2026, 3, 1, tzinfo=UTC)
GUESS = 0.6
"""Readings less sure than this give way to a surer one of the same words."""


def wanted(case: Case) -> list[str]:
    """What must be read, as words that can be compared."""
    return [_spelt(one) for one in case.want]


def read(case: Case) -> list[str]:
    """What is read of that kind."""
    return list(READ[case.room](case))


def _spelt(one: Any) -> str:
    if not isinstance(one, Mapping):
        return str(one)
    words = {name: _amount(it) if name in {"low", "high"} else it for name, it in one.items()}
    return " ".join(f"{name}={words[name]}" for name in sorted(words))


def _amount(written: object) -> str:
    return format(Decimal(str(written)).normalize(), "f")


def offer(case: Case) -> Offer:
    """The ad as a crawl of a site of that country would read it."""
    kinds = frozenset(map(Kind, case.more.get("kinds", ())))
    languages = tuple(case.more.get("languages", ()))
    return _offer(case.title, case.text, kinds, case.more.get("site_country"), languages)


@cache
def _offer(
    title: str | None,
    text: str,
    kinds: frozenset[Kind],
    country: str | None,
    languages: tuple[str, ...],
) -> Offer:
    """Read once for all rooms that ask about it."""
    ad = Ad(url=URL, key="1", title=title, text=text)
    page = Page(asked=URL, url=URL, status=200, body=b"", fetched=SEEN)
    profile = Profile(site="board", kinds=kinds, country=country, languages=languages)
    [found] = read_offers(page, profile, {}, lambda *_: AdsFound((ad,))).offers
    return found


def _contacts(case: Case) -> Iterator[str]:
    found = offer(case).contacts
    likeliest = (one for one in found if not any(_likelier(rival, one) for rival in found))
    yield from dict.fromkeys(f"{one.kind} {one.value}" for one in likeliest)


def _likelier(rival: Contact, one: Contact) -> bool:
    of_one = rival.kind == one.kind or (rival.value == one.value and one.confidence < GUESS)
    return rival.span == one.span and rival.confidence > one.confidence and of_one


def _money(case: Case) -> Iterator[str]:
    return (_spelt(_said(one)) for one in offer(case).money)


def _said(one: Money) -> dict[str, object]:
    said = {
        "low": one.low,
        "high": one.high,
        "currency": one.currency,
        "per": one.per,
        "role": one.role,
        "due": one.due,
    }
    return {name: value for name, value in said.items() if value is not None}


def _valued(values: Iterable[Any]) -> Iterator[str]:
    yield from dict.fromkeys(f"kind={one.kind} value={one.value}" for one in values)


def _language(case: Case) -> Iterator[str]:
    found = offer(case).language
    if found:
        yield found.code


def _places(case: Case) -> Iterator[str]:
    for place in offer(case).places:
        yield _name(place) + (f":{place.role}" if place.role else "")


def _name(place: Place | None) -> str:
    if place is None:
        return "?"
    spot = place.spot
    if spot is None:
        return place.country or place.name
    return spot.country or spot.name if spot.sort is PlaceSort.COUNTRY else spot.name


def _routes(case: Case) -> Iterator[str]:
    """A case that names no means of a way leaves them open."""
    for route in offer(case).routes:
        stops = ">".join(map(_name, (route.origin, *route.via, route.destination)))
        yield stops if stops in case.want else " ".join([stops, *route.means])


def _indicators(case: Case) -> Iterator[str]:
    found = hits(dict(case.more), _packs())
    shown = {hit.id for hit in found if hit.state is State.PRESENT}
    denied = {hit.id for hit in found if hit.state is State.CONTRADICTED}
    yield from sorted(shown - denied - WHOLE)


@cache
def _packs() -> Any:
    return shipped()


def _minors(case: Case) -> Iterator[str]:
    if any(found.protects is Protects.MINOR for found in offer(case).protections):
        yield Protects.MINOR


def _speaker(case: Case) -> Iterator[str]:
    found = offer(case).speaker
    if found:
        yield found


READ: Mapping[str, Callable[[Case], Iterable[str]]] = {
    "contacts": _contacts,
    "facts": lambda case: _valued(one for one in offer(case).facts),
    "indicators": _indicators,
    "kinds": lambda case: sorted(offer(case).kinds),
    "language": _language,
    "minors": _minors,
    "money": _money,
    "payments": lambda case: _valued(offer(case).payments),
    "places": _places,
    "routes": _routes,
    "speaker": _speaker,
}
"""How each room's values are told."""
