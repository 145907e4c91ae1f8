"""Families as JSON: the shape that `--json` writes."""

from console.kinfolk import Kinfolk, Member, other
from console.record import Json, json_of, moment
from ledger.history.numbers import Board
from offers.family import Family, Link


def family_json(family: Family) -> dict[str, Json]:
    """What a list of families shows of one."""
    return {
        "id": family.id,
        "size": family.size,
        "sites": [*family.sites],
        "first_seen": moment(family.first_seen),
        "title": family.title,
        "kinds": [*family.kinds],
        "languages": [*family.languages],
        "countries": [*family.countries],
    }


def kinfolk_json(kinfolk: Kinfolk) -> dict[str, Json]:
    """A family with its members, the links that tie them, its contacts over time, links to others
    and decisions."""
    alone: dict[str, Json] = {"id": kinfolk.id, "size": 1}
    return (family_json(kinfolk.family) if kinfolk.family else alone) | {
        "online": sum(board.online for board in kinfolk.boards),
        "last_seen": moment(max(board.last_seen for board in kinfolk.boards)),
        "boards": [_board(board) for board in kinfolk.boards],
        "members": [_member(one, kinfolk) for one in kinfolk.members],
        "contacts": [json_of(one) for one in kinfolk.spells],
        "beyond": [
            {**_fields(one), "images": [*kinfolk.pictures.get(one.id, ())]}
            for one in kinfolk.beyond
        ],
        "decisions": [json_of(one) for one in kinfolk.decisions],
    }


def _board(board: Board) -> Json:
    return {
        "site": board.site,
        "offers": board.offers,
        "online": board.online,
        "first_seen": moment(board.first_seen),
        "last_seen": moment(board.last_seen),
        "delay_seconds": board.delay.total_seconds(),
    }


def _fields(link: Link) -> dict[str, Json]:
    told = json_of(link)
    return told if isinstance(told, dict) else {}


def _member(one: Member, kinfolk: Kinfolk) -> Json:
    known = one.known
    return {
        "id": known.offer.id,
        "site": known.offer.site,
        "url": known.offer.url,
        "title": known.offer.title,
        "status": str(known.status),
        "first_seen": moment(known.first_seen),
        "last_seen": moment(known.last_seen),
        "link": _link(one.link, known.offer.id, kinfolk) if one.link else None,
        "differs": [json_of(edit) for edit in one.differs],
    }


def _link(link: Link, id: str, kinfolk: Kinfolk) -> Json:
    return {
        "to": other(link, id),
        "grade": str(link.grade),
        "relation": str(link.relation),
        "score": link.score,
        "why": [*link.why],
        "images": [*kinfolk.pictures.get(link.id, ())],
        "at": moment(link.at),
        "method": link.method,
    }
