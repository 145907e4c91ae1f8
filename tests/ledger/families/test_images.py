"""Ads that state the same picture are told of each other, and are no family."""

from dataclasses import replace

from ledger.families.comparing import Comparer
from ledger.families.due import current
from ledger.families.hubs import breadth, hubs
from ledger.families.strands import strands
from offers.family import Breadth, Grade, Ruling
from offers.offer import Offer, Speaker
from parsers.prints import picture
from tests.ledger.conftest import MONDAY
from tests.ledger.families.world import DAY, World, ad, minor, text

WORK = "https://cdn.example/uploads/work.jpg"
SMALL = "http://cdn.example/uploads/work-300x200.jpg?w=300"
BANNER = "https://cdn.example/banner.jpg"
LATER = MONDAY + 100 * DAY


def pictured(number: int, *images: str, day: int = 0, site: str = "bazaar") -> Offer:
    return replace(ad(number, text(number), day, site), images=images)


def linked(world: World, number: int) -> dict[str, tuple[str, ...]]:
    """By the other offer of each link on what it rests."""
    id_ = ad(number, "").id
    links = world.store.families.links([id_])
    assert {link.grade for link in links} <= {Grade.IMAGE}
    return {link.other if link.one == id_ else link.one: link.why for link in links}


def test_the_same_picture_is_told_and_makes_no_family(world: World) -> None:
    """In whatever size; it ends with one of them, and with the picture of one of them."""
    one, other, seeker = pictured(1, WORK, BANNER), pictured(2, SMALL), pictured(3, WORK)
    run = world.crawl(one, other, pictured(4, "https://cdn.example/other.jpg"))
    assert run.linked
    world.crawl(replace(seeker, speaker=Speaker.SEEKS))
    assert linked(world, 1) == {other.id: ("image: 1 in common",)}
    assert {known.family for known in world.open().values()} == {None}
    assert world.open()[seeker.id].offer.images == ()
    assert world.store.index.originals(seeker.id)[0].offer.images == (WORK,)
    world.check()
    key = world.ledger.families.key
    stands = Breadth(offers=2, sites=1, families=2, countries=0)
    assert breadth(world.store, picture(WORK, key)) == breadth(world.store, picture(SMALL, key))
    assert breadth(world.store, picture(WORK, key)) == stands
    said = Ruling(contact=picture(WORK, key), hub=True, at=LATER, actor="anna")
    assert world.ledger.families.rule(said)
    assert linked(world, 1) == {}
    assert world.ledger.families.rule(replace(said, hub=False))
    assert [*linked(world, 1)] == [other.id]
    world.crawl(minor(pictured(2, SMALL, day=9)))
    assert linked(world, 1) == {}
    world.check()


def test_an_ad_that_reads_as_before_gets_the_picture_that_its_page_states_now(
    world: World,
) -> None:
    """Once: some sites make new addresses for the same picture every day."""
    world.crawl(pictured(1), pictured(2, WORK))
    assert linked(world, 1) == {}
    world.crawl(pictured(1, WORK, day=3))
    assert world.open()[ad(1, "").id].offer.images == (WORK,)
    assert len(world.store.index.versions(ad(1, "").id)) == 1
    assert [*linked(world, 1)] == [ad(2, "").id]
    world.crawl(pictured(1, BANNER, day=4))
    assert world.open()[ad(1, "").id].offer.images == (WORK,)


def test_a_picture_that_stands_on_all_ads_of_a_site_is_a_hub(world: World) -> None:
    world.crawl(*(pictured(number, BANNER) for number in range(1, 13)), pictured(20, WORK))
    world.crawl(pictured(21, WORK, site="harbour"), site="harbour")
    key = picture(BANNER, world.ledger.families.key)
    found = hubs(world.store, lambda: None)
    assert found == {key: Breadth(offers=12, sites=1, families=12, countries=0)}
    assert linked(world, 3)
    assert world.ledger.families.rebuild(LATER, recount=True)
    assert [*linked(world, 20)] == [ad(21, "").id]
    world.crawl(pictured(30, BANNER, day=60))
    assert linked(world, 30) == {}
    world.check()


def test_copies_with_pictures_of_their_own_are_tied_like_copies_without(world: World) -> None:
    """Each to the first: a picture joins nothing."""
    copies = [replace(ad(number, text(1), number), images=()) for number in range(20)]
    own = [replace(one, images=(f"https://cdn.example/{one.key}.jpg",)) for one in copies]
    world.crawl(*own)
    prints, comparer = world.prints(), Comparer(current(world.store))
    ties = {(found.one.offer, found.other.offer) for found in strands(prints, comparer)}
    assert ties == {(copies[0].id, one.id) for one in copies[1:]}
    world.check()
