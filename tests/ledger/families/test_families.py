"""Ads that are alike are one family, from the end of the run in which they came."""

import pytest

from offers.family import Grade, Relation
from tests.ledger.families.world import World, ad, minor, text


@pytest.fixture(params=["sqlite", "elastic"])
def home(request: pytest.FixtureRequest) -> str:
    """Both homes keep the same families."""
    return str(request.param)


def test_alike_ads_are_one_family(world: World) -> None:
    first, copy, near = ad(9, text(1)), ad(2, text(1), 1), ad(3, text(1, 3), 2, "harbour")
    run = world.crawl(first, copy, ad(4, text(2)))
    assert run.linked
    world.crawl(near, site="harbour")
    known = world.open()
    assert {known[one.id].family for one in (first, copy, near)} == {first.id}
    assert known[ad(4, "").id].family is None
    arrival = known[near.id].arrival
    assert arrival is not None
    assert (arrival.earlier, arrival.site, arrival.seen) == (first.id, "bazaar", first.seen)
    assert (arrival.grade, arrival.relation) == (Grade.NEAR, Relation.SAME)
    assert known[first.id].arrival is None
    [family] = world.store.families.families()
    assert (family.id, family.size, family.sites) == (first.id, 3, ("bazaar", "harbour"))
    assert {link.grade for link in world.store.families.links([copy.id])} >= {Grade.IDENTICAL}
    world.check()


def test_an_older_sighting_changes_the_founder_and_old_ids_lead_on(world: World) -> None:
    one, other = ad(1, text(1), 5), ad(2, text(1, 2), 6)
    world.crawl(one, other)
    assert world.open()[other.id].family == one.id
    world.crawl(ad(2, text(1, 2), 3))
    assert world.open()[one.id].family == other.id
    former = world.store.families.family(one.id)
    assert former is not None
    assert (former.size, former.leads_to) == (0, other.id)
    assert world.ledger.families.whose(one.id) == other.id
    world.check()


@pytest.mark.parametrize("edited", [False, True])
def test_who_is_left_alone_again_leads_nowhere(world: World, *, edited: bool) -> None:
    """A founder for a while, then in the family of an older one, which leaves it; or both do."""
    founder = ad(5, text(2, 6))
    world.crawl(founder, ad(1, text(2), 33))
    world.crawl(ad(1, text(1), -1))
    former = world.store.families.family(founder.id)
    assert former is not None
    assert former.leads_to == ad(1, "").id
    world.crawl(ad(1, text(1), 34), *([ad(5, text(3), 34)] if edited else []))
    found = world.store.families.family(founder.id)
    assert found is not None
    assert (found.size, found.leads_to) == (1, None)
    world.check()


def test_who_is_erased_or_sealed_leaves_his_family_to_the_rest(world: World) -> None:
    """Each id that was shown leads on, as long as anybody is left."""
    left, bridge, right = ad(1, text(1)), ad(2, text(1, 6), 1), ad(3, text(1, 12), 2)
    world.crawl(left, bridge, right)
    assert {one.family for one in world.open().values()} == {left.id}
    world.check()
    world.ledger.forget([left.id], left.seen, "anna", "asked")
    world.check()
    assert {one.family for one in world.open().values()} == {bridge.id}
    assert world.ledger.families.whose(left.id) == bridge.id
    world.crawl(minor(ad(2, text(1, 6), 3)))
    assert world.store.families.kin([bridge.id]) == {}
    world.check()
    assert world.open()[right.id].family is None
    assert world.ledger.families.whose(left.id) == right.id
    assert world.ledger.families.whose(bridge.id) == right.id
    world.ledger.forget([right.id], left.seen, "anna", "asked")
    assert world.ledger.families.whose(left.id) is None
    assert [one for one in world.store.families.families(least=0) if one.title or one.sites] == []


def test_nothing_is_said_of_an_earlier_ad_that_was_erased_or_sealed(world: World) -> None:
    first, second = ad(1, text(1)), ad(2, text(1, 2), 1)
    world.crawl(first)
    world.crawl(second)
    world.crawl(ad(3, text(4), 2))
    world.crawl(ad(4, text(4, 2), 3))
    assert {id_ for id_, one in world.open().items() if one.arrival} == {second.id, ad(4, "").id}
    world.ledger.forget([first.id], first.seen, "anna", "asked")
    assert world.open()[second.id].arrival is None
    world.crawl(minor(ad(3, text(4), 4)))
    assert not any(one.arrival for one in world.open().values())
    world.check()


def test_an_edit_leaves_one_family_and_joins_another(world: World) -> None:
    one, two = ad(1, text(1)), ad(2, text(1, 1), 1)
    three, four = ad(3, text(2), 1), ad(4, text(2, 1), 2)
    world.crawl(one, two, three, four)
    world.crawl(ad(1, text(2, 2), 5))
    known = world.open()
    assert known[two.id].family is None
    assert {known[id_].family for id_ in (one.id, three.id, four.id)} == {one.id}
    joined = {link.one for link in world.store.families.links([two.id])}
    assert joined == set()
    world.check()


def test_what_people_decide_is_kept(world: World) -> None:
    ads = [ad(number, text(1, number % 3), number) for number in range(1, 7)]
    world.crawl(*ads)
    world.decide(ads[0], ads[1], same=False)
    known = world.open()
    assert known[ads[0].id].family != known[ads[1].id].family
    world.crawl(ad(7, text(1, 1), 7), *(ad(n, text(1, n % 3), n + 10) for n in range(1, 7)))
    known = world.open()
    assert known[ads[0].id].family != known[ads[1].id].family
    world.decide(ads[0], ads[1], same=True)
    assert {one.family for one in world.open().values()} == {ads[0].id}
    other = ad(9, text(5))
    world.crawl(other)
    world.decide(other, ads[3], same=True)
    assert {one.family for one in world.open().values()} == {other.id}
    world.check()
