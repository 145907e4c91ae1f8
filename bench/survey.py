"""What is read without selectors, beside what the demo's site files read with theirs.

`python -m bench.survey [FILE URL]...` reads every board of the demo in memory, by its site file and
by the reader `blocks`, and says how many ads both found and how far they agree; then how many of
the survey's rules read what the site file's rules read. Further pages are given as a file and the
url that it came from: of those it says what the survey finds. No network.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

from demo.board import Asked
from demo.web import BOARDS
from offers.ad import Ad
from offers.page import Page
from offers.profile import Profile
from parsers.dom import NotRead
from parsers.links import links
from parsers.readers import read_ads
from parsers.survey import survey_ads, survey_listing
from workspace.site_file import read_site
from workspace.table import Document

SITES = Path(__file__).parents[1] / "demo" / "workspace" / "sites"
STARTS = {
    "bazaar": "/praca",
    "jobportal": "/jobs",
    "souq": "/wazaif",
    "oldboard": "/list.cgi?p=1",
    "crossings": "/offers?page=1",
    "sitemapboard": "/",
}
"""Boards of lists in HTML: feeds, channels and scripts have no blocks."""

IN_PYTHON = {"oldboard": "a[href*='show.cgi']"}

SEEN = datetime(2026, 3, 2, 9, tzinfo=UTC)
PAGES = 20
SURVEYED = 3


@dataclass(slots=True)
class Crawled:
    """The ads of a board by what tells them apart, the urls of single ads, and what failed."""

    ads: dict[str, Ad] = field(default_factory=dict)
    single: list[str] = field(default_factory=list)
    lists: int = 0
    failed: int = 0
    seconds: float = 0.0


def fetched(board: str, path: str) -> Page:
    """A page of the first day of a board."""
    base, parts = f"http://{board}.example", urlsplit(path)
    query = dict(parse_qsl(parts.query))
    answer = BOARDS[board].answer(Asked(path=parts.path, query=query, day=1, base=base))
    headers = (("Content-Type", answer.type),)
    url = base + path
    return Page(asked=url, url=url, status=200, body=answer.body, fetched=SEEN, headers=headers)


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def profile_of(board: str) -> Profile:
    """What the site file of a board says. Numbered pages are left to be found, and a spider
    written in Python is told in a rule where its links are."""
    document = Document(SITES / f"{board}.toml", SITES)
    site = read_site(document, ZoneInfo("UTC"))
    if site is None:
        raise SystemExit("\n".join(map(str, document.faults)))
    rules = replace(site.profile.links, next=site.profile.links.next or None)
    if offer := IN_PYTHON.get(board):
        rules = replace(rules, offer=(offer,))
    return replace(site.profile, links=rules)


def crawl(board: str, profile: Profile) -> Crawled:
    """Every list of a board and the ads that they lead to, as a crawl of day 1 reads them."""
    done, waiting = Crawled(), [STARTS[board]]
    asked: set[str] = set()
    while waiting and done.lists < PAGES:
        path = waiting.pop(0)
        if path in asked:
            continue
        asked.add(path)
        done.lists += 1
        page = fetched(board, path)
        began = process_time()
        found = links(page, profile)
        if not profile.links.offer:
            _take(done, page, profile, {})
        done.seconds += process_time() - began
        for offer in found.offers:
            done.single.append(offer.url)
            _take(done, fetched(board, path_of(offer.url)), profile, offer.listed, offer.url)
        waiting += map(path_of, found.next)
    return done


def _take(
    done: Crawled, page: Page, profile: Profile, listed: Mapping[str, str], url: str = ""
) -> None:
    try:
        ads = read_ads(page, profile, listed).ads
    except NotRead:
        done.failed += bool(url)
        return
    for ad in ads:
        # Some boards keep several ads on one page, where only their titles tell them apart.
        done.ads.setdefault(url or (ad.title or "").rstrip(" #"), ad)


def likeness(one: str | None, other: str | None) -> float:
    """Words that two texts have in common, as a share of all their words."""
    mine, yours = set((one or "").split()), set((other or "").split())
    return len(mine & yours) / len(mine | yours) if mine | yours else 1.0


def compared(board: str) -> str:
    written, found = (
        crawl(board, profile_of(board)),
        crawl(board, Profile(site=board, reader="blocks")),
    )
    both = written.ads.keys() & found.ads.keys()
    pairs = [(written.ads[name], found.ads[name]) for name in both]
    titles = sum((one.title or "").rstrip(" #") == other.title for one, other in pairs)
    texts = [likeness(one.text, other.text) for one, other in pairs]
    fields = [
        one.said[name] == other.said.get(name)
        for one, other in pairs
        for name in ("price", "place", "employer", "published")
        if name in one.said
    ]
    return (
        f"{board:13} {len(written.ads):8} {len(found.ads):7} {len(both):5} {titles:7}"
        f" {sum(texts) / len(texts) if texts else 0:6.2f} {sum(fields):7}/{len(fields)}"
        f" {found.seconds * 1000 / max(found.lists, 1):9.1f}"
    )


def suggested(board: str) -> Iterator[str]:
    """The rules of a survey, each held against what the site file's rule of that name reads."""
    listing = survey_listing(fetched(board, STARTS[board]))
    written = crawl(board, profile_of(board))
    good = [url for url in written.single if url in written.ads] or written.single
    pages = [fetched(board, path_of(url)) for url in good[:SURVEYED]]
    began = process_time()
    ads = survey_ads(pages, listing) if pages else None
    took = (process_time() - began) * 1000
    fields = (*listing.fields, *(ads.fields if ads else ()))
    ruled = Profile(
        site=board,
        reader=ads.reader if ads else listing.reader,
        item=listing.item,
        fields=tuple({one.rule.name: one.rule for one in fields}.values()),
        links=listing.links,
    )
    found = crawl(board, ruled)
    both = written.ads.keys() & found.ads.keys()
    yield (
        f"{board}: reader {ruled.reader}, {len(found.ads)} ads, {len(both)} of"
        f" {len(written.ads)} as written; links.offer {listing.links.offer}, item {listing.item},"
        f" next {listing.links.next}; ads surveyed in {took:.0f} ms"
    )
    for one in fields:
        name = one.rule.name
        pairs = [(_field(written.ads[key], name), _field(found.ads[key], name)) for key in both]
        right = sum(likeness(mine, yours) > 0.95 for mine, yours in pairs if mine)
        asked = sum(bool(mine) for mine, _ in pairs)
        yield f"    {name:10} {right}/{asked} {', '.join(one.rule.select)} ({one.confidence})"


def _field(ad: Ad, name: str) -> str | None:
    value = getattr(ad, name) if name in {"title", "text", "key"} else ad.said.get(name)
    return value.rstrip(" #") if value else None


def surveyed(file: Path, url: str) -> Iterator[str]:
    page = Page(asked=url, url=url, status=200, body=file.read_bytes(), fetched=SEEN)
    survey_listing(page)  # tables are read once for all
    began = process_time()
    found = survey_listing(page)
    took = (process_time() - began) * 1000
    yield (
        f"{file.name}: {len(page.body)} bytes, {took:.0f} ms, reader {found.reader},"
        f" {found.ads} ads, links.offer {found.links.offer}, entry {found.links.entry},"
        f" country {found.about.country}"
    )
    yield from (f"    {note}" for note in found.notes)
    yield from (
        f"    {one.rule.name:10} {', '.join(one.rule.select)} = {one.example[:60]!r}"
        for one in found.fields
    )


if __name__ == "__main__":
    print("board         written  blocks  both  titles  texts  fields  ms a list")
    for name in STARTS:
        print(compared(name))
    for name in STARTS:
        print("\n".join(suggested(name)))
    for given, said in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        print("\n".join(surveyed(Path(given), said)))
