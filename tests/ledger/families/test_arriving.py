"""What an offer came as is said of it, whichever of the two was compared first."""

from collections.abc import Callable

import pytest

from ledger.noticed import What, noticed
from offers.offer import Offer
from offers.run import Coverage, End, Run
from tests.ledger.conftest import MONDAY
from tests.ledger.families.world import DAY, World, ad, minor, text

X, Y, Z = ad(1, text(1)), ad(2, text(1, 2), 1, "harbour"), ad(3, text(1, 4), 2, "harbour")
"""Three like ads in the order in which they were seen."""


def recorded(world: World, *offers: Offer) -> Run:
    """A run that has read these and has not ended."""
    run = world.ledger.begin(offers[0].site, offers[0].seen)
    world.ledger.record(run, offers)
    return run


def end(world: World, run: Run) -> Run:
    return world.ledger.end(run, End.OK, Coverage.PARTIAL, MONDAY + 9 * DAY)


@pytest.mark.parametrize("home", ["sqlite", "elastic"])
def test_of_overlapping_runs_the_later_ad_says_so(world: World) -> None:
    first, second = recorded(world, X), recorded(world, Y)
    ended = end(world, second)
    assert world.arrivals() == {}
    end(world, first)
    assert world.arrivals() == {Y.id: X.id}
    [told] = noticed(world.store.index, [ended], MONDAY)
    assert told.what is What.ELSEWHERE
    world.check()


def test_the_founder_says_so_where_the_new_one_is_nearer_to_another(world: World) -> None:
    """Both runs' ads are compared with those of a third, which was seen last and settled first."""
    between = ad(2, text(1, 2), 1)
    runs = [recorded(world, X), recorded(world, between), recorded(world, Z)]
    for run in reversed(runs):
        end(world, run)
    assert world.arrivals() == {between.id: X.id, Z.id: between.id}
    end(world, recorded(world, ad(1, text(1), 0)))
    assert world.arrivals() == {between.id: X.id, Z.id: between.id}


def test_two_that_came_together_after_a_later_one(world: World) -> None:
    end(world, recorded(world, Z))
    end(world, recorded(world, X, ad(4, text(1), 1)))
    assert world.arrivals() == {Z.id: X.id, ad(4, "").id: X.id}


def edited(world: World) -> None:
    """It comes to read like another that was new when it came."""
    world.crawl(ad(1, text(7)))
    world.crawl(Y)
    world.crawl(ad(1, text(1), 3))


def denied(world: World) -> None:
    first, second = recorded(world, X), recorded(world, Y)
    end(world, second)
    world.decide(X, Y, same=False)
    end(world, first)


def other_since(world: World) -> None:
    """The later one reads otherwise than when it came."""
    first = recorded(world, X)
    world.crawl(ad(2, text(7), 1, "harbour"), ad(2, text(1), 3, "harbour"), site="harbour")
    end(world, first)


def sealed(world: World) -> None:
    first = recorded(world, X)
    world.crawl(Y)
    world.ledger.record(first, [minor(X)])
    end(world, first)


@pytest.mark.parametrize("step", [edited, denied, other_since, sealed])
def test_nothing_is_said_that_was_not_so_when_it_came(
    world: World, step: Callable[[World], None]
) -> None:
    step(world)
    assert world.arrivals() == {}
    world.check()


def test_who_was_seen_first_after_all_says_nothing_any_more(world: World) -> None:
    """What a spool delivers late tells that the later was the earlier."""
    world.crawl(X)
    world.crawl(ad(2, text(1), 2, "harbour"), site="harbour")
    assert world.arrivals() == {Y.id: X.id}
    world.crawl(ad(2, text(1), -1, "harbour"), site="harbour")
    assert world.arrivals() == {X.id: Y.id}
    world.check()
