"""A page that says that its ad has expired is told from an ad that speaks of what expires."""

import pytest

from parsers.walls import wall
from tests.parsers.expired_words import EXPIRED, HEADINGS, HONEST
from tests.parsers.test_walls import honest, kind, page


def shapes(said: str) -> dict[str, str]:
    """Under the ad's own heading, under an exclamation, and as a heading itself."""
    return {
        "the ad's heading": f"<title>Cook in Lyon</title><h1>Cook in Lyon</h1><p>{said}</p>",
        "an exclamation": f"<title>Oops!</title><h1>Oops!</h1><div class=alert>{said}</div>",
        "a heading": f"<title>Board</title><h1>{said}</h1><p><a href=/>Board</a></p>",
    }


@pytest.mark.parametrize("language", EXPIRED)
def test_the_page_of_an_ad_that_has_expired(language: str) -> None:
    found = {said: {name: kind(html) for name, html in shapes(said).items()}
             for said in EXPIRED[language]}  # fmt: skip
    assert {said: set(kinds.values()) for said, kinds in found.items()} == {
        said: {"missing"} for said in EXPIRED[language]
    }, found


def test_in_how_many_languages() -> None:
    assert len(EXPIRED) >= 10


@pytest.mark.parametrize("said", HEADINGS)
def test_two_words_tell_it_where_they_are_the_heading(said: str) -> None:
    assert kind(shapes(said)["a heading"]) == "missing"
    assert kind(shapes(said)["the ad's heading"]) is None


@pytest.mark.parametrize("ad", HONEST)
def test_ads_that_speak_of_what_expires_are_ads(ad: tuple[str, str]) -> None:
    found = {shape: wall(page(html)) for shape, html in honest(*ad).items()}
    assert set(found.values()) == {None}, found


@pytest.mark.parametrize("language", EXPIRED)
def test_an_ad_with_a_text_of_its_own_is_no_wall(language: str) -> None:
    """What stands beside it says of other ads that they have expired."""
    beside = "".join(
        f"<li><a href=/{at}>Driver</a> {said}" for at, said in enumerate(EXPIRED[language])
    )
    text = "Two cooks for a hotel by the lake, room and meals free, 2,100 a month, call Anna. " * 3
    html = f"<title>Cook</title><h1>Cook</h1><p>{text}</p><ul>{beside}</ul>"
    assert wall(page(html), texts=[text]) is None
