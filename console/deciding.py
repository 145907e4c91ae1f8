"""`offerwatch family split` and `join`: what a person decides about families is kept, and no later
run undoes it."""

from collections.abc import Collection, Sequence
from itertools import product
from typing import Annotated

import typer

from console import options
from console.desk import Desk, opened
from console.exits import Exit, Refused
from console.guide import command
from console.kinfolk import head
from console.screen import Column, Screen
from console.unseal import actor
from index.query.tree import Term
from offers.family import Decision

SPLIT = (
    "offerwatch family split 3fa9c01b 77d02e4f --reason 'another employer'",
    "offerwatch family split 3fa9c01b 77d02e4f a91c0b3e",
)
JOIN = ("offerwatch family join 3fa9c01b 77d02e4f --reason 'translated, same photo'",)
PAIRS = 2_000
"""Pairs of ads of which one decision may say that they are not the same."""

PATIENCE = 30.0
"""Seconds to wait for another process that settles families."""

FAMILIES = (
    Column(title="ad", style="cyan", short=slice(8)),
    Column(title="is in family", style="cyan", short=slice(8)),
    Column(title="with ads", right=True),
)
LATER = (
    "It is kept. Another process settles families just now, or some ads could not be compared: "
    "families follow when that is done."
)

Offers = Annotated[
    list[str],
    typer.Argument(metavar="OFFER...", help="Ads that are not what the others of it are."),
]
FamilyId = Annotated[
    str, typer.Argument(metavar="FAMILY", help="A family, or any ad that stays in it.")
]
One = Annotated[str, typer.Argument(metavar="ID", help="An ad or a family.")]
Reason = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="Why; it is kept with who and when.")
]


def register(inner: typer.Typer) -> None:
    command(inner, "split", *SPLIT)(split)
    command(inner, "join", *JOIN)(join)


def split(
    ctx: typer.Context,
    family: FamilyId,
    offers: Offers,
    *,
    reason: Reason = "",
    as_json: options.Json = False,
) -> None:
    """Say that ads are not what the others of a family are.

    They leave it together, and the others stay together. Kept for good: no later crawl and no
    rebuild brings the two parts together again, until `offerwatch family join` does.
    """
    with opened(ctx) as desk:
        whole = _members(desk, head(desk, family))
        out = [desk.offer(each).offer.id for each in offers]
        if strangers := [id_ for id_ in out if id_ not in whole]:
            raise Refused(f"{strangers[0]} is not in that family")
        rest = [id_ for id_ in whole if id_ not in out]
        if not rest:
            raise Refused("these are all ads of it: name those that are to leave it", Exit.USAGE)
        _decide(desk, list(product(out, rest)), same=False, reason=reason)
        _keep_together(desk, out, reason)
        _keep_together(desk, rest, reason)
        _told(desk, [*out, rest[0]], as_json=as_json)


def join(
    ctx: typer.Context, one: One, other: One, *, reason: Reason = "", as_json: options.Json = False
) -> None:
    """Say that two ads are the same, whatever their words.

    Their families become one. Kept for good, as what `offerwatch family split` says, of which
    this takes back what keeps the two families apart.
    """
    with opened(ctx) as desk:
        heads = head(desk, one), head(desk, other)
        both = _ad(desk, one, heads[0]), _ad(desk, other, heads[1])
        if both[0] == both[1]:
            raise Refused("that is one and the same ad", Exit.USAGE)
        ours, theirs = (frozenset(_members(desk, id_)) for id_ in heads)
        _decide(desk, [both, *_apart(desk, ours, theirs)], same=True, reason=reason)
        _told(desk, both, as_json=as_json)


def _members(desk: Desk, id: str) -> Sequence[str]:
    """Ids of all ads of a family, the founder first."""
    found = (known.offer.id for known in desk.store.index.walk(Term("family", id)))
    return sorted(found, key=lambda each: (each != id, each))


def _ad(desk: Desk, start: str, family: str) -> str:
    """The ad that is meant, or the founder where a family is."""
    known = desk.store.index.get(start)
    return known.offer.id if known else family


def _apart(desk: Desk, ours: Collection[str], theirs: Collection[str]) -> list[tuple[str, str]]:
    """Pairs of both families of which somebody said that they are not the same."""
    said = ((each.one, each.other) for each in desk.store.families.decisions() if not each.same)
    return [
        (one, other)
        for one, other in said
        if (one in ours and other in theirs) or (one in theirs and other in ours)
    ]


def _decide(desk: Desk, pairs: Sequence[tuple[str, str]], *, same: bool, reason: str) -> None:
    if len(pairs) > PAIRS:
        raise Refused(
            f"that would be {len(pairs)} pairs of ads to keep apart; take fewer ads at a time, or "
            "say it of the smaller part"
        )
    now, who = desk.workspace.now(), actor()
    told = [
        Decision(one=min(pair), other=max(pair), same=same, at=now, actor=who, reason=reason)
        for pair in dict.fromkeys(pairs)
    ]
    if not desk.kinship.decide(*told, patience=PATIENCE):
        Screen().say(LATER, "yellow")


def _keep_together(desk: Desk, ids: Sequence[str], reason: str) -> None:
    """Ads that were tied only by way of those that are kept apart from them now are one family
    all the same: of those nobody said anything else."""
    parts = {head(desk, id_): id_ for id_ in reversed(ids)}
    first, *others = reversed(parts.values())
    if others:
        _decide(desk, [(first, other) for other in others], same=True, reason=reason)


def _told(desk: Desk, ids: Sequence[str], *, as_json: bool) -> None:
    """Where these ads are now, and with how many others."""
    screen, index = Screen(), desk.store.index
    rows: list[tuple[str, str, int]] = []
    for id_ in dict.fromkeys(ids):
        family = head(desk, id_)
        rows.append((id_, family, index.search(Term("family", family), limit=1).total))
    if as_json:
        for ad, family, size in rows:
            screen.json({"id": ad, "family": family, "size": size})
    else:
        screen.table(FAMILIES, [(ad, family, str(size)) for ad, family, size in rows])
