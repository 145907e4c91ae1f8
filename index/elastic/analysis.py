"""How text is cut into words for people who search in Kibana, as well as the cluster can.

Two analysers have fixed names: `published` cuts the text as the ad has it, when it is stored and
when it is asked for; `asked` cuts what somebody types as our own folding would have, for the fields
that hold our folded words. The first tier that the cluster takes is used.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from elasticsearch import AuthorizationException, BadRequestError

from index.base import Tokens
from index.elastic.characters import rules, unspaced
from index.elastic.cluster import Cluster
from index.elastic.layout import OURS, Part

Analysis = Mapping[str, Any]
"""Settings of an index under `analysis`."""

PARTED = "\ue000"
"""Stands between two pairs of neighbours while they are made. No text can hold it: our folding
takes it for a space."""

PROBE_PRIORITY = 501
"""Of a template that is never stored; no other of ours has it."""


@dataclass(frozen=True, slots=True)
class Tier:
    """One way to analyse. `wants` is what a cluster needs for it, `sample` settings that ask for
    all of it in few bytes, `analysis` makes the settings."""

    name: str
    wants: str
    sample: Analysis
    analysis: Callable[[Tokens], Analysis]


def best(cluster: Cluster) -> Tier:
    """The richest tier that the cluster takes. Nothing is stored to find out; who may not try,
    and so may make no index either, is told which the store has."""
    try:
        return next(tier for tier in TIERS if tier is PLAIN or _takes(cluster, tier))
    except AuthorizationException:
        return _used(cluster)


def _used(cluster: Cluster) -> Tier:
    found = cluster.client.indices.get_mapping(index=cluster.alias(Part.OFFERS))
    used = {
        one["mappings"].get("_meta", {}).get(OURS, {}).get("analysis") for one in found.values()
    }
    return next((tier for tier in TIERS if tier.name in used), PLAIN)


def described(tier: Tier) -> Mapping[str, Any]:
    """For the `_meta` of an index: the tier, and what is missing for richer ones."""
    missing = {one.name: one.wants for one in TIERS[: TIERS.index(tier)]}
    return {"analysis": tier.name, "missing": missing}


def _takes(cluster: Cluster, tier: Tier) -> bool:
    try:
        cluster.client.indices.simulate_template(
            index_patterns=[f"{cluster.name}-offers-0*"],
            priority=PROBE_PRIORITY,
            template={"settings": {"analysis": tier.sample}},
        )
    except BadRequestError:
        return False
    return True


def _custom(tokenizer: str, *filters: str, chars: tuple[str, ...] = ()) -> Mapping[str, Any]:
    made = {"type": "custom", "tokenizer": tokenizer, "filter": list(filters)}
    return {**made, "char_filter": list(chars)} if chars else made


def _folding(mappings: list[str], script: str) -> Mapping[str, Any]:
    """Character filters that leave of a text what our folding leaves, one after the other.

    `folded`: every character by itself. `edges`, `pairs`, `last`: a run in a script without spaces
    stands by itself, as pairs of neighbours without a single one behind them. `signs`: `c++`
    stays, other signs part words.
    """
    word = r"[\p{L}\p{N}\p{M}]"
    signed = rf"((?<!{word})[a-z][+#]{{1,2}}(?!{word}|[+#]))|[+#]"
    return {
        "folded": {"type": "mapping", "mappings": mappings},
        "edges": _replace(rf"(?<={script})(?!{script})|(?<!{script})(?={script})", " "),
        "pairs": _replace(rf"({script})(?=({script}))", f"$1$2{PARTED}"),
        "last": _replace(rf"{PARTED}{script}(?!{script})|{PARTED}", " "),
        "signs": _replace(signed, " $1 "),
    }


def _replace(pattern: str, by: str) -> Mapping[str, str]:
    return {"type": "pattern_replace", "pattern": pattern, "replacement": by}


FOLDING = ("folded", "edges", "pairs", "last", "signs")


def _icu(mappings: list[str], script: str) -> Analysis:
    """Composed first, as our folding does; Thai and its like are cut by a dictionary."""
    composed = {"type": "icu_normalizer", "name": "nfc"}
    return {
        "char_filter": {"composed": composed, **_folding(mappings, script)},
        "analyzer": {
            "published": _custom("icu_tokenizer", "icu_folding"),
            "asked": _custom("whitespace", chars=("composed", *FOLDING)),
        },
    }


def _mapping(mappings: list[str], script: str) -> Analysis:
    return {
        "char_filter": _folding(mappings, script),
        "analyzer": {
            "published": _custom("standard", "lowercase", "asciifolding"),
            "asked": _custom("whitespace", chars=FOLDING),
        },
    }


def _standard(*filters: str) -> Analysis:
    both = _custom("standard", "lowercase", *filters)
    return {"analyzer": {"published": both, "asked": both}}


_FEW = (["a => b"], "[a-b]")

PLAIN = Tier("plain", "nothing", _standard(), lambda _: _standard())
"""What every cluster has."""

TIERS = (
    Tier(
        "icu",
        "the plugin analysis-icu",
        _icu(*_FEW),
        lambda tokens: _icu(rules(tokens), unspaced(tokens)),
    ),
    Tier(
        "mapping",
        "the character filters mapping and pattern_replace",
        _mapping(*_FEW),
        lambda tokens: _mapping(rules(tokens), unspaced(tokens)),
    ),
    Tier(
        "asciifolding",
        "the token filter asciifolding",
        _standard("asciifolding"),
        lambda _: _standard("asciifolding"),
    ),
    PLAIN,
)
"""The richest first."""
