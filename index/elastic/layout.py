"""The indices of a store and what their documents hold."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from index.elastic import family_fields
from index.elastic.texts import LONGEST_TITLE, folded, published
from index.elastic.types import (
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
from index.fields import FIELDS, TEXTS, FieldType

LAYOUT_VERSION = 4
"""Changes with the mappings: an index with an older one is to be migrated."""

OURS = "offerwatch"
"""Under this name the `_meta` of an index says what it is."""


class Part(StrEnum):
    """An index of the store, known to others by its alias `NAME-PART`."""

    OFFERS = "offers"
    HISTORY = "history"
    SEALED = "sealed"
    RUNS = "runs"
    VISITS = "visits"
    MATCHES = "matches"
    MAILINGS = "mailings"
    LEASES = "leases"
    RULES = "rules"
    AUDIT = "audit"
    KIN = "kin"
    LINKS = "links"
    FAMILIES = "families"
    TABLES = "tables"


SINCE: Mapping[Part, int] = MappingProxyType(
    dict.fromkeys((Part.KIN, Part.LINKS, Part.FAMILIES, Part.TABLES), 3)
)
"""The layout that first had a part, where that was not the first: older stores lack it."""

_TYPES: Mapping[FieldType, Mapping[str, Any]] = {
    FieldType.KEYWORD: KEYWORD,
    FieldType.NUMBER: NUMBER,
    FieldType.DATE: DATE,
}


_SLOT: Properties = {
    "open": {"type": "boolean"},
    "revision": COUNT,
    "attempt": LIST,
    "protects": KEYWORD,
    "unfinished": KEYWORD,
    "erased": MICROSECONDS,
    "entered": LIST,
    "originals": LIST,
    "superseded": LIST,
    "withheld": KEYWORD,
    "life_id": LIST,
    "pending_run": KEYWORD,
    "last_run": KEYWORD,
    "expires": MICROSECONDS,
    "location": {"type": "geo_point"},
    "offer": KEPT,
    "life": KEPT,
}
"""`open` is in the slots of open lives only; searches see no others. `unfinished` says what is
still to be erased or moved. `entered` and `originals` name documents of the history, `life_id` that
of a sealed life; `superseded` ones are still to be erased. `withheld`: whom the sealed wordings
protect."""


def _offers() -> Properties:
    """A slot, and what an offer says in the fields of the query language."""
    found = {name: _TYPES[one.type] for name, one in FIELDS.items() if name not in TEXTS}
    texts = {name: published() for name in TEXTS}
    words = {name: folded() for name in TEXTS}
    return {**found, **texts, "folded": {"properties": words}, **_SLOT}


_HISTORY: Properties = {
    "kind": KEYWORD,
    "id": KEYWORD,
    "offer": KEYWORD,
    "run": KEYWORD,
    "version": KEYWORD,
    "previous": KEYWORD,
    "event": KEYWORD,
    "occasion": LIST,
    "how": KEYWORD,
    "reason": KEYWORD,
    "confidence": NUMBER,
    "attempt": LIST,
    "at": DATE,
    "moment": MICROSECONDS,
    "expires": MICROSECONDS,
    "document": KEPT,
}
"""Versions, events and sightings (`kind`). `moment` is when, to the microsecond; `at` the same for
Kibana; `event` what kind of event, `reason` and `confidence` on what it rests. `expires` is when a
wording goes that came with an offer which was not there before: its writer may have been killed
before there was a slot. `attempt` wrote a sighting."""

_SEALED: Properties = {
    **_HISTORY,
    "protects": KEYWORD,
    "site": KEYWORD,
    "status": KEYWORD,
    "life": KEPT,
}
"""As the history; and lives, whose `kind` is `life`."""

_RUNS: Properties = {
    "kind": KEYWORD,
    "id": KEYWORD,
    "run": KEYWORD,
    "site": KEYWORD,
    "started": DATE,
    "ended": DATE,
    "moment": MICROSECONDS,
    "living": {"type": "boolean"},
    "end": KEYWORD,
    "coverage": KEYWORD,
    "look": KEYWORD,
    "held": {"type": "boolean"},
    "reason": {"type": "keyword", "ignore_above": LONGEST_TITLE},
    "seconds": NUMBER,
    "counts": {"type": "object", "dynamic": True, "subobjects": False, "properties": {}},
    "number": COUNT,
    "problem": KEYWORD,
    "url": KEYWORD,
    "document": KEPT,
}
"""Runs and their problems (`kind`). `counts` are numbers for Kibana under whatever names, each as
`_COUNTS` says; `problem` is what kind."""

_COUNTS: Mapping[str, Any] = {
    "counts": {"path_match": "counts.*", "mapping": {**COUNT, "coerce": False}}
}
"""Whatever is counted is a whole number; anything else is refused."""

_VISITS: Properties = {
    "site": KEYWORD,
    "page": KEYWORD,
    "moment": MICROSECONDS,
    "offers": KEYWORD,
    "leads": KEYWORD,
    "document": KEPT,
}
"""`page` and `leads` are digests of urls."""

_MATCHES: Properties = {
    "kind": KEYWORD,
    "id": KEYWORD,
    "match": KEYWORD,
    "rule": KEYWORD,
    "offer": KEYWORD,
    "at": DATE,
    "moment": MICROSECONDS,
    "state": KEYWORD,
    "recipient": KEYWORD,
    "mailing": KEYWORD,
    "due": {"type": "boolean"},
    "attempt": LIST,
    "document": KEPT,
}
"""Matches, and for each of its recipients which mailing tells him (`kind`: `match`, `told`). `due`:
none does yet, or one that may come to nothing."""

_MAILINGS: Properties = {
    "kind": KEYWORD,
    "id": KEYWORD,
    "mailing": KEYWORD,
    "rule": KEYWORD,
    "recipient": KEYWORD,
    "offers": KEYWORD,
    "matches": KEYWORD,
    "state": KEYWORD,
    "made": DATE,
    "moment": MICROSECONDS,
    "number": COUNT,
    "outcome": KEYWORD,
    "attempt": LIST,
    "message": BYTES,
    "document": KEPT,
}
"""Mailings and the attempts to send them (`kind`). `attempt` is of writing the document, not of
sending."""

_NAMED: Properties = {
    "id": KEYWORD,
    "at": DATE,
    "moment": MICROSECONDS,
    "number": COUNT,
    "attempt": LIST,
    "document": KEPT,
}
"""Leases, rules, audit. `number` sets entries of one moment apart."""

PROPERTIES: Mapping[Part, Properties] = MappingProxyType(
    {
        Part.OFFERS: _offers(),
        Part.HISTORY: _HISTORY,
        Part.SEALED: _SEALED,
        Part.RUNS: _RUNS,
        Part.VISITS: _VISITS,
        Part.MATCHES: _MATCHES,
        Part.MAILINGS: _MAILINGS,
        **dict.fromkeys((Part.LEASES, Part.RULES, Part.AUDIT), _NAMED),
        Part.KIN: family_fields.KIN,
        Part.LINKS: family_fields.LINKS,
        Part.FAMILIES: family_fields.FAMILIES,
        Part.TABLES: family_fields.TABLES,
    }
)
"""What the documents of each part hold. Nothing else is let in."""

TEMPLATES: Mapping[Part, Sequence[Mapping[str, Any]]] = MappingProxyType({Part.RUNS: (_COUNTS,)})
"""What becomes of fields whose names are not known before, where there are such."""

FILTERS: Mapping[Part, Mapping[str, Any]] = MappingProxyType(
    {
        Part.OFFERS: {"term": {"open": True}},
        Part.FAMILIES: {"bool": {"must_not": [{"exists": {"field": "leads_to"}}]}},
    }
)
"""What an alias shows of its index to searches. Slots are read by id, past the filter."""


def mappings(part: Part, made: Mapping[str, Any]) -> Mapping[str, Any]:
    """The strict mapping of a part. `made` says in it how its documents were made."""
    return {
        "dynamic": "strict",
        "_meta": {OURS: {"part": part, **made}},
        "dynamic_templates": list(TEMPLATES.get(part, ())),
        "properties": PROPERTIES[part],
    }
