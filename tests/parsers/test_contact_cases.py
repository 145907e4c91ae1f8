"""Contacts of labelled ads in three dozen languages are read, and nothing else is."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from offers.ad import Ad
from offers.offer import Contact
from parsers.contacts.find import contacts
from parsers.contacts.hints import Hints
from parsers.wording import Wording

CASES = Path(__file__).parents[1] / "accuracy" / "cases" / "contacts"
GUESS = 0.6
"""Readings less sure than this give way to a surer one of the same words."""


def cases(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]  # type: ignore[no-any-return]


def found(case: dict[str, Any]) -> set[str]:
    hints = Hints(
        country=case.get("site_country"), languages=(case["language"],), home="board.example"
    )
    ad = Ad(url="https://board.example/1", text=case["text"])
    return {f"{one.kind} {one.value}" for one in _likeliest(contacts(Wording.of(ad), hints))}


def _likeliest(read: tuple[Contact, ...]) -> Iterator[Contact]:
    for one in read:
        rivals = (other for other in read if other.span == one.span and other is not one)
        if not any(
            other.confidence > one.confidence
            and (other.kind == one.kind or (other.value == one.value and one.confidence < GUESS))
            for other in rivals
        ):
            yield one


def score(name: str) -> tuple[float, float]:
    """Precision and recall over all cases of a file."""
    wanted = [set(case["want"]) for case in cases(name)]
    read = [found(case) for case in cases(name)]
    right = sum(len(want & got) for want, got in zip(wanted, read, strict=True))
    return right / sum(map(len, read)), right / sum(map(len, wanted))


@pytest.mark.parametrize("case", cases("open"), ids=lambda case: case["text"][:40])
def test_what_is_wanted_is_read_and_nothing_else(case: dict[str, Any]) -> None:
    assert found(case) == set(case["want"])


def test_cases_kept_apart_are_read_as_well() -> None:
    precision, recall = score("held")
    assert precision >= 0.95
    assert recall >= 0.9


def test_there_are_more_negatives_than_positives_in_many_languages() -> None:
    every = [*cases("open"), *cases("held")]
    assert sum(not case["want"] for case in every) > sum(bool(case["want"]) for case in every)
    assert len({case["language"] for case in every}) >= 30
