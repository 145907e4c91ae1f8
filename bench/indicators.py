"""What it costs to look for indicators in an ad, with 5,000 phrases or more loaded.

The ads are the demo's, made 1,500 characters long by their own words in another order. Their words
are folded and cut before, as all other readers need them; there are no values of other readers.
`BENCH_ADS=FILE` names a CSV of ads to read instead, as in `bench.normalisers`.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from bench.measure import Spread, cpu
from bench.normalisers import FILE, from_demo, from_file
from bench.page import NOW
from bench.report import Figure, Goal, Report, Size, leave
from offers.ad import Ad
from offers.offer import IdFrom, Offer
from parsers.indicators.combined import Packs
from parsers.indicators.find import indicators
from parsers.indicators.pack import Indicator, Pack, Saying
from parsers.indicators.shipped import shipped
from parsers.language import language
from parsers.wording import Wording
from parsers.words import Words

ADS = {Size.QUICK: 30, Size.USUAL: 300, Size.LONG: 1_000}
ROUNDS = {Size.QUICK: 2, Size.USUAL: 9, Size.LONG: 15}
LENGTH = 1_500
PHRASES = 5_000
GOAL = Goal(0.15)


@dataclass(frozen=True, slots=True)
class Folded:
    """An ad as indicators get it."""

    offer: Offer
    fields: tuple[Words, ...]

    def anew(self) -> "Folded":
        """The same in words that nobody has looked at: they remember what was found."""
        return Folded(self.offer, tuple(Words.of(words.written) for words in self.fields))


def loaded() -> Packs:
    """The packs that come along, with as many made-up phrases as there are to be."""
    packs = shipped()
    pattern = next(iter(packs.indicators.values()))
    missing = max(0, PHRASES - len(packs.terms))
    rows = tuple(Saying("en", (f"made up {n} phrase",), "G", "made up") for n in range(missing))
    made = Indicator(
        id="bench.made",
        name="Made up",
        tier=pattern.tier,
        weight=0,
        definition="",
        why="",
        sources=(),
        phrases=rows,
    )
    return Packs((*packs.packs, Pack(name="bench", version=1, changes=(), indicators=(made,))))


def ads(texts: Iterable[tuple[str, str]], count: int) -> Iterator[Folded]:
    """So many ads of about `LENGTH` characters."""
    some = [each for each in texts if each[1]]
    for number in range(count):
        title, text = some[number % len(some)]
        yield _folded(title, _longer(text, Random(number)))


def _longer(text: str, random: Random) -> str:
    lines = [text]
    while sum(map(len, lines)) < LENGTH:
        words = text.split()
        random.shuffle(words)
        lines.append(" ".join(words))
    return "\n".join(lines)[:LENGTH]


def _folded(title: str, text: str) -> Folded:
    wording = Wording.of(Ad(url="u", key="1", title=title, text=text))
    offer = Offer(
        id="1",
        id_from=IdFrom.KEY,
        site="bench",
        url="u",
        seen=NOW,
        title=title,
        text=text,
        language=language(wording),
    )
    return Folded(offer, tuple(Words.of(field) for field in wording.prose()))


def looked(some: Iterable[Folded], packs: Packs) -> None:
    for each in some:
        indicators(each.offer, each.fields, packs)


def measure(size: Size) -> Iterator[Report]:
    file = os.environ.get(FILE)
    some = list(ads(from_file(Path(file)) if file else from_demo(), ADS[size]))
    packs = loaded()
    looked(some, packs)  # tables are made once
    rounds = ([one.anew() for one in some] for _ in range(ROUNDS[size]))
    spent = [cpu(partial(looked, each, packs)) * 1000 / len(some) for each in rounds]
    about = f"{len(some)} ads of {LENGTH} characters, {len(packs.terms)} phrases"
    yield Report("Indicators", about, (Figure("an ad", "ms CPU", Spread.of(spent), GOAL),))


if __name__ == "__main__":
    leave(__doc__, measure)
