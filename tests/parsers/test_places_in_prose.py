"""Places that the text of an ad names: which, in what role, how sure."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.ad import Ad
from offers.offer import Kind
from offers.place import Place, PlaceRole, PlaceSort
from parsers.places import Placed, placed
from parsers.wording import Wording
from parsers.words import Words
from tests.parsers.counting import calls


def read(
    text: str, *languages: str, home: str | None = None, said: dict[str, str] | None = None
) -> Placed:
    wording = Wording.of(Ad(url="u", text=text, said=said or {}))
    return placed(wording, tuple(map(Words.of, wording.prose())), languages, home)


def found(text: str, *languages: str) -> list[tuple[str, str | None]]:
    return [(place.name, place.country) for place in read(text, *languages).places]


@pytest.mark.parametrize(
    ("language", "text", "name", "country"),
    [
        ("pl", "Wyjazd do Niemiec", "Niemiec", "DE"),
        ("uk", "квитки з Туреччини", "Туреччини", "TR"),
        ("ru", "вылет в Саудовскую Аравию", "Саудовскую Аравию", "SA"),
        ("tr", "Almanya'ya ve Türkiyeden", "Almanya'ya", "DE"),
        ("tr", "hemen Türkiyeden", "Türkiyeden", "TR"),
        ("ar", "بتركيا", "بتركيا", "TR"),
        ("ar", "لإيطاليا", "لإيطاليا", "IT"),
        ("ckb", "بۆ ئەڵمانیا", "ئەڵمانیا", "DE"),
        ("so", "u Talyaaniga", "Talyaaniga", "IT"),
        ("sq", "në Gjermaninë", "Gjermaninë", "DE"),
        ("bn", "জার্মানিতে", "জার্মানিতে", "DE"),
        ("am", "ከሊቢያ", "ከሊቢያ", "LY"),
        ("zh", "到柬埔寨西港", "柬埔寨", "KH"),
        ("en", "in the UK", "UK", "GB"),
        ("en", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f now", None, "GB"),
        ("en", "🇷🇴 now", "🇷🇴", "RO"),
    ],
)
def test_a_country_in_the_form_its_sentence_asks_for(
    language: str, text: str, name: str | None, country: str
) -> None:
    first = read(text, language).places[0]
    assert first.country == country
    assert name is None or first.name == name
    assert text[first.span.start : first.span.end] == first.raw


def test_a_city_has_coordinates_and_an_id() -> None:
    (place,) = read("Cooks wanted in Izmir", "en").places
    assert place.spot is not None
    assert (place.spot.id, place.spot.sort, place.country) == (
        "geonames:311046",
        PlaceSort.CITY,
        "TR",
    )
    assert (place.spot.latitude, place.spot.longitude) == (38.413, 27.138)


def test_a_name_of_two_cities_keeps_both_and_the_ad_decides() -> None:
    (libya,) = read("عمل في طرابلس", "ar").places
    assert libya.spot
    assert (libya.spot.country, [spot.country for spot in libya.others]) == ("LY", ["LB"])
    lebanon = read("عمل في طرابلس", "ar", home="LB").places[0]
    assert lebanon.spot
    assert (lebanon.spot.country, [spot.country for spot in lebanon.others]) == ("LB", ["LY"])
    assert read("طرابلس، لبنان", "ar").places[0].country == "LB"


def test_a_state_tells_one_city_from_another() -> None:
    assert found("Office in Newcastle, OK", "en") == []
    (place,) = read("Office in Columbus, OH", "en").places
    assert place.spot
    assert place.spot.country == "US"


def test_labelled_places_come_first_and_each_place_once() -> None:
    said = {"place": "Kraków (Polska)"}
    both = read("Work in Kraków, Poland. Kraków is nice. Or in Berlin.", "en", said=said)
    assert [place.raw for place in both.places] == ["Kraków (Polska)", "Berlin"]
    assert both.told == ("PL",)
    (labelled, _) = both.places
    assert labelled.spot
    assert labelled.spot.name == "Kraków"


def test_places_of_work_and_of_those_who_are_sought() -> None:
    roles = {
        place.country: place.role
        for place in read("Drivers from Nepal for work in Croatia", "en").places
    }
    assert roles == {"NP": PlaceRole.SOUGHT, "HR": PlaceRole.WORK}
    (people,) = read("Praca dla Ukraińców", "pl").places
    assert (people.country, people.role, people.raw) == ("UA", PlaceRole.SOUGHT, "Ukraińców")


def test_a_labelled_place_of_a_job_is_where_the_work_is() -> None:
    wording = Wording.of(Ad(url="u", said={"place": "Berlin"}))
    (place,) = placed(wording, kinds=frozenset({Kind.JOB})).places
    assert place.role is PlaceRole.WORK
    assert place.country is None, "the field does not say it; the spot does"
    assert place.spot
    assert place.spot.country == "DE"


@given(st.text(max_size=200), st.sampled_from(["", "en", "tr", "ar", "zh", "ru"]))
def test_whatever_is_read_is_quoted(text: str, language: str) -> None:
    for place in read(text + " in Berlin → 🇬🇷 " + text, *filter(None, [language])).places:
        shown = text + " in Berlin → 🇬🇷 " + text
        assert shown[place.span.start : place.span.end] == place.raw
        assert 0 < place.confidence <= 1


@pytest.mark.parametrize(
    "unit",
    ["Berlin ", "from Turkey to Italy ", "new york new ", "🇹🇷", "🏴", "从土耳其到", "a",
     "Ukrainians wanted ", "san san ", "Almanya'ya ", "A Berlin B ", "> ", "TR->", "\ud800"],
)  # fmt: skip
def test_work_grows_with_the_text(unit: str) -> None:
    def task(text: str) -> object:
        return read(text)

    task(unit * 4000)
    once, twice = calls(task, unit * 2000), calls(task, unit * 4000)
    assert twice < 2.5 * once + 2000


def test_a_place_without_a_spot_is_kept() -> None:
    kept = Placed((replace(PLACE, name="Zell"), replace(PLACE, name="Am See")), (), (), frozenset())
    assert [place.name for place in kept.places] == ["Zell", "Am See"]


(PLACE,) = [Place(name="x", raw="x", span=one.span) for one in read("in Berlin", "en").places]
