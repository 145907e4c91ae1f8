"""The steps of a lease."""

from datetime import UTC, datetime

from offers.lease import Lease

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
FREE = Lease(name="domain bazaar.example")


def test_a_new_one_is_anybodys() -> None:
    assert FREE.may("one")
    assert not FREE.held_by("", 0)


def test_who_takes_it_has_it_alone() -> None:
    taken = FREE.taken("one")
    assert taken.held_by("one", 1)
    assert taken.alive().held_by("one", 1)
    assert not taken.held_by("two", 1)
    assert not any(taken.may(who) for who in ("one", "two"))


def test_each_term_is_another() -> None:
    again = FREE.taken("one").left(NOON, 2.0).taken("one")
    assert again.held_by("one", 2)
    assert not again.held_by("one", 1)
    assert (again.last, again.pause) == (NOON, 2.0)


def test_a_term_that_others_ended_is_over() -> None:
    ended = FREE.taken("one").alive().ended(NOON)
    assert not ended.held_by("one", 1)
    assert ended.may("two")
    assert ended.taken("two").term == 3
    assert ended.last == NOON


def test_those_who_wait_get_it_in_their_order() -> None:
    queued = FREE.taken("one").joined("two").joined("three").joined("two").left(NOON, 0)
    assert queued.waiting == ("two", "three")
    assert [who for who in ("one", "two", "three") if queued.may(who)] == ["two"]
    assert queued.taken("two").left(NOON, 0).may("three")
    assert queued.without("two").may("three")
    assert queued.without("two").without("three").may("one")
