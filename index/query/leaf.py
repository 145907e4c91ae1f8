"""What one condition on one field asks for."""

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo

from index.base import Tokens
from index.fields import TEXTS, Field, FieldType
from index.query.dates import Period, period
from index.query.tree import Any, Everything, Exists, Node, Nothing, Phrase, Range, Term

_NUMBER = re.compile(r"[+-]?\d{1,300}(\.\d{1,300})?")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_EVERY = re.compile(r"\*+")


class Unfit(ValueError):
    """A value that its field cannot have; the message says what would fit."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a range; `None` is open. `inside`: the bound belongs to the range."""

    value: str | None
    inside: bool = True


@dataclass(frozen=True, slots=True)
class Leaves:
    """Makes leaves of the tree from fields and raw values. A field of `None` is every text."""

    now: datetime
    zone: tzinfo
    tokens: Tokens

    def word(self, field: Field | None, raw: str) -> Node:
        """A word as typed: it may hold backslashes and end with a star."""
        if _EVERY.fullmatch(raw):
            return Exists(field.name) if field else Everything()
        plain, star = _unescaped(raw)
        if field is None or field.type is FieldType.TEXT:
            return self._text(field, plain, prefix=star)
        if field.type is FieldType.KEYWORD:
            return _keyword(field, _included(field, plain, raw), prefix=star)
        if star:
            raise Unfit(f"{field.name} is a {field.type}: write a range, or {field.name}:*")
        return self._equal(field, plain)

    def phrase(self, field: Field | None, raw: str) -> Node:
        """What stands between double quotes: stars and signs are plain text there."""
        plain = _ESCAPED.sub(r"\1", raw[1:-1])
        if field is None or field.type is FieldType.TEXT:
            return self._text(field, plain, prefix=False)
        if field.type is FieldType.KEYWORD:
            return _keyword(field, plain, prefix=False)
        return self._equal(field, plain)

    def between(self, field: Field | None, low: Bound, high: Bound) -> Node:
        """A range of numbers or dates."""
        if field is None:
            raise Unfit("a range or comparison needs a field before it: price:>=500")
        if field.type not in {FieldType.NUMBER, FieldType.DATE}:
            raise Unfit(f"{field.name} is a {field.type}; ranges are for numbers and dates")
        if low.value is None and high.value is None:
            return Exists(field.name)
        return Range(
            field.name,
            None if low.value is None else self._edge(field, low.value, up=not low.inside),
            None if high.value is None else self._edge(field, high.value, up=high.inside),
            low_open=not low.inside,
            high_open=not high.inside,
        )

    def _text(self, field: Field | None, plain: str, *, prefix: bool) -> Node:
        tokens = tuple(self.tokens(plain))
        if not tokens:
            return Nothing()
        return Phrase((field.name,) if field else tuple(TEXTS), tokens, prefix)

    def _equal(self, field: Field, plain: str) -> Node:
        if field.type is FieldType.NUMBER:
            number = _number(plain)
            return Range(field.name, number, number)
        found = self._period(plain)
        if found.first == found.last and plain.startswith("now"):
            raise Unfit(f"{plain[:40]} is one moment; write {field.name}:>={plain[:40]}")
        return Range(field.name, found.first, found.last)

    def _edge(self, field: Field, raw: str, *, up: bool) -> float:
        plain = _plain(raw)
        if field.type is FieldType.NUMBER:
            return _number(plain)
        found = self._period(plain)
        return found.last if up else found.first

    def _period(self, plain: str) -> Period:
        try:
            return period(plain, now=self.now, zone=self.zone)
        except ValueError as error:
            raise Unfit(str(error)) from error


def _plain(raw: str) -> str:
    return _ESCAPED.sub(r"\1", raw[1:-1] if raw.startswith('"') else raw)


def _unescaped(raw: str) -> tuple[str, bool]:
    """The word without backslashes, and whether a star ends it."""
    bare = re.sub(r"\\.", "", raw, flags=re.DOTALL)
    star = bare.endswith("*") and not raw.endswith("\\*")
    if "?" in bare or "*" in bare.rstrip("*"):
        raise Unfit("of the signs * and ? only a star at the end works (wait*); quote the others")
    return _ESCAPED.sub(r"\1", raw.rstrip("*") if star else raw), star


def _included(field: Field, plain: str, raw: str) -> str:
    """`country:-DE` would look for a country of that name, and find none without a word."""
    if raw.startswith("-"):
        raise Unfit(f"to exclude a value write NOT {field.name}:{plain[1:41]}")
    return plain


def _keyword(field: Field, plain: str, *, prefix: bool) -> Node:
    spelt = dict.fromkeys(spell(plain) for spell in field.spells)
    terms = tuple(Term(field.name, value, prefix) for value in spelt if value)
    if not terms:
        return Nothing()
    return Any(terms) if len(terms) > 1 else terms[0]


def _number(plain: str) -> float:
    if not _NUMBER.fullmatch(plain):
        raise Unfit(f"{plain[:40]!r} is no number; write 1500, 12.5, >=500 or [500 TO 1000]")
    return float(plain) + 0.0
