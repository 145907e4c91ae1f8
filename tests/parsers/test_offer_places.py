"""Places and routes in the offer that an ad becomes."""

from datetime import UTC, datetime

from offers.offer import Offer
from offers.page import Page
from offers.place import PlaceRole
from offers.profile import FieldRule, Profile
from parsers.offer import read_offers

FIELDS = (FieldRule(name="text", select=("p",)), FieldRule(name="place", select=("i",)))


def read(body: str, country: str | None = None) -> Offer:
    page = Page(
        asked="https://board.example/1",
        url="https://board.example/1",
        status=200,
        body=body.encode(),
        headers=(("content-type", "text/html; charset=utf-8"),),
        fetched=datetime(2026, 3, 1, tzinfo=UTC),
    )
    profile = Profile(site="board", reader="selectors", fields=FIELDS, country=country)
    (offer,) = read_offers(page, profile).offers
    return offer


def test_places_routes_and_terms_stand_in_the_offer() -> None:
    offer = read("<p>Boat from Turkey to Greece, 4 seats left, 2000 euro</p>")
    assert [place.country for place in offer.places] == ["TR", "GR"]
    assert [route.raw for route in offer.routes] == ["Turkey to Greece"]
    assert "4" in [fact.value for fact in offer.facts if fact.kind == "seats"]


def test_the_place_of_work_is_told_from_where_people_are_sought() -> None:
    offer = read("<i>Oslo, Norway</i><p>Work for cleaners from Latvia in Oslo</p>")
    roles = {place.country: place.role for place in offer.places}
    assert roles == {"NO": PlaceRole.WORK, "LV": PlaceRole.SOUGHT}


def test_a_country_in_the_text_says_little_of_a_phone_number() -> None:
    offer = read("<p>Praca w Niemczech dla kierowców, zadzwoń: 601 234 567</p>", country="PL")
    phones = [contact.value for contact in offer.contacts if contact.kind == "phone"]
    assert phones[0] == "+48601234567"
