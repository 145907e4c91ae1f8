"""Pages that only a browser shows: what it may do, what it fetches, and what is kept of it."""

import json
from collections.abc import Mapping

import pytest

from crawlers.browser.traffic import MOST_REQUESTS
from crawlers.process import Exit
from evidence.read import read_capture
from index.query.tree import Everything
from offers.run import Coverage, End
from tests.crawlers.desk import Desk
from tests.crawlers.test_crawl import FIELDS, ad
from tests.crawlers.web import Answer, Web

pytestmark = pytest.mark.browser

RENDER = "render = true\n" + FIELDS
MORE = RENDER.replace("[links]\n", '[links]\nmore = ".more"\n')
PRESS = MORE.replace("[links]\n", "[links]\nrounds = 1\n")
SCROLL = RENDER.replace("[links]\n", "[links]\nscroll = true\nrounds = 3\n")

SHELL = """<!doctype html><meta charset=utf-8><title>Board</title>
<link rel=stylesheet href="/style.css"><link rel=icon href="/icon.png">
<style>@font-face { font-family: x; src: url(/font.woff2); } body { font-family: x }</style>
<div id=cookies style="position: fixed; inset: 0; z-index: 9"><form action="/consent" method=post>
<button onclick="fetch('/consent')">Accept</button></form></div>
<h1></h1><p class=text></p><ul></ul>
<img src="/photo.jpg"><video src="/film.mp4" autoplay></video><script src="/app.js"></script>"""

APP = """
const list = document.querySelector("ul");
const ad = location.pathname.match(/ads\\/(\\d+)/);
fetch("/visits", {method: "POST", body: "1"}).catch(() => {});
fetch("/closed/notices").catch(() => {});
if (ad) {
  fetch("/api/ad/" + ad[1]).then((answer) => answer.json()).then((told) => {
    document.querySelector("h1").textContent = told.title;
    document.querySelector(".text").textContent = told.text;
  });
} else {
  const button = document.createElement("button");
  button.className = "more"; button.textContent = "More"; button.type = "button";
  let page = 1;
  const load = () => fetch("/api/list?page=" + page).then((answer) => answer.json())
    .then((told) => {
      for (const number of told.ads) {
        const link = document.createElement("a");
        link.className = "ad"; link.href = "/ads/" + number; link.textContent = "Ad " + number;
        list.append(document.createElement("li")); list.lastChild.append(link);
      }
      page += 1;
      if (told.more) { document.body.append(button); } else { button.remove(); }
    });
  button.addEventListener("click", load);
  load();
}
"""
MEDIA = {"/style.css", "/icon.png", "/font.woff2", "/photo.jpg", "/film.mp4"}


def api(told: Mapping[str, object]) -> Answer:
    return Answer(json.dumps(told), type="application/json")


@pytest.fixture
def board(web: Web) -> Web:
    web.routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /closed\n")
    web.routes["/"] = Answer(SHELL, headers={"ETag": '"always the same"'})
    web.routes["/app.js"] = Answer(APP, type="application/javascript")
    for page, numbers in enumerate(([1, 2], [3, 4], [5]), 1):
        web.routes[f"/api/list?page={page}"] = api({"ads": numbers, "more": page < 3})
        for number in numbers:
            said = {"title": f"Ad {number}", "text": f"Pickers wanted, {number} €"}
            web.routes[f"/api/ad/{number}"] = api(said)
            web.routes[f"/ads/{number}"] = Answer(SHELL)
    return web


