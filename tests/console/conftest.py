"""Offers, and workspaces with a store in which some of them are."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from offers.life import Known, Status
from offers.offer import Offer
from tests.console.hand import HOSTILE, OFFER, SEEN, SETTINGS, WIDE, Hand
from workspace.init import init


@pytest.fixture
def empty(tmp_path: Path) -> Hand:
    """A workspace without sites, rules and offers."""
    init(tmp_path)
    for file in (*tmp_path.glob("sites/*.toml"), *tmp_path.glob("alerts/*.toml")):
        file.unlink()
    (tmp_path / "offerwatch.toml").write_text(SETTINGS)
    return Hand(tmp_path)


@pytest.fixture
def hand(empty: Hand) -> Hand:
    """A workspace with two runs of one site and one run of another."""
    edited = replace(OFFER, text=f"{OFFER.text}\n\nHurry up!", digest="")
    empty.record([OFFER, HOSTILE], [edited, HOSTILE])
    empty.record([WIDE], site="souq")
    return empty


@pytest.fixture
def many() -> list[Offer]:
    """More offers than a store hands over at once."""
    return [
        replace(OFFER, id=f"{number:032x}", key=str(number), title=f"Job {number}", digest="")
        for number in range(450)
    ]


@pytest.fixture
def an_offer() -> Callable[..., Offer]:
    """An offer of a waiter's job, with whatever is to be different about it."""

    def make(**different: Any) -> Offer:
        return replace(OFFER, digest="", **different)

    return make


@pytest.fixture
def remembered() -> Callable[..., Known]:
    """The same, as a store remembers it."""

    def make(**different: Any) -> Known:
        offer = replace(OFFER, **different)
        return Known(
            offer=offer,
            version="c0ffee" * 5,
            status=Status.ONLINE,
            first_seen=SEEN,
            last_seen=SEEN + timedelta(days=1),
            last_run="20261104T083000-0011aabb",
            expires=SEEN + timedelta(days=366),
        )

    return make
