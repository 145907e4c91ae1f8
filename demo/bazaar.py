"""`bazaar`: classified ads rendered by the server, with pages, pinned ads and pages that fail."""

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
    page_of,
    paragraphs,
    redirect,
    teaser,
    views,
)
from demo.dates import polish

NAME = "bazaar"
SIZE = 8
PINNED = "10004"
"""Paid for: it stands first on every page of the listing."""

BUSY = "10008"
"""The page of this ad answers 429 when it is first asked for."""

OUTSIDE = "http://169.254.169.254/latest/meta-data/"
"""Link-local: where a hostile page would send a crawler."""

ROBOTS = """\
User-agent: *
Disallow: /promo/
Disallow: /konto
Disallow: /szukaj
"""


def answer(asked: Asked) -> Answer:
    found = online(NAME, asked.day)
    first, _, rest = asked.path.strip("/").partition("/")
    match first:
        case "" | "praca":
            return html(_listing(found, asked))
        case "ad" if rest.startswith("10999-"):
            return redirect(OUTSIDE)
        case "ad":
            return _ad(find(found, rest.partition("-")[0]), found, asked)
        case "promo":
            return html(fill("bazaar_promo.html"))
    return missing()


def _path(ad: DemoAd) -> str:
    return f"/ad/{ad.key}-{ad.id.removeprefix('bazaar-')}"


def _listing(found: tuple[DemoAd, ...], asked: Asked) -> str:
    shown, more = page_of(found, asked.page, SIZE)
    pinned = tuple(ad for ad in found if ad.key == PINNED)
    entries = "\n".join(_entry(ad, asked.day) for ad in (*pinned, *shown))
    after = f'<a rel="next" href="/praca?page={asked.page + 1}">Następna</a>' if more else ""
    traps = fill("bazaar_traps.html") if asked.page == 1 else ""
    return fill("bazaar_list.html", entries=entries, traps=traps, next=after, page=str(asked.page))


def _entry(ad: DemoAd, day: int) -> str:
    said = ad.wording(day)
    return fill(
        "bazaar_entry.html",
        path=_path(ad),
        title=escape(said.title or ""),
        teaser=teaser(said.text),
        place=escape(said.place or ""),
        posted=polish(ad.published, day_date(day)),
    )


def _ad(ad: DemoAd | None, found: tuple[DemoAd, ...], asked: Asked) -> Answer:
    if ad is None:
        return missing()
    if ad.key == BUSY and not asked.times:
        return Answer(status=429, headers=(("Retry-After", "1"),))
    frame = "bazaar_other.html" if ad.fault(asked.day) == "layout" else "bazaar_ad.html"
    return faulty(ad, asked.day, _page(frame, ad, found, asked.day), '<div class="description"')


def _page(frame: str, ad: DemoAd, found: tuple[DemoAd, ...], day: int) -> str:
    said = ad.wording(day)
    others = [other for other in found if other.id != ad.id][:4]
    return fill(
        frame,
        key=ad.key,
        title=escape(said.title or ""),
        text=paragraphs(said.text),
        facts=_facts(ad, day),
        posted=polish(ad.published, day_date(day)),
        contact=escape(said.contact or "formularz kontaktowy"),
        views=str(views(ad, day)),
        related="\n".join(_related(other, day) for other in others),
    )


def _facts(ad: DemoAd, day: int) -> str:
    said = ad.wording(day)
    rows = (
        ("Wynagrodzenie", "price", said.price),
        ("Miejsce", "place", said.place),
        ("Firma", "employer", said.employer),
    )
    return "\n".join(
        f'<dt>{label}</dt><dd class="{name}">{escape(value)}</dd>'
        for label, name, value in rows
        if value
    )


def _related(ad: DemoAd, day: int) -> str:
    said = ad.wording(day)
    title = escape(said.title or "")
    return f'<li><a href="{_path(ad)}">{title}</a><p>{teaser(said.text, 60)}</p></li>'


BOARD = Board(name=NAME, answer=answer, robots=ROBOTS, start=("/praca",))
