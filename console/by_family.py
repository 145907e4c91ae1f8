"""What a search finds, a line for each family."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from console.desk import Desk
from console.family_json import family_json
from console.narrow import Wanted
from console.plain import counted
from console.record import Json, moment
from console.screen import Column, Screen
from index.contacts import ALL
from offers.family import Family
from offers.life import Known

COLUMNS = (
    Column(title="family", style="cyan", short=slice(8)),
    Column(title="found", right=True),
    Column(title="ads", right=True),
    Column(title="sites", style="green"),
    Column(title="first seen", short=slice(10), from_width=70),
    Column(title="lang", from_width=110),
    Column(title="title", grows=True),
)
NAMED = 3
"""Sites that are named; of more there is said how many."""


class By(StrEnum):
    """What a line of a search may stand for other than an offer."""

    FAMILY = "family"


def write_json(desk: Desk, wanted: Wanted, screen: Screen) -> None:
    """One object a family: what `families list` has, and how many of its ads were found."""
    for id_, found in _counted(desk, wanted)[: wanted.limit]:
        if told := _json(desk, id_):
            screen.json(told | {"found": found})


def draw(desk: Desk, wanted: Wanted, screen: Screen) -> None:
    """Families of whose ads most were found come first."""
    total = desk.store.index.search(wanted.node, limit=1).total
    counts = _counted(desk, wanted)
    if not total:
        screen.say("No offer fits.", "dim")
        return
    screen.table(COLUMNS, _rows(desk, counts[: wanted.limit]))
    more = wanted.limit is not None and len(counts) > wanted.limit
    said = f"of {counted(total, 'offer')}; `offerwatch family show ID` shows a family."
    screen.say(f"Families {said}{' --limit 0 shows all.' if more else ''}", "dim")


def _counted(desk: Desk, wanted: Wanted) -> Sequence[tuple[str, int]]:
    size = ALL if wanted.limit is None else wanted.limit + 1
    return desk.store.index.facets(wanted.node, "family", size)


def _rows(desk: Desk, counts: Sequence[tuple[str, int]]) -> Iterator[tuple[str, ...]]:
    for id_, found in counts:
        if family := desk.store.families.family(id_):
            yield id_, str(found), *cells(desk, family)
        elif alone := desk.store.index.get(id_):
            yield id_, str(found), *_alone(desk, alone)


def cells(desk: Desk, family: Family) -> tuple[str, ...]:
    """The cells of a family, from its size on."""
    founder = desk.store.index.get(family.id)
    title = family.title or (begun(founder) if founder else "")
    return (
        str(family.size),
        few(family.sites),
        desk.when(family.first_seen),
        few(family.languages),
        title,
    )


def _alone(desk: Desk, known: Known) -> tuple[str, ...]:
    offer = known.offer
    language = offer.language.code if offer.language else ""
    return "1", offer.site, desk.when(known.first_seen), language, begun(known)


def few(values: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    more = f" and {len(values) - NAMED} more" if len(values) > NAMED else ""
    return ", ".join(values[:NAMED]) + more


def begun(known: Known) -> str:
    """The title, or how the ad begins: messages of channels have none."""
    return known.offer.title or (known.offer.text or "").strip().partition("\n")[0]


def _json(desk: Desk, id: str) -> dict[str, Json]:
    if family := desk.store.families.family(id):
        return family_json(family)
    known = desk.store.index.get(id)
    return _alone_json(known) if known else {}


def _alone_json(known: Known) -> dict[str, Json]:
    return {
        "id": known.offer.id,
        "size": 1,
        "sites": [known.offer.site],
        "first_seen": moment(known.first_seen),
        "title": known.offer.title,
    }
