"""Offers and lives made by hand, and corpora of them in many scripts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

from offers.ids import derive
from offers.life import Change, Event, EventKind, Known, Sighting, Status, Version
from offers.money import Money, Per
from offers.offer import Contact, IdFrom, Kind, Language, Moment, Named, Offer, Precision, Speaker
from offers.place import Place
from offers.span import Span
from tests.index.deep import some

MONDAY = datetime(2026, 3, 2, 8, 30, 15, 123456, tzinfo=UTC)
SPAN = Span("text", 0, 1)
KEEP = timedelta(days=90)

LINES = (
    "waiter passport visa Straße STRASSE naïve c++ c# free work no Praca żeńska İstanbul kişi",
    "паспорт робота работа ВОДІЙ гарантія αθήνα ΕΡΓΑΣΙΑ Việc làm +44 2,500 l'emploi",
    "جَوَاز سفر عمل گذرنامه کار 签证 护照官员 工作 ビザ 仕事 여권 일자리 หนังสือเดินทาง 🙂 🇺🇦",
)
WORDS = " ".join(LINES).split()
"""Words that fold, split or pair up when they are indexed."""


def offer(key: str = "1", day: float = 0, **more: object) -> Offer:
    """An offer of `bazaar`, fetched that many days after `MONDAY`."""
    made = Offer(
        id=derive("offer", "bazaar", key),
        id_from=IdFrom.KEY,
        site="bazaar",
        url=f"https://bazaar.example/{key}",
        seen=MONDAY + timedelta(days=day),
        title="Work",
        text="Waiters wanted",
        key=key,
    )
    return replace(made, digest="", **more)  # type: ignore[arg-type]


def contact(kind: str, value: str) -> Contact:
    return Contact(kind=kind, value=value, raw=value, span=SPAN)


def money(low: str | None, high: str | None = None, currency: str | None = "EUR") -> Money:
    amounts = [None if one is None else Decimal(one) for one in (low, high)]
    return Money(low=amounts[0], high=amounts[1], currency=currency, raw="", span=SPAN)


def place(name: str, country: str | None = None) -> Place:
    return Place(name=name, raw=name, span=SPAN, country=country)


def day(at: datetime) -> Moment:
    return Moment(at=at, precision=Precision.DAY, zone="UTC", raw="", span=SPAN)


def event(kind: EventKind, version: Version, run: str) -> Event:
    of = version.offer
    return Event(
        kind=kind, offer=of.id, version=version.id, run=run, at=of.seen, occasion=version.id
    )


def first(made: Offer, run: str = "run-1", **more: object) -> Change:
    """The change that enters an offer which nobody has seen before."""
    version = Version.after(None, run, made)
    noticed = event(EventKind.NEW, version, run)
    known = Known(
        offer=made,
        version=version.id,
        status=Status.ONLINE,
        first_seen=made.seen,
        last_seen=made.seen,
        last_run=run,
        expires=made.seen + KEEP,
        pending=(noticed,),
    )
    return Change(
        known=replace(known, **more),  # type: ignore[arg-type]
        versions=(version,),
        events=(noticed,),
        sightings=(Sighting(offer=made.id, run=run, at=made.seen, version=version.id),),
    )


def edited(known: Known, made: Offer, run: str = "run-2", **more: object) -> Change:
    """The change after an offer was seen in other words."""
    version = Version.after(known.version, run, made)
    noticed = event(EventKind.EDITED, version, run)
    after = replace(
        known,
        offer=made,
        version=version.id,
        last_seen=made.seen,
        last_run=run,
        pending=(*known.pending, noticed),
    )
    return Change(
        known=replace(after, **more),  # type: ignore[arg-type]
        versions=(version,),
        events=(noticed,),
        sightings=(Sighting(offer=made.id, run=run, at=made.seen, version=version.id),),
    )


def again(known: Known, at: datetime, run: str = "run-2", **more: object) -> Change:
    """The change after an offer was seen unchanged."""
    after = replace(known, last_seen=at, last_run=run)
    return Change(
        known=replace(after, **more),  # type: ignore[arg-type]
        sightings=(Sighting(offer=known.offer.id, run=run, at=at, version=known.version),),
    )


def corpus(random: Random, size: int) -> Sequence[Change]:
    """Offers whose fields are there or not, with few enough values that queries find some."""
    return [_random_change(random, number) for number in range(size)]


def _random_change(random: Random, number: int) -> Change:
    change = first(_random_offer(random, number))
    return replace(change, known=replace(change.known, **_random_life(random)))  # type: ignore[arg-type]


def _random_offer(random: Random, number: int) -> Offer:
    """Half of them with all that is read, half as they were read before that was."""
    deep = {"extractor": "2", **some(random)} if random.random() < 0.5 else {}
    return replace(_plain_offer(random, number), **deep)  # type: ignore[arg-type]


def _plain_offer(random: Random, number: int) -> Offer:
    return replace(
        offer(str(number), site=random.choice(["bazaar", "Market", "channel"])),
        digest="",
        title=_text(random, 4),
        text=_text(random, 30),
        kinds=frozenset(random.sample(list(Kind), random.randint(0, 2))),
        speaker=random.choice([None, *Speaker]),
        published=random.choice([None, day(_time(random))]),
        valid_until=random.choice([None, day(_time(random))]),
        employer=random.choice([None, Named(name=_text(random, 2) or "x", raw="", span=SPAN)]),
        places=tuple(
            place(_text(random, 2) or "x", random.choice([None, "DE", "FR", "UA"]))
            for _ in range(random.randint(0, 3))
        ),
        language=random.choice([None, Language(code="uk", confidence=1.0)]),
        contacts=tuple(_contact(random) for _ in range(random.randint(0, 3))),
        money=tuple(_money(random) for _ in range(random.randint(0, 2))),
        key=random.choice([None, str(number % 7)]),
        site_country=random.choice([None, "pl", "DE"]),
    )


def _random_life(random: Random) -> dict[str, object]:
    gone = random.random() < 0.3
    return {
        "status": Status.GONE if gone else Status.ONLINE,
        "gone_since": _time(random) if gone else None,
        "first_seen": _time(random),
        "last_seen": _time(random),
    }


def _text(random: Random, most: int) -> str | None:
    words = random.choices(WORDS, k=random.randint(0, most))
    return random.choice([" ", ", ", "\n\n"]).join(words) or None


def _time(random: Random) -> datetime:
    """Some of them within one millisecond, some on the edges of days."""
    edge = random.choice([0, 0, 1, 999, 1000, 43_200_000_000, 86_399_999_999])
    whole = MONDAY.replace(hour=0, minute=0, second=0, microsecond=0)
    return whole + timedelta(days=random.randint(-40, 40), microseconds=edge)


def _contact(random: Random) -> Contact:
    kind, values = random.choice(
        [
            ("phone", ["+442079460001", "+442079460002", "+12025550123"]),
            ("telegram", ["Safe_Trip", "other"]),
            ("mail", ["Jobs@Example.org"]),
            ("pager", ["77", "odd one"]),
        ]
    )
    return contact(kind, random.choice(values))


def _money(random: Random) -> Money:
    low = random.choice([None, "0", "-0", "500", "1500.50", "2500"])
    high = random.choice([None, low, "3000"])
    per = random.choice([None, Per.MONTH, Per.HOUR])
    return replace(money(low, high, random.choice([None, "EUR", "uah"])), per=per)
