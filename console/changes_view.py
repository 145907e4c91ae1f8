"""What was noticed, on a terminal or as JSON: sums by site, then offer by offer."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from console import edited
from console.desk import Desk
from console.life_view import why
from console.novel import new_ads
from console.plain import counted
from console.record import Json, json_of, moment
from console.screen import Column, Screen
from ledger.history import arrivals
from ledger.noticed import OF_NEW, Noticed, What
from offers.life import Event

STYLES = {
    ("what", What.NEW): "green",
    ("what", What.REPOST): "magenta",
    ("what", What.GONE): "red",
    ("what", What.BACK): "blue",
}
WIDTHS = {What.TEMPLATE: 80, What.PARTIAL: 80}
"""Sums that narrower terminals leave out."""

SUMS = (
    Column(title="site", style="green"),
    *(Column(title=what, right=True, from_width=WIDTHS.get(what, 0)) for what in What),
)
OFFERS = (
    Column(title="what", style="yellow"),
    Column(title="when", from_width=100),
    Column(title="site", style="green"),
    Column(title="id", style="cyan", short=slice(8)),
    Column(title="title", grows=True, folds=True),
)
NEW_ADS = frozenset({What.NEW, *OF_NEW.values()})
BESIDE = Column(title="told")
"""What else is told of an offer: below it for a person, in a field of its own for a script."""


def draw(screen: Screen, desk: Desk, found: Sequence[Noticed], limit: int | None) -> None:
    """Sums by site, then what was noticed, the newest first and at most `limit` of each kind."""
    if not found:
        screen.say("Nothing was noticed.")
        return
    screen.table(SUMS, _sums(found, none="0" if screen.piped else ""))
    screen.show("")
    chosen = [each for some in ordered(found).values() for each in some[:limit]]
    draw_offers(screen, desk, chosen)
    screen.say(summary(found))
    if len(chosen) < len(found):
        screen.say(f"{len(chosen)} of {len(found)} are shown; --limit 0 shows all", "dim")


def summary(found: Sequence[Noticed]) -> str:
    """`12 new offers, 8 of them really new, 3 elsewhere, 1 repost; 2 edited, 4 gone`."""
    counts = Counter(each.what for each in found)
    rest = [f"{counts[what]} {what}" for what in What if what not in NEW_ADS and counts[what]]
    return "; ".join(filter(None, (new_ads(counts), ", ".join(rest))))


def _sums(found: Sequence[Noticed], none: str) -> Iterator[tuple[str, ...]]:
    sites: Mapping[str, Counter[What]] = defaultdict(Counter)
    for each in found:
        sites[each.known.offer.site][each.what] += 1
    rows = {site: [str(counts[what] or none) for what in What] for site, counts in sites.items()}
    yield from ((site, *rows[site]) for site in sorted(rows))


def ordered(found: Sequence[Noticed]) -> Mapping[What, Sequence[Noticed]]:
    """By what it is, the newest first."""
    ordered = sorted(found, key=lambda each: (each.event.at, each.event.id), reverse=True)
    return {what: [each for each in ordered if each.what is what] for what in What}


def draw_offers(screen: Screen, desk: Desk, found: Sequence[Noticed]) -> None:
    """A line for each, and below it what else there is to say."""
    told = [(_row(desk, each), beside(desk, each)) for each in found]
    if screen.piped:
        screen.table((*OFFERS, BESIDE), [(*row, said) for row, said in told])
        return
    rows = [line for row, said in told for line in (row, ("", "", "", "", said)) if line[-1]]
    dim = {("title", said): "dim" for _, said in told}
    screen.table(OFFERS, rows, styles=STYLES | dim)


def _row(desk: Desk, each: Noticed) -> tuple[str, ...]:
    offer = each.known.offer
    title = offer.title or (offer.text or "").partition("\n")[0] or "(no title)"
    return each.what, desk.when(each.event.at), offer.site, offer.id, title


def beside(desk: Desk, each: Noticed) -> str:
    """What else there is to say: where it was seen before, what changed, how it is known."""
    match each.what:
        case What.EDITED:
            return edited.told(edited.edits_of(desk, each.event))
        case What.GONE:
            return _gone(desk, each.event)
        case What.BACK:
            away = each.event.at - datetime.fromisoformat(each.event.occasion)
            return f"back after {counted(max(1, round(away.total_seconds() / 86400)), 'day')}"
        case _:
            return arrivals.told(each.known, desk.workspace.settings.zone)


def _gone(desk: Desk, event: Event) -> str:
    seen = f"last seen {desk.when(datetime.fromisoformat(event.occasion))}"
    return "; ".join(filter(None, (why(event), seen)))


def write_json(screen: Screen, desk: Desk, found: Iterable[Noticed]) -> None:
    for each in found:
        screen.json(_change_json(desk, each))


def _change_json(desk: Desk, each: Noticed) -> dict[str, Json]:
    """One thing that was noticed, with the offer's own names for a script to go on with."""
    event, offer = each.event, each.known.offer
    return {
        "what": str(each.what),
        "at": moment(event.at),
        "run": event.run,
        "id": offer.id,
        "site": offer.site,
        "url": offer.url,
        "title": offer.title,
        "family": each.known.family or offer.id,
        "arrival": json_of(each.known.arrival),
        "reason": event.reason,
        "confidence": event.confidence,
        "edits": json_of(edited.edits_of(desk, event)) if each.what is What.EDITED else [],
    }
