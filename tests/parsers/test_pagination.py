"""The next page of a list: found in many languages and shapes, and never where there is none."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.page import Page
from offers.profile import LinkRules, Profile
from parsers.dom import Dom
from parsers.links import links
from parsers.page_steps import step
from parsers.pagination import next_page

URL = "https://board.example/jobs"


def page(body: str, url: str = URL) -> Page:
    raw = body.encode("utf-8", "surrogatepass")
    return Page(asked=url, url=url, status=200, body=raw, fetched=datetime(2026, 11, 5, tzinfo=UTC))


def found(body: str, url: str = URL) -> str | None:
    return next_page(Dom(page(body, url)))


WORDS = """
Next|Next page|Older posts|Load more|Show more jobs|next 100|Следующая|Далее|Показать ещё|Вперёд →
Наступна|Далі|Показати більше|Następna|Dalej ›|Pokaż więcej|Další|Další strana »|Ďalšia|Következő
Tovább|Următoarea|Pagina următoare|Înainte|Weiter|Nächste Seite|Mehr anzeigen|Suivant|Page suivante
Voir plus|Siguiente|Ver más|Cargar más|Próxima|Seguinte|Carregar mais|Successiva|Avanti|Volgende
Nästa|Neste side|Næste|Seuraava|Järgmine|Kitas|Nākamā|Sonraki|Sonraki sayfa|Daha fazla|Növbəti
Tjetra|Më shumë|Επόμενη|Επόμενη σελίδα|Следваща|Следећа|Sljedeća|Naslednja|التالي|الصفحة التالية
عرض المزيد|بعدی|صفحه بعد|نمایش بیشتر|اگلا صفحہ|دواتر|הבא|העמוד הבא|अगला|পরবর্তী|Trang sau
Xem thêm|Selanjutnya|Berikutnya|ถัดไป|下一页|下一頁|加载更多
次へ|もっと見る|다음|더보기|ቀጣይ|შემდეგი|հաջորդ
"""
SPOKEN = [word for line in WORDS.split("\n") for word in line.split("|") if word]


@pytest.mark.parametrize("word", SPOKEN)
def test_words_for_the_next_page(word: str) -> None:
    body = f'<div><a href="/jobs?page=2">{word}</a></div>'
    assert found(body) == "https://board.example/jobs?page=2"


ACTS = """
/logout|/log-out?page=2|/sign_out|/login?return=/jobs|/cart/add?item=2&page=2|/ads/1/delete?page=2
/unsubscribe?page=2|/vote?page=2
"""


@pytest.mark.parametrize("leading", ACTS.strip().replace("\n", "|").split("|"))
@pytest.mark.parametrize("how", ["rel=next", "class=next"])
def test_links_that_do_something(how: str, leading: str) -> None:
    """A request for them may change what is there, whatever they are called."""
    assert found(f'<div class="pager"><a {how} href="{leading}">Next</a></div>') is None


@pytest.mark.parametrize("leading", ["/jobs?month=2026-12", "?date=2026-11-23", "/jobs?year=2027"])
@pytest.mark.parametrize("how", ["rel=next", "class=next"])
def test_leaves_of_a_calendar(how: str, leading: str) -> None:
    """They have no end."""
    assert found(f'<div class="pager"><a {how} href="{leading}">Next</a></div>') is None


def test_lists_of_what_could_be_done() -> None:
    url = "https://board.example/login/jobs"
    assert found('<a rel=next href="/login/jobs?page=2">Next</a>', url) == f"{url}?page=2"
    assert found('<a rel=next href="/jobs/carters?page=2">Next</a>') is not None


OTHERS = """
Previous|Back|Назад|Zurück|Précédent|Anterior|Önceki|السابق|قبلی|הקודם|上一页|前へ|이전|Предыдущая
Poprzednia|Last|Ostatnia|الأخيرة
"""


@pytest.mark.parametrize("word", OTHERS.strip().replace("\n", "|").split("|"))
def test_words_for_other_pages(word: str) -> None:
    assert (
        found(f'<div class="pager"><a href="/jobs?page=7">{word}</a></div>', f"{URL}?page=6")
        is None
    )


SHAPES = {
    "link in the head": ('<link rel="next" href="/jobs/page/2">', "", "/jobs/page/2"),
    "rel of a link": ('<a rel="nofollow next" href="?page=2">x</a>', "", "/jobs?page=2"),
    "class": (
        '<li class="next"><a class="next" href="?page=2"><i></i></a></li>',
        "",
        "/jobs?page=2",
    ),
    "label": ('<a aria-label="Next page" href="?page=2"><svg></svg></a>', "", "/jobs?page=2"),
    "title": ('<a title="Siguiente" href="?page=2"></a>', "", "/jobs?page=2"),
    "picture": ('<a href="?page=2"><img src=n.gif alt="Weiter"></a>', "", "/jobs?page=2"),
    "arrow": ('<a href="?page=2">›</a><a href="?page=9">»</a>', "", "/jobs?page=2"),
    "numbers": ("<b>1</b> <a href='?page=2'>2</a> <a href='?page=3'>3</a>", "", "/jobs?page=2"),
    "numbers, further on": (
        "<a href='?page=1'>1</a> <a href='?page=2'>2</a> <b>3</b> <a href='?page=4'>4</a>",
        "?page=3",
        "/jobs?page=4",
    ),
    "numbers, all of them links": (
        "<li><a href='?p=1'>1</a><li class=active><a href='?p=2'>2</a><li><a href='?p=3'>3</a>",
        "?p=2",
        "/jobs?p=3",
    ),
    "persian numbers": (
        "<b>۱</b> <a href='?page=2'>۲</a> <a href='?page=3'>۳</a>",
        "",
        "/jobs?page=2",
    ),
    "brackets": ("[1] <a href='?pag=2'>[2]</a> <a href='?pag=3'>[3]</a>", "", "/jobs?pag=2"),
    "offsets": ("<b>1</b><a href='?start=20'>2</a><a href='?start=40'>3</a>", "", "/jobs?start=20"),
    "path": ("<b>1</b><a href='/jobs/2'>2</a><a href='/jobs/3'>3</a>", "", "/jobs/2"),
    "named path": (
        "<a class=next href='/jobs/page-3.html'>x</a>",
        "/page-2.html",
        "/jobs/page-3.html",
    ),
    "cursor": ("<a class=next href='?after=Zm9v'>Next</a>", "?after=YmFy", "/jobs?after=Zm9v"),
    "filters stay": (
        "<a href='?q=x&page=3'>3</a><a href='?q=x&page=3'>Next</a>",
        "?q=x&page=2",
        "/jobs?q=x&page=3",
    ),
    "several pagers": (
        "<div class=pager><a href='?page=1'>«</a><a href='?page=3'>Next</a></div>" * 2,
        "?page=2",
        "/jobs?page=3",
    ),
    "from right to left": (
        "<html dir=rtl><a href='?page=1'>›</a><a href='?page=3'>‹</a>",
        "?page=2",
        "/jobs?page=3",
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_of_pagers(name: str) -> None:
    body, here, there = SHAPES[name]
    assert found(body, URL + here) == "https://board.example" + there


NONE = {
    "the last page": "<a href='?page=1'>1</a> <a href='?page=2'>2</a> <b>3</b>",
    "itself": "<a rel=next href='?page=3'>Next</a>",
    "a script": "<a href='javascript:next()'>Next</a><a href='#' onclick='n()'>Next</a>",
    "a form": "<form method=post><button name=page value=4>Next</button></form>",
    "another host": "<a rel=next href='https://other.example/jobs?page=4'>Next</a>",
    "a calendar": "<table class=calendar><td><a href='?month=12'>next</a><td><a href='/d/4'>4</a>",
    "days": "<table><td><a href='?day=3'>3</a><td><a href='?day=4'>4</a><td><a href='?day=5'>5</a>",
    "a carousel": "<div class='carousel'><a class='carousel-next' href='?page=4'>Next</a></div>",
    "the next ad": "<div class='post-navigation'><a rel=next href='/ad/4'>Next ad</a></div>",
    "more of something else": "<a href='/news'>More</a><a href='/about'>Next</a>",
    "sizes": "<a href='?page=3&per_page=50'>50</a><a href='?per_page=4'>4</a>",
    "ids": "<a href='?id=4'>4</a><a href='?id=5'>5</a>",
    "backwards": "<a class=next href='?page=2'>Next</a>",
    "disabled": "<a class=next aria-disabled=true href='?page=4'>Next</a>",
    "hidden": "<a class=next hidden href='?page=4'>Next</a>",
    "arrows to elsewhere": "<a href='/contact'>→</a> <a href='/jobs/top'>›</a>",
    "a tag cloud": "<a href='/tag/next'>next</a> <a href='/tag/4'>4</a>",
}


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_next_page(name: str) -> None:
    assert found(NONE[name], f"{URL}?page=3") is None


def test_ads_are_never_the_next_page() -> None:
    body = "<ul><li><a class=ad href='/jobs/2'>2</a></ul><a href='/jobs/2'>2</a>"
    rules = LinkRules(offer=("a.ad",))
    assert links(page(body), Profile(site="x", reader="selectors", links=rules)).next == ()


def test_rules_come_before_what_is_found() -> None:
    body = "<a rel=next href='?page=2'>Next</a><a class=on href='/else'>x</a>"
    for rule, expected in ((("a.on",), ("https://board.example/else",)), ((), ())):
        rules = LinkRules(next=rule)
        assert (
            links(page(body), Profile(site="x", reader="selectors", links=rules)).next == expected
        )
    assert links(page(body), Profile(site="x", reader="selectors")).next == (f"{URL}?page=2",)


STEPS = [
    ("/jobs", "/jobs?page=2", 1),
    ("/jobs?page=2", "/jobs?page=3", 1),
    ("/jobs?page=3", "/jobs", -2),
    ("/jobs?page=3", "/jobs?page=1", -2),
    ("/jobs", "/jobs/page/2/", 1),
    ("/jobs/", "/jobs/2", 1),
    ("/jobs/p2", "/jobs/p5", 3),
    ("/jobs.html", "/jobs-2.html", 1),
    ("/a/index.html", "/a/index2.html", 1),
    ("/jobs?offset=20", "/jobs?offset=40", 20),
    ("/jobs", "/jobs?q=x", None),
    ("/jobs", "/jobs?lang=2", None),
    ("/jobs", "/jobs?page=2&sort=1", None),
    ("/jobs", "/ads/2", None),
    ("/jobs", "/jobs/12345678", None),
    ("/jobs?id=1", "/jobs?id=2", None),
    ("/jobs?page=99999999999999999999", "/jobs?page=1", None),
]


@pytest.mark.parametrize(("here", "there", "ahead"), STEPS)
def test_steps_between_urls(here: str, there: str, ahead: int | None) -> None:
    assert step(f"https://board.example{here}", f"https://board.example{there}") == ahead


URLS = st.from_regex(r"https?://[a-b]\.example/[a-c/0-9?=&._-]{0,12}|.{0,20}", fullmatch=True)


@given(URLS, URLS)
def test_any_two_urls_can_be_compared(here: str, there: str) -> None:
    ahead = step(here, there)
    assert ahead is None or isinstance(ahead, int)


PIECES = [
    "<a href='?page=2'>",
    "Next",
    "2",
    "»",
    "</a>",
    "<li class=next>",
    "<html dir=rtl>",
    "<b>1</b>",
]
PIECES += [
    "<a rel=next href='",
    "//[",
    "'>",
    "<div class=pager>",
    "<table class=calendar>",
    "٣",
    "\x00",
]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_any_page_has_a_next_page_on_its_host_or_none(body: str) -> None:
    url = found(body)
    assert url is None or (url.startswith("https://board.example/") and url != URL)
