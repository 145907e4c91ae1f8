"""A pack of indicators that an operator wrote: `indicators/NAME.toml`, read and checked."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from offers.indicator import Tier
from parsers.indicators.checks import CHECKS
from parsers.indicators.pack import (
    CONDITIONS,
    PREFIXES,
    WEIGHTS,
    Change,
    Indicator,
    Near,
    Pack,
    Phrases,
)
from workspace import values
from workspace.fault import shown
from workspace.phrases import known, phrases, sayings
from workspace.site_file import NAME
from workspace.table import Document, Table

ID = r"[a-z][a-z0-9]{1,20}\.[a-z][a-z0-9-]{1,40}"
DOMAIN = r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+"
LIMITS = (-5, 10)
"""Weights, the least and the most."""

NOTHING = Pack(name="", version=0, changes=())


def read_pack(
    document: Document,
    others: Mapping[str, Indicator],
    base: Pack,
    reserved: Collection[str] = PREFIXES,
) -> Pack | None:
    """The pack that a file holds, or `None` if the document has faults.

    `others` are the indicators that there are without it, `base` the signs, windows and sources
    that it may use beside its own, `reserved` the prefixes that its ids may not have.
    """
    if not document.readable:
        return None
    pack = _pack(document.root, _Space(others, base, reserved))
    document.close()
    return pack if not document.faults else None


class _Space:
    """What there is beside a pack."""

    def __init__(
        self, others: Mapping[str, Indicator], base: Pack, reserved: Collection[str]
    ) -> None:
        self.others = others
        self.base = base
        self.reserved = reserved


def _pack(root: Table, space: _Space) -> Pack:
    path = root.document.path
    if not re.fullmatch(NAME, path.stem):
        root.wrong((), "the file is not named as packs are", "use a-z, 0-9, - and _, at most 40")
    about = root.table("pack")
    negations = root.table("negations")
    pack = Pack(
        name=about.take("name", values.pattern(NAME, "use a-z, 0-9, - and _"), path.stem),
        version=about.need("version", values.whole(1, 1_000_000), "version = 1") or 1,
        changes=about.take("changes", values.each(values.line), ()),
        sources=_texts(root.table("sources")),
        signs={name: phrases(each) for name, each in _tables(root.table("signs"))},
        near={name: _near(each, space) for name, each in _tables(root.table("near"))},
        before=_phrases(negations, "before"),
        behind=_phrases(negations, "behind"),
        brands=_brands(root.table("brands")),
    )
    return replace(pack, indicators=_indicators(root.table("indicators"), pack, space))


def _texts(table: Table) -> Mapping[str, str]:
    return {key: table.take(key, values.line, "") for key in table.data}


def _tables(table: Table) -> tuple[tuple[str, Table], ...]:
    return tuple((key, table.table(key)) for key in table.data)


def _phrases(table: Table, key: str) -> Phrases:
    return phrases(table.table(key))


def _near(table: Table, space: _Space) -> Near:
    if table.keys[-1] in space.base.near:
        table.wrong((), "is a window of another pack", "take another name, or use that one")
    within = table.need("within", values.whole(1, 100), "within = 10") or 1
    return Near(within, phrases(table.table("words")))


def _brands(table: Table) -> Mapping[str, tuple[str, ...]]:
    domain = values.pattern(DOMAIN, 'write the domain alone, as in "valio.fi"')
    return {name: table.take(name, values.one_or_more(domain), ()) for name in table.data}


def _indicators(table: Table, pack: Pack, space: _Space) -> tuple[Indicator, ...]:
    words = _Words(pack, space.base, {*space.others, *table.data})
    found = []
    for id_, inner in _tables(table):
        change = inner.take("change", values.one_of({one.value: one for one in Change}), None)
        if _is_id(inner, id_, change, space):
            found.append(_one(inner, id_, change, words))
    return tuple(found)


class _Words:
    """What an indicator may speak of: windows, conditions with signs and ids, sources."""

    def __init__(self, pack: Pack, base: Pack, ids: Collection[str]) -> None:
        self.near = {*pack.near, *base.near}
        self.sources = {*pack.sources, *base.sources}
        self.conditions = {*CONDITIONS, *pack.signs, *base.signs, *ids}


def _is_id(table: Table, id_: str, change: Change | None, space: _Space) -> bool:
    """Whether an id may stand here; says so if not."""
    prefix = id_.partition(".")[0]
    if not re.fullmatch(ID, id_):
        table.wrong((), f"{shown(id_)} is no id", 'write it as "farm.dogs", in quotes')
    elif change and id_ not in space.others:
        table.wrong(("change",), f"there is no {id_} to change", "see `offerwatch indicators list`")
    elif change is None and id_ in space.others:
        table.wrong((), f"{id_} is there already", _CHANGE)
    elif change is None and prefix in space.reserved:
        table.wrong((), f"{prefix}. is the prefix of packs that come along", _CHANGE)
    else:
        return True
    table.asked.update(table.data)
    return False


_CHANGE = 'take a prefix of your own, or write change = "override" or "extend"'


def _one(table: Table, id_: str, change: Change | None, words: _Words) -> Indicator:
    match change:
        case Change.OFF:
            return _bare(table, id_, change, words)
        case Change.EXTEND:
            extended = _bare(table, id_, change, words)
            if not table.data.keys() & {"phrases", "denials"}:
                table.wrong((), "adds nothing", "write phrases or denials, by language")
            return extended
        case _:
            return _whole(table, id_, change, words)


def _bare(table: Table, id_: str, change: Change, words: _Words) -> Indicator:
    """An indicator that only changes another; it may have phrases and nothing else."""
    said = Change.EXTEND is change
    return Indicator(
        id=id_,
        name="",
        tier=Tier.CONTEXT,
        weight=0,
        definition="",
        why="",
        sources=(),
        phrases=sayings(table.table("phrases"), words.near) if said else (),
        denials=sayings(table.table("denials"), words.near) if said else (),
        change=change,
    )


def _whole(table: Table, id_: str, change: Change | None, words: _Words) -> Indicator:
    tiers = values.one_of({one.value: one for one in Tier})
    tier = table.need("tier", tiers, 'tier = "weak"') or Tier.CONTEXT
    check = values.one_of({name: name for name in CHECKS})
    found = Indicator(
        id=id_,
        name=table.need("name", values.line, "a name of a few words") or "",
        tier=tier,
        weight=table.take("weight", values.number(*LIMITS), WEIGHTS[tier]),
        definition=table.need("definition", values.text, "what the ad must say or be") or "",
        why=table.need("why", values.text, "why it counts, and who says so") or "",
        sources=table.need("sources", values.each(_of(words.sources)), 'sources = ["GK"]') or (),
        needs=table.take("needs", values.each(_alternatives(words.conditions)), ()),
        check=table.take("check", check, None),
        phrases=sayings(table.table("phrases"), words.near),
        denials=sayings(table.table("denials"), words.near),
        change=change,
    )
    if not found.phrases and not found.check:
        table.warn((), "has neither phrases nor check, and is never found", "write phrases")
    return found


def _of(choices: Collection[str]) -> Callable[[object], str]:
    return lambda value: known(values.line(value), choices)


def _alternatives(conditions: Collection[str]) -> Callable[[object], tuple[str, ...]]:
    """`price or contact`, each perhaps with `no ` before it."""

    def read(value: object) -> tuple[str, ...]:
        alternatives = tuple(values.line(value).split(" or "))
        for one in alternatives:
            known(one.removeprefix("no ").strip(), conditions)
        return alternatives

    return read


def base_of(packs: Collection[Pack]) -> Pack:
    """The signs, windows and sources of several packs as those of one."""
    return replace(
        NOTHING,
        sources={key: said for pack in packs for key, said in pack.sources.items()},
        signs={name: said for pack in packs for name, said in pack.signs.items()},
        near={name: near for pack in packs for name, near in pack.near.items()},
    )
