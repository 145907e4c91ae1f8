"""`oldboard`: tables within tables in windows-1251, as boards were made around the year 2000.

Only a meta tag names the encoding. The one table with a border holds the ad: rows of a bold
label and a value. Nothing has a class or an id.
"""

from html import escape

from demo.ads import DemoAd, online
from demo.board import Answer, Asked, Board, faulty, fill, find, page_of
from demo.dates import dotted

NAME = "oldboard"
SIZE = 5
ENCODING = "windows-1251"


def answer(asked: Asked) -> Answer:
    found = online(NAME, asked.day)
    match asked.path.strip("/"):
        case "" | "list.cgi":
            return _encoded(Answer(body=_listing(found, asked).encode()))
        case "show.cgi":
            return _encoded(_ad(find(found, asked.query.get("id", "")), asked.day))
    return _encoded(Answer(body=fill("oldboard_missing.html").encode(), status=404))


def _encoded(answer: Answer) -> Answer:
    """Signs that windows-1251 lacks become numeric references, as old scripts did."""
    text = answer.body.decode()
    cut = None if answer.cut is None else len(answer.body[: answer.cut].decode())
    return Answer(
        body=text.encode(ENCODING, "xmlcharrefreplace"),
        status=answer.status,
        type="text/html",
        cut=cut,
    )


def _listing(found: tuple[DemoAd, ...], asked: Asked) -> str:
    number = asked.query.get("p", "1")
    page = int(number) if number.isdecimal() else 1
    shown, more = page_of(found, page, SIZE)
    rows = "\n".join(_row(ad, asked.day) for ad in shown)
    before = f'<a href="/list.cgi?p={page - 1}">Назад</a>' if page > 1 else ""
    after = f'<a href="/list.cgi?p={page + 1}">Далее</a>' if more else ""
    return fill("oldboard_list.html", rows=rows, before=before, after=after, page=str(page))


def _row(ad: DemoAd, day: int) -> str:
    said = ad.wording(day)
    return fill(
        "oldboard_row.html",
        key=ad.key,
        title=escape(said.title or ""),
        place=escape(said.place or ""),
        posted=dotted(ad.published),
    )


def _ad(ad: DemoAd | None, day: int) -> Answer:
    if ad is None:
        return Answer(body=fill("oldboard_missing.html").encode(), status=404)
    said = ad.wording(day)
    cells = (
        ("Должность", said.title),
        ("Город", said.place),
        ("Оплата", said.price),
        ("Телефон", said.contact),
        ("Текст", said.text),
        ("Дата", dotted(ad.published)),
    )
    rows = "\n".join(_cell(label, value) for label, value in cells if value)
    page = fill("oldboard_ad.html", title=escape(said.title or ""), rows=rows, key=ad.key)
    return faulty(ad, day, page, "<table border=1")


def _cell(label: str, value: str) -> str:
    written = escape(value, quote=False).replace("\n", "<br>")
    return f"<tr><td><b>{label}:</b></td><td>{written}</td></tr>"


BOARD = Board(name=NAME, answer=answer, robots=None, start=("/list.cgi?p=1",))
