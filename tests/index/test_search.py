"""Searching, over every home: the same offers as a naive reading of the same query."""

import string
from collections import Counter
from collections.abc import Iterator
from datetime import UTC
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.base import Hits, Index, Order, Store, StoreError
from index.fields import FIELDS, TEXTS, FieldType
from index.query import tree
from index.query.parse import QueryError, parse
from offers.offer import Named
from parsers.fold import tokens
from tests.index.conftest import HOMES, Home
from tests.index.making import MONDAY, SPAN, WORDS, contact, corpus, first, offer, place
from tests.index.oracle import Flats, answers, flattened, ordered

LIVES = 300
SORTABLE = sorted(name for name, field in FIELDS.items() if field.sortable)
KEYWORDS = sorted(name for name, field in FIELDS.items() if field.type is FieldType.KEYWORD)
NUMBERS = sorted(
    name for name, field in FIELDS.items() if field.type in {FieldType.NUMBER, FieldType.DATE}
)


@pytest.fixture(scope="module")
def flats() -> Flats:
    return flattened(one.known for one in corpus(Random(7), LIVES))


@pytest.fixture(scope="module", params=HOMES)
def filled(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Store]:
    with Home(HOMES[request.param], tmp_path_factory.mktemp("filled")).open() as store:
        changes = corpus(Random(7), LIVES)
        for start in range(0, LIVES, 50):
            assert store.index.put(changes[start : start + 50]) == frozenset()
        yield store


def ask(index: Index, query: str, **how: object) -> Hits:
    node = parse(query, now=MONDAY, zone=UTC, tokens=tokens)
    return index.search(node, **how)  # type: ignore[arg-type]


def read_or_refuse(query: str) -> tree.Node | None:
    """The tree of a query; `None` if it was refused with a place inside it."""
    try:
        return parse(query, now=MONDAY, zone=UTC, tokens=tokens)
    except QueryError as error:
        refused = error
    assert 0 <= refused.position <= len(query)
    assert refused.message in refused.pointed()
    return None


def found(index: Index, query: str) -> set[str | None]:
    """Keys of the offers that a query finds."""
    return {known.offer.key for known in ask(index, query, limit=1000).offers}


def whole(index: Index, node: tree.Node, order: Order, limit: int) -> list[str]:
    """Ids of all pages of a search."""
    hits = index.search(node, order=order, limit=limit)
    ids = [known.offer.id for known in hits.offers]
    while hits.next:
        hits = index.search(node, order=order, limit=limit, after=hits.next)
        ids += [known.offer.id for known in hits.offers]
    return ids


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
    "contact": ["+442079460001", "safe_trip", "odd one", "+44", "jobs@example.org"],
    "phone": ["+442079460001", "+4420", "+1"],
    "telegram": ["safe_trip", "o"],
    "mail": ["jobs@example.org"],
    "currency": ["EUR", "UAH"],
    "per": ["month", "h"],
}

MS = 86_400_000
START = 1_772_409_600_000 - 41 * MS
bounds = st.one_of(
    st.none(),
    st.sampled_from([0.0, -0.0, 500.0, 1500.5, 2500.0, 3000.0]),
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


def compare(filled: Store, flats: Flats, node: tree.Node) -> None:
    hits = filled.index.search(node, limit=LIVES)
    assert {known.offer.id for known in hits.offers} == answers(node, flats)
    assert hits.total == len(hits.offers)
    assert hits.next is None


@settings(max_examples=300, deadline=None)
@given(node=nodes)
def test_the_same_offers_as_a_naive_reading(filled: Store, flats: Flats, node: tree.Node) -> None:
    compare(filled, flats, node)


@pytest.mark.long
@pytest.mark.timeout(1800)
@settings(max_examples=10_000, deadline=None)
@given(node=nodes)
def test_the_same_offers_as_a_naive_reading_for_long(
    filled: Store, flats: Flats, node: tree.Node
) -> None:
    compare(filled, flats, node)


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
            *("published:>=now-7d/d", "first_seen:2026-03", "valid_until:{* TO 2026-03-02}"),
            *("_exists_:employer", 'phone:"+44 20 7946 0001"', "phone:+44*", "contact:@Safe_Trip"),
            *("*", '"', "^2", "~1", "[", "]", "{", "TO", ":", "\\", "/", "\0", "\ud800", "'", "--"),
        ]
    ),
    st.text(st.sampled_from(string.printable), max_size=3),
)


