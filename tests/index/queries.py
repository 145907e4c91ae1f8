"""Random queries, as trees and as typed."""

import string

from hypothesis import strategies as st

from index.fields import FIELDS, TEXTS, FieldType
from index.query import tree
from parsers.fold import tokens
from tests.index.making import WORDS, offer

KEYWORDS = sorted(name for name, field in FIELDS.items() if field.type is FieldType.KEYWORD)
NUMBERS = sorted(
    name for name, field in FIELDS.items() if field.type in {FieldType.NUMBER, FieldType.DATE}
)
SORTABLE = sorted(name for name, field in FIELDS.items() if field.sortable)

VALUES = {name: ["bazaar", "job", "", "x", "é"] for name in KEYWORDS} | {
    "id": [offer("3").id, offer("3").id[:4], offer("3").id[:1]],
    "site": ["bazaar", "market", "ma", "channel"],
    "kind": ["job", "travel", "j"],
    "speaker": ["offers", "seeks", "s"],
    "status": ["online", "gone"],
    "language": ["uk", "u"],
    "country": ["DE", "FR", "U", "UA"],
    "site_country": ["PL", "DE"],
    "url": ["https://bazaar.example/1", "https://bazaar.example/22"],
    "key": ["1", "2"],
    "images": ["https://cdn.example/a.jpg?w=3", "https://cdn.example/", "h"],
    "contact": ["+442079460001", "safe_trip", "odd one", "+44", "jobs@example.org"],
    "phone": ["+442079460001", "+4420", "+1"],
    "telegram": ["safe_trip", "o"],
    "mail": ["jobs@example.org"],
    "currency": ["EUR", "UAH"],
    "per": ["month", "h"],
    "languages": ["uk", "en", "u"],
    "script": ["cyrl", "c"],
    "place_id": ["geonames:745044", "country:GR", "geo"],
    "payment": ["DE89370400440532013000", "hawala", "western", "0x5290"],
    "iban": ["DE89370400440532013000", "DE"],
    "wallet": ["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "0x5290"],
    "paid_by": ["iban", "bitcoin", "service", "h"],
    "role": ["fee", "pay", "f"],
    "due": ["before", "a"],
    "route": ["TR>GR", "TR>IT", "TR>"],
    "origin": ["TR", "GR"],
    "via": ["TR", "IT"],
    "destination": ["GR", "I"],
    "from": ["istanbul", "the old camp", "gre"],
    "to": ["bari", "the old camp", "i"],
    "means": ["boat", "truck", "b"],
    "housing": ["free", "d"],
    "departure": ["daily", "2026"],
    "indicator": ["fee.before_work", "fee.", "documents.kept"],
    "contradicted": ["documents.kept", "c"],
    "extractor": ["2", "1"],
    "tier": ["strong", "weak", "m"],
}

MS = 86_400_000
START = 1_772_409_600_000 - 41 * MS
bounds = st.one_of(
    st.none(),
    st.sampled_from([0.0, -0.0, 2.5, 4.0, 12.0, 72.0, 500.0, 1500.5, 2500.0, 3000.0]),
    st.builds(lambda day, edge: START + day * MS + edge, st.integers(0, 82), st.integers(-1, 1)),
)
words = st.sampled_from(sorted({one for word in WORDS for one in tokens(word)}))
prefixes = st.builds(lambda word, length: word[: max(1, length)], words, st.integers(1, 4))
fields = st.lists(st.sampled_from(sorted(TEXTS)), min_size=1, unique=True).map(tuple)
phrases = st.one_of(
    st.builds(tree.Phrase, fields, st.lists(words, min_size=1, max_size=3).map(tuple)),
    st.builds(
        lambda names, before, last: tree.Phrase(names, (*before, last), prefix=True),
        fields,
        st.lists(words, max_size=1),
        prefixes,
    ),
)
terms = st.sampled_from(KEYWORDS).flatmap(
    lambda name: st.builds(tree.Term, st.just(name), st.sampled_from(VALUES[name]), st.booleans())
)
ranges = st.builds(
    tree.Range, st.sampled_from(NUMBERS), bounds, bounds, st.booleans(), st.booleans()
)
leaves = st.one_of(
    phrases,
    phrases,
    terms,
    ranges,
    st.builds(tree.Exists, st.sampled_from(sorted(FIELDS))),
    st.just(tree.Everything()),
    st.just(tree.Nothing()),
)
nodes = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(tree.Not, inner),
        st.builds(tree.All, st.lists(inner, min_size=2, max_size=5).map(tuple)),
        st.builds(tree.Any, st.lists(inner, min_size=2, max_size=5).map(tuple)),
    ),
    max_leaves=12,
)


pieces = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map(lambda word: word[:2] + "*"),
    st.lists(st.sampled_from(WORDS), max_size=3).map(lambda several: f'"{" ".join(several)}"'),
    st.sampled_from(
        [
            *(
                "AND",
                "OR",
                "NOT",
                "&&",
                "||",
                "!",
                "+",
                "-",
                "(",
                ")",
                "title:",
                "text:(",
                "place:",
            ),
            *(
                "country:DE",
                "kind:job",
                "price:[500 TO *]",
                "price:>1000",
                "price:*",
                "status:gone",
            ),
            *("route:TR>GR", "from:Istanbul", "rank:>=3", "tier:strong", "fee:*", "hours_day:12"),
            *("published:>=now-7d/d", "first_seen:2026-03", "valid_until:{* TO 2026-03-02}"),
            *("_exists_:employer", 'phone:"+44 20 7946 0001"', "phone:+44*", "contact:@Safe_Trip"),
            *("*", '"', "^2", "~1", "[", "]", "{", "TO", ":", "\\", "/", "\0", "\ud800", "'", "--"),
        ]
    ),
    st.text(st.sampled_from(string.printable), max_size=3),
)
