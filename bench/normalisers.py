"""How fast ads are understood, beside what libphonenumber alone needs to find their numbers.

What is measured is `read_offers` without a page: cards, folding, language, contacts, money,
places, speaker, seals, fingerprint and ids. The peer is `phonenumbers.PhoneNumberMatcher` over the
same texts, which finds numbers and nothing else. `BENCH_ADS=FILE` names a CSV of ads (a column
`title`, the others text) to read instead of the demo's ads in a dozen languages.
"""

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import phonenumbers

from bench.measure import Spread, cpu, ratios, turns
from bench.page import NOW
from bench.report import Figure, Report, Size, leave
from demo.ads import ads as demo_ads
from offers.ad import Ad, AdsFound
from offers.page import Page
from offers.profile import Profile
from parsers.offer import read_offers

ADS = {Size.QUICK: 60, Size.USUAL: 700, Size.LONG: 2_000}
ROUNDS = {Size.QUICK: 2, Size.USUAL: 7, Size.LONG: 11}
FILE = "BENCH_ADS"
URL = "https://board.example/ads"
PROFILE = Profile(site="bench", country="GB", languages=("en",))


def from_file(path: Path) -> Iterable[tuple[str, str]]:
    """Title and text of each row."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            title = row.pop("title", "")
            yield title, "\n\n".join(value for value in row.values() if value)


def from_demo() -> Iterable[tuple[str, str]]:
    """Title and text of every wording of the demo's ads."""
    for ad in demo_ads():
        yield from ((said.title or "", said.text) for _, said in ad.wordings)


def as_ads(texts: Iterable[tuple[str, str]], count: int) -> tuple[Ad, ...]:
    """So many ads; where there are fewer texts, some are said again under another number."""
    return tuple(
        Ad(url=f"{URL}/{number}", key=str(number), title=title, text=text)
        for number, (title, text) in enumerate(islice(cycle(list(texts)), count))
    )


def ours(ads: tuple[Ad, ...]) -> None:
    """Everything that is read from an ad."""

    def reader(_page: Page, _profile: Profile, _listed: Mapping[str, str]) -> AdsFound:
        return AdsFound(ads)

    page = Page(asked=URL, url=URL, status=200, body=b"", fetched=NOW)
    read = read_offers(page, PROFILE, {}, reader)
    assert len(read.offers) == len(ads)
    assert not read.warnings


def matcher(ads: Sequence[Ad]) -> None:
    """The numbers alone, by the library's own search."""
    for text in (text for ad in ads for text in (ad.title, ad.text)):
        for _ in phonenumbers.PhoneNumberMatcher(text or "", "GB"):
            pass


def measure(size: Size) -> Iterator[Report]:
    file = os.environ.get(FILE)
    ads = as_ads(from_file(Path(file)) if file else from_demo(), ADS[size])
    for task in (ours, matcher):
        task(ads)  # tables and models are loaded once

    def timed(task: Callable[[tuple[Ad, ...]], None]) -> Callable[[int], float]:
        return lambda _: cpu(partial(task, ads))

    pairs = turns(timed(ours), timed(matcher), ROUNDS[size])
    letters = sum(len(ad.title or "") + len(ad.text or "") for ad in ads) / len(ads)
    each = 1000 / len(ads)
    figures = (
        Figure("an ad, beside PhoneNumberMatcher", "times", ratios(pairs)),
        Figure("all that is read of an ad", "ms CPU", Spread.of([p.ours * each for p in pairs])),
        Figure("PhoneNumberMatcher alone", "ms CPU", Spread.of([p.peer * each for p in pairs])),
    )
    about = f"{len(ads)} ads of {letters:.0f} characters, {ROUNDS[size]} rounds"
    yield Report("Understanding ads", about, figures)


if __name__ == "__main__":
    leave(__doc__, measure)
