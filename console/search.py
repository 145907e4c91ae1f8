"""`offerwatch search`: the offers that a query holds for."""

from typing import Annotated

import typer

from console import by_family, complete, options
from console.by_family import By
from console.desk import Desk, opened
from console.guide import command
from console.narrow import Wanted, narrowed, order, parsed
from console.plain import counted
from console.record import known_json
from console.screen import Column, Screen
from console.spreadsheet import COLUMNS as FIELDS
from offers.life import Known
from offers.offer import Kind

EXAMPLES = (
    "offerwatch search 'passport AND (waiter OR \"hotel staff\")'",
    "offerwatch search --since 7d --kind job --country DE",
    "offerwatch search 'офіціант' --sort -published --limit 50",
    "offerwatch search passport --by family",
    "offerwatch search 'route:TR>GR AND fare:*' --sort -rank",
    "offerwatch search 'telegram:* AND price:[2000 TO *]' --json | jq -r .url",
)

COLUMNS = (
    Column(title="id", style="cyan", short=slice(8)),
    Column(title="first seen", short=slice(10)),
    Column(title="site", style="green", from_width=70),
    Column(title="kind", from_width=110),
    Column(title="lang", from_width=90),
    Column(title="status"),
    Column(title="places", from_width=120),
    Column(title="money", from_width=100),
    Column(title="rank", right=True, from_width=130),
    Column(title="seen before", style="magenta", from_width=150),
    Column(title="title", grows=True),
)

Site = Annotated[
    list[str] | None,
    typer.Option(
        "--site",
        metavar="NAME",
        help="Only this site; may be repeated.",
        autocompletion=complete.sites,
    ),
]
Country = Annotated[
    list[str] | None,
    typer.Option(
        "--country", metavar="CODE", help="Only this country (DE, UA, ...); may be repeated."
    ),
]
Kinds = Annotated[
    list[Kind] | None,
    typer.Option("--kind", metavar="KIND", help="job or travel; may be repeated."),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since", metavar="WHEN", help="Only offers first seen since: 7d, 36h, 2026-11-01."
    ),
]
Sort = Annotated[
    str,
    typer.Option(
        "--sort", metavar="FIELD", help="A field to sort by, largest first with a minus before it."
    ),
]
Group = Annotated[
    By | None, typer.Option("--by", metavar="family", help="A line for each family of ads.")
]
Limit = Annotated[
    int, typer.Option("--limit", "-n", metavar="N", min=0, help="At most so many; 0 for all.")
]


def register(app: typer.Typer) -> None:
    command(app, "search", *EXAMPLES, panel="Look")(search)


def search(  # noqa: PLR0913 - every option is a parameter
    ctx: typer.Context,
    query: options.Query = "*",
    *,
    since: Since = None,
    site: Site = None,
    kind: Kinds = None,
    country: Country = None,
    sort: Sort = "-first_seen",
    by: Group = None,
    limit: Limit = 20,
    as_json: options.Json = False,
) -> None:
    """Find offers.

    The query is what Kibana's users type: words, "phrases", AND, OR, NOT, field:value, ranges
    like price:[500 TO *] and dates like now-7d; docs/query.md tells all of it. Sealed offers are
    never found.
    """
    with opened(ctx) as desk:
        values = {"site": site, "kind": kind, "country": country}
        node = narrowed(parsed(desk, query), desk.since(since) if since else None, values)
        found = Wanted(node=node, order=order(sort), limit=limit or None)
        write, draw = SHAPES[by]
        (write if as_json else draw)(desk, found, Screen())


def _write_json(desk: Desk, wanted: Wanted, screen: Screen) -> None:
    for known in wanted.offers(desk.store.index):
        screen.json(known_json(known))


def _draw(desk: Desk, wanted: Wanted, screen: Screen) -> None:
    first = wanted.first(desk.store.index)
    enough = first.next is None or len(first.offers) == wanted.limit
    shown = first.offers if enough else wanted.offers(desk.store.index)
    rows = (row(known, desk) for known in shown)
    if first.total:
        screen.table(COLUMNS, rows)
    screen.say(_said(first.total, wanted.limit), "dim")


def _said(total: int, limit: int | None) -> str:
    if not total:
        return "No offer fits. `offerwatch runs` shows what was read, docs/query.md how to ask."
    if limit is not None and limit < total:
        return f"{limit} of {counted(total, 'offer')}; --limit 0 shows all."
    return f"{counted(total, 'offer')}; `offerwatch show ID` shows one of them."


def row(known: Known, desk: Desk) -> tuple[str, ...]:
    """The cells of an offer, in the order of `COLUMNS`."""
    return (
        known.offer.id,
        desk.when(known.first_seen),
        *(FIELDS[name](known) for name in ("site", "kinds", "language", "status")),
        *(FIELDS[name](known) for name in ("places", "money", "rank")),
        _before(known, desk),
        known.offer.title or known.offer.text or "",
    )


def _before(known: Known, desk: Desk) -> str:
    """Where and when an ad like it was seen first."""
    before = known.arrival
    return f"{before.site} {desk.when(before.seen)[:10]}" if before else ""


SHAPES = {None: (_write_json, _draw), By.FAMILY: (by_family.write_json, by_family.draw)}
"""What a line stands for: how it is written for scripts, and how it is drawn."""
