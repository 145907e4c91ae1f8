"""Ids and digests follow from what they name, and from nothing else."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from offers.ids import DIGITS, derive
from offers.life import Event, EventKind, Version
from offers.offer import IdFrom, Offer

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def offer(text: str = "Waiters wanted", **more: object) -> Offer:
    made = Offer(
        id="o", id_from=IdFrom.KEY, site="bazaar", url="https://b.example/1", seen=NOON,
        title="Work", text=text,
    )  # fmt: skip
    return replace(made, digest="", **more)  # type: ignore[arg-type]


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_ids_differ_when_parts_differ(some: list[str], others: list[str]) -> None:
    assert (derive(*some) == derive(*others)) == (some == others)
    assert len(derive(*some)) == DIGITS


def test_where_a_part_ends_matters() -> None:
    assert derive("ab", "c") != derive("a", "bc")


def test_a_then_b_then_a_are_three_versions() -> None:
    first = Version.after(None, "run", offer("A"))
    second = Version.after(first.id, "run", offer("B"))
    third = Version.after(second.id, "run", offer("A"))
    assert len({first.id, second.id, third.id}) == 3
    assert first.offer.digest == third.offer.digest


def test_the_same_event_written_by_two_runs_is_one() -> None:
    event = Event(
        kind=EventKind.GONE, offer="o", version="v", run="1", at=NOON, occasion="2026-03-01"
    )
    assert replace(event, run="2", at=NOON.replace(hour=13)).id == event.id
    assert replace(event, occasion="2026-03-02").id != event.id


@pytest.mark.parametrize("name", ["published", "valid_until"])
def test_a_date_that_a_board_renews_edits_nothing(name: str) -> None:
    assert offer(said={name: "6 dni temu"}).digest == offer(said={name: "24 lutego"}).digest


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        ({"text": "Cooks wanted"}, True),
        ({"title": "Job"}, True),
        ({"said": {"price": "10 EUR"}}, True),
        ({"url": "https://b.example/1?again"}, False),
        ({"seen": NOON.replace(hour=13)}, False),
        ({"extractor": "2"}, False),
    ],
)
def test_the_digest_covers_what_was_published(change: dict[str, Any], *, counts: bool) -> None:
    assert (offer(**change).digest != offer().digest) == counts


def test_the_digest_stays_when_contacts_are_masked_and_stored() -> None:
    masked = replace(offer(), text="██████")
    codec = TypeAdapter(Offer)
    assert masked.digest == offer().digest
    assert codec.validate_json(codec.dump_json(masked)) == masked
