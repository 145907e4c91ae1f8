"""Families follow from what is stored, whatever the order in which it came: on ads of a few
templates that shade into each other, edited, erased, sealed, seen late, split and joined."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.store import open_store
from ledger import Kinship, Ledger
from offers.offer import Offer
from parsers.fold import tokens
from tests.ledger.conftest import KEEP, MONDAY, SECRET
from tests.ledger.families.world import World, ad, minor, shuffled, text

SITES = ("bazaar", "harbour")
KEYS = st.integers(1, 12)
PHONES = st.sampled_from([(), (), ("+306971234567",), ("+306971234568",)])
TEXTS = st.builds(text, st.integers(1, 2), st.sampled_from([0, 0, 5, 6, 9, 12]), st.integers(0, 9))
ADS = st.builds(ad, KEYS, TEXTS, st.integers(0, 40), st.sampled_from(SITES), PHONES)

STEPS = st.one_of(
    st.tuples(st.just("crawl"), st.lists(ADS, min_size=1, max_size=6)),
    st.tuples(st.just("crawl"), st.lists(ADS, min_size=1, max_size=6)),
    st.tuples(st.just("decide"), st.tuples(KEYS, KEYS, st.booleans())),
    st.tuples(st.just("forget"), KEYS),
    st.tuples(st.just("seal"), ADS),
    st.tuples(st.just("rebuild"), st.booleans()),
)


@contextmanager
def new_world() -> Iterator[World]:
    with (
        TemporaryDirectory() as folder,
        open_store("sqlite:///world.db", tokens, folder=Path(folder)) as store,
    ):
        kinship = Kinship(store, SECRET)
        yield World(Ledger(store.index, store.journal, KEEP, SECRET, kinship), store)


def take(world: World, step: str, about: object) -> None:
    match step, about:
        case "crawl", list(offers):
            for site in SITES:
                if here := [offer for offer in offers if offer.site == site]:
                    world.crawl(*here, site=site)
        case "decide", (int(one), int(other), bool(same)) if one != other:
            world.decide(ad(one, ""), ad(other, ""), same=same)
        case "forget", int(key):
            world.ledger.forget([ad(key, "").id], MONDAY, "anna", "asked")
        case "seal", Offer() as offer:
            world.crawl(minor(offer), site=offer.site)
        case "rebuild", bool(recount):
            at = MONDAY + timedelta(days=100 + world.days)
            assert world.ledger.families.rebuild(at, recount=recount)


@given(st.lists(STEPS, min_size=1, max_size=8))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_families_follow_from_what_is_stored(steps: list[tuple[str, object]]) -> None:
    with new_world() as world:
        for step, about in steps:
            take(world, step, about)
            world.check()


@given(
    st.lists(ADS, min_size=2, max_size=12, unique_by=lambda offer: offer.id),
    st.lists(st.tuples(KEYS, KEYS, st.booleans()), max_size=4),
    st.integers(),
    st.integers(1, 4),
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_any_order_and_any_batches_give_the_same(
    ads: list[Offer], said: list[tuple[int, int, bool]], seed: int, size: int
) -> None:
    """Decisions among the ads, in between at one time and at the end at another."""
    with new_world() as one, new_world() as other:
        one.crawl(*ads)
        mixed = shuffled(ads, seed)
        for start in range(0, len(mixed), size):
            other.crawl(*mixed[start : start + size])
        for about in said:
            take(one, "decide", about)
        for about in reversed([*{about[:2]: about for about in said}.values()]):
            take(other, "decide", about)
        one.check()
        other.check()
        if len({frozenset(about[:2]) for about in said}) == len(said):
            assert one.places() == other.places()


@given(st.lists(STEPS, min_size=1, max_size=6))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_a_rebuild_gives_what_arrival_gave(steps: list[tuple[str, object]]) -> None:
    with new_world() as world:
        for step, about in steps:
            take(world, step, about)
        before = world.places()
        assert world.ledger.families.rebuild(MONDAY + timedelta(days=200))
        assert world.places() == before
        world.check()
