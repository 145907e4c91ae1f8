"""`sitemapboard`: ads are found only by the sitemap: an index, one part of it packed by gzip."""

import gzip
from datetime import UTC, datetime, time
from html import escape

from demo.ads import DemoAd, day_date, online
from demo.board import (
    Answer,
    Asked,
    Board,
    faulty,
    fill,
    find,
    html,
    missing,
    paragraphs,
)
from demo.dates import long

NAME = "sitemapboard"

ROBOTS = """\
User-agent: *
Disallow: /panel/
Sitemap: {base}/sitemap.xml
"""

XML = "application/xml; charset=utf-8"


def answer(asked: Asked) -> Answer:
    found = online(NAME, asked.day)
    packed, plain = found[::2], found[1::2]
    match asked.path.strip("/").split("/"):
        case [""]:
            return html(fill("sitemapboard_home.html", newest=_newest(found, asked.day)))
        case ["sitemap.xml"]:
            return _index(packed, plain, asked)
        case ["sitemaps", "ilan-1.xml.gz"]:
            return Answer(body=_packed(_urls(packed, asked)), type="application/gzip")
        case ["sitemaps", "ilan-2.xml"]:
            return Answer(body=_urls(plain, asked), type=XML)
        case ["ilan", key]:
            return _ad(find(found, key), asked)
    return missing()


def _newest(found: tuple[DemoAd, ...], day: int) -> str:
    """The home page names three ads only; whoever wants all needs the sitemap."""
    return "\n".join(
        f'<li><a href="/ilan/{ad.key}">{escape(ad.wording(day).title or "")}</a></li>'
        for ad in found[:3]
    )


def modified(ad: DemoAd, day: int) -> datetime:
    """When the wording of that day appeared (UTC)."""
    edited = max(since for since, _ in ad.wordings if since <= day)
    at = ad.published if edited == 1 else day_date(edited)
    return datetime.combine(at, time(4, int(ad.key) % 60), UTC)


def _packed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


def _index(packed: tuple[DemoAd, ...], plain: tuple[DemoAd, ...], asked: Asked) -> Answer:
    parts = (("ilan-1.xml.gz", packed), ("ilan-2.xml", plain))
    entries = [
        f"<sitemap><loc>{asked.base}/sitemaps/{name}</loc>"
        f"<lastmod>{max(modified(ad, asked.day) for ad in ads).isoformat()}</lastmod></sitemap>"
        for name, ads in parts
    ]
    body = fill("sitemapboard_index.xml", entries="\n".join(entries))
    return Answer(body=body.encode(), type=XML)


def _urls(found: tuple[DemoAd, ...], asked: Asked) -> bytes:
    entries = [
        f"<url><loc>{asked.base}/ilan/{ad.key}</loc>"
        f"<lastmod>{modified(ad, asked.day).isoformat()}</lastmod></url>"
        for ad in found
    ]
    return fill("sitemapboard_urls.xml", entries="\n".join(entries)).encode()


def _ad(ad: DemoAd | None, asked: Asked) -> Answer:
    if ad is None:
        return missing()
    said = ad.wording(asked.day)
    rows = (
        ("Ücret", said.price),
        ("Yer", said.place),
        ("İşveren", said.employer),
        ("İlan tarihi", long(ad.published, "tr")),
        ("Son başvuru", long(ad.valid_until, "tr") if ad.valid_until else None),
        ("İletişim", said.contact),
    )
    page = fill(
        "sitemapboard_ad.html",
        key=ad.key,
        language=ad.language,
        title=escape(said.title or ""),
        rows="\n".join(
            f"<tr><th>{label}</th><td>{escape(value)}</td></tr>" for label, value in rows if value
        ),
        text=paragraphs(said.text),
    )
    return faulty(ad, asked.day, page, '<section id="aciklama"')


BOARD = Board(name=NAME, answer=answer, robots=ROBOTS, start=("/sitemap.xml",))