@settings(max_examples=400, deadline=None)
@given(query=st.lists(pieces, max_size=8).map(" ".join))
def test_whatever_is_typed_is_answered_or_refused(filled: Store, flats: Flats, query: str) -> None:
    node = read_or_refuse(query)
    if node:
        compare(filled, flats, node)


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("field", SORTABLE)
def test_pages_together_are_the_whole_in_order(
    filled: Store, flats: Flats, field: str, descending: bool
) -> None:
    expected = ordered(flats, field, descending)
    for limit in (1, 7, 299, 300, 1000):
        node = tree.Everything() if limit > 1 else tree.Term("site", "market")
        market = answers(node, flats)
        pages = whole(filled.index, node, Order(field, descending), limit)
        assert pages == [id_ for id_ in expected if id_ in market]


@settings(max_examples=60, deadline=None)
@given(node=nodes, field=st.sampled_from(KEYWORDS))
def test_counts_are_exact(filled: Store, flats: Flats, node: tree.Node, field: str) -> None:
    chosen = answers(node, flats)
    counted = Counter(value for id_ in chosen for value in flats[id_].keywords.get(field, ()))
    expected = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    assert list(filled.index.facets(node, field, size=1000)) == expected
    assert list(filled.index.facets(node, field, size=2)) == expected[:2]


def test_only_among_the_ids(filled: Store, flats: Flats) -> None:
    node = tree.Term("site", "bazaar")
    some = sorted(flats)[::3]
    hits = filled.index.search(node, ids=some, limit=LIVES)
    expected = answers(node, flats) & set(some)
    assert {known.offer.id for known in hits.offers} == expected
    assert filled.index.search(node, ids=[]).total == 0
    assert filled.index.search(node, ids=["x" * 10, "'"]).total == 0


def test_a_search_gives_lives_with_their_tokens(filled: Store, flats: Flats) -> None:
    known = filled.index.search(tree.Everything(), limit=1).offers[0]
    assert known.token is not None
    assert known == filled.index.known([known.offer.id])[known.offer.id]


def test_two_scripts_and_their_spellings(index: Index) -> None:
    index.put(
        [
            first(offer("uk", text="Потрібен ВОДІЙ категорії C")),
            first(offer("ar", text="مَطلُوب عُمَّال")),
            first(offer("de", text="Arbeit in der Hauptstraße")),
            first(offer("zh", text="招聘签证官员")),
            first(offer("c", text="C++ and C# work")),
        ]
    )
    assert found(index, "водій") == {"uk"}
    assert found(index, "вод*") == {"uk"}
    assert found(index, "مطلوب") == {"ar"}
    assert found(index, "HAUPTSTRASSE") == {"de"}
    assert found(index, "签证") == {"zh"}
    assert found(index, "官*") == {"zh"}
    assert found(index, "c++") == {"c"}
    assert found(index, "text:c++") == {"c"}
    assert found(index, "c") == {"uk"}


def test_a_phrase_ends_with_its_place(index: Index) -> None:
    index.put([first(offer(places=(place("New York"), place("Paris"))))])
    assert found(index, 'place:"new york"') == {"1"}
    assert found(index, 'place:"york paris"') == set()


def test_words_of_several_fields_are_not_one_phrase(index: Index) -> None:
    made = offer(title="no", text="visa", employer=Named(name="Acme", raw="", span=SPAN))
    index.put([first(made)])
    assert found(index, '"no visa"') == set()
    assert found(index, "no visa acme") == {"1"}


def test_contacts_in_any_spelling(index: Index) -> None:
    several = (
        contact("phone", "+442079460001"),
        contact("telegram", "safe_trip"),
        contact("mail", "jobs@example.org"),
        contact("pager", "X-7"),
    )
    index.put([first(offer(contacts=several))])
    for query in (
        'phone:"+44 20 7946 0001"',
        "phone:+442079460001",
        'phone:"0044 (20) 7946-0001"',
        "phone:+4420*",
        'contact:"+44 20 7946 0001"',
        "telegram:@Safe_Trip",
        "contact:@safe_trip",
        "mail:Jobs@Example.org",
        'contact:"mailto:jobs@example.org"',
        "contact:x-7",
    ):
        assert found(index, query) == {"1"}, query
    assert found(index, "phone:safe_trip OR telegram:jobs OR phone:20794600") == set()


