"""The command as the tests hold it, and offers to put before it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from console.main import build
from offers.money import Money, Per
from offers.offer import Contact, IdFrom, Kind, Language, Moment, Offer, Precision, offer_id
from offers.page import Capture
from offers.place import Place
from offers.run import Coverage, End, Problem, Run
from offers.span import Span
from tests.index.making import first
from workspace.folder import Workspace

SEEN = datetime(2026, 11, 3, 8, 30, tzinfo=UTC)

OFFER = Offer(
    id=offer_id("bazaar", "4711"),
    id_from=IdFrom.KEY,
    site="bazaar",
    url="https://bazaar.example/4711",
    seen=SEEN,
    title="Waiter wanted",
    text="Waiter in Berlin, 2000 EUR a month.\n\nCall +1 202 555 0123.",
    said={"price": "2000 EUR"},
    key="4711",
    kinds=frozenset({Kind.JOB}),
    published=Moment(
        at=datetime(2026, 11, 1, 22, tzinfo=UTC),
        precision=Precision.DAY,
        zone="Europe/Kyiv",
        raw="2 листопада",
        span=Span("published", 0, 11),
    ),
    places=(Place(name="Berlin", raw="Berlin", span=Span("text", 10, 16), country="DE"),),
    language=Language(code="en", confidence=0.99),
    contacts=(
        Contact(
            kind="phone", value="+12025550123", raw="+1 202 555 0123", span=Span("text", 43, 58)
        ),
    ),
    money=(
        Money(
            low=Decimal(2000),
            high=Decimal(2000),
            currency="EUR",
            raw="2000 EUR",
            span=Span("text", 18, 26),
            per=Per.MONTH,
        ),
    ),
    capture=Capture("2026/11/run.warc.gz", 1234, "ab" * 32),
)


HOSTILE = replace(
    OFFER,
    id=offer_id("bazaar", "evil"),
    key="evil",
    url="https://bazaar.example/evil",
    title="\x1b]0;owned\x07[red]=1+1\u202egnp.exe[/]",
    text="\x1b[2J\x9b31m[bold]Kellner gesucht\u2028=cmd|' /C calc'!A0\ud800",
    said={},
    kinds=frozenset({Kind.TRAVEL}),
    published=None,
    places=(),
    contacts=(),
    money=(),
    digest="",
)
WIDE = replace(
    OFFER,
    id=offer_id("souq", "1"),
    site="souq",
    key="1",
    url="https://souq.example/1",
    title="مطلوب نادل 急招服务员 👉🏻 офіціант",
    text="نادل في برلين",
    said={},
    published=None,
    places=(),
    contacts=(),
    money=(),
    digest="",
)
SETTINGS = """
contact = "mailto:analyst@example.org"
timezone = "Europe/Kyiv"
clock = 2026-11-05T08:00:00Z
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[Any]:
        """stdout as JSON Lines; anything else on it fails."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def rows(self) -> list[dict[str, str]]:
        """stdout as a script sees a table."""
        head, *rows = (line.split("\t") for line in self.out.splitlines())
        return [dict(zip(head, row, strict=True)) for row in rows]


@dataclass(frozen=True, slots=True)
class Hand:
    """The command, run in this process on one workspace."""

    folder: Path

    def __call__(self, *words: str, **environment: str) -> Answer:
        command = ["-w", str(self.folder), *words]
        ended = CliRunner().invoke(build(), command, env=environment, catch_exceptions=False)
        return Answer(ended.exit_code, ended.stdout, ended.stderr)

    def record(self, *days: Sequence[Offer], site: str = "bazaar", day: int = 0) -> list[Run]:
        """One run a day from that day on, each reading its offers in full."""
        return [self._run(site, number, offers) for number, offers in enumerate(days, day)]

    def put(self, *offers: Offer) -> None:
        """Straight into the store, as read by a run that it knows nothing of: for tests that only
        need many. In a family each is by itself, as long as nobody enters them again."""
        with Workspace.open(self.folder).open_store() as store:
            store.index.put([first(replace(offer, digest="")) for offer in offers])

    def _run(self, site: str, day: int, offers: Sequence[Offer]) -> Run:
        workspace, at = Workspace.open(self.folder), SEEN + timedelta(days=day)
        with workspace.open_store() as store:
            ledger = workspace.ledger(store)
            run = ledger.begin(site, at, "simulated")
            ledger.record(run, [replace(offer, seen=at) for offer in offers])
            run = replace(run, counts={"pages": 2, "offers": len(offers), "problems": 1})
            store.journal.add_problem(
                Problem(
                    run=run.id,
                    number=1,
                    kind="http",
                    url="https://bazaar.example/\x1b[31mbroken",
                    reason="404 [red]",
                )
            )
            return ledger.end(run, End.OK, Coverage.FULL, at + timedelta(minutes=5), None)
