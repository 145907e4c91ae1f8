"""What the rules of a site found on a page spares time, and changes no verdict."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.dom import Dom
from parsers.walls import wall
from parsers.walls.judge import heard
from parsers.walls.look import Look
from tests.parsers.test_walls import (
    ADS,
    BANNER,
    CAPTCHA_FORM,
    LOGIN_FORM,
    OF_AUTHORS,
    OTHERS,
    SAID,
    SERVICES,
    UNSCRIPTED,
    honest,
    page,
)  # fmt: skip
from tests.parsers.wall_words import LANGUAGES, PHONES, WALLS

MENU = "<ul>" + "".join(f"<li><a href=/in/{n}>District {n}</a>" for n in range(300)) + "</ul>"
WALLED = [(heading, text) for said in WALLS.values() for heading, text in said.values()]
HEADINGS = ["Board", "Cook", *(heading for heading, _ in (*WALLED, *ADS))]
TEXTS = [*(SAID * times for times in (1, 9, 20, 60)), "Small hotel near the lake, meals"]
TEXTS += [text * times for _, text in (*WALLED, *ADS, *PHONES.values()) for times in (1, 5)]
AROUND = [
    *(html for _, html in OTHERS), *(html for _, html, _ in SERVICES), *OF_AUTHORS,
    BANNER, CAPTCHA_FORM, LOGIN_FORM, UNSCRIPTED, MENU,
    "<script>" + "var a = 1;\n" * 500 + "</script>",
]  # fmt: skip


def some(choices: list[str], tag: str = "") -> st.SearchStrategy[str]:
    """Up to two of them, each in a tag."""
    inside = f"<{tag}>{{}}</{tag}>".format if tag else str
    return st.lists(st.sampled_from(choices).map(inside), max_size=2).map("".join)


@settings(max_examples=300)
@given(
    st.tuples(some(HEADINGS, "title"), some(HEADINGS, "h1"), some(TEXTS, "p"), some(AROUND)),
    st.sampled_from([200, 403]),
)
def test_verdicts_are_the_same_whatever_rules_found(pieces: tuple[str, ...], status: int) -> None:
    answer = page("".join(pieces), status=status)
    parts = [part.said() for part in Dom(answer).all("p, div, body")]
    for leads in (0, 3):
        found = heard(Look(Dom(answer)), answer, leads)
        for texts in (parts, parts[:1], parts[-1:]):
            assert wall(answer, texts=texts, leads=leads) == found, pieces


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_that_fit_a_wall_as_well(language: str) -> None:
    for kind, said in WALLS.items():
        heading, text = said[language]
        html = f"<h1>{heading}</h1><div class=text>{text}</div>"
        found = wall(page(html), texts=[text])
        assert found is not None
        assert found.kind == kind


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Night porter wanted</h1><div class=text>Please log in to continue.</div>",
        f"<h1>Log in</h1><div class=text>{SAID}</div>{LOGIN_FORM}",
        f"<h1>Cook</h1><div class=text>{SAID}</div><script src=/.safeline/static/challenge.js>",
        f"<h1>Cook</h1><div class=text>{SAID}</div><form id=challenge-form></form>",
        f"<p>{'Please log in to continue. ' * 9}</p><div class=text>{SAID[:45]}</div>",
        f"<title>Ad not found</title><h1>This ad has been removed</h1><div class=text>{SAID}</div>",
    ],
)
def test_walls_on_which_rules_find_a_title_and_a_text_by_accident(html: str) -> None:
    assert wall(page(html), texts=[Dom(page(html)).text(".text")]) is not None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("quoted", WALLS)
def test_ads_that_quote_walls(quoted: str, language: str) -> None:
    title, text = PHONES[language]
    said = f"{text} {' '.join(WALLS[quoted][language])}"
    for html in honest(title, said).values():
        assert wall(page(html), texts=[said]) is None
    for html in honest(*ADS[0]).values():
        assert wall(page(html), texts=[ADS[0][1]]) is None
