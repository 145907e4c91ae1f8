"""The life of an offer on a terminal: when it was there, its wordings and what changed, events,
sightings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from console.desk import Desk
from console.screen import Column, Screen
from console.stays_view import draw_stays
from ledger.history.edits import Edit, rewordings
from ledger.history.wording import Piece, shortened
from offers.life import Event, Known, Sighting, Version

RUN = Column(title="run", style="dim", short=slice(-8, None))
VERSION = Column(title="version", style="cyan", short=slice(8))
EVENTS = (
    Column(title="when"),
    Column(title="event", style="yellow"),
    VERSION,
    RUN,
    Column(title="why", folds=True),
)
SIGHTINGS = (Column(title="seen"), Column(title="how"), VERSION, RUN)
SIGNS = {"-": ("[-", "-]", "red"), "+": ("{+", "+}", "green"), "=": ("", "", "")}
LATEST = 10
"""Sightings that a terminal shows; `--json` has them all."""


@dataclass(frozen=True, slots=True)
class Kept:
    """All that a store keeps about one open offer beside its newest wording, oldest first."""

    versions: Sequence[Version]
    events: Sequence[Event]
    sightings: Sequence[Sighting]

    @classmethod
    def of(cls, desk: Desk, known: Known) -> "Kept":
        index, key = desk.store.index, known.offer.id
        return cls(index.versions(key), index.events(key), index.sightings(key))


def draw(screen: Screen, desk: Desk, known: Known, kept: Kept) -> None:
    """When it was there and away, versions with a diff of each to the one before, events, and the
    latest sightings."""
    draw_stays(screen, desk, known.offer.site, kept.events, kept.sightings)
    draw_versions(screen, desk, kept.versions)
    screen.heading("Events")
    screen.table(EVENTS, [_event(desk, each) for each in kept.events])
    latest = kept.sightings[-LATEST:]
    cut = f", the latest {LATEST} of them" if len(latest) < len(kept.sightings) else ""
    screen.heading(f"Sightings: {len(kept.sightings)}{cut}")
    screen.table(SIGHTINGS, [(desk.when(s.at), str(s.how), s.version, s.run) for s in latest])


def _event(desk: Desk, event: Event) -> tuple[str, ...]:
    return desk.when(event.at), event.kind, event.version, event.run, why(event)


def why(event: Event) -> str:
    """How it is known that an ad is gone, and how sure that is; empty where nothing tells it."""
    if event.confidence is None:
        return event.reason or ""
    return f"{event.reason or 'unknown'}, {event.confidence:.0%} sure"


def draw_versions(screen: Screen, desk: Desk, versions: Sequence[Version]) -> None:
    """When each wording was first read, and what it changed."""
    screen.heading(f"Versions: {len(versions)}")
    for told in rewordings(versions):
        offer = told.version.offer
        read = f"  read by {offer.extractor}" if offer.extractor else ""
        said = f"{desk.when(offer.seen)}  {told.version.id[:8]}{read}"
        screen.show(screen.text(said, "cyan"))
        for edit in told.edits:
            screen.show(drawn(edit, screen))


def drawn(edit: Edit, screen: Screen) -> Text:
    """One field in a line: what went and what came, in signs and colours."""
    shown = Text().append(f"  {edit.field}: ", "bold")
    for piece in shortened(edit.pieces) if edit.pieces else _listed(edit):
        opening, closing, style = SIGNS[piece.sign]
        shown.append_text(screen.text(f"{opening}{piece.text}{closing}", style))
    return shown


def _listed(edit: Edit) -> Iterator[Piece]:
    """Values that went and came, one after the other."""
    values = [("-", value) for value in edit.went] + [("+", value) for value in edit.came]
    for at, (sign, value) in enumerate(values):
        if at:
            yield Piece("=", " ")
        yield Piece("-" if sign == "-" else "+", value)
