"""The labelled cases of tests/accuracy: what an ad shows by its words, and what it does not."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from offers.indicator import IndicatorHit
from offers.offer import Kind, Protection, Protects, Speaker
from parsers.indicators.combined import Packs
from parsers.indicators.shipped import shipped
from tests.parsers.indicators.making import contact, contradicted, look, offer, present, route, span

CASES = Path(__file__).parents[2] / "accuracy" / "cases" / "indicators"
NUMBER = "+905551112233"
WHOLE = {"job.employer-unnamed", "job.scant", "common.number-country", "travel.route-pair"}
"""Indicators of the ad as a whole, and of what the cases themselves add."""


def cases(name: str) -> list[dict[str, Any]]:
    found = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
    assert isinstance(found, list)
    return found


def hits(case: dict[str, Any], packs: Packs) -> tuple[IndicatorHit, ...]:
    has = case.get("has", ())
    text = case["text"] + ("\nQx - Zx" if "route" in has else "") + f"\n{NUMBER}"
    speaker = Speaker(case["speaker"]) if "speaker" in case else None
    sought = Protection(protects=Protects.SEEKER, raw=NUMBER, span=span(text, NUMBER))
    return look(
        offer(
            text,
            case["language"],
            kinds=frozenset({Kind(case["kind"])}),
            speaker=speaker,
            contacts=(contact(text, NUMBER),) if "contact" in has else (),
            routes=(route(text, "Qx", "Zx"),) if "route" in has else (),
            protections=(sought,) if speaker is Speaker.SEEKS else (),
        ),
        packs,
    )


EVERY = [*cases("shown"), *cases("silent")]


@pytest.mark.parametrize("case", EVERY, ids=lambda case: f"{case['language']} {case['text'][:30]}")
def test_each_case(case: dict[str, Any]) -> None:
    found = hits(case, shipped())
    assert sorted(present(found).keys() - WHOLE) == sorted(case["want"])
    assert sorted(contradicted(found)) == sorted(case.get("contrary", ()))


def test_there_are_cases_of_many_languages_and_more_that_are_silent() -> None:
    assert len({case["language"] for case in EVERY}) >= 12
    assert len(cases("silent")) > len(cases("shown"))
