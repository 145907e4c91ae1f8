"""The sentences of `faults.toml`, filled in."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from index.base import StoreError, Unavailable
from index.elastic.version import OLDEST

SAID = 400
"""Characters of the other side's own words that are quoted."""

Sentence = Mapping[str, str | bool]


@cache
def sentences() -> Mapping[str, Mapping[str, Sentence]]:
    """By kind (`type`, `block`, `status`, `answer`, `silence`) and name."""
    found: Mapping[str, Mapping[str, Sentence]] = tomllib.loads(
        files("index.elastic").joinpath("faults.toml").read_text("utf-8")
    )
    return found


def has(kind: str, name: str) -> bool:
    return name in sentences()[kind]


def fault(url: str, kind: str, name: str, **words: str) -> StoreError:
    """The error that says so about the store at `url`."""
    sentence = sentences()[kind][name]
    text = str(sentence["say"]).format(oldest=OLDEST, **words)
    return (Unavailable if sentence.get("wait") else StoreError)(f"{url}: {text}")


def line(text: object) -> str:
    """On one line, without anything that a terminal would obey, and not too long."""
    words = " ".join(str(text).split())
    plain = "".join(sign if sign.isprintable() else "?" for sign in words)
    return plain if len(plain) <= SAID else plain[: SAID - 1] + "…"
