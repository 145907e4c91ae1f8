"""`offerwatch explain`: an ad with everything marked in it that was read, and why."""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from console import options, plain
from console.considered import Considered, considered
from console.desk import opened
from console.guide import command
from console.marks import Mark, Sort, because, marks, pieces, quoted
from console.record import Json, json_of, offer_json
from console.screen import Column, Screen
from console.stopping import stoppable
from offers.indicator import rank, shown
from offers.offer import Offer

EXAMPLES = (
    "offerwatch explain 3fa9c01b",
    "offerwatch explain https://bazaar.example/ad/4711",
    "offerwatch explain page.html --html explained.html",
    "offerwatch explain message.txt --country TR",
    "echo 'Pickers wanted, +48 600 700 800' | offerwatch explain -",
    "offerwatch explain 3fa9c01b --json | jq .marks",
)
STYLES: dict[Sort | None, str] = {
    None: "",
    Sort.LANGUAGE: "",
    Sort.ROUTE: "underline",
    Sort.EMPLOYER: "bold",
    Sort.PLACE: "cyan",
    Sort.DATE: "blue",
    Sort.TERM: "magenta",
    Sort.MONEY: "green",
    Sort.INDICATOR: "black on yellow",
    Sort.DENIED: "strike dim",
    Sort.PAYMENT: "black on cyan",
    Sort.CONTACT: "black on green",
    Sort.PROTECTED: "white on red",
}
"""Of sixteen colours, so that every terminal has them."""

READ = (
    Column(title="read as", style="bold"),
    Column(title="what", folds=True),
    Column(title="in the ad", style="green", folds=True),
    Column(title="why", style="dim", folds=True, from_width=70),
)
WEIGHED = (
    Column(title="not taken for", style="bold", folds=True),
    Column(title="in the ad", style="green", folds=True),
    Column(title="why", folds=True),
)
VERDICT = (
    "An indicator is a reason to look at an ad again and no verdict: nearly every ordinary ad "
    "shows one. docs/indicators.md says what each is worth."
)
SEALED = "Stored, this ad would be kept sealed: a minor stands in it, or whoever speaks here seeks."

What = Annotated[
    str,
    typer.Argument(
        metavar="ID|URL|FILE|-",
        help="A stored offer's id, an address, a file (a page, or plain text), or - for stdin.",
    ),
]
Html = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help="Write a page to look at.", dir_okay=False),
]
Site = Annotated[
    str | None,
    typer.Option("--site", metavar="NAME", help="Read it as a page of this site."),
]
Country = Annotated[
    str | None,
    typer.Option("--country", metavar="CODE", help="Country of the site (ISO 3166-1: DE)."),
]


@dataclass(frozen=True, slots=True)
class Explained:
    """An ad and what is to be said of its reading."""

    offer: Offer
    marks: Sequence[Mark]
    considered: Sequence[Considered]

    @classmethod
    def of(cls, offer: Offer) -> "Explained":
        return cls(offer, marks(offer), considered(offer))


def register(app: typer.Typer) -> None:
    command(app, "explain", *EXAMPLES, panel="Look")(explain)


@stoppable()
def explain(  # noqa: PLR0913 - every option is a parameter
    ctx: typer.Context,
    what: What,
    *,
    html: Html = None,
    site: Site = None,
    country: Country = None,
    as_json: options.Json = False,
) -> None:
    """Show an ad with everything that was read in it, and why.

    Contacts, money, places, routes, terms, indicators and what protects somebody are marked in
    the ad itself; below stand the words and the reason of each, what was considered and refused,
    and the sum by which ads are ranked with its parts. Nothing is stored. An address at which no
    offer is stored is fetched, with the guards and the pace of a crawl, if a site of the workspace
    has its host.
    """
    screen = Screen()
    explained = [Explained.of(offer) for offer in _offers(ctx, what, site, country, screen)]
    if html is not None:
        _write(html, explained, screen)
    for one in explained:
        if as_json:
            screen.json(_json(one))
        elif html is None:
            _draw(screen, one)


def _write(html: Path, explained: Sequence[Explained], screen: Screen) -> None:
    from console import explained_page

    explained_page.write(html, explained)
    screen.say(f"Written to {html}")


def _offers(
    ctx: typer.Context, what: str, site: str | None, country: str | None, screen: Screen
) -> Sequence[Offer]:
    if what == "-" or Path(what).is_file():
        return _read(ctx, what, site, country)
    with opened(ctx) as desk:
        known = desk.at(what) if "://" in what else desk.offer(what)
    if known:
        return [known.offer]
    from console.visit import visited

    return visited(ctx, what, site, country, screen)


def _read(ctx: typer.Context, what: str, site: str | None, country: str | None) -> Sequence[Offer]:
    from console import reading

    ways = reading.profiles(ctx, site, country)
    if what == "-":
        return reading.offers(sys.stdin.buffer.read(), "stdin:", ways)
    file = Path(what).absolute()
    return reading.offers(file.read_bytes(), file.as_uri(), ways)


def _draw(screen: Screen, explained: Explained) -> None:
    offer = explained.offer
    screen.heading(_head(offer))
    for field in filter(offer.field, ("title", "text", *offer.said)):
        screen.show(Text(f"\n{field}", "dim"))
        screen.show(_drawn(offer, field, explained.marks))
    screen.show(_legend(explained.marks))
    screen.heading("What was read")
    rows = [(str(mark.sort), mark.told, quoted(offer, mark), mark.why) for mark in explained.marks]
    screen.table(READ, [*rows, *_whole(offer)])
    if explained.considered:
        screen.heading("Considered and refused")
        screen.table(WEIGHED, [(one.told, one.raw, one.why) for one in explained.considered])
    _sum(screen, offer)
    if offer.protections:
        screen.say(SEALED, "yellow")


def _head(offer: Offer) -> str:
    language = offer.language
    spoken = f"{language.code} ({language.confidence:.0%})" if language else "undetermined"
    kinds = ", ".join(sorted(offer.kinds)) or "undetermined"
    return f"kind: {kinds}   language: {spoken}   speaker: {offer.speaker or 'undetermined'}"


def _drawn(offer: Offer, field: str, found: Sequence[Mark]) -> Text:
    drawn = Text()
    for piece in pieces(offer, field, found):
        drawn.append(plain.lines(piece.text), STYLES[piece.sort])
    return drawn


def _legend(found: Sequence[Mark]) -> Text:
    counts = Counter(mark.sort for mark in found)
    legend = Text("\n")
    for sort in filter(STYLES.get, Sort):
        if counts[sort]:
            legend.append(f" {sort} {counts[sort]} ", STYLES[sort])
            legend.append("  ")
    return legend


def _whole(offer: Offer) -> list[tuple[str, str, str, str]]:
    """Indicators that no single place of the ad shows."""
    whole = (hit for hit in offer.indicators if hit.span is None)
    return [(Sort.INDICATOR, hit.id, "", because(hit)) for hit in whole]


def _sum(screen: Screen, offer: Offer) -> None:
    parts = shown(offer.indicators)
    if not parts:
        return
    said = " ".join(f"{weight:+g} {name}" for name, weight in parts.items())
    screen.heading(f"Sum for ranking: {rank(offer.indicators):g}")
    screen.show(screen.text(said))
    screen.say(VERDICT, "dim")


def _json(explained: Explained) -> dict[str, Json]:
    return offer_json(explained.offer) | {
        "marks": json_of(tuple(explained.marks)),
        "considered": json_of(tuple(explained.considered)),
        "rank": rank(explained.offer.indicators),
        "parts": json_of(shown(explained.offer.indicators)),
    }
