"""Pages that stand in the way: the run says which, keeps them, and makes no offer of them."""

import pytest

from crawlers.process import Exit
from evidence.warc import read_capture
from offers.life import Status
from offers.run import Coverage, End
from tests.crawlers.desk import Desk
from tests.crawlers.test_crawl import ad, listing, offers
from tests.crawlers.web import Answer, Web

LOOSE = """
reader = "selectors"
[links]
offer = "a.ad"
[fields]
title = "h1"
text = "body"
"""
"""Rules that fit every page there is."""

PASSWORD = "<form><input type=email><input type=password><button>Увійти</button></form>"
SHELL = '<title>Board</title><div id="root"></div><script src="/app.js"></script>'

LISTINGS = [
    ("login", End.BLOCKED, Answer(f"<h1>Вхід</h1>{PASSWORD}<p>Необхідно увійти на сайт.")),
    ("challenge", End.BLOCKED, Answer("<title>请稍候…</title><h1>安全验证</h1><p>请拖动滑块")),
    ("challenge", End.BLOCKED, Answer("", headers={"cf-mitigated": "challenge"})),
    ("challenge", End.BLOCKED, Answer("<p>wait<script>window._cf_chl_opt={}</script>", 403)),
    ("region", End.BLOCKED, Answer("<h1>عذراً</h1><p>هذا الموقع غير متاح في بلدك.")),
    ("region", End.BLOCKED, Answer("no", 451)),
    ("script", End.BROKEN, Answer(f"{SHELL}<noscript>कृपया जावास्क्रिप्ट सक्षम करें</noscript>")),
    ("consent", End.BROKEN, Answer("<h1>We value your privacy</h1><p>Χρησιμοποιούμε "
     "cookies. <button>Αποδοχή όλων</button>")),
    ("missing", End.BROKEN, Answer("<h1>ገጹ አልተገኘም</h1><p>ይህ ገጽ የለም")),
    ("parked", End.BROKEN, Answer("<title>x</title><p>Этот домен продается. Купить домен.")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "end", "answer"), LISTINGS)
def test_listings_that_are_walls(desk: Desk, web: Web, kind: str, end: End, answer: Answer) -> None:
    desk.site("board", web.url("/"), LOOSE.replace('[links]\noffer = "a.ad"\n', ""))
    web.routes["/"] = answer
    done = desk.crawl("board")
    assert done.returncode == (Exit.BLOCKED if end is End.BLOCKED else Exit.BROKEN), done.stderr
    (run,) = desk.runs()
    (problem,) = desk.problems()
    assert (run.end, run.coverage, problem.kind) == (end, Coverage.PARTIAL, kind)
    assert f"{kind}:" in (run.reason or "") or "451" in (run.reason or "")
    assert problem.capture
    assert read_capture(desk.folder / "captures", problem.capture).url == web.url("/")
    assert offers(desk) == []
    if kind in {"script", "consent"}:
        assert "needs a browser: render = true in board.toml" in problem.reason


ADS = {
    1: ("login", "<h1>Вход</h1><p>Для просмотра этой страницы необходимо авторизоваться."),
    2: ("challenge", "<title>Just a moment...</title><div id=px-captcha></div>"),
    3: ("region", "<h1>Üzgünüz</h1><p>Bu site ülkenizde kullanılamıyor."),
    4: ("script", SHELL),
    5: ("consent", "<h1>آپ کی رازداری</h1><p>ہم کوکیز استعمال کرتے ہیں۔ <a>سب قبول کریں</a>"),
    6: ("parked", "<h1>x</h1><script src='https://img.sedoparking.com/x.js'></script>"),
    7: ("expired", "<h1>Ad number 7</h1><p>Ця вакансія закрита."),
    8: ("expired", "<h1>दुःख है</h1><p>यह विज्ञापन अब उपलब्ध नहीं है।"),
}
HONEST = {
    11: "<h1>Night porter</h1><p>By the lake. Log in to see the phone number.</p>",
    12: "<h1>Web developer</h1><p>'Page not found'? 'Access denied'? Help us mend that.</p>",
    13: "<h1>Cook</h1><p>Canteen, days only</p><form><input name=q><div class='g-recaptcha' "
    "data-sitekey=k></div></form><noscript>You need to enable JavaScript</noscript>",
    14: "<div>We use cookies. <button>Accept all</button></div><h1>Baker</h1><p>Bread, nights",
    **{number: f"<h1>Driver {number}</h1><p>Vans, weekends free" for number in range(15, 20)},
}


