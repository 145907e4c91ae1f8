"""The labelled cases of who speaks, what is offered and whom a seal protects, and hostile texts."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from offers.ad import Ad, AdsFound
from offers.offer import Kind, Offer, Protects
from offers.page import Page
from offers.profile import Profile
from parsers.kinds import Points, kinds
from parsers.offer import read_offers
from parsers.protections import protections
from parsers.speaker import speaker
from parsers.spoken import Spoken
from parsers.wording import Written
from parsers.words import Words
from tests.parsers.counting import calls

CASES = Path(__file__).parents[1] / "accuracy" / "cases"
URL = "https://board.example/1"
FLOORS = {
    ("speaker", "open"): (0.97, 0.97),
    ("speaker", "held"): (0.97, 0.97),
    ("kinds", "open"): (0.97, 0.95),
    ("kinds", "held"): (0.97, 0.95),
    ("minors", "open"): (0.97, 0.88),
    ("minors", "held"): (0.97, 0.88),
}
"""Precision and recall, by what is read and part of its cases."""


def read(case: Mapping[str, Any]) -> Offer:
    ad = Ad(url=URL, key="1", title=case.get("title"), text=case["text"])
    page = Page(asked=URL, url=URL, status=200, body=b"", fetched=datetime(2026, 3, 1, tzinfo=UTC))
    profile = Profile(site="board", kinds=frozenset(map(Kind, case.get("kinds", ()))))
    reading = read_offers(page, profile, {}, lambda *_: AdsFound((ad,)))
    assert not reading.warnings
    return reading.offers[0]


def told(room: str, offer: Offer) -> set[str]:
    match room:
        case "speaker":
            return {offer.speaker} if offer.speaker else set()
        case "kinds":
            return set(offer.kinds)
        case _:
            minors = {Protects.MINOR} & {found.protects for found in offer.protections}
            return set(map(str, minors))


@pytest.mark.parametrize(("room", "part"), FLOORS)
def test_cases_are_read_as_they_are_labelled(room: str, part: str) -> None:
    """Precision and recall over all labels of a room, each at least as good as its floor."""
    cases = tomllib.loads((CASES / room / f"{part}.toml").read_text("utf-8"))["case"]
    counts: Counter[str] = Counter()
    for case in cases:
        wanted, got = set(case["want"]), told(room, read(case))
        counts["right"] += len(wanted & got)
        counts["wanted"] += len(wanted)
        counts["got"] += len(got)
    precision, recall = FLOORS[room, part]
    assert counts["right"] >= precision * counts["got"], counts
    assert counts["right"] >= recall * counts["wanted"], counts
    assert len({case["language"] for case in cases}) >= 15


HOSTILE = {
    "one word": "работа" * 20,
    "guards": "if you for or i am looking for ",
    "loose": "i am looking for i need i want ",
    "ages": "girls 15 16 17 years ",
    "quotes": "«we need» “ „",
    "police": "police arrested beware of scammers ",
    "no end": "we take you 12 to 17 from 16 ",
    "brackets": "(((([[[[",
    "surrogates": "\ud800 работа \udfff ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_work_grows_with_the_text(name: str) -> None:
    """Twice the text takes hardly more than twice the calls."""

    def task(text: str) -> None:
        words = Words.of(Written("text", text))
        spoken = [Spoken.of(words)]
        kinds(Points.of(spoken), speaker(spoken).speaker)
        protections(spoken)

    task(HOSTILE[name])
    small, large = (calls(partial(task), HOSTILE[name] * times) for times in (400, 800))
    assert large < 2.4 * small
