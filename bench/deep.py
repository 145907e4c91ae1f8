"""All that is read in an ad, beside what one would plug together for it.

The peer, on the same pages: BeautifulSoup over html.parser, langdetect, PhoneNumberMatcher over all
text of the page, dateparser without languages for the labelled date and its `search_dates` over the
ad's title and text, price-parser for the labelled price and for each number beside a currency in
the text, and one regular expression for each list of phrases, over title and text in small letters
(`re.IGNORECASE` instead takes twice as long). It gets the lists that ours answers by: those of the
indicators, and those that tell who speaks, what is offered, whom a seal protects, terms, amounts,
countries.

Ours: `read_offers`, which besides tells cities and routes, accounts, handles, hours, where each
value stands, and which phrases are denied. Of dates in the text it reads departures alone. Nothing
is stored.

No page is read twice by either. What a process loads once is loaded before the first round, by as
many pages for each comparison as a round has.

The search for dates is most of what the peer takes, so that two more ratios stand beside: a peer
that reads only the labelled date, and one that besides has the phrases of the indicators alone and
looks for phones in title and text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import dateparser
import phonenumbers
from bs4 import BeautifulSoup
from dateparser.search import search_dates
from langdetect import DetectorFactory
from price_parser import Price

from bench.measure import Pair, Spread, cpu, gains, turns
from bench.obvious import language, said
from bench.page import FIELDS, PROFILE, Pages, pages
from bench.phrase_lists import Lists, of_indicators, of_readers, patterns
from bench.report import Figure, Goal, Report, Size, leave
from parsers.offer import read_offers

PAGES = {Size.QUICK: 6, Size.USUAL: 30, Size.LONG: 100}
"""Pages of a round, which are others in every round."""

ROUNDS = {Size.QUICK: 2, Size.USUAL: 7, Size.LONG: 15}
GOALS = {10_000: Goal(35, at_least=True), 60_000: Goal(50, at_least=True)}
"""By the size of a page in bytes. The floor is 20 times for both."""

_CURRENCY = r"[$€£¥₴₽₺₹₫₩]|zł|Kč|EUR|USD|GBP|UAH|RUB|PLN|TRY|INR|CHF|AED|VND|CNY"
_AMOUNT = re.compile(rf"(?:{_CURRENCY})\s?\d[\d.,]*|\d[\d.,]*\s?(?:{_CURRENCY})")


@dataclass(frozen=True, slots=True)
class Obvious:
    """What one plugs together, with a regular expression for each list of phrases. `dates`: it
    looks for dates in the text. `page`: it looks for phones on the whole page."""

    phrases: Sequence[re.Pattern[str]]
    dates: bool
    page: bool

    def read(self, some: Pages) -> None:
        for page in some:
            soup = BeautifulSoup(page.body, "html.parser")
            fields = {name: said(soup, css) for name, css in FIELDS.items()}
            dateparser.parse(fields["published"])
            Price.fromstring(fields["price"])
            text = f"{fields['title']}\n{fields['text']}"
            self._text(text)
            phones = soup.get_text("\n", strip=True) if self.page else text
            list(phonenumbers.PhoneNumberMatcher(phones, "GB"))

    def _text(self, text: str) -> None:
        language(text)
        if self.dates:
            search_dates(text)
        for amount in _AMOUNT.findall(text):
            Price.fromstring(amount)
        lowered = text.lower()
        for pattern in self.phrases:
            list(pattern.finditer(lowered))


def ours(some: Pages) -> None:
    for page in some:
        assert read_offers(page, PROFILE).offers


def measure(size: Size) -> Iterator[Report]:
    DetectorFactory.seed = 1
    indicators, readers = of_indicators(), of_readers()
    some = patterns(indicators)
    every = [*some, *patterns(readers)]
    peers = (
        Obvious(every, dates=True, page=True),
        Obvious(every, dates=False, page=True),
        Obvious(some, dates=False, page=False),
    )
    for bytes_, goal in GOALS.items():
        count = PAGES[size] * (ROUNDS[size] + 1)
        made = pages(len(peers) * count, bytes_)
        parts = [made[at : at + count] for at in range(0, len(made), count)]
        for part in parts:  # tables and models are loaded once, and count for no peer
            ours(part[: PAGES[size]])
        found = [
            _compare(peer, part, PAGES[size], ROUNDS[size])
            for peer, part in zip(peers, parts, strict=True)
        ]
        about = (
            f"pages of {bytes_:,} bytes; {ROUNDS[size]} rounds of {PAGES[size]} pages; "
            f"{_count(indicators):,} phrases of indicators, {_count(readers):,} others"
        )
        yield Report("A page to all that its ad says", about, _figures(found, PAGES[size], goal))


def _count(lists: Lists) -> int:
    return sum(map(len, lists.values()))


PEERS = (
    "the obvious stack",
    "the stack, dates in the text not looked for",
    "that, the indicators' phrases alone",
)


def _figures(found: Sequence[Sequence[Pair]], count: int, goal: Goal) -> tuple[Figure, ...]:
    def each(values: Sequence[float]) -> Spread:
        return Spread.of([value / count * 1000 for value in values])

    ours = each([pair.ours for pairs in found for pair in pairs])
    named = list(zip(PEERS, found, strict=True))
    return (
        *(
            Figure(f"faster than {name}", "times", gains(pairs), None if at else goal)
            for at, (name, pairs) in enumerate(named)
        ),
        Figure("a page, Offerwatch", "ms CPU", ours),
        *(
            Figure(f"a page, {name}", "ms CPU", each([pair.peer for pair in pairs]))
            for name, pairs in named
        ),
    )


def _compare(peer: Obvious, made: Pages, count: int, rounds: int) -> Sequence[Pair]:
    first, *rest = [made[at : at + count] for at in range(0, len(made), count)]
    peer.read(first)
    return turns(_timed(ours, rest), _timed(peer.read, rest), rounds)


def _timed(read: Callable[[Pages], None], rest: Sequence[Pages]) -> Callable[[int], float]:
    return lambda number: cpu(partial(read, rest[number]))


if __name__ == "__main__":
    leave(__doc__, measure)
