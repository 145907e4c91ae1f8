"""Places as written, and their country where the ad says it."""

import pytest
from babel import Locale

from offers.ad import Ad
from parsers.fold import fold
from parsers.letters import table
from parsers.places import LANGUAGES, country_of, places
from parsers.places.countries import cldr_names
from parsers.wording import Wording
from parsers.words import cut


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"place": "Wien, Österreich"}, [("Wien, Österreich", "AT")]),
        ({"place": "Kraków (Polska)"}, [("Kraków (Polska)", "PL")]),
        (
            {"place": "Kyiv; Lviv\nOdesa", "country": "UA"},
            [("Kyiv", "UA"), ("Lviv", "UA"), ("Odesa", "UA")],
        ),
        ({"place": "Berlin", "country": "Germany"}, [("Berlin", "DE")]),
        ({"place": "Berlin", "country": "somewhere warm"}, [("Berlin", None)]),
        ({"place": "San Francisco, CA"}, [("San Francisco, CA", None)]),
        ({"place": "Atlanta, Georgia", "country": "US"}, [("Atlanta, Georgia", "US")]),
        ({"country": "Польша"}, [("Польша", "PL")]),
        ({"place": "  "}, []),
        ({}, []),
    ],
)
def test_labelled_places(said: dict[str, str], found: list[tuple[str, str | None]]) -> None:
    read = places(Wording.of(Ad(url="u", said=said)))
    assert [(place.name, place.country) for place in read] == found
    for place in read:
        assert said[place.span.field][place.span.start : place.span.end] == place.raw


@pytest.mark.parametrize(
    "name",
    ["DE", "DEU", "Germany", "germany.", "Німеччина", "Германия", "Niemcy", "ألمانيا", "آلمان",
     "Đức", "Gjermani", "Almanya", "Alemania", "Allemagne", "ئەڵمانیا", "ጀርመን", "德国", "जर्मनी"],
)  # fmt: skip
def test_a_country_in_many_languages(name: str) -> None:
    assert country_of(name) == "DE"


@pytest.mark.parametrize(
    ("name", "code"),
    [("UK", "GB"), ("England", "GB"), ("Англия", "GB"), ("США", "US"), ("Holland", "NL"),
     ("Georgia", "GE"), ("Kosovo", "XK"), ("de", None), ("Wien", None), ("EU", None), ("ZZ", None),
     ("Europe", None), ("in Germany", None), ("", None)],
)  # fmt: skip
def test_names_that_only_people_use_and_words_that_are_none(name: str, code: str | None) -> None:
    assert country_of(name) == code


WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def test_the_table_of_weekdays_is_what_cldr_has() -> None:
    """Written anew likewise."""
    names: dict[str, str] = {}
    for language in LANGUAGES:
        for number, name in Locale.parse(language).days["format"]["wide"].items():
            words = cut(fold(name).text)
            if len(words) == 1 and len(words[0]) > 2:
                names.setdefault(words[0], WEEK[number])
    listed = {name: day for day, row in table("weekdays.tsv") for name in row.split("|")}
    assert listed == names


def test_the_table_of_names_is_what_cldr_has() -> None:
    """Written anew by whoever changes Babel, the folding or the languages."""
    names: dict[str, str] = {}
    for language in LANGUAGES:
        for name, code in cldr_names(language).items():
            names.setdefault(name, code)
    listed = {name: code for code, row in table("country_names.tsv") for name in row.split("|")}
    assert listed == names
