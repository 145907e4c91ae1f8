"""A family on a terminal: when each ad was there, why they belong together, what differs, by which
contacts it could be answered when."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.cells import set_cell_size
from rich.text import Text

from console import beyond, pictures, plain
from console.desk import Desk
from console.kinfolk import Kinfolk, Member, other
from console.life_view import drawn
from console.plain import counted
from console.screen import Column, Screen
from console.stays_view import length
from console.timeline import GONE, LEGEND, STILL, Scale, bar
from ledger.history.numbers import Board
from offers.family import Decision, Link, Relation
from offers.life import EventKind, Status

FIELDS = (Column(title="field", style="bold"), Column(title="value", folds=True))
MEMBERS = (
    Column(title="id", style="cyan"),
    Column(title="site", style="green"),
    Column(title="status"),
    Column(title="first seen"),
    Column(title="last seen"),
    Column(title="grade"),
    Column(title="score"),
    Column(title="relation"),
    Column(title="why"),
    Column(title="title"),
)
SPELLS = (
    Column(title="contact"),
    Column(title="from"),
    Column(title="until"),
    Column(title="sites"),
    Column(title="ads"),
)
BOARDS = (
    Column(title="board", style="green"),
    Column(title="ads", right=True),
    Column(title="online", right=True),
    Column(title="first seen"),
    Column(title="last seen"),
    Column(title="after the first"),
)
DECISIONS = (
    Column(title="when"),
    Column(title="who"),
    Column(title="said", style="yellow"),
    Column(title="of", style="cyan"),
    Column(title="reason", folds=True),
)
IS = {
    Relation.SAME: "the same ad as",
    Relation.PARTIAL: "a part more or less than",
    Relation.REPOST: "posted again after",
    Relation.TEMPLATE: "for another place than",
}
"""What a member is to the one that it is tied to."""

LABEL = 30
"""Columns of a terminal that what stands before a bar may take."""

LEAST = 12
"""Columns that a bar has, at least."""


def draw(screen: Screen, desk: Desk, kinfolk: Kinfolk) -> None:
    """All of it. A pipe gets the same without bars."""
    first = kinfolk.members[0].known.offer
    screen.heading(first.title or (first.text or "(no title)").partition("\n")[0])
    screen.table(FIELDS, _facts(desk, kinfolk))
    if screen.piped:
        screen.show("")
        screen.table(MEMBERS, [_row(desk, one, kinfolk) for one in kinfolk.members])
        screen.show("")
        screen.table(SPELLS, _spells(desk, kinfolk))
    else:
        _timeline(screen, desk, kinfolk)
        for one in kinfolk.members[1:]:
            _member(screen, desk, kinfolk, one)
        _contacts(screen, desk, kinfolk)
    _rest(screen, desk, kinfolk)
    if len(kinfolk.members) < kinfolk.size:
        said = f"{len(kinfolk.members)} of {counted(kinfolk.size, 'ad')}, the earliest ones"
        screen.say(f"{said}; --limit shows more", "dim")


def _facts(desk: Desk, kinfolk: Kinfolk) -> Iterator[tuple[str, str]]:
    yield "family", kinfolk.id
    members, family = kinfolk.members, kinfolk.family
    yield "ads", f"{kinfolk.size}, {sum(board.online for board in kinfolk.boards)} online"
    sites = family.sites if family else (members[0].known.offer.site,)
    yield "sites", ", ".join(sites)
    yield "first seen", desk.when(min(one.known.first_seen for one in members))
    yield "last seen", desk.when(max(board.last_seen for board in kinfolk.boards))
    if family:
        lists = {
            "kinds": family.kinds,
            "languages": family.languages,
            "countries": family.countries,
        }
        yield from ((name, ", ".join(values)) for name, values in lists.items() if values)


def _row(desk: Desk, one: Member, kinfolk: Kinfolk) -> tuple[str, ...]:
    known, link = one.known, one.link
    seen = desk.when(known.first_seen), desk.when(known.last_seen)
    why = "; ".join(_why(link, kinfolk)) if link else ""
    tied = (link.grade, f"{link.score:.2f}", link.relation, why) if link else ()
    title = known.offer.title or known.offer.text or ""
    where = known.offer.id, known.offer.site, known.status
    return *where, *seen, *(tied or ("", "", "", "")), title


def _scale(screen: Screen, kinfolk: Kinfolk, label: int) -> Scale:
    begin = min(one.known.first_seen for one in kinfolk.members)
    end = max(one.known.last_seen for one in kinfolk.members)
    return Scale(begin, end, max(LEAST, screen.out.width - label - 4))


def _timeline(screen: Screen, desk: Desk, kinfolk: Kinfolk) -> None:
    """A line for each member, by site in the order in which they were reached."""
    screen.heading("Time line")
    reached: dict[str, datetime] = {}
    for one in kinfolk.members:
        reached.setdefault(one.known.offer.site, one.known.first_seen)
    order = list(reached)
    members = sorted(kinfolk.members, key=lambda one: order.index(one.known.offer.site))
    labels = [f"{one.known.offer.site} {one.known.offer.id[:8]}" for one in members]
    wide = min(LABEL, max(map(len, labels)))
    scale = _scale(screen, kinfolk, wide)
    _line(screen, "", scale.axis(desk.workspace.settings.zone), wide, "dim")
    for label, one in zip(labels, members, strict=True):
        style = "green" if one.known.status is Status.ONLINE else "red"
        _line(screen, label, _bar(scale, one), wide, style)
    screen.show(Text(LEGEND, "dim"))


def _bar(scale: Scale, one: Member) -> str:
    stays = [(stay.begin, stay.end) for stay in one.life.stays] if one.life else []
    known = one.known
    edits = [event.at for event in one.events if event.kind is EventKind.EDITED]
    end = STILL if known.status is Status.ONLINE else GONE
    return bar(scale, stays or [(known.first_seen, known.last_seen)], edits, end)


def _line(screen: Screen, label: str, drawn: str, wide: int, style: str) -> None:
    line = Text(set_cell_size(plain.line(label), wide))
    screen.show(line.append(f"  {drawn}", style))


def _member(screen: Screen, desk: Desk, kinfolk: Kinfolk, one: Member) -> None:
    known = one.known
    seen = f"first seen {desk.when(known.first_seen)}, {known.status}"
    screen.heading(f"{known.offer.id[:8]} on {known.offer.site}, {seen}")
    screen.show(screen.text(f"  {tied(one, kinfolk)}", "yellow"))
    for edit in one.differs:
        screen.show(drawn(edit, screen))
    if not one.differs:
        screen.show(Text("  reads like the earliest", "dim"))


def tied(one: Member, kinfolk: Kinfolk) -> str:
    """`for another place than 07816d21: near, 81%; words: 85% in common, 78% by rarity`."""
    if one.link is None:
        said = any(one.known.offer.id in {each.one, each.other} for each in kinfolk.decisions)
        return "somebody said that it belongs here" if said else "tied to ads that are not shown"
    link = one.link
    earlier = other(link, one.known.offer.id)[:8]
    why = "; ".join(_why(link, kinfolk))
    return f"{IS[link.relation]} {earlier}: {link.grade}, {link.score:.0%}; {why}"


def _why(link: Link, kinfolk: Kinfolk) -> Iterator[str]:
    """On what a link rests; and the pictures that both ads state, whatever it rests on."""
    yield from link.why
    if common := kinfolk.pictures.get(link.id):
        yield f"same {pictures.told(common)}"


def _spells(desk: Desk, kinfolk: Kinfolk) -> Sequence[tuple[str, ...]]:
    return [
        (
            f"{one.kind} {one.value}",
            desk.when(one.begin),
            desk.when(one.end),
            ", ".join(one.sites),
            str(len(one.offers)),
        )
        for one in kinfolk.spells
    ]


def _contacts(screen: Screen, desk: Desk, kinfolk: Kinfolk) -> None:
    if not kinfolk.spells:
        return
    screen.heading("Contacts over time")
    labels = [plain.line(f"{one.kind} {one.value}") for one in kinfolk.spells]
    wide = min(LABEL, max(map(len, labels)))
    scale = _scale(screen, kinfolk, wide)
    _line(screen, "", scale.axis(desk.workspace.settings.zone), wide, "dim")
    for label, one in zip(labels, kinfolk.spells, strict=True):
        _line(screen, label, bar(scale, [(one.begin, one.end)]), wide, "blue")
        sites = f"{', '.join(one.sites)}: {counted(len(one.offers), 'ad')}"
        _line(screen, "", sites, wide, "dim")


def _rest(screen: Screen, desk: Desk, kinfolk: Kinfolk) -> None:
    if len(kinfolk.boards) > 1:
        screen.heading("Boards, the first to have it first")
        screen.table(BOARDS, [_board(desk, each) for each in kinfolk.boards])
    if kinfolk.beyond:
        screen.heading("Ads of other families that have something in common with it")
        screen.table(beyond.COLUMNS, beyond.rows(desk, kinfolk))
    if kinfolk.decisions:
        screen.heading("Decisions")
        screen.table(DECISIONS, [_decision(desk, each) for each in kinfolk.decisions])


def _board(desk: Desk, one: Board) -> tuple[str, ...]:
    seen = desk.when(one.first_seen), desk.when(one.last_seen)
    return one.site, str(one.offers), str(one.online), *seen, length(one.delay) if one.delay else ""


def _decision(desk: Desk, one: Decision) -> tuple[str, ...]:
    said = "the same" if one.same else "not the same"
    return desk.when(one.at), one.actor, said, f"{one.one[:8]} {one.other[:8]}", one.reason
