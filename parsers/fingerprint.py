"""The digest that is equal for the same text in other dress."""

from offers.ids import derive
from offers.offer import Fingerprint
from parsers.fold import FOLD_VERSION, tokens

VERSION = FOLD_VERSION
"""Fingerprints of different versions say nothing about each other."""


def fingerprint(title: str | None, text: str | None) -> Fingerprint | None:
    """The digest of the words of title and text, without emoji and signs; `None` without words."""
    stream = (*tokens(title or ""), *tokens(text or ""))
    words = [word for word in stream if word.isalnum() or any(map(str.isalnum, word))]
    if not words:
        return None
    return Fingerprint(exact=derive("fingerprint", str(VERSION), " ".join(words)), version=VERSION)
