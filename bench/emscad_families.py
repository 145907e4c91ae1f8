"""Which ads of EMSCAD are one family: real job ads in English, many of them posted again and again.

`python -m bench.emscad_families FILE` reads a CSV as `bench.emscad` does, which see. It tells how
many groups of ads with the same description are found as parts of one family, with the tables that
come along and with tables counted on the file itself, and what the largest families are.
"""

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bench.emscad import LONGEST, rows
from bench.families import Matched, components
from bench.lives import NOW
from offers.family import Tables
from offers.offer import Offer
from parsers.counting import count
from parsers.prints import print_of
from parsers.rarity import start

LARGEST = 20
TITLES = 3


def descriptions(path: Path) -> Sequence[str]:
    """One of each row."""
    csv.field_size_limit(LONGEST)
    with path.open(encoding="utf-8", newline="") as lines:
        return [row["description"] for row in csv.DictReader(lines)]


def groups_of(texts: Sequence[str]) -> Sequence[Sequence[int]]:
    """Numbers of rows with the same description, groups of several."""
    same: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        same[text].append(number)
    return [members for members in same.values() if len(members) > 1]


def report(offers: Sequence[Offer], groups: Sequence[Sequence[int]]) -> Iterator[str]:
    """How many groups are found with both tables, and the largest families with those counted."""
    counted = count(offers, "counted", NOW)
    yield from summed(offers, groups, start())
    yield from summed(offers, groups, counted)
    heads = components(len(offers), _matched(offers, counted).pairs)
    for head, many in Counter(heads).most_common(LARGEST):
        yield from ("", *_told([offers[at] for at, one in enumerate(heads) if one == head], many))


def summed(
    offers: Sequence[Offer], groups: Sequence[Sequence[int]], tables: Tables
) -> Iterator[str]:
    """One line of how many groups are in one family each."""
    matched = _matched(offers, tables)
    heads = components(len(offers), matched.pairs)
    whole = sum(len({heads[one] for one in members}) == 1 for members in groups)
    several = [many for many in Counter(heads).values() if many > 1]
    yield (
        f"tables `{tables.id}`: {whole} of {len(groups)} groups of the same description"
        f" ({sum(map(len, groups))} ads) are in one family; {len(several)} families of several"
        f" ads, {sum(several)} ads; {sum(matched.candidates) / len(offers):.1f} candidates an ad"
    )


def _matched(offers: Sequence[Offer], tables: Tables) -> Matched:
    matched = Matched()
    prints = [print_of(one, "1", one.seen, tables, "{}:{}".format) for one in offers]
    matched.ours(prints, tables)
    return matched


def _told(members: Sequence[Offer], many: int) -> Iterator[str]:
    """A family: its titles, the most frequent first, and how its text begins."""
    titles = Counter((one.title or "").strip() for one in members)
    texts = len({one.text for one in members})
    yield f"{many} ads, {texts} different texts, {len(titles)} titles"
    yield from (f"  {times} x {title[:80]}" for title, times in titles.most_common(TITLES))
    yield f"  {' '.join((members[0].text or '')[:160].split())}"


def main(arguments: Sequence[str]) -> int:
    """Measure one file. Gives the exit code."""
    if len(arguments) != 1:
        print("python -m bench.emscad_families FILE", file=sys.stderr)
        return 2
    path = Path(arguments[0])
    texts = descriptions(path)
    offers, groups = [row.offer for row in rows(path)], groups_of(texts)
    alone = [replace(one, text=text) for one, text in zip(offers, texts, strict=True)]
    print("The description alone", *summed(alone, groups, start()), "", sep="\n")
    print("The whole ad", *report(offers, groups), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
