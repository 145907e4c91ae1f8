"""How fast ads are understood, beside what libphonenumber alone needs to find their numbers.

`python bench/normalisers.py [FILE]`. FILE is a CSV of ads (a column `title`, other columns text);
without it the ads of the demo are read, in a dozen languages. What is measured is `read_offers`
without a page: cards, folding, language, contacts, money, places, speaker, seals, fingerprint
and ids. The peer is `phonenumbers.PhoneNumberMatcher` over the same texts, which finds numbers
and nothing else. Both take turns, so that a busy machine slows both; CPU seconds count.
"""

import csv
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import phonenumbers

from demo.ads import ads as demo_ads
from offers.ad import Ad, AdsFound
from offers.page import Page
from offers.profile import Profile
from parsers.offer import read_offers

ROUNDS = 6
MINIMUM = 700
"""Ads of a round; fewer are repeated under other numbers."""

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


def as_ads(texts: Iterable[tuple[str, str]]) -> tuple[Ad, ...]:
    """One ad for each text, until there are enough."""
    once = list(texts)
    times = -(-MINIMUM // len(once))
    many = [text for _ in range(times) for text in once]
    return tuple(
        Ad(url=f"{URL}/{number}", key=str(number), title=title, text=text)
        for number, (title, text) in enumerate(many)
    )


def ours(ads: tuple[Ad, ...]) -> None:
    """Everything that is read from an ad."""

    def reader(_page: Page, _profile: Profile, _listed: Mapping[str, str]) -> AdsFound:
        return AdsFound(ads)

    page = Page(asked=URL, url=URL, status=200, body=b"", fetched=datetime(2026, 11, 5, tzinfo=UTC))
    read = read_offers(page, PROFILE, {}, reader)
    assert len(read.offers) == len(ads)
    assert not read.warnings


def matcher(ads: tuple[Ad, ...]) -> None:
    """The numbers alone, by the library's own search."""
    for ad in ads:
        for text in (ad.title, ad.text):
            for _ in phonenumbers.PhoneNumberMatcher(text or "", "GB"):
                pass


def seconds(task: Callable[[tuple[Ad, ...]], None], ads: tuple[Ad, ...]) -> float:
    start = time.process_time()
    task(ads)
    return time.process_time() - start


def main() -> None:
    """Print ads a second for both, and how often the peer reads the ads while we do once."""
    ads = as_ads(from_file(Path(sys.argv[1])) if sys.argv[1:] else from_demo())
    spent: dict[Callable[[tuple[Ad, ...]], None], float] = {ours: 0.0, matcher: 0.0}
    for task in spent:
        task(ads)  # tables and models are loaded once
    for _ in range(ROUNDS):
        for task in spent:
            spent[task] += seconds(task, ads)
    size = sum(len(ad.title or "") + len(ad.text or "") for ad in ads) / len(ads)
    rates = {task: ROUNDS * len(ads) / used for task, used in spent.items()}
    print(f"{len(ads)} ads of {size:.0f} characters, {ROUNDS} rounds")
    print(f"all that is read    {rates[ours]:8.0f} ads/s")
    print(f"PhoneNumberMatcher  {rates[matcher]:8.0f} ads/s")
    print(f"ratio               {rates[matcher] / rates[ours]:8.2f}")


if __name__ == "__main__":
    main()
