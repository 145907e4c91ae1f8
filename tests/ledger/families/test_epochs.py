"""Tables are counted when there are many more offers, families rebuilt beside those that are read,
and contacts on many unrelated ads join nothing."""

import pytest

from ledger.families.hubs import hubs, is_hub
from ledger.families.joining import CROWD
from ledger.families.kinship import LEAST_COUNTED
from offers.family import Breadth, Grade, Ruling
from tests.ledger.conftest import MONDAY
from tests.ledger.families.world import DAY, World, ad, text

PHONE, OTHER = "+306971234567", "+306971234568"
LATER = MONDAY + 100 * DAY


def test_readers_see_the_old_until_all_is_there(world: World) -> None:
    """And progress is told."""
    ads = [ad(number, text(number % 3, number % 4), number) for number in range(1, 13)]
    world.crawl(*ads)
    before, tables = world.places(), world.store.families.tables()
    told: list[tuple[str, int, int]] = []

    def progress(what: str, done: int, of: int) -> None:
        told.append((what, done, of))
        if what in {"counted", "compared", "placed"}:
            assert world.store.families.tables() == tables
            assert world.places() == before

    assert world.ledger.families.rebuild(LATER, progress, recount=True)
    assert ("compared", 12, 12) in told
    after = world.store.families.tables()
    assert tables is not None
    assert after is not None
    assert (tables.id, after.offers, after.made) == ("start", 12, LATER)
    assert world.places() == before
    world.check()
    assert not world.ledger.families.owed.look()


def test_tables_are_counted_when_there_are_twice_as_many_offers(world: World) -> None:
    half = LEAST_COUNTED // 2
    world.crawl(*(ad(number, f"Work {number}") for number in range(1, half)))
    tables = world.store.families.tables()
    assert tables is not None
    assert tables.id == "start"
    world.crawl(*(ad(number, f"Work {number}") for number in range(half, LEAST_COUNTED + 1)))
    tables = world.store.families.tables()
    assert tables is not None
    assert tables.offers == LEAST_COUNTED
    assert not world.ledger.families.tend(LATER)


@pytest.mark.parametrize(
    ("sites", "families", "countries", "hub"),
    [(1, 10, 1, False), (1, 11, 1, True), (4, 6, 1, True), (3, 6, 1, False), (1, 1, 11, True)],
)
def test_breadth_makes_a_hub(sites: int, families: int, countries: int, *, hub: bool) -> None:
    """Not the number of offers."""
    breadth = Breadth(offers=10_000, sites=sites, families=families, countries=countries)
    assert is_hub(breadth) is hub


def test_hubs_are_found_by_the_families_that_have_them(world: World) -> None:
    one_ad = [ad(100 + number, text(50, number % 3), 0, "bazaar", [OTHER]) for number in range(14)]
    agency = [ad(number, text(number), 0, "bazaar", [PHONE]) for number in range(1, 13)]
    world.crawl(*one_ad, *agency)
    key = world.ledger.families.key("phone", PHONE)
    found = hubs(world.store, lambda: None)
    assert found[key] == Breadth(offers=12, sites=1, families=12, countries=0)
    assert world.ledger.families.key("phone", OTHER) not in found
    assert contact_links(world, 3)
    assert world.ledger.families.rebuild(LATER, recount=True)
    world.crawl(ad(3, text(3, 1), 60, "bazaar", [PHONE]))
    assert not contact_links(world, 3)
    said = Ruling(contact=key, hub=False, at=LATER, actor="anna")
    assert world.ledger.families.rule(said)
    assert contact_links(world, 3)
    world.check()


def test_a_contact_of_very_many_is_made_a_hub_at_once(world: World) -> None:
    """Unless somebody ruled that it is none."""
    world.crawl(*(ad(number, text(number), 0, "bazaar", [PHONE]) for number in range(CROWD + 2)))
    [ruling] = world.store.families.rulings()
    assert (ruling.contact, ruling.hub) == (world.ledger.families.key("phone", PHONE), True)
    assert not any(contact_links(world, number) for number in range(CROWD + 2))
    world.ledger.families.rule(Ruling(contact=ruling.contact, hub=False, at=LATER, actor="anna"))
    world.crawl(ad(CROWD + 3, text(CROWD + 3), 0, "bazaar", [PHONE]))
    [ruling] = world.store.families.rulings()
    assert (ruling.hub, ruling.actor) == (False, "anna")
    assert len(contact_links(world, CROWD + 3)) <= 20
    world.check()


def contact_links(world: World, number: int) -> list[str]:
    links = world.store.families.links([ad(number, "").id])
    return [link.id for link in links if link.grade is Grade.CONTACT]
