"""The page of one ad that nobody wrote selectors for: its title, its text and what else it says."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from offers.ad import Ad
from offers.page import Page
from offers.profile import Profile
from parsers.readers import read_ads
from parsers.survey import survey_ads

SITE = Profile(site="board", reader="blocks")
URL = "https://board.example/ads/77"
TEXT = (
    "We look for somebody who picks apples and pears from August to October. "
    "Work starts at six in the morning, a room in the village is ours to give. "
    "Whoever has picked before and can be there until the last tree is bare is asked to write to "
    "us by the end of June, with a line on where they worked and on when they can come."
)


def page(body: str, head: str = "") -> Page:
    raw = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()
    return Page(
        asked=URL, url=URL, status=200, body=raw, fetched=datetime(2026, 11, 13, tzinfo=UTC)
    )


def ad(body: str, head: str = "") -> Ad:
    (found,) = read_ads(page(body, head), SITE).ads
    return found


def said(body: str) -> Mapping[str, str]:
    return ad(f"<main><h1>Fruit picker</h1>{body}<p>{TEXT}</p></main>").said


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "<div><h3>TYPE OF WORK</h3><p>Full Time</p></div>",
            {"employment": "Full Time"},
            id="a heading is the label",
        ),
        pytest.param(
            "<div><h3>WAGE / SALARY</h3><p>$1,200 a month</p></div>",
            {"price": "$1,200 a month"},
            id="a label said in two ways",
        ),
        pytest.param(
            "<ul><li>Type d'emploi : CDI</li></ul>", {"employment": "CDI"}, id="French employment"
        ),
        pytest.param(
            "<ul><li>雇用形態：正社員</li></ul>", {"employment": "正社員"}, id="Japanese employment"
        ),
        pytest.param(
            "<dl><dt>고용형태</dt><dd><span>정규직</span></dd></dl>",
            {"employment": "정규직"},
            id="a value within an element",
        ),
        pytest.param("<p>Posted on 5 October 2026</p>", {"published": "5 October 2026"}, id="date"),
        pytest.param("<p>Salary $1,200</p>", {"price": "$1,200"}, id="no sign after the label"),
        pytest.param(
            "<p>Location: Lund | Company: Acme AB</p>",
            {"place": "Lund", "employer": "Acme AB"},
            id="several in a line",
        ),
        pytest.param(
            "<li>Company <b>Acme AB</b></li>", {"employer": "Acme AB"}, id="label beside an element"
        ),
        pytest.param(
            '<p data-qa="vacancy-company-name">Acme AB</p>',
            {"employer": "Acme AB"},
            id="called by what tests look for",
        ),
        pytest.param(
            '<a href="/companies/acme">Acme AB</a>', {"employer": "Acme AB"}, id="page of the firm"
        ),
        pytest.param(
            '<li><i class="fa fa-map-marker"></i> Lund</li>', {"place": "Lund"}, id="picture"
        ),
        pytest.param("<p>Lund, Sweden</p>", {"place": "Lund, Sweden"}, id="town and country"),
        pytest.param(
            '<span class="location-text">Lund</span>', {"place": "Lund"}, id="text of a location"
        ),
        pytest.param(
            "<dl><dt>Location</dt><dd>Lund<button>Show on map</button></dd></dl>",
            {"place": "Lund"},
            id="a button beside the value",
        ),
    ],
)
def test_what_a_page_says(body: str, expected: Mapping[str, str]) -> None:
    assert said(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        '<a href="/companies/">All companies</a>',
        '<a href="/companies/acme/jobs/12">Pear picker</a>',
        '<a href="/companies/acme">www.acme.example</a>',
        "<p>Apples, pears</p>",
        "<p>Salary is paid on time</p>",
        '<div class="text-center">Good to know</div>',
        '<i class="fa fa-map-marker"></i>',
    ],
)
def test_what_a_page_does_not_say(body: str) -> None:
    assert said(body) == {}


def test_firms_beside_other_ads_are_not_the_employer() -> None:
    others = "".join(f'<li><a href="/companies/{name}">{name} AB</a></li>' for name in "abc")
    assert said(f"<ul>{others}</ul>") == {}


@pytest.mark.parametrize(
    ("body", "head"),
    [
        pytest.param(
            f"<h1>Job details</h1><h2>Fruit picker</h2><p>{TEXT}</p>",
            "<title>Fruit picker - Board</title>",
            id="a heading of every page",
        ),
        pytest.param(
            f"<h1>求人詳細</h1><h2>Fruit picker</h2><p>{TEXT}</p>",
            "<title>Fruit picker | 求人</title>",
            id="such a heading in Japanese",
        ),
        pytest.param(
            f"<h1>Applebox</h1><h2>Fruit picker</h2><p>{TEXT}</p>",
            '<meta property="og:site_name" content="Applebox"><title>Fruit picker</title>',
            id="the name of the site",
        ),
        pytest.param(
            f'<h4>Related</h4><p class="job-title">Fruit picker</p><p>{TEXT}</p>',
            "<title>Board</title>",
            id="a class that says so",
        ),
        pytest.param(
            f'<h3>Company</h3><div class="text h1">Fruit picker</div><p>{TEXT}</p>',
            "<title>Board</title>",
            id="a class that looks so",
        ),
        pytest.param(
            f'<h1><span class="job-title">Fruit picker</span> in Lund | Board</h1><p>{TEXT}</p>',
            "<title>Board</title>",
            id="the beginning of a heading",
        ),
        pytest.param(
            f"<div><p>Fruit picker</p><p>{TEXT}</p></div>",
            "<title>Board - Fruit picker</title>",
            id="a piece of the page's title",
        ),
    ],
)
def test_the_title_of_an_ad(body: str, head: str) -> None:
    assert ad(f"<main>{body}</main>", head).title == "Fruit picker"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            '<div class="job-description"><h3>About us</h3><div class="description">'
            f"<p>{TEXT}</p></div></div>",
            id="a description in another",
        ),
        pytest.param(f'<div class="card"><h1>Fruit picker</h1><p>{TEXT}</p></div>', id="its title"),
        pytest.param(f"<p>{TEXT}</p><p>Apply now</p>", id="a command at the end"),
        pytest.param(
            f'<div class="text-center">{"Here since 1990. " * 30}</div>'
            f'<div class="description">{TEXT}</div>',
            id="words that only look so",
        ),
    ],
)
def test_the_text_of_an_ad(body: str) -> None:
    found = ad(f"<main>{body}</main>", "<title>Fruit picker</title>")
    assert found.text == TEXT


def test_a_short_row_of_facts_beside_the_title_is_not_the_text() -> None:
    row = '<div class="description">Ref. 12, Lund</div>'
    found = ad(f"<main><div><h1>Fruit picker</h1>{row}</div><p>{TEXT}</p></main>")
    assert TEXT in (found.text or "")


def test_a_survey_proposes_the_reader_blocks_where_no_rule_for_the_text_is_sure() -> None:
    body = f'<div class="page"><h1>Fruit picker</h1><p>{TEXT}</p><p>{TEXT[::-1]}</p></div>'
    found = survey_ads([page(body)])
    assert [field.rule.name for field in found.fields] == ["title", "text"]
    assert found.reader == "blocks"
