"""What the readers make of a page of 60 KB, beside what BeautifulSoup needs for the same facts.

The peer is what one writes in an afternoon: BeautifulSoup over lxml, `find` for the JSON-LD block,
`json.loads`, `get_text` for the description; `select_one` and `get_text` for the selectors. It
mends nothing, leaves nothing out and knows one shape of each fact.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from bs4 import BeautifulSoup

from bench.measure import Spread, cpu, gains, turns
from bench.page import NOW, PROFILE, URL
from bench.pages import Ad, ad_page, made_ads
from bench.report import Figure, Report, Size, leave
from offers.page import Page
from offers.profile import Profile
from parsers.readers import read_ads

PAGES = {Size.QUICK: 4, Size.USUAL: 20, Size.LONG: 60}
"""Pages of a round, which are others in every round."""

ROUNDS = {Size.QUICK: 2, Size.USUAL: 9, Size.LONG: 15}
SIZE = 60_000
Reader = Callable[[Page], object]


def body(ad: Ad) -> bytes:
    """The page of an ad that describes it for machines, too."""
    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": ad.title,
        "description": "".join(f"<p>{paragraph}</p>" for paragraph in ad.paragraphs),
        "datePosted": "2026-11-02",
        "identifier": {"@type": "PropertyValue", "name": "Farm", "value": f"F-{ad.number:06}"},
        "hiringOrganization": {"@type": "Organization", "name": ad.employer},
        "baseSalary": {"@type": "MonetaryAmount", "currency": "EUR", "value": {"value": 12}},
    }
    block = f'<script type="application/ld+json">{json.dumps(posting)}</script></head>'
    page = ad_page(ad, SIZE - len(block))
    return page.replace(b"</head>", block.encode(), 1)


def posting_by_soup(page: Page) -> str:
    soup = BeautifulSoup(page.body, "lxml")
    block = soup.find("script", type="application/ld+json")
    told = json.loads(block.get_text() if block else "{}")
    return BeautifulSoup(told["description"], "lxml").get_text("\n", strip=True)


def fields_by_soup(page: Page) -> str:
    soup = BeautifulSoup(page.body, "lxml")
    found = [soup.select_one(rule.select[0]) for rule in PROFILE.fields]
    return "\n".join(one.get_text("\n", strip=True) for one in found if one)


def _by(profile: Profile) -> Reader:
    return lambda page: read_ads(page, profile)


COMPARED: dict[str, tuple[Reader, Reader]] = {
    "jobposting": (_by(Profile(site="bench")), posting_by_soup),
    "selectors": (_by(PROFILE), fields_by_soup),
}


def measure(size: Size) -> Iterator[Report]:
    count, rounds = PAGES[size], ROUNDS[size]
    pages = [
        Page(asked=url, url=url, status=200, body=body(ad), fetched=NOW)
        for ad in made_ads(count * rounds)
        for url in [URL.format(number=ad.number)]
    ]
    some = [pages[at : at + count] for at in range(0, len(pages), count)]
    figures = [one for name, both in COMPARED.items() for one in _compare(name, *both, some)]
    about = f"pages of {SIZE:,} bytes; {rounds} rounds of {count} pages"
    yield Report("Readers", about, tuple(figures))


def _compare(
    name: str, ours: Reader, peer: Reader, some: Sequence[Sequence[Page]]
) -> Iterator[Figure]:
    def timed(reader: Reader) -> Callable[[int], float]:
        return lambda number: cpu(partial(_each, reader, some[number]))

    pairs = turns(timed(ours), timed(peer), len(some))
    own = Spread.of([pair.ours / len(some[0]) * 1000 for pair in pairs])
    yield Figure(f"{name}, faster than BeautifulSoup", "times", gains(pairs))
    yield Figure(f"{name}, a page", "ms CPU", own)


def _each(reader: Reader, pages: Sequence[Page]) -> None:
    for page in pages:
        reader(page)


if __name__ == "__main__":
    leave(__doc__, measure)