def test_a_board_made_of_scripts(desk: Desk, board: Web) -> None:
    """The button is pressed to the end; nothing is sent, accepted or fetched that is not text."""
    desk.site("board", board.url("/"), MORE)
    done = desk.crawl("board")
    assert done.returncode == Exit.DONE, done.stderr
    assert desk.titles() == {f"Ad {number}" for number in range(1, 6)}
    (run,) = desk.runs()
    assert (run.end, run.coverage) == (End.OK, Coverage.FULL)
    assert [path for path in board.asked if path.startswith("/api/list")] == [
        f"/api/list?page={page}" for page in (1, 2, 3)
    ]
    assert board.asked.count("/app.js") == 1
    assert not set(board.asked) & {*MEDIA, "/consent", "/visits", "/closed/notices"}
    assert len(board.agents) == 1
    told = [(problem.kind, problem.url) for problem in desk.problems()]
    assert told == [("browser", board.url("/visits")), ("robots", board.url("/closed/notices"))]


def test_what_is_kept_of_a_page(desk: Desk, board: Web) -> None:
    """The document as it came, what it became, and the answers of its scripts."""
    desk.site("board", board.url("/ads/1"), "render = true\n" + FIELDS)
    board.routes["/ads/1"] = Answer(SHELL.replace("<ul>", '<a class=ad href="/ads/2">2</a><ul>'))
    desk.crawl("board")
    with desk.store() as store:
        (known,) = store.index.search(Everything()).offers
    assert known.offer.capture
    kept = read_capture(desk.folder / "captures", known.offer.capture)
    assert kept.body == SHELL.encode()
    assert "Pickers wanted, 2 €" in (kept.dom or b"").decode()
    assert [(part.url, part.body) for part in kept.parts] == [
        (
            board.url("/api/ad/2"),
            json.dumps({"title": "Ad 2", "text": "Pickers wanted, 2 €"}).encode(),
        )
    ]
    for file in desk.folder.rglob("*.warc.gz"):
        assert desk.warc_check(file) == 0


def test_scrolling(desk: Desk, web: Web) -> None:
    """Goes on as long as something grows; if that may be longer, the run does not claim all."""
    page = """<h1>Ads</h1><ul></ul><div id=end style="margin-top: 3000px">.</div><script>
    let number = 0;
    new IntersectionObserver((seen) => {
      if (!seen[0].isIntersecting || number === %s) return;
      number += 1;
      document.querySelector("ul").insertAdjacentHTML("beforeend",
        `<li style="height: 2000px"><a class=ad href="/ads/${number}">x</a>`);
    }).observe(document.querySelector("#end"));
    </script>"""
    web.routes |= {f"/ads/{number}": ad(number) for number in range(1, 10)}
    for size, coverage in ((2, Coverage.FULL), (9, Coverage.PARTIAL)):
        web.routes["/"] = Answer(page % size)
        desk.site("board", web.url("/"), SCROLL)
        desk.crawl("board")
        run = desk.runs()[-1]
        assert (run.end, run.coverage) == (End.OK, coverage), run.reason
    assert "links.rounds = 3 was reached" in (run.reason or "")
    assert {f"/ads/{number}" for number in (1, 2, 3)} <= set(web.asked)
    assert "/ads/9" not in web.asked


REFUSED = {
    "<form action=/sent method=post><button class=more>More</button></form>": "sends a form",
    "<form action=/sent><input type=submit class=more></form>": "sends a form",
    "<form action=/sent><input type=image class=more></form>": "sends a form",
    "<form action=/sent><button><b class=more>More</b></button></form>": "sends a form",
    "<form id=f action=/sent></form><button form=f class=more>More</button>": "sends a form",
    "<a class=more href=/sent>More</a>": "is a link to another page",
    "<a href=/sent><b class=more>More</b></a>": "is a link to another page",
    "<a class=more href='#' target=_blank>More</a>": "is a link to another page",
    "<a class=more href='#' download>More</a>": "is a download",
    "<label class=more>More<input type=checkbox></label>": "belongs to a field of a form",
    "<input class=more type=checkbox>": "is a field of a form",
}
PRESSED = (
    "<button class=more>More</button>",
    "<form action=/sent><button type=button class=more>More</button></form>",
    "<a class=more href='#'>More</a>",
    "<a class=more href='javascript:void 0'>More</a>",
    "<div class=more>More</div>",
    "<form action=/sent method=post><b class=more onclick='forms[0].submit()'>More</b></form>",
)


