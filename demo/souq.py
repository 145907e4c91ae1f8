"""`souq`: a board written from right to left; the place of an ad stands only in the listing."""

from html import escape

from demo.ads import DemoAd, online
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
from demo.dates import ARABIC_DIGITS, long

NAME = "souq"
SIZE = 6

INSIDE = "http://10.0.0.8/panel"
"""Private: where a hostile page would send a crawler."""

ROBOTS = """\
User-agent: *
Disallow: /vip
Disallow: /hisab
"""


def answer(asked: Asked) -> Answer:
    found = online(NAME, asked.day)
    match asked.path.strip("/").split("/"):
        case ["" | "wazaif"]:
            return html(_listing(found, asked))
        case ["ilan", "7999"]:
            return redirect(INSIDE)
        case ["ilan", key]:
            return _ad(find(found, key), found, asked)
        case ["vip", *_]:
            return html(fill("souq_vip.html"))
    return missing()


def _listing(found: tuple[DemoAd, ...], asked: Asked) -> str:
    shown, more = page_of(found, asked.page, SIZE)
    entries = "\n".join(_entry(ad, asked.day) for ad in shown)
    after = f'<a class="next" href="/wazaif?page={asked.page + 1}">التالي</a>' if more else ""
    traps = fill("souq_traps.html") if asked.page == 1 else ""
    return fill("souq_list.html", entries=entries, traps=traps, next=after)


def _entry(ad: DemoAd, day: int) -> str:
    said = ad.wording(day)
    return fill(
        "souq_entry.html",
        key=ad.key,
        title=escape(said.title or ""),
        place=escape(said.place or ""),
        teaser=teaser(said.text, 70),
    )


def _ad(ad: DemoAd | None, found: tuple[DemoAd, ...], asked: Asked) -> Answer:
    if ad is None:
        return missing()
    said = ad.wording(asked.day)
    others = [other for other in found if other.id != ad.id][:3]
    page = fill(
        "souq_ad.html",
        key=ad.key.translate(ARABIC_DIGITS),
        language=ad.language,
        title=escape(said.title or ""),
        text=paragraphs(said.text),
        price=escape(said.price or "حسب الاتفاق"),
        employer=escape(said.employer or "غير مذكور"),
        posted=long(ad.published, "ar"),
        contact=escape(said.contact or ""),
        views=str(views(ad, asked.day)).translate(ARABIC_DIGITS),
        related="\n".join(_entry(other, asked.day) for other in others),
    )
    return faulty(ad, asked.day, page, '<div class="matn"')


BOARD = Board(name=NAME, answer=answer, robots=ROBOTS, start=("/wazaif",))
