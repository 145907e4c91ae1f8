"""What boards say of an ad without a label: about its title, beside its author, below a heading."""

from collections.abc import Mapping

import pytest

from parsers.blocks.ad_page import ad_page
from parsers.blocks.outline import Outline
from parsers.dom import Dom
from parsers.survey import survey_ads
from tests.parsers.counting import calls
from tests.parsers.test_ad_fields import TEXT, ad, page, said

TITLE = "<h1>Fruit picker</h1>"


def lead(body: str) -> Mapping[str, str]:
    """What is said by a page with these lines right behind the title."""
    found = ad(f'<main><div>{TITLE}{body}</div><div class="description">{TEXT}</div></main>')
    return found.said


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>£12 per hour</p>", {"price": "£12 per hour"}),
        ("<div><span>NGN</span><span>90,000</span></div>", {"price": "NGN 90,000"}),
        ("<p>12.08.2025</p>", {"published": "12.08.2025"}),
        ('<time datetime="2025-08-12">a while ago</time>', {"published": "2025-08-12"}),
        ("<p>Повна зайнятість</p>", {"employment": "Повна зайнятість"}),
        ("<p>دوام كامل</p>", {"employment": "دوام كامل"}),
        ("<p>Nantes 44000</p>", {"place": "Nantes 44000"}),
        ("<p>28.000 đ/giờ</p>", {"price": "28.000 đ/giờ"}),
        ("<p>6 000 тг</p>", {"price": "6 000 тг"}),
        ("<p>hôm qua</p>", {"published": "hôm qua"}),
        ("<p><b>Ann</b> <i>verified</i>, today at 9:15</p>", {"published": "today at 9:15"}),
        ("<p>جدة، المملكة العربية السعودية</p>", {"place": "جدة، المملكة العربية السعودية"}),
        ("<p>Lund - 5 May</p>", {"place": "Lund", "published": "5 May"}),
        ("<p>3 hours ago in Lund</p>", {"place": "Lund", "published": "3 hours ago"}),
        ("<p>۳ ساعت پیش در تهران</p>", {"place": "تهران", "published": "۳ ساعت پیش"}),
        (
            "<p>Lund</p><p>1,200 EUR</p><p>Part-time</p>",
            {"place": "Lund", "price": "1,200 EUR", "employment": "Part-time"},
        ),
    ],
)
def test_lines_about_the_title_are_known_by_their_looks(
    body: str, expected: Mapping[str, str]
) -> None:
    assert lead(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<p>Minimum order: 2 hours</p>", id="a label that means something else"),
        pytest.param("<p>Apply before: 12.08.2025</p>", id="another day"),
        pytest.param("<button>45 EUR</button>", id="a button"),
        pytest.param("<p>Apply by bus or on foot</p>", id="words"),
        pytest.param('<ul class="related"><li>Lund</li></ul>', id="other ads"),
    ],
)
def test_other_lines_about_the_title_are_none(body: str) -> None:
    assert lead(body) == {}


def test_a_price_of_words_gives_way_to_one_in_figures() -> None:
    assert lead("<p>45 €</p><dl><dt>Rate</dt><dd>by the hour</dd></dl>")["price"] == "45 €"


def test_what_stands_far_from_the_title_is_not_known_by_its_looks() -> None:
    found = ad(f"<main>{TITLE}<p>{TEXT}</p><ul><li>45 €</li><li>Lund</li></ul></main>")
    assert found.said == {}


@pytest.mark.parametrize(
    ("aside", "name"),
    [
        ("<h4>Acme Fruit</h4><p>Posting for 6+ years</p>", "Acme Fruit"),
        ("<a href='/x'>Олег К.</a><div>4,9 (63)</div><div>На Доске с мая 2017</div>", "Олег К."),
        ("<h2>TRANS Sp. z o.o.</h2><button>Call</button>", "TRANS Sp. z o.o."),
        ("<p>ТОВ «Сад»</p>", "ТОВ «Сад»"),
        ("<p>شركة البساتين</p>", "شركة البساتين"),
        ("<p>青果有限公司</p>", "青果有限公司"),
        ("<p><a href='/user/8f2'>Yannick L.</a> 14 ads</p>", "Yannick L."),
        ("<p>Contact person: Ann Lee</p>", "Ann Lee"),
        ("<dl><dt>Osoba kontaktowa</dt><dd>Anna K.</dd></dl>", "Anna K."),
        ("<p>Contact person: Ann Lee</p><p>Acme Ltd</p>", "Acme Ltd"),
        ("<p>Posted by <b>Acme Fruit</b> <i>verified</i>, 3 days ago</p>", "Acme Fruit"),
    ],
)
def test_who_placed_an_ad(aside: str, name: str) -> None:
    assert said(f"<aside>{aside}</aside>") == {"employer": name}


