"""What was found in one field, before it is a contact."""

import unicodedata
from dataclasses import dataclass

from offers.offer import Contact
from offers.span import Span
from parsers.wording import Written

# What people type anyway: direction marks of right-to-left texts are no disguise.
_ORDINARY = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """`start` and `end` are code points of the field as published."""

    kind: str
    value: str
    start: int
    end: int
    country: str | None = None
    confidence: float = 1.0
    obfuscated: bool = False

    def contact(self, written: Written) -> Contact:
        span = Span(written.field, self.start, self.end)
        return Contact(
            kind=self.kind,
            value=self.value,
            raw=written.raw(span),
            span=span,
            obfuscated=self.obfuscated,
            country=self.country,
            confidence=self.confidence,
        )


def disguised(raw: str) -> bool:
    """Whether a plain reading of these words would not have found what is in them: invisible
    characters, keycaps, circled digits, styled letters. Digits of any script are plain."""
    return not raw.isascii() and not all(_plain(char) for char in raw)


def _plain(char: str) -> bool:
    if char.isascii() or char.isdecimal() or char.isspace() or char in _ORDINARY:
        return True
    said = unicodedata.category(char)
    return said[0] in "LP" and unicodedata.normalize("NFKC", char) == char
