"""What is read from offers beside contacts and money, made by hand and by chance."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

from offers.fact import Fact, FactKind
from offers.indicator import IndicatorHit, State, Tier
from offers.money import Money, Role, When
from offers.offer import Language, Passage
from offers.payment import Payment, PaymentKind
from offers.place import Means, Place, PlaceRole, PlaceSort, Route, Spot
from offers.span import Span

SPAN = Span("text", 0, 1)

SPOTS = {
    "İstanbul": Spot(
        id="geonames:745044",
        name="Istanbul",
        country="TR",
        sort=PlaceSort.CITY,
        latitude=41.01384,
        longitude=28.94966,
    ),
    "Греція": Spot(id="country:GR", name="Greece", country="GR", sort=PlaceSort.COUNTRY),
    "Bari": Spot(
        id="geonames:3182351",
        name="Bari",
        country="IT",
        sort=PlaceSort.CITY,
        latitude=41.12066,
        longitude=16.86982,
    ),
}
UNKNOWN = "the old camp"

PAID = {
    PaymentKind.IBAN: "DE89 3704 0044 0532 0130 00",
    PaymentKind.BITCOIN: "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    PaymentKind.ETHEREUM: "0x52908400098527886E0F7030069857D2E4169EE7",
    PaymentKind.SERVICE: "western union",
    PaymentKind.HAWALA: "hawala",
    PaymentKind.CARD: "4111 •••• •••• ••••",
}
PICTURES = ("https://cdn.example/a.jpg?w=3", "https://cdn.example/B.jpg")
STATED = {
    FactKind.HOURS: ("12/day", "40-50/week", "8.5/day"),
    FactKind.DAYS: ("6/week",),
    FactKind.SHIFT: ("night", "rotating"),
    FactKind.HOUSING: ("free", "deducted"),
    FactKind.FOOD: ("provided",),
    FactKind.TRANSPORT: ("paid", "none"),
    FactKind.DEDUCTION: ("documents", "housing"),
    FactKind.DURATION: ("PT14H", "P3D", "P1DT6H30M"),
    FactKind.DEPARTURE: ("daily", "monday", "2026-03-05"),
    FactKind.SEATS: ("4", "2-3"),
}
SHOWN = {
    "fee.before_work": (Tier.STRONG, 3.0),
    "contact.messenger_only": (Tier.WEAK, 0.5),
    "documents.kept": (Tier.STRONG, 4.0),
    "contract.written": (Tier.MITIGATING, -1.5),
}


def spot(name: str, **more: object) -> Place:
    """A place as it was found in the gazetteer, or not."""
    found = SPOTS.get(name)
    country = found.country if found else None
    made = Place(name=name, raw=name, span=SPAN, country=country, spot=found)
    return replace(made, **more)  # type: ignore[arg-type]


def route(origin: str | None, destination: str | None, *via: str, **more: object) -> Route:
    made = Route(
        origin=(origin and spot(origin)) or None,
        destination=(destination and spot(destination)) or None,
        via=tuple(map(spot, via)),
        raw="",
        span=SPAN,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def payment(kind: PaymentKind) -> Payment:
    return Payment(kind=kind, value=PAID[kind], raw=PAID[kind], span=SPAN)


def fact(kind: FactKind, value: str) -> Fact:
    return Fact(kind=kind, value=value, raw=value, span=SPAN)


def hit(id_: str, state: State = State.PRESENT, **more: object) -> IndicatorHit:
    tier, weight = SHOWN[id_]
    made = IndicatorHit(id=id_, tier=tier, state=state, pack="offerwatch 1", weight=weight)
    return replace(made, **more)  # type: ignore[arg-type]


def of_role(role: Role, low: str | None, high: str | None = None) -> Money:
    amounts = [None if one is None else Decimal(one) for one in (low, high or low)]
    return Money(
        low=amounts[0], high=amounts[1], currency="EUR", raw=low or "", span=SPAN, role=role
    )


def passage(code: str | None, script: str = "Latn") -> Passage:
    spoken = Language(code=code, confidence=0.9, script=script) if code else None
    return Passage(language=spoken, span=SPAN)


def some(random: Random) -> dict[str, object]:
    """Values of an offer by chance, few enough that queries find some."""
    return {name: make(random) for name, make in _MAKERS.items()}


def _several(random: Random, most: int, make: Callable[[Random], object]) -> tuple[object, ...]:
    return tuple(make(random) for _ in range(random.randint(0, most)))


def _route(random: Random) -> Route:
    origin, destination = (random.choice([None, UNKNOWN, *SPOTS]) for _ in range(2))
    via = random.sample([*SPOTS], random.randint(0, 1))
    return route(
        origin, destination, *via, means=tuple(random.sample(list(Means), random.randint(0, 2)))
    )


def _fact(random: Random) -> Fact:
    kind = random.choice(list(FactKind))
    return fact(kind, random.choice([*STATED[kind], "odd/ever", ""]))


def _money(random: Random) -> Money:
    made = of_role(random.choice(list(Role)), random.choice(["0", "500", "1500.50"]), "3000")
    return replace(made, due=random.choice([None, *When]))


def _place(random: Random) -> Place:
    name = random.choice([UNKNOWN, *SPOTS])
    return spot(name, role=random.choice([None, *PlaceRole]))


_MAKERS: Mapping[str, Callable[[Random], object]] = {
    "routes": lambda random: _several(random, 2, _route),
    "facts": lambda random: _several(random, 3, _fact),
    "payments": lambda random: _several(random, 2, lambda random: payment(random.choice([*PAID]))),
    "indicators": lambda random: _several(
        random, 3, lambda random: hit(random.choice([*SHOWN]), random.choice(list(State)))
    ),
    "passages": lambda random: _several(
        random, 2, lambda random: passage(random.choice([None, "uk", "en"]), "Cyrl")
    ),
    "money": lambda random: _several(random, 2, _money),
    "places": lambda random: _several(random, 2, _place),
    "images": lambda random: _several(random, 2, lambda random: random.choice(PICTURES)),
}