@pytest.mark.parametrize(
    "aside",
    [
        "<p>Ab sofort</p>",
        "<p>Posting for 6 years</p>",
        "<p><a href='/user/login'>Log in here</a></p>",
        "<p>Acme Ltd</p><p>Berry Ltd</p>",
    ],
)
def test_nobody_is_named(aside: str) -> None:
    assert said(f"<aside>{aside}</aside>") == {}


FACTS = "<dl>" + "".join(f"<dt>Kind {n}</dt><dd>Value {n} of it</dd>" for n in range(6)) + "</dl>"


@pytest.mark.parametrize(
    "body",
    [
        f"<h2>Description</h2><div><p>{TEXT}</p></div><h2>Details</h2>{FACTS}",
        f"<section><h3>Опис</h3><p>{TEXT}</p></section><section><h3>Ще</h3>{FACTS}</section>",
        f'<h2>الوصف</h2><div class="t-break"><p>{TEXT}</p></div><h2>المزيد</h2>{FACTS}',
    ],
)
def test_the_text_below_a_heading_that_announces_it(body: str) -> None:
    assert ad(f"<main>{TITLE}{body}</main>").text == TEXT


@pytest.mark.parametrize(
    "aside",
    [
        "<h4>Acme Fruit</h4><p>Posting for 6+ years</p>",
        "<p><a href='/user/8f2'>Yannick L.</a> 14 ads</p>",
        "<p>ТОВ «Сад»</p>",
    ],
)
def test_a_survey_proposes_a_rule_for_who_placed_an_ad(aside: str) -> None:
    body = f'<main>{TITLE}<div class="description">{TEXT}</div><aside>{aside}</aside></main>'
    assert "employer" in {field.rule.name for field in survey_ads([page(body)]).fields}


def test_sections_of_one_ad_are_no_list_of_ads() -> None:
    parts = (("Description", TEXT), ("Requirements", TEXT), ("We offer", TEXT), ("Team", TEXT))
    blocks = "".join(f"<div class='c'><h2>{name}</h2><p>{text}</p></div>" for name, text in parts)
    assert ad(f"<main>{TITLE}<div>{blocks}</div></main>").title == "Fruit picker"


def test_what_holds_the_heading_of_the_page_is_no_entry_of_a_list() -> None:
    others = "".join(f"<div><h3>Beware {n}</h3><p>{TEXT}</p></div>" for n in range(3))
    found = ad(f"<div><div>{TITLE}<p>{TEXT}</p></div>{others}</div>")
    assert found.title == "Fruit picker"


def test_who_placed_an_ad_in_a_box_beside_it() -> None:
    box = '<div id="contact"><p>Nombre: Ana Ruiz</p></div>'
    assert said(f'<div id="sidebar">{box}</div>') == {"employer": "Ana Ruiz"}


def test_the_line_about_an_article_may_call_itself_its_footer() -> None:
    line = "<footer>Posted by <b>Acme Fruit</b>, today at 9:15</footer>"
    text = f'<div class="description">{TEXT}</div>'
    found = ad(f"<main>{TITLE}<article>{line}{text}</article></main>")
    assert found.said == {"employer": "Acme Fruit", "published": "today at 9:15"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "<table><tr><td>تليفون</td><td><span>010 0555 7321</span></td></tr><tr><td>البريد"
            " الإلكتروني</td><td><a href='mailto:a@b.example'>a@b.example</a></td></tr></table>",
            {"contact": "010 0555 7321\na@b.example"},
            id="rows of contacts",
        ),
        pytest.param(
            "<li><span>Location<!-- -->: </span>Lund</li>", {"place": "Lund"}, id="text behind"
        ),
        pytest.param(
            "<dl><dt>Salary (gross)</dt><dd>900 EUR</dd></dl>", {"price": "900 EUR"}, id="remark"
        ),
        pytest.param(
            "<table><tr><td>Lokalita:</td><td>360 01</td><td>Karlovy Vary</td></tr></table>",
            {"place": "360 01 Karlovy Vary"},
            id="a postcode with its town",
        ),
        pytest.param(
            "<dl><dt>Phone</dt><dd>0755-2555014</dd><dt>E-mail</dt><dd>a@b.example</dd></dl>",
            {"contact": "0755-2555014\na@b.example"},
            id="all of a table of contacts",
        ),
        pytest.param(
            '<div class="seller-name"><a href="/x"><span>Acme</span></a></div>',
            {"employer": "Acme"},
            id="what stands alone in what a class calls so",
        ),
        pytest.param(
            '<div class="company"><p class="name"><a class="website" href="/w">Website</a>'
            '<strong>Acme</strong></p><p class="tagline">Fruit for all</p></div>',
            {"employer": "Acme"},
            id="a name beside a slogan",
        ),
        pytest.param('<p class="phone">0908 555 ***</p>', {}, id="a number that is hidden"),
        pytest.param(
            '<div itemscope><b>Other</b><meta itemprop="price" content="70000"></div>',
            {},
            id="another thing",
        ),
    ],
)
def test_more_ways_of_telling(body: str, expected: Mapping[str, str]) -> None:
    assert said(body) == expected