RESTED = """
from crawlers.browser import rendering
rendering.QUIET = 0.2
"""
"""A Python site that says nothing of the site: its pages, which never ask for anything, pass for
ready sooner."""


def test_what_is_pressed(desk: Desk, web: Web) -> None:
    """Nothing that sends a form or leads elsewhere; and what a script sends does not arrive."""
    pages = [*REFUSED, *PRESSED]
    web.routes["/ads/1"] = ad(1)
    starts = []
    for number, button in enumerate(pages):
        lists = f"<a class=ad href=/ads/1>x</a>{button}<script>"
        work = f"insertAdjacentHTML('beforeend', '<a class=ad href=/ads/1{number:02}>x</a>')"
        once = f"document.onclick = () => {{ document.body.{work}; document.onclick = null; }}"
        web.routes[f"/list/{number}"] = Answer(f"<body>{lists}{once}</script>")
        starts.append(web.url(f"/list/{number}"))
    desk.site("board", '", "'.join(starts), PRESS)
    (desk.folder / "sites/board.py").write_text(RESTED)
    desk.crawl("board")
    told = {problem.url: problem.reason for problem in desk.problems() if problem.kind == "layout"}
    refused = dict(zip(starts, REFUSED.values(), strict=False))
    assert told.keys() == refused.keys()
    assert all(refused[url] in reason for url, reason in told.items())
    assert {path for path in web.asked if path.startswith("/ads/1") and len(path) == 8} == {
        f"/ads/1{number:02}" for number in range(len(REFUSED), len(pages))
    }
    assert "/sent" not in web.asked
    (run,) = desk.runs()
    assert run.coverage is Coverage.PARTIAL
    assert "is not pressed" in (run.reason or "")


def test_a_page_is_waited_for(desk: Desk, web: Web) -> None:
    """However long it is quiet before: longer than what passes for rest without a selector."""
    late = "setTimeout(() => document.body.insertAdjacentHTML('beforeend', '%s'), 2000)"
    link = '<a class="ad late" href="/ads/1">x</a>'
    web.routes |= {"/": Answer(f"<body><script>{late % link}</script>"), "/ads/1": ad(1)}
    desk.site("board", web.url("/"), 'wait = ".late, h1"\n' + RENDER)
    desk.crawl("board")
    assert desk.titles() == {"Ad number 1"}


def test_a_wait_that_is_in_vain_is_told(desk: Desk, web: Web) -> None:
    web.routes |= {"/": Answer('<a class=ad href="/ads/1">x</a>'), "/ads/1": ad(1)}
    desk.site("board", web.url("/"), 'wait = "h1"\n' + RENDER)
    desk.scrapy("crawl", "board", "-s", "DOWNLOAD_TIMEOUT=2")
    assert desk.titles() == {"Ad number 1"}
    (problem,) = desk.problems()
    assert (problem.kind, problem.url) == ("layout", web.url("/"))
    assert 'wait = "h1" is not on the page' in problem.reason


FEWER = """
from crawlers.browser import traffic
traffic.MOST_REQUESTS = 30
"""


def test_scripts_may_not_ask_for_ever(desk: Desk, web: Web) -> None:
    """A fifth of what they may ask for otherwise."""
    assert MOST_REQUESTS == 150
    ask = "for (let n = 0; n < 80; n++) fetch('/api/' + n).catch(() => {});"
    web.routes["/"] = Answer(f'<a class=ad href="/ads/1">x</a><script>{ask}</script>')
    web.routes["/ads/1"] = ad(1)
    desk.site("board", web.url("/"), RENDER)
    (desk.folder / "sites/board.py").write_text(FEWER)
    desk.crawl("board")
    assert 20 < sum(path.startswith("/api/") for path in web.asked) <= 30
    assert [problem.kind for problem in desk.problems()] == ["too-large"]
    assert desk.titles() == {"Ad number 1"}
    assert desk.runs()[0].coverage is Coverage.PARTIAL
