"""`crossings`: travel offers, several on each numbered page, none with a page of its own."""

from html import escape

from demo.ads import DemoAd, online
from demo.board import Answer, Asked, Board, fill, html, missing, page_of, paragraphs, redirect
from demo.dates import long

NAME = "crossings"
SIZE = 5
PAGES = 4
"""Numbered pages that exist; the last ones may be empty."""

ROBOTS = """\
User-agent: *
Disallow: /book/
"""


def answer(asked: Asked) -> Answer:
    match asked.path.strip("/"):
        case "":
            return redirect("/offers?page=1")
        case "offers" if 1 <= asked.page <= PAGES:
            return html(_listing(online(NAME, asked.day), asked))
    return missing()


def _listing(found: tuple[DemoAd, ...], asked: Asked) -> str:
    shown, _ = page_of(found, asked.page, SIZE)
    trips = "\n".join(_trip(ad, asked.day) for ad in shown)
    return fill(
        "crossings_list.html",
        trips=trips or '<p class="none">No offers found on this page.</p>',
        pages=" ".join(
            f'<a href="/offers?page={number}">{number}</a>' for number in range(1, PAGES + 1)
        ),
    )


def _trip(ad: DemoAd, day: int) -> str:
    said = ad.wording(day)
    return fill(
        "crossings_trip.html",
        key=ad.key,
        language=ad.language,
        title=escape(said.title or ""),
        text=paragraphs(said.text),
        price=escape(said.price or ""),
        route=escape(said.place or ""),
        operator=escape(said.employer or "private"),
        contact=escape(said.contact or ""),
        posted=long(ad.published, "en"),
    )


BOARD = Board(name=NAME, answer=answer, robots=ROBOTS, start=("/offers?page=1",))