def test_the_name_of_the_site_that_leads_home_is_no_title() -> None:
    head = '<header class="site-header"><h1><a href="/">Applebox</a></h1></header>'
    found = ad(f"<div>{head}<main><h2>Fruit picker</h2><p>{TEXT}</p></main></div>")
    assert found.title == "Fruit picker"


def test_links_to_large_pictures_lead_to_nobody() -> None:
    links = '<a href="https://p.example/van.JPG?w=9">x</a> <a href="https://acme.example/">y</a>'
    found = ad(f'<main>{TITLE}<div class="description">{TEXT} {links}</div></main>')
    assert found.said == {"links": "https://acme.example/"}


def test_the_day_before_the_title() -> None:
    found = ad(f"<main><div><i>12/01/2026</i></div>{TITLE}<p>{TEXT}</p></main>")
    assert found.said == {"published": "12/01/2026"}


def test_a_table_of_facts_and_what_stands_before_the_title_are_no_text() -> None:
    table = "<dl><dt>Salary</dt><dd>900 EUR</dd><dt>Location</dt><dd>Lund</dd></dl>"
    found = ad(f"<main><p>Back to the list</p>{TITLE}{table}<p>{TEXT}</p><p>{TEXT}</p></main>")
    assert found.text == f"{TEXT}\n\n{TEXT}"


POSTING = """<script type="application/ld+json">{"@type": "JobPosting", "title": "Fruit picker",
"description": "%s", "jobLocation": {"address": "Lund"}}</script>"""


@pytest.mark.parametrize("teaser", ["We look for somebody who picks apples...", "A job."])
def test_data_that_says_less_than_its_page(teaser: str) -> None:
    row = "<p>Salary: 1,200 EUR</p><p>Location: Malmö</p>"
    body = f'<main>{TITLE}{row}<div class="description">{TEXT}</div></main>'
    found = ad(body, POSTING % teaser)
    assert found.text == TEXT
    assert found.said == {"place": "Lund", "price": "1,200 EUR"}


def test_data_that_says_more_than_its_page_stays() -> None:
    found = ad(f"<main>{TITLE}<p>{TEXT[:120]}</p></main>", POSTING % TEXT)
    assert found.text == TEXT


@pytest.mark.parametrize(
    ("icon", "expected"),
    [
        ('<span class="i i-9" title="Місце роботи"></span> Луцьк', {"place": "Луцьк"}),
        ('<i class="i" aria-label="Salary"></i> 900 EUR', {"price": "900 EUR"}),
        (
            '<span class="icon-company"></span><a href="/x"><b>Acme</b></a><br><i>50 people</i>',
            {"employer": "Acme"},
        ),
    ],
)
def test_small_pictures_are_labels(icon: str, expected: Mapping[str, str]) -> None:
    assert said(f"<ul><li>{icon}</li></ul>") == expected


HOSTILE = {
    "headings that announce a text": "<h2>Description</h2><p>{n} apples and pears</p>",
    "lines about the title": "<b>{n} EUR</b><i>Lund {n}</i>",
    "members": "<div><b>Ann {n}</b><i>Member since 2012</i></div>",
    "contacts of a table": "<tr><td>Phone</td><td>555 12{n}</td></tr>",
    "things": '<p itemscope><meta itemprop="price" content="{n}">x{n}</p>',
    "rows": "<li><b>Place</b> Lund {n}</li>",
    "rows of others": "<li><b>Size</b> {n}</li>",
    "lines": "<b>Place</b> Lund {n}<br>",
    "one inside the other": "<b><i>Pay</i>{n}",
    "tables": "<dl><dt>Pay</dt><dd>{n} EUR</dd><dt>City</dt><dd>Lund</dd></dl>",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_twice_as_much_of_a_page_takes_twice_as_long(unit: str) -> None:
    def read(body: str) -> object:
        return ad_page(Outline(Dom(page(f"<main>{TITLE}{body}<p>{TEXT}</p></main>"))), {})

    def units(count: int, first: int) -> str:
        return "".join(unit.format(n=first + at) for at in range(count))

    read(units(1, 1))
    assert calls(read, units(800, 20_000)) < 2.5 * calls(read, units(400, 10_000))


@pytest.mark.parametrize(
    ("end", "place"),
    [("(Spokane Valley)", "Spokane Valley"), ("(თბილისი)", "თბილისი"), ("(m/w/d)", None)],
)
def test_a_title_that_ends_in_its_place(end: str, place: str | None) -> None:
    heading = f"<h1><span><span>Fruit picker, mornings</span><span> {end}</span></span></h1>"
    found = ad(f'<main>{heading}<div class="description">{TEXT}</div></main>')
    assert found.said.get("place") == place
