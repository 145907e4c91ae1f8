"""`appjobs`: a shell without content and a script that fetches JSON; only a browser sees ads.

The script also tries what it should not get: a service worker, a WebSocket, a POST, and a page that
robots.txt closes. A notice about cookies waits for an answer that nobody owes it.
"""

import json
from typing import Any

from demo.ads import DemoAd, online
from demo.board import JSON, Answer, Asked, Board, fill, find, html, missing, page_of, views

NAME = "appjobs"
SIZE = 4

ROBOTS = """\
User-agent: *
Disallow: /mi-cuenta
"""


def answer(asked: Asked) -> Answer:
    found = online(NAME, asked.day)
    match asked.path.strip("/").split("/"):
        case [""] | ["empleo", _]:
            return html(fill("appjobs_shell.html"))
        case ["app.js"]:
            return Answer(body=fill("appjobs_js.txt").encode(), type="text/javascript")
        case ["api", "empleos"]:
            return _listing(found, asked)
        case ["api", "empleos", key]:
            return _ad(find(found, key), asked.day)
    return missing()


def _listing(found: tuple[DemoAd, ...], asked: Asked) -> Answer:
    shown, more = page_of(found, asked.page, SIZE)
    jobs = [{**_summary(ad, asked.day), "path": f"/empleo/{ad.key}"} for ad in shown]
    return _json({"jobs": jobs, "next": asked.page + 1 if more else None})


def _summary(ad: DemoAd, day: int) -> dict[str, Any]:
    said = ad.wording(day)
    return {"id": ad.key, "title": said.title, "place": said.place, "price": said.price}


def _ad(ad: DemoAd | None, day: int) -> Answer:
    if ad is None:
        return Answer(body=b'{"error": "not found"}', status=404, type=JSON)
    said = ad.wording(day)
    more = {
        "text": said.text.split("\n\n"),
        "employer": said.employer,
        "contact": said.contact,
        "published": ad.published.isoformat(),
        "views": views(ad, day),
    }
    return _json(_summary(ad, day) | more)


def _json(value: dict[str, Any]) -> Answer:
    return Answer(body=json.dumps(value, ensure_ascii=False).encode(), type=JSON)


BOARD = Board(name=NAME, answer=answer, robots=ROBOTS)
