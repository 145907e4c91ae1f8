"""All that is read in an ad, beside what one would plug together for it.

The peer, on the same pages: BeautifulSoup over html.parser, langdetect, PhoneNumberMatcher over
the ad's text, dateparser without languages, price-parser, and one regular expression for the
phrases of each indicator, the ad's text lowered first. Ours: `read_offers`, which reads more:
places, routes, accounts, terms, who speaks, whom a seal protects, each with its span. Nothing is
stored. Every phrase of the shipped packs is loaded on both sides.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import dateparser
import phonenumbers
from bs4 import BeautifulSoup
from langdetect import DetectorFactory
from price_parser import Price

from bench.measure import Pair, Spread, cpu, gains, turns
from bench.obvious import language, said
from bench.page import FIELDS, PROFILE, Pages, pages
from bench.report import Figure, Goal, Report, Size, leave
from parsers.indicators.shipped import shipped
from parsers.offer import read_offers

PAGES = {Size.QUICK: 6, Size.USUAL: 30, Size.LONG: 100}
"""Pages of a round, which are others in every round."""

ROUNDS = {Size.QUICK: 2, Size.USUAL: 7, Size.LONG: 15}
GOALS = {10_000: Goal(35, at_least=True), 60_000: Goal(50, at_least=True)}
"""By the size of a page in bytes. The floor is 20 times for both."""


def phrases() -> dict[str, list[str]]:
    """The phrases of the shipped packs by indicator, without the marks of our patterns."""
    found: dict[str, list[str]] = {}
    for pack in shipped().packs:
        for one in pack.indicators:
            for saying in (*one.phrases, *one.denials):
                plain = (re.sub(r"[*~]", "", phrase).strip() for phrase in saying.spellings)
                found.setdefault(one.id, []).extend(plain)
    return found


@dataclass(frozen=True, slots=True)
class Obvious:
    """What one plugs together."""

    patterns: Sequence[re.Pattern[str]]

    @classmethod
    def of(cls, some: dict[str, list[str]]) -> "Obvious":
        lists = ("|".join(map(re.escape, phrases)) for phrases in some.values() if phrases)
        return cls([re.compile(rf"\b(?:{one})\b") for one in lists])

    def read(self, some: Pages) -> None:
        for page in some:
            soup = BeautifulSoup(page.body, "html.parser")
            fields = {name: said(soup, css) for name, css in FIELDS.items()}
            text = fields["text"]
            list(phonenumbers.PhoneNumberMatcher(text, "GB"))
            dateparser.parse(fields["published"])
            Price.fromstring(fields["price"])
            language(text)
            lowered = text.lower()
            for pattern in self.patterns:
                list(pattern.finditer(lowered))


def ours(some: Pages) -> None:
    for page in some:
        assert read_offers(page, PROFILE).offers


def measure(size: Size) -> Iterator[Report]:
    DetectorFactory.seed = 1
    loaded = phrases()
    obvious = Obvious.of(loaded)
    count, rounds = PAGES[size], ROUNDS[size]
    for bytes_, goal in GOALS.items():
        made = pages(count * (rounds + 1), bytes_)
        pairs = _compare(obvious, made, count, rounds)
        about = (
            f"pages of {bytes_:,} bytes; {rounds} rounds of {count} pages; "
            f"{sum(map(len, loaded.values())):,} phrases"
        )
        yield Report(
            "A page to all that its ad says",
            about,
            (
                Figure("faster than the obvious stack", "times", gains(pairs), goal),
                Figure("a page, Offerwatch", "ms CPU", _each([p.ours for p in pairs], count)),
                Figure(
                    "a page, the obvious stack", "ms CPU", _each([p.peer for p in pairs], count)
                ),
            ),
        )


def _compare(obvious: Obvious, made: Pages, count: int, rounds: int) -> Sequence[Pair]:
    first, *rest = [made[at : at + count] for at in range(0, len(made), count)]
    ours(first)  # tables and models are loaded once
    obvious.read(first)
    return turns(_timed(ours, rest), _timed(obvious.read, rest), rounds)


def _timed(read: Callable[[Pages], None], rest: Sequence[Pages]) -> Callable[[int], float]:
    return lambda number: cpu(partial(read, rest[number]))


def _each(values: Sequence[float], count: int) -> Spread:
    return Spread.of([value / count * 1000 for value in values])


if __name__ == "__main__":
    leave(__doc__, measure)