def test_what_was_edited_is_found_by_its_new_words_only(index: Index) -> None:
    made = offer(text="old words", contacts=(contact("phone", "+442079460001"),))
    index.put([first(made)])
    known = index.known([made.id])[made.id]
    index.put([first(offer(text="new words"), token=known.token)])
    assert found(index, "old") == found(index, "phone:*") == set()
    assert found(index, '"new words"') == {"1"}


def test_long_lists_of_values(filled: Store, flats: Flats) -> None:
    values = [f"+44207946{number:04}" for number in range(5000)]
    many = tree.Any(tuple(tree.Term("phone", value) for value in values))
    compare(filled, flats, many)
    sites = tree.Any(tuple(tree.Term("site", f"site{number}") for number in range(3000)))
    compare(filled, flats, tree.Any((*sites.nodes, tree.Term("site", "market"))))


def test_many_conditions_side_by_side(filled: Store, flats: Flats) -> None:
    phrases = tuple(tree.Phrase(("text",), (f"word{number}",)) for number in range(3000))
    compare(filled, flats, tree.Any((*phrases, tree.Phrase(("text",), ("visa",)))))
    ranges = tuple(tree.Range("price", number, number) for number in range(1700))
    compare(filled, flats, tree.Any(ranges))
    compare(filled, flats, tree.All(tuple(tree.Not(one) for one in ranges[::4])))


def test_conditions_inside_each_other(filled: Store, flats: Flats) -> None:
    node: tree.Node = tree.Term("kind", "job")
    for level in range(9):
        node = tree.Not(tree.All((tree.Any((node, tree.Exists("price"))), tree.Exists("title"))))
        if level % 3 == 0:
            compare(filled, flats, node)


def test_too_many_levels_are_refused_in_words(filled: Store) -> None:
    node: tree.Node = tree.Exists("price")
    for _ in range(400):
        node = tree.Any((tree.All((node, tree.Exists("url"))), tree.Exists("title")))
    with pytest.raises(StoreError, match="too many parts"):
        filled.index.search(node)


@pytest.mark.parametrize(
    "after", ["", "x", "e30", "W10", "bnVsbA", "=", "é", "\ud800", "W" * 60_000, "WzEsMiwzLDRd"]
)
def test_a_place_that_is_none_is_refused(filled: Store, after: str) -> None:
    with pytest.raises(StoreError, match="search from the start"):
        filled.index.search(tree.Everything(), after=after)


def test_a_place_belongs_to_its_order(filled: Store) -> None:
    place_ = filled.index.search(tree.Everything(), limit=1).next
    with pytest.raises(StoreError, match="another search"):
        filled.index.search(tree.Everything(), order=Order("price"), after=place_)


def test_what_cannot_be_asked_is_refused(filled: Store) -> None:
    index = filled.index
    for field in ("text", "phone", "no such field"):
        with pytest.raises(StoreError, match=field):
            index.search(tree.Everything(), order=Order(field))
    for field in ("text", "price", "published", "n'; DROP TABLE offer; --"):
        with pytest.raises(StoreError):
            index.facets(tree.Everything(), field)
    wrong: list[tree.Node] = [
        tree.Term("text", "x"),
        tree.Term("price", "5"),
        tree.Range("site", 1, 2),
        tree.Phrase(("site",), ("x",)),
        tree.Exists("offer.n"),
        tree.Any((tree.Term("rowid", "1"), tree.Term("rowid", "2"))),
    ]
    for node in wrong:
        with pytest.raises(StoreError):
            index.search(node)


INJECTIONS = [
    "'; DROP TABLE offer; --",
    '" OR 1=1 --',
    "') OR ('1'='1",
    'x" OR title : "visa',
    "NEAR(a b)",
    "title : visa",
    "visa* OR text",
    "{title} : visa",
    "- visa",
    "^visa",
    "%",
    "_",
    "*",
    "[a-z]*",
    "visa\0",
    "\ud800",
    "field' AND value='x",
    "\u202evisa",
]


@pytest.mark.parametrize("text", INJECTIONS)
def test_values_are_never_read_as_commands(filled: Store, flats: Flats, text: str) -> None:
    plain = text.replace("\ud800", "").replace("\0", "")
    for name in ("site", "phone", "url", "contact"):
        compare(filled, flats, tree.Term(name, plain))
        compare(filled, flats, tree.Term(name, plain, prefix=True))
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    for query in (f'"{quoted}"', f'title:"{quoted}"', f'url:"{quoted}"', f'_exists_:"{quoted}"'):
        node = read_or_refuse(query)
        assert (node is None) == query.startswith("_exists_")
        if node:
            compare(filled, flats, node)
