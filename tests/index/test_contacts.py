"""Where a contact stands, over every home: the same as counting the offers one by one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from index.base import Index, Store
from index.contacts import KINDS, Named, dossier, spelt, standing
from index.flat import Flat
from index.query.tree import Everything
from offers.family import Breadth
from offers.life import Status
from offers.offer import Named as Employer
from tests.index.making import MONDAY, SPAN, contact, first, offer, place
from tests.index.oracle import Flats, answers

NUMBER, OTHER = "+442079460001", "+442079460002"
WAYS = (
    "+44 20 7946 0001",
    "0044 (20) 79 46-00 01",
    "442079460001",
    "phone:+442079460001",
    " WhatsApp: +442079460001 ",
)
"""One number, as operators type it."""


def counted(values: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))


@pytest.fixture
def told(index: Index) -> Index:
    """A number on two sites, as a phone and on WhatsApp, beside a name and another number."""
    numbers = (contact("phone", NUMBER), contact("whatsapp", NUMBER))
    beside = (contact("telegram", "Safe_Trip"), contact("telegram", "safe_trip"))
    named = replace(offer("1"), employer=Employer(name="Acme Ltd", raw="", span=SPAN), digest="")
    made = (
        replace(named, contacts=(*numbers, *beside), places=(place("Bari", "IT"),), digest=""),
        replace(offer("2", 1), site="souq", contacts=(numbers[0], *beside), digest=""),
        replace(offer("3", 2), contacts=(contact("phone", OTHER), numbers[0]), digest=""),
        replace(offer("4", 3), contacts=(contact("instagram", "safe_trip"),), digest=""),
    )
    gone: dict[str, object] = {"status": Status.GONE, "gone_since": MONDAY + timedelta(days=4)}
    lives: dict[str, dict[str, object]] = {
        "2": gone,
        "3": {"family": made[0].id},
        "1": {"family": made[0].id},
    }
    changes = [first(one, **lives.get(one.key or "", {})) for one in made]  # type: ignore[arg-type]
    assert not index.put(changes)
    return index


@pytest.mark.parametrize("way", WAYS)
def test_a_number_is_one_contact_however_it_is_typed(told: Index, way: str) -> None:
    (stands,) = standing(told, spelt(way))
    assert stands.contact in {Named("phone", NUMBER), Named("whatsapp", NUMBER)}


def test_all_that_is_told_of_a_number(told: Index) -> None:
    (stands,) = standing(told, spelt(WAYS[0]))
    found = dossier(told, stands)
    one, two, three = (offer(key).id for key in "123")
    assert found.contact == Named("phone", NUMBER)
    assert found.stands.kinds == (("phone", 3), ("whatsapp", 1))
    assert (found.offers, found.online) == (3, 2)
    assert (found.first.offer.id, found.first_seen) == (one, MONDAY)
    assert (found.last.offer.id, found.last_seen) == (three, MONDAY + timedelta(days=2))
    assert list(found.families) == counted([one, one, two])
    assert list(found.sites) == [("bazaar", 2), ("souq", 1)]
    assert list(found.countries) == [("IT", 1)]
    assert list(found.names) == [("acme ltd", 1)]
    assert found.beside == [(Named("telegram", "safe_trip"), 2), (Named("phone", OTHER), 1)]
    assert found.breadth == Breadth(offers=3, sites=2, families=2, countries=1)


def test_a_name_is_another_contact_on_another_service(told: Index) -> None:
    found = standing(told, spelt("@Safe_Trip"))
    assert [one.contact for one in found] == [
        Named("telegram", "safe_trip"),
        Named("instagram", "safe_trip"),
    ]
    assert standing(told, spelt("instagram:safe_trip")) == [found[1]]


@pytest.mark.parametrize("text", ["nobody", "telegram:acme ltd", "+1 202 555 0100", "%", "'", "*"])
def test_what_nobody_names_stands_nowhere(told: Index, text: str) -> None:
    assert standing(told, spelt(text)) == ()
    assert standing(told, ()) == ()


@pytest.mark.parametrize("text", ["", " ", "telegram:", "\0", "\ud800"])
def test_of_nothing_no_contact_is_made(text: str) -> None:
    assert spelt(text) == frozenset()


def test_an_address_with_a_scheme_is_no_kind() -> None:
    assert Named("website", "example.org/a") in spelt("https://example.org/a")


def naive(chosen: Sequence[Flat], name: str) -> list[tuple[str, int]]:
    return counted(value for flat in chosen for value in flat.keywords.get(name, ()))


def test_each_contact_of_many_is_told_as_by_counting(filled: Store, flats: Flats) -> None:
    lives = {known.offer.id: known for known in filled.index.walk(Everything())}
    seen = 0
    for text in ("Safe_Trip", "other", NUMBER, OTHER, "jobs@example.org"):
        for stands in standing(filled.index, spelt(text)):
            found, among = dossier(filled.index, stands), answers(stands.node, flats)
            seen += len(among)
            chosen = [flats[id_] for id_ in among]
            told = (found.families, found.sites, found.countries, found.languages, found.names)
            names = ("family", "site", "country", "language", "name")
            assert [list(each) for each in told] == [naive(chosen, name) for name in names]
            near = [(Named(kind, value), n) for kind in KINDS for value, n in naive(chosen, kind)]
            others = [pair for pair in near if pair[0] != found.contact]
            assert found.beside == sorted(others, key=lambda pair: (-pair[1], pair[0]))
            assert found.offers == len(among)
            assert found.online == sum(lives[id_].status is Status.ONLINE for id_ in among)
            assert found.first_seen == min(lives[id_].first_seen for id_ in among)
            assert found.last_seen == max(lives[id_].last_seen for id_ in among)
    assert seen > 100
