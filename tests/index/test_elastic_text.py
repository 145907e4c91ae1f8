"""What people find who search in Kibana, and the analysers that cut text into words for them."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo.elasticsearch.asking import Asker
from index.elastic.analysis import PLAIN, TIERS, best
from index.elastic.store import ElasticStore
from index.elastic.texts import EVERYWHERE
from index.store import open_store
from parsers.alphabets import mixes
from parsers.fold import tokens
from tests.elasticsearch import names
from tests.examples import examples
from tests.index import kibana
from tests.index.making import WORDS, contact, first, offer, place

ADS = {
    "visa": "VISA and Passport are arranged, no visa fees",
    "strasse": "Arbeit in der Hauptstraße",
    "vowels": "مطلوب جَوَاز سفر",
    "plain": "جواز سفر",
    "c++": "we want C++",
    "c#": "we want C#",
    "zh": "招聘签证官员",
    "zh2": "官方保证就业",
    "wide": "ＦＲＥＥ　ＨＯＵＳＩＮＧ",
    "uk": "Потрібен водій",
}


@pytest.fixture(scope="module")
def filled_for_kibana(
    elasticsearch: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ElasticStore]:
    with names(Asker(elasticsearch)) as prefix:
        folder = tmp_path_factory.mktemp("kibana")
        with open_store(f"{elasticsearch}/{prefix}", tokens, folder=folder) as store:
            assert isinstance(store, ElasticStore)
            phones = (contact("phone", "+442079460001"), contact("telegram", "Safe_Trip"))
            made = [offer(key, title=None, text=text) for key, text in ADS.items()]
            made[0] = replace(made[0], contacts=phones, places=(place("Kyiv", "UA"),))
            store.index.put(list(map(first, made)))
            yield store


def found(store: ElasticStore, question: kibana.Question) -> set[str]:
    """Keys of the ads that a question of Kibana's finds."""
    index = f"{store.cluster.name}-offers"
    store.cluster.client.indices.refresh(index=index)
    hits = store.cluster.client.search(
        index=index, query=question, size=100, source_includes=["key"]
    )
    return {hit["_source"]["key"] for hit in hits["hits"]["hits"]}


FOUND = [
    (kibana.word("Passport"), {"visa"}),
    (kibana.word("passport"), {"visa"}),
    (kibana.word("VISA"), {"visa"}),
    (kibana.lucene("VISA"), {"visa"}),
    # Several words mean any of them.
    (kibana.word("Passport driver"), {"visa"}),
    (kibana.phrase("no VISA fees"), {"visa"}),
    (kibana.lucene('"No Visa"'), {"visa"}),
    (kibana.phrase("visa no"), set()),
    (kibana.begun("Pass*"), {"visa"}),
    (kibana.lucene("Pass*"), {"visa"}),
    (kibana.lucene("PASS* AND NOT driver"), {"visa"}),
    (kibana.word("HAUPTSTRASSE"), {"strasse"}),
    (kibana.word("Hauptstraße"), {"strasse"}),
    (kibana.begun("HAUPTSTRA*"), {"strasse"}),
    (kibana.word("جواز"), {"plain", "vowels"}),
    (kibana.word("جَوَاز"), {"vowels"}),
    (kibana.phrase("签证"), {"zh"}),
    (kibana.word("ВОДІЙ"), {"uk"}),
    (kibana.word("free"), {"wide"}),
    (kibana.in_field("text", "Passport"), {"visa"}),
    (kibana.in_field("folded.text", "HAUPTSTRASSE"), {"strasse"}),
    (kibana.in_field("phone", "+442079460001"), {"visa"}),
    (kibana.in_field("contact", "safe_trip"), {"visa"}),
    (kibana.in_field("country", "UA"), {"visa"}),
    (kibana.lucene(r"telegram:safe_trip AND phone:\+4420*"), {"visa"}),
    (kibana.lucene("first_seen:[2026-03-02 TO 2026-03-02] AND key:visa"), {"visa"}),
]


def named(value: object) -> str:
    """How a test is called by what it is given: sets are ordered otherwise in every process."""
    return str(sorted(value) if isinstance(value, set) else value)


@pytest.mark.parametrize(("question", "keys"), FOUND, ids=named)
def test_what_the_search_bar_finds(
    filled_for_kibana: ElasticStore, question: kibana.Question, keys: set[str]
) -> None:
    assert found(filled_for_kibana, question) == keys


