"""Ways that an ad offers, and the terms of its journeys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.ad import Ad
from offers.fact import FactKind
from offers.offer import Kind
from offers.place import Means, Place
from parsers.places import placed
from parsers.routes import Travels, travels
from parsers.wording import Wording
from parsers.words import Words
from tests.parsers.counting import calls


def read(
    text: str, *languages: str, title: str | None = None, kinds: frozenset[Kind] = frozenset()
) -> Travels:
    wording = Wording.of(Ad(url="u", title=title, text=text))
    fields = tuple(map(Words.of, wording.prose()))
    return travels(placed(wording, fields, languages, None, kinds), fields, kinds)


def ways(text: str, *languages: str) -> list[str]:
    return [
        ">".join(_code(place) for place in (route.origin, *route.via, route.destination))
        for route in read(text, *languages).routes
    ]


def _code(place: Place | None) -> str:
    if place is None or place.spot is None:
        return "?"
    return place.country or "" if place.spot.id.startswith("country:") else place.spot.name


def test_stops_are_in_the_order_of_travel() -> None:
    text = "Yacht via Greece to Italy, from Turkey, 4500 euro"
    (route,) = read(text, "en").routes
    assert [place.country for place in route.places] == ["TR", "GR", "IT"]
    assert route.means == (Means.SHIP,)
    assert text[route.span.start : route.span.end] == route.raw


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("hattımız açık: İran Türkiye Yunanistan, kişi başı 5000", "tr", ["IR>TR>GR"]),
        ("Busreisen: Stuttgart – Sarajevo jeden Mittwoch", "de", ["Stuttgart>Sarajevo"]),
        ("Night coach Glasgow to Belfast, book online", "en", ["Glasgow>Belfast"]),
        ("Тернопіль – Прага щодня", "uk", ["Ternopil>Prague"]),
        ("bao đi Anh: Việt Nam - Pháp - Anh", "vi", ["VN>FR>GB"]),
        ("باصات يومية عمّان – القاهرة", "ar", ["Amman>Cairo"]),
        ("باصات يومية عُمان – القاهرة", "ar", ["OM>Cairo"]),
        ("Jobs in Spain Portugal Italy", "en", []),
    ],
)
def test_ways_of_time_tables(text: str, language: str, found: list[str]) -> None:
    assert ways(text, language) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("🇹🇷➡️🇬🇷➡️🇮🇹", ["TR>GR>IT"]),
        ("TR→DE 9000\nTR→AT 8500", ["TR>DE", "TR>AT"]),
        ("Italy ← Libya", ["LY>IT"]),
        ("ايطاليا ← فرنسا", ["IT>FR"]),
        ("🇱🇧⛵🇨🇾", ["LB>CY"]),
        ("Germany → Bavaria", []),
        ("Jobs > Germany > France", []),
        ("Turkey - Greece", []),
        ("boat: Turkey - Greece", ["TR>GR"]),
    ],
)
def test_strings_of_places(text: str, found: list[str]) -> None:
    assert ways(text) == found


def test_a_price_list_is_several_routes() -> None:
    text = "Trips from Turkey to Italy 5000, to Germany 7000 and from Serbia to Austria 3000"
    assert ways(text, "en") == ["TR>IT", "TR>DE", "RS>AT"]


def test_one_known_end_needs_words_of_travel_beside_it() -> None:
    assert ways("boat to Italy", "en") == ["?>IT"]
    assert ways("we go to Italy", "en") == []


def test_an_ad_for_work_names_places_without_offering_ways() -> None:
    text = "Trips are paid. We hire from Poland to Belgium."
    assert read(text, "en", kinds=frozenset({Kind.JOB})).routes == ()
    assert len(read(text, "en", kinds=frozenset({Kind.TRAVEL})).routes) == 1


def test_title_and_text_tell_a_way_once() -> None:
    assert len(read("🇹🇷➡️🇬🇷 safe", title="Turkey ➡️ Greece").routes) == 1


@pytest.mark.parametrize(
    ("language", "text", "facts"),
    [
        ("en", "boat from Libya to Malta, the trip takes 12 hours", {"duration": "PT12H"}),
        ("en", "boat from Libya to Malta, the journey is 3-5 days", {"duration": "P3D/P5D"}),
        ("en", "bus from Kyiv to Warsaw, departure every day", {"departure": "daily"}),
        ("en", "bus from Kyiv to Warsaw, departure Friday", {"departure": "friday"}),
        ("en", "bus from Kyiv to Warsaw, departure 05.12.2026", {"departure": "2026-12-05"}),
        ("ru", "бус из Киева в Варшаву, выезд 5.12", {"departure": "--12-05"}),
        ("ru", "бус из Киева в Варшаву, 4 места", {"seats": "4"}),
        ("es", "lancha de Libia a Malta, cupos 6", {"seats": "6"}),
        ("en", "bus from Kyiv to Warsaw, open 24 hours", {}),
        ("en", "departure every day, 4 seats, 12 hours", {}),
    ],
)  # fmt: skip
def test_terms_of_a_journey(language: str, text: str, facts: dict[str, str]) -> None:
    read_ = read(text, language).facts
    assert {str(fact.kind): fact.value for fact in read_} == facts
    for fact in read_:
        assert text[fact.span.start : fact.span.end] == fact.raw
        assert fact.kind in (FactKind.DURATION, FactKind.DEPARTURE, FactKind.SEATS)


@given(st.text(max_size=120))
def test_whatever_is_read_is_quoted(text: str) -> None:
    shown = f"{text} boat from Turkey to Italy → 🇩🇪 {text}"
    for route in read(shown).routes:
        assert shown[route.span.start : route.span.end] == route.raw
        assert len(route.places) >= 1


@pytest.mark.parametrize(
    "unit",
    ["from Turkey to Italy by boat. ", "Turkey boat to Italy ", "TR→DE ", "🇹🇷🚤🇬🇷 ",
     "1.1.26 departure from Turkey to Greece 3 days ", "Turkey - Greece, "],
)  # fmt: skip
def test_work_grows_with_the_text(unit: str) -> None:
    def task(text: str) -> object:
        return read(text)

    task(unit * 1000)
    once, twice = calls(task, unit * 500), calls(task, unit * 1000)
    assert twice < 2.5 * once + 2000


@pytest.mark.parametrize(
    ("text", "language", "way"),
    [
        ("Lift from Leeds to London on Friday", "en", "Leeds>London"),
        ("viajo de Madrid a Valencia el sábado, dos plazas", "es", "Madrid>Valencia"),
        ("İstanbul Sofya arası minibüs her gün", "tr", "Istanbul>Sofia"),
        ("попутка Київ Одеса завтра", "uk", "Kyiv>Odesa"),
        ("თბილისიდან ბათუმში მანქანა ხვალ", "ka", "Tbilisi>Batumi"),
        ("jadę z Krakowa do Wiednia w piątek", "pl", "Kraków>Vienna"),
        ("jedu z Brna do Vídně, volná místa", "cs", "Brno>Vienna"),
        ("حرقة من صفاقس الى لامبيدوزا", "ar", "Sfax>Lampedusa"),
        ("από Αθήνα για Θεσσαλονίκη την Παρασκευή", "el", "Athens>Thessaloniki"),
    ],
)
def test_rides_as_people_write_them(text: str, language: str, way: str) -> None:
    assert ways(text, language) == [way]


@pytest.mark.parametrize(
    "text",
    [
        "Berlin Hamburg Köln München: 40 Fahrer gesucht, 14 Euro",
        "Sofia Milan, nanny, 25, Monday to Friday",
        "Paris Hilton style nails, book Friday",
        "We have offices from London to Tokyo.",
    ],
)
def test_names_side_by_side_are_no_way_without_a_word_of_travel(text: str) -> None:
    assert not ways(text)


def test_what_a_preposition_says_is_settled_by_the_site_where_the_language_is_not_known() -> None:
    text = "vozim iz Niša do Ljubljane"
    wording = Wording.of(Ad(url="u", text=text))
    fields = tuple(map(Words.of, wording.prose()))
    [route] = travels(placed(wording, fields, (), "RS"), fields).routes
    assert [_code(route.origin), _code(route.destination)] == ["Niš", "Ljubljana"]
