"""What the documents hold that say which offers are one ad: kin, links, families, tables."""

from index.elastic.texts import LONGEST_TITLE
from index.elastic.types import (
    ASKED,
    BYTES,
    COUNT,
    DATE,
    KEPT,
    KEYWORD,
    LIST,
    MICROSECONDS,
    NUMBER,
    Properties,
)

KIN: Properties = {
    "tables": KEYWORD,
    "offer": KEYWORD,
    "base": KEYWORD,
    "family": KEYWORD,
    "exact": ASKED,
    "keys": ASKED,
    "contacts": ASKED,
    "stems": ASKED,
    "images": ASKED,
    "words": {**BYTES, "doc_values": False},
    "document": KEPT,
}
"""One for an offer and the tables that its print was made with. `keys` are in hexadecimal digits,
`words` four bytes each, the least first; `document` has all but these two."""

LINKS: Properties = {
    "kind": KEYWORD,
    "id": KEYWORD,
    "offer": KEYWORD,
    "grade": KEYWORD,
    "relation": KEYWORD,
    "score": NUMBER,
    "same": {"type": "boolean"},
    "at": DATE,
    "moment": MICROSECONDS,
    "document": KEPT,
}
"""What holds between two offers (`offer` has both): links that were found, and what analysts said
(`kind`: `link`, `decision`)."""

FAMILIES: Properties = {
    "family": KEYWORD,
    "base": KEYWORD,
    "size": COUNT,
    "site": KEYWORD,
    "sites": COUNT,
    "kind": KEYWORD,
    "language": KEYWORD,
    "country": KEYWORD,
    "title": {
        "type": "text",
        "fields": {"keyword": {"type": "keyword", "ignore_above": LONGEST_TITLE}},
    },
    "first_seen": DATE,
    "last_seen": DATE,
    "leads_to": KEYWORD,
    "document": KEPT,
}
"""A family each, its fields called as those of its offers are. The alias hides those that lead on
to another."""

TABLES: Properties = {
    "kind": KEYWORD,
    "id": KEYWORD,
    "current": LIST,
    "beside": LIST,
    "superseded": LIST,
    "offers": COUNT,
    "contact": KEYWORD,
    "hub": {"type": "boolean"},
    "at": DATE,
    "moment": MICROSECONDS,
    "document": KEPT,
}
"""Tables that prints are made with, one document that says which of them are `current`, which lie
`beside` and which are still to be erased (`superseded`), and what analysts said of contacts
(`kind`: `tables`, `epochs`, `ruling`)."""
