"""The packs that come with Offerwatch, read when first asked for.

They are trusted here; a test reads them as strictly as those of operators are read.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from offers.indicator import Tier
from parsers.indicators.combined import Packs
from parsers.indicators.pack import WEIGHTS, Indicator, Near, Pack, Phrases, Saying

NAMES = ("job", "bait", "travel", "common")


@cache
def shipped() -> Packs:
    """All of them."""
    return Packs(tuple(map(_pack, NAMES)))


def _pack(name: str) -> Pack:
    text = resources.files("parsers.indicators.packs").joinpath(f"{name}.toml").read_text("utf-8")
    data = tomllib.loads(text)
    negations = data.get("negations", {})
    return Pack(
        name=data["pack"]["name"],
        version=data["pack"]["version"],
        changes=tuple(data["pack"]["changes"]),
        sources=data["sources"],
        indicators=tuple(_indicator(id_, one) for id_, one in data["indicators"].items()),
        signs={sign: _phrases(said) for sign, said in data.get("signs", {}).items()},
        near={near: _near(said) for near, said in data.get("near", {}).items()},
        before=_phrases(negations.get("before", {})),
        behind=_phrases(negations.get("behind", {})),
    )


def _phrases(said: Mapping[str, list[str]]) -> Phrases:
    return {language: tuple(spellings) for language, spellings in said.items()}


def _near(said: Mapping[str, Any]) -> Near:
    return Near(said["within"], _phrases(said["words"]))


def _indicator(id_: str, said: Mapping[str, Any]) -> Indicator:
    tier = Tier(said["tier"])
    return Indicator(
        id=id_,
        name=said["name"],
        tier=tier,
        weight=said.get("weight", WEIGHTS[tier]),
        definition=said["definition"],
        why=said["why"],
        sources=tuple(said["sources"]),
        needs=tuple(tuple(each.split(" or ")) for each in said.get("needs", ())),
        check=said.get("check"),
        phrases=tuple(_sayings(said.get("phrases", {}))),
        denials=tuple(_sayings(said.get("denials", {}))),
    )


def _sayings(said: Mapping[str, list[list[str]]]) -> Iterator[Saying]:
    for language, rows in said.items():
        for spellings, provenance, gloss, *near in rows:
            found = tuple(spellings.split("|"))
            yield Saying(language, found, provenance, gloss, near[0] if near else None)
