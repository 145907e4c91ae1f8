"""Offers as JSON: every field, raw beside read, in types that every language knows."""

import json
from collections.abc import Callable
from dataclasses import fields

import pytest

from console.record import json_of, known_json
from console.screen import dumped
from offers.life import Known
from offers.offer import Offer


def test_every_field_of_an_offer_is_there(remembered: Callable[..., Known]) -> None:
    read = json.loads(dumped(known_json(remembered())))
    assert {each.name for each in fields(Offer)} <= set(read)
    assert read["first_seen"] == "2026-11-03T08:30:00Z"
    assert read["kinds"] == ["job"]
    assert read["money"][0]["low"] == "2000"
    assert read["money"][0]["raw"] == "2000 EUR"
    assert read["contacts"][0]["span"] == ["text", 43, 58]
    assert read["capture"]["file"] == "2026/11/run.warc.gz"
    assert read["valid_until"] is None


def test_what_has_no_json_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        json_of(object())
