"""The ads of the demo: what stands on which board on which day, in which wording."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from offers.offer import Kind

DAY_ONE = date(2026, 3, 2)
"""The first simulated day, a Monday."""

DAYS = 3
"""Days over which something happens; later days look like the last."""

LABELS = frozenset({"worrying", "seeker", "minor-sealed", "child-harmless"})
"""`worrying`: several indicators of possible exploitation or smuggling. `seeker`: written by
someone who looks for work or passage. `minor-sealed`: a minor is recruited. `child-harmless`:
children are mentioned as in any lawful ad."""

FAULTS = frozenset({"error", "truncated", "cut", "layout", "broken-json"})
"""`error`: the page answers 500. `truncated`: the markup ends before the description. `cut`: the
connection breaks off in the middle. `layout`: the page has other markup than its siblings.
`broken-json`: the JSON-LD cannot be read, microdata on the same page can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """What a portal says to machines: amounts, an ISO 4217 currency and a schema.org unit."""

    low: int
    high: int
    currency: str
    per: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What the ad says. Paragraphs of `text` are parted by an empty line.

    `title` is `None` where the board has none (messages of a channel). `contact` is what stands
    in the board's own place for contacts, outside the text. `phones` are all numbers of title,
    text and contact in E.164.
    """

    title: str | None
    text: str
    price: str | None = None
    place: str | None = None
    country: str | None = None
    employer: str | None = None
    contact: str | None = None
    pay: Pay | None = None
    phones: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(self.text.split("\n\n"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAd:
    """One ad on one board. Ads of one `family` are the same offer posted in several places.

    `key` is the board's own number of it. `days` are pairs of first and last day online, the
    last `None` while no end is in sight. `wordings` are pairs of the day from which a wording
    holds and the wording, the first from day 1. `faults` are by day; day 0 stands for all days.
    `shape` says how the board dresses this ad (see the board's module).
    """

    id: str
    board: str
    key: str
    language: str
    kinds: frozenset[Kind]
    days: tuple[tuple[int, int | None], ...]
    published: date
    wordings: tuple[tuple[int, Wording], ...]
    family: str
    labels: frozenset[str] = frozenset()
    valid_until: date | None = None
    shape: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[int, str] = field(default_factory=dict)

    def online(self, day: int) -> bool:
        return any(first <= day and (last is None or day <= last) for first, last in self.days)

    def wording(self, day: int) -> Wording:
        return next(said for since, said in reversed(self.wordings) if since <= day)

    def fault(self, day: int) -> str | None:
        return self.faults.get(day, self.faults.get(0))

    def readable(self, day: int) -> bool:
        """Whether a crawl of that day can get title and text from the ad's page."""
        return self.fault(day) in {None, "broken-json"}


def day_date(day: int) -> date:
    return DAY_ONE + timedelta(days=day - 1)


@cache
def ads() -> tuple[DemoAd, ...]:
    """All ads of all boards and days, by board and in the order of their files."""
    tables = [table for name in sorted(_files()) for table in _tables(name)]
    written = {table["id"]: table for table in tables}
    return tuple(_ad(_reposted(table, written)) for table in tables)


def online(board: str, day: int) -> tuple[DemoAd, ...]:
    """The ads that stand on a board on a day, the newest first."""
    found = [ad for ad in ads() if ad.board == board and ad.online(day)]
    return tuple(sorted(found, key=lambda ad: (ad.published, ad.key), reverse=True))


def _files() -> list[str]:
    return [entry.name for entry in files(__name__).iterdir() if entry.name.endswith(".toml")]


def _tables(name: str) -> list[dict[str, Any]]:
    read = tomllib.loads(files(__name__).joinpath(name).read_text("utf-8"))
    return [{"board": name.removesuffix(".toml"), **table} for table in read["ad"]]


def _reposted(table: dict[str, Any], written: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A repost is written as what differs from its original: keys, and words in `replace`.

    `without` names what the other board has no place for.
    """
    if "repost_of" not in table:
        return table
    original = written[table["repost_of"]]
    left = {"edits", "faults", "shape", *table.get("without", [])}
    kept = {name: original[name] for name in original if name not in left}
    merged = {"family": original["id"]} | kept | table
    for old, new in table.get("replace", []):
        merged |= {name: merged[name].replace(old, new) for name in ("title", "text")}
    return merged


def _ad(table: dict[str, Any]) -> DemoAd:
    until = table.get("until")
    return DemoAd(
        id=table["id"],
        board=table["board"],
        key=table["key"],
        language=table["language"],
        kinds=frozenset(Kind(name) for name in table.get("kinds", ["job"])),
        days=_days(table.get("days", "1-")),
        published=day_date(1 + table["posted"]),
        valid_until=None if until is None else day_date(1 + until),
        wordings=tuple(_wordings(table)),
        family=table.get("family", table["id"]),
        labels=frozenset(table.get("labels", [])),
        shape=table.get("shape", {}),
        faults={int(day): fault for day, fault in table.get("faults", {}).items()},
    )


def _days(line: str) -> tuple[tuple[int, int | None], ...]:
    """Read `1-2,4-`: online on days 1 and 2 and from day 4 on."""
    spans = []
    for part in line.split(","):
        first, dash, last = part.partition("-")
        spans.append((int(first), int(last) if last else None if dash else int(first)))
    return tuple(spans)


def _wordings(table: dict[str, Any]) -> list[tuple[int, Wording]]:
    said = [(1, _wording(table))]
    for edit in table.get("edits", []):
        changed = {name: value for name, value in edit.items() if name in Wording.__slots__}
        said.append((edit["day"], replace(said[-1][1], **_cleaned(changed))))
    return said


def _wording(table: dict[str, Any]) -> Wording:
    said = {name: table[name] for name in Wording.__slots__ if name in table}
    return Wording(**({"title": None} | _cleaned(said)))


def _cleaned(said: dict[str, Any]) -> dict[str, Any]:
    if "text" in said:
        said["text"] = said["text"].strip()
    if "phones" in said:
        said["phones"] = tuple(said["phones"])
    if "pay" in said:
        said["pay"] = Pay(**said["pay"])
    return said
