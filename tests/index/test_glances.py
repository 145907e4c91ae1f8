"""Offers seen again without being read, over every home."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.base import Index
from index.query.tree import Term
from offers.life import Glance, How, Known, Sighting, Status
from offers.offer import Protects
from tests.examples import examples
from tests.index.making import KEEP, MONDAY, again, first, offer

DAY = timedelta(days=1)

NUMBERS = count()
"""A pair of offers of its own for each example."""


def glance(days: float, how: How = How.LISTED) -> Glance:
    at = MONDAY + timedelta(days=days)
    return Glance(run="run-2", at=at, expires=at + KEEP, how=how)


def stored(index: Index, key: str) -> Known:
    return index.known([offer(key).id])[offer(key).id]


def test_a_thousand_offers_at_once(index: Index) -> None:
    made = [offer(str(number)) for number in range(1000)]
    index.put([first(one) for one in made])
    ids = [one.id for one in made]
    assert index.online([*ids, "unheard of"]) == frozenset(ids)
    assert index.glance([*ids, "unheard of"], glance(1)) == {"unheard of"}
    for known in index.known(ids).values():
        assert (known.last_seen, known.last_run) == (MONDAY + DAY, "run-2")
        assert known.expires == MONDAY + DAY + KEEP
        assert known.first_seen == MONDAY
    assert index.expired(MONDAY + KEEP + DAY / 2) == frozenset()
    assert list(index.unseen("bazaar", "run-2", MONDAY + 2 * DAY)) == []
    assert index.search(Term("site", "bazaar"), limit=0).total == 1000


def test_each_sighting_says_how(index: Index) -> None:
    index.put([first(offer())])
    id_ = offer().id
    for day, how in ((1, How.UNCHANGED), (2, How.LISTED), (2, How.LISTED)):
        assert index.glance([id_], glance(day, how)) == frozenset()
    index.put([again(stored(index, "1"), MONDAY + 3 * DAY)])
    seen = index.sightings(id_)
    assert [one.how for one in seen] == [How.READ, How.UNCHANGED, How.LISTED, How.READ]
    version = stored(index, "1").version
    assert seen[1] == Sighting(
        offer=id_, run="run-2", at=MONDAY + DAY, version=version, how=How.UNCHANGED
    )


def test_what_is_left_alone(index: Index) -> None:
    """What is gone is the ledger's to bring back, and what was seen later is seen."""
    index.put([
        first(offer("gone"), status=Status.GONE, gone_since=MONDAY),
        first(offer("later", day=3)),
        first(offer("erased")),
    ])  # fmt: skip
    index.delete([offer("erased").id], MONDAY)
    ids = {offer(key).id for key in ("gone", "later", "erased")}
    before = index.known(ids)
    assert index.online(ids) == {offer("later").id}
    assert index.glance(ids, glance(1)) == ids
    assert index.known(ids) == before
    assert index.glance([], glance(1)) == frozenset()


def test_sealed_offers_are_seen_in_the_sealed_store(index: Index) -> None:
    index.put([first(offer(), sealed=Protects.MINOR, pending=())])
    id_ = offer().id
    assert index.online([id_]) == {id_}
    assert index.glance([id_], glance(1)) == frozenset()
    known = stored(index, "1")
    assert (known.last_seen, known.last_run, known.sealed) == (
        MONDAY + DAY, "run-2", Protects.MINOR,
    )  # fmt: skip
    assert index.sightings(id_) == []
    assert index.expired(MONDAY + KEEP + DAY / 2) == frozenset()


def test_a_change_decided_before_is_refused(index: Index) -> None:
    index.put([first(offer())])
    old = stored(index, "1")
    index.glance([old.offer.id], glance(1))
    assert index.put([again(old, MONDAY + 2 * DAY)]) == {old.offer.id}
    assert index.put([again(stored(index, "1"), MONDAY + 2 * DAY)]) == frozenset()


@settings(
    deadline=None,
    max_examples=examples(30),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    days=st.lists(st.integers(-2, 5), max_size=6),
    status=st.sampled_from(Status),
    sealed=st.booleans(),
)
def test_a_glance_is_what_a_change_would_be(
    index: Index, days: list[int], status: Status, *, sealed: bool
) -> None:
    protects = Protects.MINOR if sealed else None
    number = next(NUMBERS)
    pair = offer(f"{number}-left"), offer(f"{number}-right")
    ids = pair[0].id, pair[1].id
    index.put([first(made, status=status, sealed=protects) for made in pair])
    for day in days:
        one = index.known(ids)
        at = MONDAY + timedelta(days=day)
        plain = one[ids[1]].status is Status.ONLINE and one[ids[1]].last_seen <= at
        if plain:
            index.put([again(one[ids[1]], at, expires=at + KEEP)])
        assert index.glance([ids[0]], glance(day)) == (set() if plain else {ids[0]})
    left, right = (replace(index.known(ids)[id_], token=None) for id_ in ids)
    same = {"offer": right.offer, "version": right.version, "pending": right.pending}
    assert replace(left, **same) == right  # type: ignore[arg-type]
