"""`feedboard`: an RSS feed, an Atom feed and a JSON Feed with whole ads in them.

`shape.feed` of an ad says in which of them it stands: `rss`, `atom` or `json`.
"""

import json
from datetime import UTC, datetime, time
from email.utils import format_datetime
from html import escape

from demo.ads import DemoAd, online
from demo.board import Answer, Asked, Board, fill, find, html, missing, paragraphs, teaser

NAME = "feedboard"

ROBOTS = """\
User-agent: *
Crawl-delay: 1
Disallow: /admin/
"""


def answer(asked: Asked) -> Answer:
    found = online(NAME, asked.day)
    match asked.path.strip("/").split("/"):
        case [""]:
            return html(fill("feedboard_home.html"))
        case ["anunturi.rss"]:
            return _feed("rss", found, asked, "application/rss+xml; charset=utf-8")
        case ["annonces.atom"]:
            return _feed("atom", found, asked, "application/atom+xml; charset=utf-8")
        case ["njoftime.json"]:
            return _json_feed([ad for ad in found if ad.shape["feed"] == "json"], asked)
        case ["p", key]:
            return _page(find(found, key), asked)
    return missing()


def moment(ad: DemoAd) -> datetime:
    """When the ad was published (UTC): early, for the demo crawls in the morning of a day."""
    return datetime.combine(ad.published, time(int(ad.key) % 7, int(ad.key) % 60), UTC)


def _link(ad: DemoAd, asked: Asked) -> str:
    return f"{asked.base}/p/{ad.key}"


def _feed(kind: str, found: tuple[DemoAd, ...], asked: Asked, type_: str) -> Answer:
    entries = [_entry(kind, ad, asked) for ad in found if ad.shape["feed"] == kind]
    body = fill(f"feedboard_{kind}.xml", base=asked.base, entries="\n".join(entries))
    return Answer(body=body.encode(), type=type_)


def _entry(kind: str, ad: DemoAd, asked: Asked) -> str:
    said = ad.wording(asked.day)
    at = moment(ad)
    return fill(
        f"feedboard_{kind}_entry.xml",
        link=_link(ad, asked),
        title=escape(said.title or ""),
        teaser=teaser(said.text, 120),
        cdata=paragraphs(_whole(ad, asked.day)),
        escaped=escape(paragraphs(_whole(ad, asked.day))),
        employer=escape(said.employer or "Anunț"),
        place=escape(said.place or ""),
        published=at.isoformat() if kind == "atom" else format_datetime(at),
    )


def _whole(ad: DemoAd, day: int) -> str:
    return ad.wording(day).text


def _json_feed(found: list[DemoAd], asked: Asked) -> Answer:
    items = [_item(ad, asked) for ad in found]
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Njoftime pune",
        "home_page_url": asked.base + "/",
        "feed_url": asked.base + "/njoftime.json",
        "language": "sq",
        "items": items,
    }
    body = json.dumps(made, ensure_ascii=False, indent=1).encode()
    return Answer(body=body, type="application/feed+json")


def _item(ad: DemoAd, asked: Asked) -> dict[str, object]:
    said = ad.wording(asked.day)
    link = _link(ad, asked)
    return {
        "id": link,
        "url": link,
        "title": said.title,
        "content_html": paragraphs(_whole(ad, asked.day)),
        "summary": teaser(said.text, 120),
        "date_published": moment(ad).isoformat(),
        "authors": [{"name": said.employer or "Njoftim"}],
        "tags": [said.place or ""],
    }


def _page(ad: DemoAd | None, asked: Asked) -> Answer:
    if ad is None:
        return missing()
    said = ad.wording(asked.day)
    text = paragraphs(_whole(ad, asked.day))
    page = fill(
        "feedboard_page.html", title=escape(said.title or ""), text=text, language=ad.language
    )
    return html(page)


BOARD = Board(
    name=NAME,
    answer=answer,
    robots=ROBOTS,
    start=("/anunturi.rss", "/annonces.atom", "/njoftime.json"),
)
