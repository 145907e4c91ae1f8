"""`offerwatch contact`: found however it is written, told with all that stands around it."""

from dataclasses import replace

import pytest

from console.exits import Exit
from offers.offer import Contact, Offer, Protection, Protects, Speaker, offer_id
from offers.span import Span
from tests.console.hand import HOSTILE, OFFER, Hand

NUMBER = "+12025550123"
NUMBERS = (NUMBER, "1 (202) 555-0123", "001 202 555 0123", "wa.me/12025550123", f"phone:{NUMBER}")
NAMES = ("t.me/crossing_eu", "@Crossing_EU", "crossing_eu", "tg @crossing_eu")
WORD = Span("text", 0, 6)
SITE = """
start = ["http://127.0.0.1:9/"]
kind = "job"
country = "PL"
private_hosts = ["127.0.0.1"]
reader = "jobposting"
purpose = "test"
cleared = "2026-11-01, nobody"
"""


def beside(key: str, *contacts: tuple[str, str], site: str = "souq") -> Offer:
    """Another ad with these contacts."""
    made = (Contact(kind=kind, value=value, raw=value, span=WORD) for kind, value in contacts)
    other = replace(OFFER, id=offer_id(site, key), site=site, key=key, contacts=tuple(made))
    return replace(other, title="Night guard", text="Guards for a car park in Berlin.", digest="")


@pytest.fixture
def known(empty: Hand) -> Hand:
    """A number on two sites, on one of them beside a name."""
    empty.record([OFFER, HOSTILE], [OFFER])
    other = ("telegram", "crossing_eu"), ("whatsapp", NUMBER)
    empty.record([beside("9", ("phone", NUMBER), *other)], site="souq", day=1)
    return empty


@pytest.mark.parametrize(
    "way",
    [NUMBER, "1 (202) 555-0123", "001 202 555 0123", "wa.me/12025550123", "phone:+12025550123"],
)
def test_found_by_any_way_of_writing_it(known: Hand, way: str) -> None:
    (told,) = known("contact", way, "--json").objects
    assert (told["kind"], told["value"], told["offers"]) == ("phone", NUMBER, 2)


@pytest.mark.parametrize(
    "way", ["t.me/crossing_eu", "@Crossing_EU", "crossing_eu", "tg @crossing_eu"]
)
def test_a_name_is_found_with_and_without_its_service(known: Hand, way: str) -> None:
    (told,) = known("contact", way, "--json").objects
    assert (told["kind"], told["value"]) == ("telegram", "crossing_eu")
    assert told["beside"] == [{"kind": "phone", "value": NUMBER, "offers": 1}]


def test_all_that_stands_around_it(known: Hand) -> None:
    (told,) = known("contact", NUMBER, "--json").objects
    assert told["sites"] == {"bazaar": 1, "souq": 1}
    assert told["countries"] == {"DE": 2}
    assert told["given_as"] == {"phone": 2, "whatsapp": 1}
    assert told["first_seen"] == "2026-11-03T08:30:00Z"
    assert told["first_offer"] == OFFER.id
    assert told["last_seen"] == "2026-11-04T08:30:00Z"
    assert len(told["families"]) == 2
    assert told["beside"] == [{"kind": "telegram", "value": "crossing_eu", "offers": 1}]


def test_a_person_sees_the_same(known: Hand) -> None:
    answer = known("contact", NUMBER)
    assert answer.code == Exit.OK
    assert "phone +12025550123" in answer.out
    assert "bazaar 1, souq 1" in answer.out
    assert "telegram\tcrossing_eu\t1" in answer.out
    assert "Waiter wanted" in answer.out


def test_a_number_without_its_country_is_read_as_one_of_where_the_sites_are(empty: Hand) -> None:
    empty.record([beside("1", ("phone", "+48220123452"))], site="souq")
    assert empty("contact", "22 012 34 52", "--json").objects == []
    assert len(empty("contact", "22 012 34 52", "--country", "pl", "--json").objects) == 1
    (empty.folder / "sites" / "pokoje.toml").write_text(f'name = "pokoje"\n{SITE}')
    assert len(empty("contact", "22 012 34 52", "--json").objects) == 1


def test_what_nobody_names_is_said_with_how_it_was_read(known: Hand) -> None:
    answer = known("contact", "+44 20 7946 0001")
    assert (answer.code, answer.out) == (Exit.OK, "")
    assert "phone +442079460001" in answer.err
    assert known("contact", "+44 20 7946 0001", "--json").out == ""
    assert "a name or an address of any kind" in known("contact", "nobody").err


def test_nothing_is_no_contact(known: Hand) -> None:
    answer = known("contact", " ")
    assert answer.code == Exit.USAGE
    assert "VALUE is empty" in answer.err


def test_whoever_seeks_is_never_found(empty: Hand) -> None:
    seeks = Protection(protects=Protects.SEEKER, raw="I seek", span=WORD)
    empty.record([replace(OFFER, speaker=Speaker.SEEKS, protections=(seeks,), digest="")])
    answer = empty("contact", NUMBER)
    assert answer.out == ""
    assert "sealed and never found" in answer.err
    assert empty("contact", NUMBER, "--json").out == ""


def test_hostile_words_do_nothing_to_a_terminal(empty: Hand) -> None:
    evil = replace(beside("1", ("telegram", "e\x1b[2Jvil\u202e")), title=HOSTILE.title, digest="")
    empty.record([evil])
    answer = empty("contact", "telegram:e\x1b[2Jvil\u202e")
    assert "e\ufffd[2jvil\ufffd" in answer.out
    nothing = empty("contact", "\x1b[2J\u202e")
    assert not {"\x1b", "\u202e"} & set(answer.out + answer.err + nothing.out + nothing.err)
