"""Made-up offers of about 120 words in four scripts, and what a ledger would write about them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

from offers.ids import derive
from offers.life import Change, Event, EventKind, Known, Sighting, Status, Version
from offers.money import Money
from offers.offer import Contact, IdFrom, Kind, Language, Offer
from offers.place import Place
from offers.span import Span

BATCH = 25
"""Offers of one page of a list, written at once."""

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
SPAN = Span("text", 0, 1)
LETTERS = (
    "abcdefghijklmnoprstuvwyz",
    "абвгдежзіийклмнопрстуфхцчшщьюя",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "工作招聘包住月薪签证护照司机厨师农场酒店清洁建筑海外中介费用",
)
LENGTHS = ((3, 10), (3, 10), (3, 8), (2, 3))
"""Letters of a word in each script."""


def vocabulary(random: Random) -> list[str]:
    """Words by how often they are said, the scripts in turns."""
    return ["".join(random.choices(LETTERS[at % 4], k=random.randint(*LENGTHS[at % 4])))
            for at in range(30_000)]  # fmt: skip


def made_offers(random: Random, words: Sequence[str], size: int) -> Iterator[Offer]:
    """Few words are frequent, as in any language."""

    def text(length: int) -> str:
        ranks = (int(random.paretovariate(0.6)) - 1 for _ in range(length))
        return " ".join(words[min(rank, len(words) - 1)] for rank in ranks)

    for number in range(size):
        yield Offer(
            id=derive("bench", str(number)),
            id_from=IdFrom.KEY,
            site=f"site{number % 20}",
            url=f"https://bench.example/{number}",
            seen=NOW - timedelta(minutes=random.randint(0, 200_000)),
            title=text(6),
            text=text(120),
            kinds=frozenset({Kind.JOB}),
            places=(Place(name=text(1), raw="", span=SPAN, country=random.choice(["DE", "PL"])),),
            language=Language(code=random.choice(["en", "uk", "ar", "zh"]), confidence=1.0),
            contacts=(_phone(number),),
            money=(_price(random.randint(100, 5000)),),
        )


def _phone(number: int) -> Contact:
    return Contact(kind="phone", value=f"+4420794{number % 60_000:05}", raw="", span=SPAN)


def _price(amount: int) -> Money:
    return Money(low=Decimal(amount), high=None, currency="EUR", raw="", span=SPAN)


def entered(offer: Offer, run: str = "run-1") -> Change:
    """What is written about an offer that is new to a run."""
    version = Version.after(None, run, offer)
    event = Event(
        kind=EventKind.NEW,
        offer=offer.id,
        version=version.id,
        run=run,
        at=offer.seen,
        occasion=version.id,
    )
    known = Known(
        offer=offer,
        version=version.id,
        status=Status.ONLINE,
        first_seen=offer.seen,
        last_seen=offer.seen,
        last_run=run,
        expires=offer.seen + timedelta(days=90),
        pending=(event,),
    )
    seen = (_sighting(known, run),)
    return Change(known=known, versions=(version,), events=(event,), sightings=seen)


def again(known: Known) -> Change:
    """What is written about an offer that is still there."""
    seen = replace(known, last_seen=NOW, last_run="run-2")
    return Change(known=seen, sightings=(_sighting(seen, "run-2"),))


def _sighting(known: Known, run: str) -> Sighting:
    return Sighting(offer=known.offer.id, run=run, at=known.last_seen, version=known.version)
