"""Buttons that bring more of a list in a browser: found among others, and never mixed up."""

from datetime import UTC, datetime

import pytest

from offers.page import Page
from parsers.dom import Dom
from parsers.survey import survey_listing

URL = "https://board.example/jobs"
ENTRY = """<li class="job"><a class="title" href="/job/{n}">Cook in a hotel, house {n}</a>
<span class="pay">1{n}00 EUR</span> <span class="place">Rome</span>
<p>Room and meals are free, two days off a week.</p>
<button class="fold" type="button">{toggle}</button></li>"""
BUTTON = '<button class="again" type="button">{}</button>'


def board(below: str, *, attributes: str = "", toggle: str = "More", rendered: bool = True) -> Page:
    """A list with a toggle in each card, a filter above it, and what stands below."""
    entries = "".join(ENTRY.format(n=n, toggle=toggle) for n in range(1, 7))
    body = (
        f"<html {attributes}><head><title>Jobs</title></head><body>"
        '<div class="filters"><button type="button">More filters</button></div>'
        f'<main><h1>Jobs</h1><ul class="jobs">{entries}</ul>{below}</main>'
        '<div id="cookies" role="dialog"><p>We use cookies.</p><button>More</button></div>'
        "<footer><button type=button>Show more</button></footer></body></html>"
    )
    raw, at = body.encode(), datetime(2026, 11, 22, tzinfo=UTC)
    return Page(asked=URL, url=URL, status=200, body=raw, fetched=at, rendered=rendered)


def more(page: Page) -> str | None:
    return survey_listing(page).links.more


SAID = {
    "en": "Load more jobs (112)",
    "uk": "Показати ще 20 вакансій",
    "ru": "Ещё 20 вакансий",
    "pl": "Pokaż więcej ofert",
    "de": "Mehr Stellen laden",
    "fr": "Afficher plus d'offres",
    "es": "Cargar más",
    "ro": "Încarcă mai multe anunțuri",
    "tr": "Daha fazla ilan yükle",
    "hu": "Több állás betöltése",
    "vi": "Xem thêm việc làm",
    "zh": "加载更多职位",
    "ja": "求人をもっと見る",
    "ko": "더보기",
    "th": "โหลดเพิ่มเติม",
    "hi": "और नौकरियां देखें",
    "el": "Φόρτωση περισσότερων",
    "sr": "Учитај још огласа",
    "cs": "Načíst další nabídky",
    "it": "Carica altri annunci",
    "pt": "Ver mais vagas",
    "nl": "Meer vacatures laden",
    "ar": "عرض المزيد من الوظائف",
    "fa": "نمایش آگهی های بیشتر",
    "he": "טען עוד משרות",
    "ur": "مزید نوکریاں دکھائیں",
}
RTL = frozenset({"ar", "fa", "he", "ur"})


@pytest.mark.parametrize(("language", "said"), SAID.items())
def test_the_button_is_found_by_its_words(language: str, said: str) -> None:
    written = f'lang="{language}"' + (' dir="rtl"' if language in RTL else "")
    page = board(BUTTON.format(said), attributes=written, toggle=said)
    found = survey_listing(page)
    assert found.links.more == ".again"
    assert found.way is not None
    assert (found.way.rule, found.way.said, found.way.confidence >= 0.8) == ("more", said, True)
    assert [one.raw() for one in Dom(page).all(".again")] == [said]


@pytest.mark.parametrize(
    "below",
    [
        '<div class="pagination"><p>20 of 132</p><button type="button">Load more</button></div>',
        '<a class="again" role="button" href="#">Load more</a>',
        '<a class="again" href="javascript:void(0)">Show more jobs</a>',
        '<div class="again" onclick="more()">Show more</div>',
        '<div><span class="again" role="button">More</span></div>',
        '<button type="button" class="btn btn-load-more">Dzongkha</button>',
    ],
)
def test_shapes_of_such_buttons(below: str) -> None:
    page = board(below)
    selector = more(page)
    assert selector
    (pressed,) = Dom(page).all(selector)
    assert pressed.id not in {one.id for one in Dom(page).all("footer *, .fold, .filters *")}
    assert len(selector) <= 40


@pytest.mark.parametrize(
    "below",
    [
        '<form action="/more"><button>Load more</button></form>',
        '<form action="/more"><button type="submit">Load more</button></form>',
        '<button type="button" form="search">Load more</button>',
        '<button formaction="/more">Load more</button>',
        '<a class="again" role="button" href="/about">Load more about us</a>',
        '<a class="again" href="https://elsewhere.example/">Load more</a>',
        '<a class="again" href="#" target="_blank">Load more</a>',
        '<div role="button"><a href="/jobs/all">Load more</a></div>',
        '<a href="/all"><button type="button">Load more</button></a>',
        '<button type="button" aria-expanded="false">Show more</button>',
        '<button type="button" disabled>Load more</button>',
        '<button type="button" hidden>Load more</button>',
        '<button type="button">Read more</button>',
        '<button type="button">More information</button>',
        '<button type="button">Show more comments</button>',
        '<button type="button">Показать ещё фильтры</button>',
        '<button type="button">عرض المزيد من التعليقات</button>',
        '<button type="button">查看更多评论</button>',
        '<div class="comments"><p>Nice!</p><button type="button">Load more</button></div>',
        '<h2>What people say</h2><button type="button">Load more</button>',
        f"<div><p>{'About this board. ' * 9}</p><button type=button>Show more</button></div>",
        "<div><p>We use cookies, as others do.</p><button type=button>More</button></div>",
        "<p><button type=button>Show more</button></p>" * 2,
        '<dialog open><button type="button">Load more</button></dialog>',
        "",
    ],
)
def test_what_is_something_else(below: str) -> None:
    found = survey_listing(board(below))
    assert (found.links.more, found.links.scroll, found.way) == (None, False, None)
    assert found.ads == 6


def test_a_link_to_more_stays_a_next_page() -> None:
    link = '<a class="more" href="/jobs?page=2">Load more</a>'
    found = survey_listing(board(link + BUTTON.format("Load more")))
    assert found.links.next == ("a.more",)
    assert (found.links.more, found.way) == (None, None)


def test_a_page_that_no_browser_rendered_has_nothing_to_press() -> None:
    assert more(board(BUTTON.format("Load more"), rendered=False)) is None


def test_a_bare_word_is_less_sure_than_a_sentence() -> None:
    found = survey_listing(board(BUTTON.format("More"), toggle="Close"))
    assert found.way is not None
    assert (found.links.more, found.way.confidence) == (".again", 0.6)


def test_generated_names_are_no_selector() -> None:
    assert (
        more(board('<button class="css-1x8f2k" type="button">Load more</button>'))
        == "main > button"
    )


@pytest.mark.parametrize(
    "below",
    ["<ion-infinite-scroll></ion-infinite-scroll>", '<div infinite-scroll="more()">.</div>'],
)
def test_lists_that_grow_by_scrolling(below: str) -> None:
    found = survey_listing(board(below))
    assert (found.links.scroll, found.links.more) == (True, None)
    assert found.way is not None
    assert found.way.rule == "scroll"