MISSED = [
    # Vowel signs that somebody types stay: only ads that have the same ones are found.
    (kibana.word("جَوَاز"), "plain"),
    (kibana.word("ＦＲＥＥ ＶＩＳＡ"), "visa"),
    (kibana.in_field("text", "HAUPTSTRASSE"), "strasse"),
    # The first two letters are Cyrillic.
    (kibana.word("\u0440\u0430ssport"), "visa"),
]

TOO_MANY = [
    # Signs are lost, and Chinese is cut into single characters.
    (kibana.word("C++"), {"c++", "c#"}),
    (kibana.word("签证"), {"zh", "zh2"}),
]


@pytest.mark.parametrize(("question", "key"), MISSED, ids=named)
def test_what_the_poorest_analysers_miss(
    filled_for_kibana: ElasticStore, question: kibana.Question, key: str
) -> None:
    assert key not in found(filled_for_kibana, question)


@pytest.mark.parametrize(("question", "keys"), TOO_MANY, ids=named)
def test_what_the_poorest_analysers_find_too_often(
    filled_for_kibana: ElasticStore, question: kibana.Question, keys: set[str]
) -> None:
    assert found(filled_for_kibana, question) == keys


def test_the_index_says_how_well_it_cuts(filled_for_kibana: ElasticStore) -> None:
    cluster = filled_for_kibana.cluster
    (made,) = cluster.client.indices.get(index=f"{cluster.name}-offers").values()
    assert made["settings"]["index"]["query"]["default_field"] == list(EVERYWHERE)
    ours = made["mappings"]["_meta"]["offerwatch"]
    assert ours["analysis"] == "plain"
    assert set(ours["missing"]) == {"icu", "mapping", "asciifolding"}
    assert best(cluster) is PLAIN


def _types(analysis: Mapping[str, Any]) -> set[str]:
    """Everything that a cluster must know."""
    chars = {one["type"] for one in analysis.get("char_filter", {}).values()}
    own = set(analysis.get("char_filter", {}))
    for one in analysis["analyzer"].values():
        chars |= {one["tokenizer"], *one["filter"], *one.get("char_filter", ())}
    return chars - own


@pytest.mark.parametrize("tier", TIERS, ids=lambda tier: tier.name)
def test_a_sample_asks_for_all_that_the_tier_needs(tier: Any) -> None:
    assert _types(tier.sample) == _types(tier.analysis(tokens))
    assert len(json.dumps(tier.sample)) < 2_000


class Chars(list[Callable[[str], str]]):
    """Character filters, too long to be shown beside a failing example."""

    def __repr__(self) -> str:
        return f"<{len(self)} character filters>"


@pytest.fixture(scope="module")
def chars() -> Chars:
    by_name = {tier.name: tier for tier in TIERS}
    whole = by_name["mapping"].analysis(tokens)
    names = whole["analyzer"]["asked"]["char_filter"]
    return Chars(_filter(whole["char_filter"][name]) for name in names)


def cut(text: str, chars: Chars) -> list[str]:
    """What Lucene makes of a text by these character filters and its `whitespace` tokenizer."""
    for change in chars:
        text = change(text)
    return text.split()


def _filter(one: Mapping[str, Any]) -> Callable[[str], str]:
    """Of rules the longest that fits, from left to right; or a regular expression in our words."""
    if one["type"] == "mapping":
        table = {_unspelt(key): _unspelt(value) for key, value in map(_sides, one["mappings"])}
        longest = re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))
        return lambda text: longest.sub(lambda match: table[match[0]], text)
    pattern = re.compile(one["pattern"].replace(r"\p{L}\p{N}\p{M}", r"^\W_"))
    by = re.sub(r"\$(\d)", r"\\\1", one["replacement"])
    return lambda text: pattern.sub(by, text)


def _sides(rule: str) -> tuple[str, str]:
    key, value = rule.split(" => ")
    return key, value


def _unspelt(side: str) -> str:
    units = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), side)
    return units.encode("utf-16", "surrogatepass").decode("utf-16")


signs = st.sampled_from("Cc+#1. -éßЙй签证官カกي٣½🙂🇺🇦") | st.just("и\u0306") | st.just("e\u0301")
said = st.lists(st.sampled_from(WORDS) | signs, max_size=8).map("".join)


@settings(max_examples=examples(200), deadline=None)
@given(text=st.lists(said, max_size=3).map(" ".join))
def test_character_filters_cut_as_our_folding_does(text: str, chars: Chars) -> None:
    made = cut(text, chars)
    # Disguises are for our own search: no filter of Lucene's sees a word as a whole.
    if not mixes(" ".join(made)):
        assert made == list(tokens(text))
