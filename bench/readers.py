"""How fast the readers take a page of 60 KB, beside what BeautifulSoup needs for the same facts.

`python bench/readers.py [PAGES]`. The peer is what one writes in an afternoon: BeautifulSoup over
lxml, `find` for the JSON-LD block, `json.loads`, `get_text` for the description; `select_one` and
`get_text` for the selectors. It mends nothing, leaves nothing out and knows one shape of each
fact. Both take turns on the same pages, so that a busy machine slows both; CPU seconds count.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from bs4 import BeautifulSoup

from offers.page import Page
from offers.profile import FieldRule, Profile
from parsers.readers import read_ads

PAGES = 300
ROUND = 10
SIZE = 60_000
URL = "https://board.example/ads/{number}"
SELECTORS = Profile(
    site="bench",
    reader="selectors",
    fields=(
        FieldRule(name="title", select=("h1",)),
        FieldRule(name="text", select=("div.description",)),
        FieldRule(name="price", select=("span.price",)),
        FieldRule(name="employer", select=("span.employer",)),
    ),
)


def body(number: int) -> bytes:
    """A page as portals make them: an ad of 2 KB in menus, scripts and similar ads."""
    paragraphs = "".join(
        f"<p>Line {line} of ad {number}: packing fruit in shifts, <b>paid weekly</b>.</p>"
        for line in range(25)
    )
    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": f"Packer {number}",
        "description": paragraphs,
        "datePosted": "2026-11-02",
        "identifier": {"@type": "PropertyValue", "name": "Farm", "value": f"F-{number:06}"},
        "hiringOrganization": {"@type": "Organization", "name": "Farm"},
        "baseSalary": {"@type": "MonetaryAmount", "currency": "EUR", "value": {"value": 12}},
    }
    head = (
        "<!DOCTYPE html><html><head><meta charset=utf-8>"
        f'<script type="application/ld+json">{json.dumps(posting)}</script></head><body><nav><ul>'
    )
    ad = (
        f"</ul></nav><main><h1>Packer {number}</h1><span class=price>12 EUR</span>"
        f"<span class=employer>Farm</span><div class=description>{paragraphs}</div></main>"
    )
    link = '<li class="item"><a href="/c/{0}" title="Category {0}">Category <i>{0}</i></a></li>\n'
    rest = (SIZE - len(head) - len(ad)) // len(link)
    links = "".join(link.format(one) for one in range(rest))
    return (head + links + ad + "<footer>© Board</footer></body></html>").encode()


def page(number: int) -> Page:
    url = URL.format(number=number)
    seen = datetime(2026, 11, 22, tzinfo=UTC)
    return Page(asked=url, url=url, status=200, body=body(number), fetched=seen)


def posting_by_soup(page: Page) -> str:
    soup = BeautifulSoup(page.body, "lxml")
    block = soup.find("script", type="application/ld+json")
    told = json.loads(block.get_text() if block else "{}")
    return BeautifulSoup(told["description"], "lxml").get_text("\n", strip=True)


def fields_by_soup(page: Page) -> str:
    soup = BeautifulSoup(page.body, "lxml")
    found = [soup.select_one(rule.select[0]) for rule in SELECTORS.fields]
    return "\n".join(one.get_text("\n", strip=True) for one in found if one)


def cpu(work: Callable[[Page], object], pages: list[Page]) -> float:
    before = time.process_time()
    for one in pages:
        work(one)
    return time.process_time() - before


def compare(name: str, ours: Callable[[Page], object], peer: Callable[[Page], object]) -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    pages = [page(number) for number in range(count)]
    spent = peers = 0.0
    for start in range(0, count, ROUND):
        spent += cpu(ours, pages[start : start + ROUND])
        peers += cpu(peer, pages[start : start + ROUND])
    print(
        f"{name}: {count / spent:,.0f} pages/s, BeautifulSoup {count / peers:,.0f} pages/s,"
        f" {peers / spent:.1f} times (pages of {len(pages[0].body):,} bytes, CPU seconds)"
    )


if __name__ == "__main__":
    compare("jobposting", lambda one: read_ads(one, Profile(site="bench")), posting_by_soup)
    compare("selectors", lambda one: read_ads(one, SELECTORS), fields_by_soup)
