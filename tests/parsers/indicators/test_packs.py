"""What comes along: every indicator is explained, every phrase has a meaning, docs say all."""

import re
from collections import Counter

import pytest

from offers.indicator import Tier
from parsers.indicators.pack import ANY, CONDITIONS, PREFIXES, WEIGHTS
from parsers.indicators.shipped import shipped
from tests.parsers.indicators.doc_tables import DOCUMENT, PARTS, part

INDICATORS = shipped().indicators
SAYINGS = [(one, saying) for one in INDICATORS.values() for saying in (*one.phrases, *one.denials)]


def test_ids_begin_with_a_known_word_and_stand_once() -> None:
    ids = [one.id for pack in shipped().packs for one in pack.indicators]
    assert len(ids) == len(set(ids))
    assert {id_.partition(".")[0] for id_ in ids} == set(PREFIXES)


def test_every_indicator_is_explained_and_has_sources() -> None:
    for one in INDICATORS.values():
        assert one.name, one.id
        assert one.definition.endswith("."), one.id
        assert one.why.endswith("."), one.id
        assert one.sources, one.id
        assert set(one.sources) <= shipped().sources.keys(), one.id


def test_no_indicator_says_what_an_ad_is() -> None:
    for one in INDICATORS.values():
        assert not re.search("is (?:human )?trafficking|is smuggling", one.name + one.definition)


def test_weights_keep_to_their_tier() -> None:
    for one in INDICATORS.values():
        assert (one.weight > 0) == (WEIGHTS[one.tier] > 0), one.id
        assert abs(one.weight) <= abs(WEIGHTS[one.tier]), one.id


def test_all_phrases_of_protect_are_gated_by_what_was_read() -> None:
    gates = {"protect.minor": "minor", "protect.seeker": "seeks", "protect.warning": "reports"}
    assert {id_: INDICATORS[id_].needs for id_ in gates} == {
        id_: ((gate,),) for id_, gate in gates.items()
    }
    assert {one.id for one in INDICATORS.values() if one.tier is Tier.PROTECT} < gates.keys()


def test_needs_speak_of_what_there_is() -> None:
    signs = {sign for pack in shipped().packs for sign in pack.signs}
    for one in INDICATORS.values():
        for need in (word for alternatives in one.needs for word in alternatives):
            assert need in {*CONDITIONS, *signs, *INDICATORS}, one.id


def test_every_phrase_has_a_gloss_and_stands_once() -> None:
    for one, saying in SAYINGS:
        assert saying.gloss, one.id
        assert saying.gloss.isascii() or saying.language == "en", saying.gloss
        assert saying.near is None or saying.near in shipped().near
    rows = Counter(
        (one.id, saying.language, spelt) for one, saying in SAYINGS for spelt in saying.spellings
    )
    assert [row for row, count in rows.items() if count > 1] == []


def test_windows_speak_the_language_of_their_phrases() -> None:
    for one, saying in SAYINGS:
        if saying.near and saying.language != ANY:
            assert saying.language in shipped().near[saying.near].words, (one.id, saying)


def test_windows_have_names_of_their_own() -> None:
    names = [name for pack in shipped().packs for name in pack.near]
    assert len(names) == len(set(names))


def test_there_are_thousands_of_phrases_in_dozens_of_languages() -> None:
    assert len(shipped().terms) > 4_500
    assert len({saying.language for _, saying in SAYINGS}) >= 25


@pytest.mark.parametrize("name", PARTS)
def test_docs_say_what_the_packs_say(name: str) -> None:
    told = "run `python -m tests.parsers.indicators.doc_tables`"
    assert part(name) in DOCUMENT.read_text("utf-8"), told
