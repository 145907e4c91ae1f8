"""Labelled cases of places and routes: what is read of those that were looked at while writing."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from offers.ad import Ad
from offers.place import Place
from parsers.places import placed
from parsers.routes import travels
from parsers.wording import Wording
from parsers.words import Words

CASES = Path(__file__).parents[1] / "accuracy" / "cases"
FLOOR = 0.95
"""F1 of the cases in `seen.toml`."""


def cases(room: str) -> list[dict[str, Any]]:
    text = (CASES / room / "seen.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["case"]
    return found


def name(place: Place | None) -> str:
    """A country by its code, anything else by its English name."""
    if place is None or place.spot is None:
        return "?"
    if place.spot.id.startswith("country:"):
        return place.spot.country or ""
    return {"area:eu": "EU"}.get(place.spot.id, place.spot.name)


def read_places(case: dict[str, Any]) -> Iterator[str]:
    wording = Wording.of(Ad(url="u", text=case["text"]))
    fields = tuple(map(Words.of, wording.prose()))
    for place in placed(wording, fields, (case["language"],)).places:
        yield name(place) + (f":{place.role}" if place.role else "")


def read_routes(case: dict[str, Any]) -> Iterator[str]:
    wording = Wording.of(Ad(url="u", text=case["text"]))
    fields = tuple(map(Words.of, wording.prose()))
    means_asked = any(" " in want and want.rsplit(" ", 1)[1].islower() for want in case["want"])
    for route in travels(placed(wording, fields, (case["language"],)), fields).routes:
        way = ">".join(map(name, (route.origin, *route.via, route.destination)))
        yield way + (f" {','.join(route.means)}" if means_asked else "")


def f1(pairs: Iterator[tuple[Counter[str], Counter[str]]]) -> float:
    right = wrong = missed = 0
    for want, got in pairs:
        right += (want & got).total()
        wrong += (got - want).total()
        missed += (want - got).total()
    return 2 * right / (2 * right + wrong + missed)


def test_places() -> None:
    found = ((Counter(case["want"]), Counter(read_places(case))) for case in cases("places"))
    assert f1(found) >= FLOOR


def test_routes() -> None:
    found = ((Counter(case["want"]), Counter(read_routes(case))) for case in cases("routes"))
    assert f1(found) >= FLOOR


def test_negatives_outnumber_positives_and_languages_are_many() -> None:
    every = [*cases("places"), *cases("routes")]
    assert len({case["language"] for case in every}) >= 12
    assert sum(not case["want"] for case in cases("places")) > len(cases("places")) / 2
