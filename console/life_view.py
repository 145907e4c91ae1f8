"""The life of an offer on a terminal: its wordings and what changed, events, sightings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from console.desk import Desk
from console.screen import Column, Screen
from ledger.history.edits import Edit, rewordings
from ledger.history.wording import Piece, shortened
from offers.life import Event, Known, Sighting, Version

RUN = Column(title="run", style="dim", short=slice(-8, None))
VERSION = Column(title="version", style="cyan", short=slice(8))
EVENTS = (Column(title="when"), Column(title="event", style="yellow"), VERSION, RUN)
SIGHTINGS = (Column(title="seen"), Column(title="how"), VERSION, RUN)
SIGNS = {"-": ("[-", "-]", "red"), "+": ("{+", "+}", "green"), "=": ("", "", "")}
LATEST = 10
"""Sightings that a terminal shows; `--json` has them all."""


@dataclass(frozen=True, slots=True)
class Life:
    """All that a store keeps about one open offer beside its newest wording, oldest first."""

    versions: Sequence[Version]
    events: Sequence[Event]
    sightings: Sequence[Sighting]

    @classmethod
    def of(cls, desk: Desk, known: Known) -> "Life":
        index, key = desk.store.index, known.offer.id
        return cls(index.versions(key), index.events(key), index.sightings(key))


def draw(screen: Screen, desk: Desk, life: Life) -> None:
    """Versions with a diff of each to the one before, events, and the latest sightings."""
    draw_versions(screen, desk, life.versions)
    screen.heading("Events")
    rows = [(desk.when(e.at), str(e.kind), e.version, e.run) for e in life.events]
    screen.table(EVENTS, rows)
    latest = life.sightings[-LATEST:]
    cut = f", the latest {LATEST} of them" if len(latest) < len(life.sightings) else ""
    screen.heading(f"Sightings: {len(life.sightings)}{cut}")
    screen.table(SIGHTINGS, [(desk.when(s.at), str(s.how), s.version, s.run) for s in latest])


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
    shown = Text(f"  {edit.field}: ", "bold")
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
