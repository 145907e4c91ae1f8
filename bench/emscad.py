"""What indicators separate in EMSCAD: real and fraudulent job ads in English.

`python -m bench.emscad FILE` reads a CSV with the columns `title`, `description`, `fraudulent` (0
or 1) and others, which together are the text of the ad (Vidros et al. 2017,
doi 10.3390/fi9010006).
The file is no part of the project. Copies of one ad fall into one half of the file, by a digest:
phrases and weights were chosen reading ads of half 0, of half 1 only shares and titles were
seen. `families` count one ad of all that are copies of each other.
"""

import csv
import hashlib
import html
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.page import NOW
from offers.ad import Ad, AdsFound
from offers.indicator import Tier, rank, shown
from offers.offer import Kind, Offer
from offers.page import Page
from offers.profile import Profile
from parsers.offer import read_offers

URL = "https://board.example/ads"
PROFILE = Profile(site="emscad", kinds=frozenset({Kind.JOB}), languages=("en",))
LONGEST = 10_000_000
COPIED = ("description", "company_profile", "requirements")
ALIKE, LEAST = 70, 60
"""Columns whose first letters make two ads copies, how many, and how many a column must have."""

HEAD = ("| ads | ordinary, fraudulent | strong | medium | AUC |", "|---|---|---|---|---|")


@dataclass(frozen=True, slots=True)
class Row:
    """One ad: whether it is fraudulent, its half, the family of copies it is one of."""

    fraud: bool
    half: int
    family: int
    offer: Offer

    @property
    def sum(self) -> float:
        return rank(self.offer.indicators)

    def has(self, tier: Tier) -> bool:
        counted = shown(self.offer.indicators)
        return any(hit.tier is tier and hit.id in counted for hit in self.offer.indicators)


def rows(path: Path) -> tuple[Row, ...]:
    """All ads of the file, read as any other ad is."""
    csv.field_size_limit(LONGEST)
    with path.open(encoding="utf-8", newline="") as lines:
        raw = list(csv.DictReader(lines))
    families = _families(raw)
    halves = _halves(raw, families)
    read = _read(raw)
    return tuple(
        Row(one["fraudulent"] == "1", halves[family], family, read[str(number)])
        for number, (one, family) in enumerate(zip(raw, families, strict=True))
    )


def _columns(row: dict[str, str]) -> list[str]:
    return [value for name, value in row.items() if name not in ("title", "fraudulent") and value]


def _letters(text: str) -> str:
    return re.sub("[^a-z]+", " ", html.unescape(text).lower()).strip()


def _families(raw: Sequence[dict[str, str]]) -> list[int]:
    """For each ad one that stands for all its copies."""
    first: dict[tuple[str, str], int] = {}
    parent = list(range(len(raw)))

    def head(number: int) -> int:
        while parent[number] != number:
            number = parent[number]
        return number

    for number, row in enumerate(raw):
        for name in COPIED:
            letters = _letters(row.get(name) or "")
            if len(letters) > LEAST:
                other = head(first.setdefault((name, letters[:ALIKE]), number))
                parent[max(other, head(number))] = min(other, head(number))
    return [head(number) for number in range(len(raw))]


def _halves(raw: Sequence[dict[str, str]], families: Sequence[int]) -> dict[int, int]:
    """The half that each family is in."""
    said: dict[int, list[str]] = {}
    for row, family in zip(raw, families, strict=True):
        said.setdefault(family, []).append(row["title"] + row["description"][:200])
    return {
        family: hashlib.sha256(_letters(min(each)).encode()).digest()[-1] % 2
        for family, each in said.items()
    }


def _read(raw: Sequence[dict[str, str]]) -> dict[str, Offer]:
    ads = tuple(
        Ad(
            url=f"{URL}/{number}",
            key=str(number),
            title=html.unescape(row["title"]),
            text=html.unescape("\n\n".join(_columns(row))),
        )
        for number, row in enumerate(raw)
    )
    page = Page(asked=URL, url=URL, status=200, body=b"", fetched=NOW)
    read = read_offers(page, PROFILE, {}, lambda *_: AdsFound(ads))
    if read.warnings:
        raise ValueError(read.warnings[0])
    return {offer.key or "": offer for offer in read.offers}


def auc(some: Sequence[Row]) -> float:
    """The share of pairs of a fraudulent and an ordinary ad in which the first has the higher sum;
    equal sums count half."""
    sums: dict[bool, list[float]] = {True: [], False: []}
    for row in some:
        sums[row.fraud].append(row.sum)
    counts = [Counter(sums[fraud]) for fraud in (True, False)]
    won = sum(
        many * few * (1.0 if high > low else 0.5 if high == low else 0.0)
        for high, many in counts[0].items()
        for low, few in counts[1].items()
    )
    return won / (len(sums[True]) * len(sums[False]))


def share(some: Sequence[Row], holds: Callable[[Row], bool]) -> str:
    """The shares of ordinary and of fraudulent ads for which something holds."""
    told = {fraud: [holds(row) for row in some if row.fraud is fraud] for fraud in (False, True)}
    return ", ".join(f"{sum(each) / len(each):.1%}" for each in told.values())


def report(some: Sequence[Row]) -> Iterator[str]:
    """The table, as docs/indicators.md has it: the shares of ordinary and of fraudulent ads that
    show an indicator of a tier, and the AUC."""
    yield from HEAD
    for name, chosen in _samples(some).items():
        false = sum(row.fraud for row in chosen)
        strong = share(chosen, lambda row: row.has(Tier.STRONG))
        medium = share(chosen, lambda row: row.has(Tier.MEDIUM))
        count = f"{len(chosen) - false}, {false}"
        yield f"| {name} | {count} | {strong} | {medium} | {auc(chosen):.3f} |"


def _samples(some: Sequence[Row]) -> dict[str, Sequence[Row]]:
    once = list({row.family: row for row in reversed(some)}.values())
    return {
        "half 0, all": [row for row in some if row.half == 0],
        "half 0, families": [row for row in once if row.half == 0],
        "half 1, all": [row for row in some if row.half == 1],
        "half 1, families": [row for row in once if row.half == 1],
        "both, all": some,
        "both, families": once,
    }


def by_indicator(some: Sequence[Row]) -> Iterator[str]:
    """Share of ordinary and of fraudulent ads that show each indicator."""
    yield from ("| indicator | ordinary, fraudulent |", "|---|---|")
    for id_ in sorted({id_ for row in some for id_ in shown(row.offer.indicators)}):
        yield f"| `{id_}` | {share(some, partial(_shows, id_))} |"


def _shows(id_: str, row: Row) -> bool:
    return id_ in shown(row.offer.indicators)


def main(arguments: Sequence[str]) -> int:
    """Measure one file. Gives the exit code."""
    if len(arguments) != 1:
        print("python -m bench.emscad FILE", file=sys.stderr)
        return 2
    found = rows(Path(arguments[0]))
    once = _samples(found)["both, families"]
    print("\n".join([*report(found), "", "One ad of each family:", "", *by_indicator(once)]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
