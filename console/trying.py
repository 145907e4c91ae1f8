"""`offerwatch try`: crawl a handful of pages, store nothing, see where every field came from."""

from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from console import complete, faults, options
from console.desk import workspace_of
from console.exits import Exit, Refused
from console.guide import command
from console.plain import counted
from console.screen import Column, Screen
from console.site_names import site_named
from console.stopping import stoppable

if TYPE_CHECKING:
    from workspace.folder import Workspace

EXAMPLES = (
    "offerwatch try bazaar",
    "offerwatch try bazaar --url https://bazaar.example/ad/4711",
    "offerwatch try drafts/newsite.toml --pages 3",
    "offerwatch try bazaar --json | jq -r 'select(.read) | .read.title'",
)
PAGES = 6
SHOWN = 300
"""Characters of a text that a terminal shows."""

COLUMNS = (
    Column(title="field", style="bold"),
    Column(title="value", folds=True),
    Column(title="from", style="green", folds=True),
)
PLAIN = ("title", "text", "key", "url", "images", "kinds", "speaker", "language")
ENDS = {"ok": "", "empty": "yellow", "blocked": "red", "broken": "red", "aborted": "yellow"}

HIDDEN = {"sealed": "kept sealed", "erased": "erased from the workspace"}
"""What is counted and never shown, as a trial tells it and as it is said."""

Row = tuple[str, str, str]

Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME|FILE",
        help="A site of the workspace, or a site file that lies anywhere.",
        autocompletion=complete.sites,
    ),
]
Url = Annotated[
    str | None, typer.Option("--url", metavar="URL", help="Only this page: a listing or an ad.")
]
Pages = Annotated[
    int, typer.Option("--pages", metavar="N", min=1, max=50, help="At most so many pages.")
]


def register(app: typer.Typer) -> None:
    command(app, "try", *EXAMPLES, panel="Watch")(trying)


@stoppable()
def trying(
    ctx: typer.Context,
    name: Name,
    *,
    url: Url = None,
    pages: Pages = PAGES,
    as_json: options.Json = False,
) -> None:
    """Try a site: crawl a handful of its pages and store nothing.

    Each offer is shown with every field, its value and the selector or other place that it came
    from, what was made of contacts, dates and money, and the fields that came from nowhere. The
    guards and the pace are those of a crawl. What is kept sealed, or was erased before, is
    counted, never shown. Exits with 1 unless offers were read.
    """
    screen = Screen()
    workspace = workspace_of(ctx)
    file = _file(name, workspace, screen)
    address = checked_url(url) if url else None
    screen.say(f"Fetching at most {counted(1 if url else pages, 'page')}; nothing is stored", "dim")
    with closing(_heard(workspace, file, address, pages)) as heard:
        told = list(_shown(heard, screen, as_json=as_json))
    if told != ["ok"]:
        raise typer.Exit(Exit.FAILED)


def checked_url(url: str) -> str:
    """An address that somebody typed. Raises `Refused`."""
    from workspace.fault import Wrong
    from workspace.hosts import url as one

    try:
        return one(url)
    except Wrong as wrong:
        raise Refused(f"{wrong.problem}; {wrong.remedy}", Exit.USAGE) from wrong


def _file(name: str, workspace: "Workspace", screen: Screen) -> Path:
    """The site file that is meant, if it is without faults."""
    from workspace.sites import read_file

    sites = workspace.sites()
    given = Path(name)
    if name.endswith(".toml") or len(given.parts) > 1:
        found = read_file(given.absolute(), workspace.settings)
        if found.faults:
            faults.report(screen, found.faults, (), as_json=False)
            raise typer.Exit(Exit.FAILED)
        return given.absolute()
    return site_named(sites, name).file


def _heard(
    workspace: "Workspace", file: Path, url: str | None, pages: int
) -> Generator[Mapping[str, Any], None, None]:
    """What the trial tells, line by line. Raises `Refused` if it could not begin."""
    from crawlers.talk import Talk

    seconds = workspace.settings.crawl.run_time.total_seconds()
    told = ["--workspace", str(workspace.folder), "--pages", str(pages)]
    told += ["--url", url] if url else []
    ended = False
    with Talk("crawlers.trial", str(file), *told, seconds=seconds) as talk:
        for line in talk.lines():
            ended = ended or "end" in line
            yield line
        if not ended:
            raise Refused(f"no trial: {talk.last_words()}")


def _shown(told: Iterator[Mapping[str, Any]], screen: Screen, *, as_json: bool) -> Iterator[str]:
    """Show line by line; how the trial ended comes out."""
    kept = Counter[str]()
    for line in told:
        for offer in line.get("offers", ()):
            if as_json:
                screen.json(offer)
            else:
                _draw(screen, offer)
        kept.update({how: line.get(how, 0) for how in HIDDEN})
        if "problem" in line:
            _problem(screen, line, as_json=as_json)
        if "end" in line:
            _ended(screen, line, kept, as_json=as_json)
            yield line["end"]


def _problem(screen: Screen, line: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        screen.json(line)
    else:
        screen.show(screen.text(f"{line['kind']}: {line['problem']}: {line['reason']}", "yellow"))


def _ended(
    screen: Screen, line: Mapping[str, Any], kept: Mapping[str, int], *, as_json: bool
) -> None:
    counts = line["counts"]
    if as_json:
        screen.json({**line, **kept})
    pages, offers = counts.get("pages", 0), counts.get("offers", 0)
    said = f"{counted(pages, 'page')}, {counted(offers, 'offer')}, {line['end']}"
    screen.say(said + (f": {line['reason']}" if line["reason"] else ""), ENDS[line["end"]])
    for how, said in HIDDEN.items():
        if kept[how]:
            screen.say(f"{counted(kept[how], 'offer')} of these {said} and not shown", "yellow")


def _draw(screen: Screen, offer: Mapping[str, Any]) -> None:
    read = offer["read"]
    screen.heading(read.get("title") or read.get("text", "")[:70] or "(no title)")
    screen.table(COLUMNS, list(_rows(offer)))
    if offer["nowhere"]:
        screen.show(screen.text(f"from nowhere: {', '.join(offer['nowhere'])}", "yellow"))
    if offer["redacted"]:
        screen.show(
            screen.text("Whoever speaks here seeks work or passage: contacts are sealed.", "yellow")
        )


def _rows(offer: Mapping[str, Any]) -> Iterator[Row]:
    """What stands on the page, then what was made of it."""
    read, sources = offer["read"], offer["sources"]
    for name in PLAIN:
        if name in read:
            yield name, _cut(read[name]), sources.get(name, "")
    for name, words in read.get("said", {}).items():
        yield name, _cut(words), sources.get(name, "")
    for name, found in offer["words"].items():
        for value, raw, field in found:
            yield f"= {name.replace('_', ' ')}", value, f"{field}: {_cut(raw)}"


def _cut(value: str | Sequence[str]) -> str:
    words = value if isinstance(value, str) else ", ".join(value)
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}… ({len(words)} characters)"
