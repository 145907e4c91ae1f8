"""Reading queries at one moment in one zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from index.fields import TEXTS
from index.query.parse import QueryError, parse
from index.query.tree import Node, Phrase, Term
from parsers.fold import tokens

NOW = datetime(2026, 11, 22, 10, 30, 15, 123456, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")


def read(query: str) -> Node:
    return parse(query, now=NOW, zone=ZONE, tokens=tokens)


def refused(query: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        read(query)
    return caught.value


def words(*several: str, prefix: bool = False) -> Phrase:
    return Phrase(tuple(TEXTS), several, prefix)


A, B, C, D = map(words, "abcd")
DE = Term("country", "DE")