def test_ads_behind_walls(desk: Desk, web: Web) -> None:
    """Read once, then all of them walled up: none is edited, and gone are only those that say so.
    Beside them stand honest pages that sound alike."""
    desk.set_clock(0)
    desk.site("board", web.url("/"), LOOSE)
    web.routes["/"] = listing(*ADS, *HONEST)
    web.routes |= {f"/ads/{number}": ad(number) for number in ADS}
    web.routes |= {f"/ads/{number}": Answer(html) for number, html in HONEST.items()}
    desk.crawl("board")
    before = {known.offer.url: known.version for known in offers(desk)}
    assert set(before) == {web.url(f"/ads/{number}") for number in (*ADS, *HONEST)}

    web.routes |= {f"/ads/{number}": Answer(html) for number, (_, html) in ADS.items()}
    desk.set_clock(days=2)
    desk.crawl("board")
    told = {problem.url: problem.kind for problem in desk.problems()}
    assert told == {web.url(f"/ads/{number}"): kind for number, (kind, _) in ADS.items()}
    assert all(problem.capture for problem in desk.problems())
    after = {known.offer.url: known for known in offers(desk)}
    assert {url: known.version for url, known in after.items()} == before
    run = desk.runs()[-1]
    assert (run.end, run.coverage, run.counts.get("edited")) == (End.OK, Coverage.FULL, None)
    gone = {url for url, known in after.items() if known.status is Status.GONE}
    assert gone == {web.url("/ads/7"), web.url("/ads/8")}


def test_an_ad_answered_with_404_is_gone(desk: Desk, web: Web) -> None:
    """Even while its listing still names it."""
    desk.set_clock(0)
    desk.site("board", web.url("/"), LOOSE)
    web.routes |= {"/": listing(1, 2), "/ads/1": ad(1), "/ads/2": ad(2)}
    desk.crawl("board")
    web.routes["/ads/2"] = Answer("gone", 410)
    desk.set_clock(days=2)
    desk.crawl("board")
    assert [problem.kind for problem in desk.problems()] == ["missing"]
    assert {known.offer.url: known.status for known in offers(desk)} == {
        web.url("/ads/1"): Status.ONLINE,
        web.url("/ads/2"): Status.GONE,
    }


def test_a_site_that_lost_all_its_ads_is_broken(desk: Desk, web: Web) -> None:
    desk.site("board", web.url("/"), LOOSE)
    web.routes["/"] = listing(1, 2, 3)
    web.routes |= {f"/ads/{n}": Answer("<h1>404</h1><p>Page not found</p>") for n in (1, 2, 3)}
    assert desk.crawl("board").returncode == Exit.BROKEN
    assert {problem.kind for problem in desk.problems()} == {"expired"}


def test_five_walls_in_a_row_end_the_run(desk: Desk, web: Web) -> None:
    """Those that say no; a site that is merely broken is read to its end."""
    desk.site("board", web.url("/"), LOOSE)
    web.routes["/"] = listing(*range(1, 15))
    shell, login = Answer(SHELL), Answer(f"<h1>Log in</h1>{PASSWORD}")
    web.routes |= {f"/ads/{n}": shell if n < 8 else login for n in range(1, 15)}
    assert desk.crawl("board").returncode == Exit.BLOCKED
    assert "/ads/12" in web.asked
    assert "/ads/14" not in web.asked
    assert "login: a log-in wall" in (desk.runs()[0].reason or "")


TELEGRAM = """
reader = "telegram"
"""
MEMBERS_ONLY = (
    '<div class="tgme_page"><div class="tgme_page_title">Jobs</div><div class="tgme_page_extra">'
    '99 subscribers</div><div class="tgme_page_action"><a href="tg://x">Open</a></div></div>'
)
NOBODY = (
    '<div class="tgme_page"><i class="tgme_icon_user"></i><div class="tgme_page_description">'
    "If you have Telegram, you can contact @jobs right away.</div></div>"
)


@pytest.mark.parametrize(
    ("kind", "page", "end"), [("login", MEMBERS_ONLY, End.BLOCKED), ("missing", NOBODY, End.BROKEN)]
)
def test_channels_that_show_nothing(desk: Desk, web: Web, kind: str, page: str, end: End) -> None:
    """Telegram leads from the preview to the page on which one joins."""
    desk.site("jobs", web.url("/s/jobs"), TELEGRAM)
    web.routes["/s/jobs"] = Answer(status=302, headers={"Location": "/jobs"})
    web.routes["/jobs"] = Answer(page)
    desk.crawl("jobs")
    assert desk.problems()[-1].kind == kind
    assert desk.runs()[0].end is end


def test_ads_that_sound_like_walls_end_no_run(desk: Desk, web: Web) -> None:
    """Anybody may write five in a row: they are told and kept, and the others are read."""
    rules = LOOSE.replace('"body"', '"p"')
    desk.site("board", web.url("/"), rules)
    loud = "<h1>Please log in to continue</h1><p>Waitress in Dubai, call +1 202 555 0123 today."
    web.routes["/"] = listing(*range(1, 13))
    web.routes |= {f"/ads/{number}": ad(number) for number in range(1, 13)}
    web.routes |= {f"/ads/{number}": Answer(loud) for number in range(3, 9)}
    assert desk.crawl("board").returncode == Exit.DONE
    assert len(offers(desk)) == 6
    told = desk.problems()
    assert [problem.kind for problem in told] == ["login"] * 6
    assert all(problem.capture for problem in told)
