"""The query language: what it means, and where its errors point."""

import threading
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.fields import FIELDS, TEXTS
from index.query.parse import DEEPEST, LONGEST, QueryError, parse
from index.query.signs import MOST
from index.query.tree import All, Any, Everything, Exists, Node, Not, Nothing, Phrase, Range, Term
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

MEANINGS: dict[str, Node] = {
    "": Everything(),
    " \n\t": Everything(),
    "*": Everything(),
    "a": A,
    "A": A,
    "a b": All((A, B)),
    "a AND b": All((A, B)),
    "a && b": All((A, B)),
    "a OR b": Any((A, B)),
    "a || b": Any((A, B)),
    "NOT a": Not(A),
    "!a": Not(A),
    "! a": Not(A),
    "-a": Not(A),
    "!(a b)": Not(All((A, B))),
    '!"a b"': Not(words("a", "b")),
    "NOT NOT a": A,
    "+a": A,
    "+a -b": All((A, Not(B))),
    "a -b": All((A, Not(B))),
    "a NOT b": All((A, Not(B))),
    "a OR b -c": All((Any((A, B)), Not(C))),
    "a OR b +c": All((Any((A, B)), C)),
    "a OR b c": All((Any((A, B)), C)),
    "a b OR c": All((A, Any((B, C)))),
    "a AND b OR c": Any((All((A, B)), C)),
    "a OR b AND c": Any((A, All((B, C)))),
    "(a OR b) AND (c OR d)": All((Any((A, B)), Any((C, D)))),
    "NOT a OR b": Any((Not(A), B)),
    "a (b (c d))": All((A, B, C, D)),
    "a OR (b OR (c OR d))": Any((A, B, C, D)),
    "a a OR a": A,
    "and or not": All((words("and"), words("or"), words("not"))),
    '"a b"': words("a", "b"),
    '"A, b!"': words("a", "b"),
    '"wait* for"': words("wait", "for"),
    '""': Nothing(),
    '"!?"': Nothing(),
    "a-b": words("a", "b"),
    "a/b": words("a", "b"),
    "it's": words(*tokens("it's")),
    "c++": words("c++"),
    "text:c++": Phrase(("text",), ("c++",)),
    "#jobs": words("jobs"),
    "user@example.org": words("user", "example", "org"),
    "a\0b": words("a", "b"),
    "\ud800a": A,
    "STRASSE": words(*tokens("Straße")),
    "签证官": words("签证", "证官"),
    "🙂": words(*tokens("🙂")),
    "wait*": words("wait", prefix=True),
    "no-vis*": words("no", "vis", prefix=True),
    "签证官*": words("签证", "证官", prefix=True),
    r"wait\*": words("wait"),
    r"a\:b": words("a", "b"),
    r"\"a": A,
    r"\AND": words("and"),
    "a^2": A,
    "(a OR b)^2.5": Any((A, B)),
    "TO": words("to"),
    "title:a": Phrase(("title",), ("a",)),
    "title : a": Phrase(("title",), ("a",)),
    "title:(a b)": All((Phrase(("title",), ("a",)), Phrase(("title",), ("b",)))),
    "title:(a OR title:b)": Any((Phrase(("title",), ("a",)), Phrase(("title",), ("b",)))),
    "title:a b": All((Phrase(("title",), ("a",)), B)),
    "title:*": Exists("title"),
    "price:*": Exists("price"),
    "price:(*)": Exists("price"),
    "_exists_:price": Exists("price"),
    '_exists_:"price"': Exists("price"),
    "price:[* TO *]": Exists("price"),
    "NOT country:DE": Not(DE),
    "country:de": DE,
    "!country:de": Not(DE),
    "country:(DE OR fr)": Any((DE, Term("country", "FR"))),
    "country:D*": Term("country", "D", prefix=True),
    'site:""': Nothing(),
    'phone:"+44 20 7946 0001"': Term("phone", "+442079460001"),
    "phone:+442079460001": Term("phone", "+442079460001"),
    "phone:442079460001": Term("phone", "+442079460001"),
    "phone:(+4420* OR +1*)": Any((Term("phone", "+4420", True), Term("phone", "+1", True))),
    "+44 20": All((words("44"), words("20"))),
    "telegram:@Name": Term("telegram", "name"),
    "contact:@Name": Any((Term("contact", "name"), Term("contact", "@name"))),
    'url:"https://a.example/?b=c"': Term("url", "https://a.example/?b=c"),
    r"url:https\://a.example/*": Term("url", "https://a.example/", prefix=True),
    "price:500": Range("price", 500, 500),
    "price:-5": Range("price", -5, -5),
    "price:>-5": Range("price", -5, None, low_open=True),
    "price:>=500": Range("price", 500, None),
    "price:<500.5": Range("price", None, 500.5, high_open=True),
    "price:<=500": Range("price", None, 500),
    "price:[500 TO 900]": Range("price", 500, 900),
    "price:{500 TO 900]": Range("price", 500, 900, low_open=True),
    "price:[500 TO 900}": Range("price", 500, 900, high_open=True),
    "price:[-5 TO *]": Range("price", -5, None),
    "price:(>=500 AND <900)": All(
        (Range("price", 500, None), Range("price", None, 900, high_open=True))
    ),
    "price:(>5 <9)": All(
        (Range("price", 5, None, low_open=True), Range("price", None, 9, high_open=True))
    ),
    'price:["500" TO "900"]': Range("price", 500, 900),
    "price:٥٠٠": Range("price", 500, 500),
}


@pytest.mark.parametrize("query", MEANINGS)
def test_meaning(query: str) -> None:
    assert read(query) == MEANINGS[query]


def test_the_query_of_the_issue() -> None:
    query = 'title:waiter AND (passport OR "no visa") AND NOT country:DE AND price:[500 TO *]'
    assert read(query) == All(
        (
            Phrase(("title",), ("waiter",)),
            Any((words("passport"), words("no", "visa"))),
            Not(DE),
            Range("price", 500, None),
        )
    )


ERRORS = {
    "(a": (0, "not closed"),
    "a AND (b": (6, "not closed"),
    "((a) b": (0, "not closed"),
    "a)": (1, "closes nothing"),
    "()": (1, "nothing stands inside"),
    '"a': (0, "no partner"),
    'title:a "b c': (8, "no partner"),
    "a OR": (2, "second is missing"),
    "a AND": (2, "second is missing"),
    "a &&": (2, "second is missing"),
    "OR": (0, "one is missing"),
    "AND a": (0, "one is missing"),
    "a AND OR b": (6, "one is missing"),
    "NOT": (0, "excluded is missing"),
    "a -": (2, "excluded is missing"),
    "title:": (5, "value after the field is missing"),
    ":a": (0, "field name must stand before"),
    "a~1": (1, "not supported"),
    '"a b"~3': (5, "not supported"),
    "/a.*/": (0, "regular expressions"),
    "a^": (1, "takes a number"),
    "a^1.2.3": (1, "takes a number"),
    "^2": (0, "must follow"),
    "w*t": (0, "only a star at the end"),
    "*ter": (0, "only a star at the end"),
    "wait?": (0, "only a star at the end"),
    "'a b'": (0, "double quotes"),
    "a\\": (1, "backslash"),
    ">5": (0, "needs a field"),
    "price >= 500": (6, "needs a field"),
    "[1 TO 5]": (0, "needs a field"),
    "price:[5": (7, "a range is written"),
    "price:[5 6]": (9, "a range is written"),
    "price:[TO 5]": (7, "a range is written"),
    "price:abc": (6, "no number"),
    "price:1,500": (6, "no number"),
    "price:1e5": (6, "no number"),
    "price:inf": (6, "no number"),
    "price:>nan": (6, "no number"),
    "price:5*": (6, "write a range"),
    "title:[a TO b]": (6, "ranges are for numbers"),
    "site:>a": (5, "ranges are for numbers"),
    "published:yesterday": (10, "no date"),
    "published:05.01.2026": (10, "no date"),
    "published:2026-02-30": (10, "no date"),
    "published:now": (10, "published:>=now"),
    "published:>now-7x": (10, "no step"),
    "published:now-99999999y": (10, "out of reach"),
    "titel:a": (0, "did you mean title"),
    "a AND pric:5": (6, "did you mean price"),
    "Title:a": (0, "did you mean title"),
    "https://a.example/b": (6, "double quotes"),
    "mailto:a@example.org": (0, "double quotes"),
    "12:30": (0, "double quotes"),
    "_exists_:pric": (9, "did you mean price"),
    "_exists_:(a b)": (9, "no field"),
    "title:text:a": (6, "double quotes"),
    "title:(a OR text:b)": (12, "one field inside another"),
    "country:-DE": (8, "NOT country:DE"),
    "a OR +b": (5, "no clear meaning"),
    "+a OR b": (0, "no clear meaning"),
    "published:2026-01-05T10:00:00+02:00": (10, "double quotes"),
}


@pytest.mark.parametrize("query", ERRORS)
def test_error_points_at_the_character(query: str) -> None:
    position, message = ERRORS[query]
    error = refused(query)
    assert (error.position, message in error.message) == (position, True), error


def test_the_caret_stands_under_the_fault() -> None:
    assert refused("visa AND pric:5").pointed().splitlines() == [
        "visa AND pric:5",
        "         ^ there is no field 'pric'; did you mean price or price_max?",
    ]


def test_the_caret_counts_columns_of_wide_and_combining_signs() -> None:
    shown = refused("签证 e\u0301 pric:5").pointed().splitlines()
    assert shown[1].index("^") == 2 * 2 + 1 + 1 + 1


def test_a_long_query_is_shown_around_the_fault() -> None:
    query = "visa " * 100 + "pric:5" + " visa" * 100
    shown = refused(query).pointed().splitlines()
    assert len(shown[0]) < 130
    assert shown[0][shown[1].index("^") :].startswith("pric:5")


def test_nothing_shown_moves_the_terminal() -> None:
    shown = refused("a\x1b[31m\r\n\u202e pric:5").pointed()
    assert all(char.isprintable() or char == "\n" for char in shown)
    assert len(shown.splitlines()) == 2


@pytest.mark.parametrize(
    "query",
    [
        "a" * 100_000,
        '"' * 100_000,
        "(" * 100_000,
        "NOT " * 25_000,
        "title:" * 16_000,
        "\\" * 100_001,
    ],
)
def test_a_hundred_kilobytes_are_refused(query: str) -> None:
    error = refused(query)
    assert error.position == LONGEST
    assert "longer" in error.message


def test_long_queries_are_read() -> None:
    node = read("phone:(" + " OR ".join(f"+44{number:08}" for number in range(2000)) + ")")
    assert isinstance(node, Any)
    assert len(node.nodes) == 2000


def test_too_many_words_are_refused() -> None:
    error = refused("a " * (MOST + 1))
    assert error.position == 2 * MOST
    assert "words" in error.message


def test_levels_are_bounded() -> None:
    def nested(levels: int) -> str:
        return "(a OR b AND " * levels + "c" + ")" * levels

    assert isinstance(read(nested(DEEPEST // 2)), Any)
    assert "inside each other" in refused(nested(DEEPEST // 2 + 1)).message
    assert "inside each other" in refused("-" * 10_000 + "a").message
    assert "parentheses" in refused("(" * 100 + "a" + ")" * 100).message
    assert read("(" * 40 + "a" + ")" * 40) == A


@settings(max_examples=500, deadline=None)
@given(query=st.text(max_size=40))
def test_any_text_is_read_or_refused(query: str) -> None:
    try:
        read(query)
    except QueryError as error:
        place = error.position
    else:
        place = 0
    assert 0 <= place <= len(query)


@settings(max_examples=500, deadline=None)
@given(
    query=st.text(st.sampled_from("ab*?\\\"'()[]{}:+-!&|^~/<>=., \n\0٣签é0219TONARD"), max_size=30)
)
def test_any_signs_are_read_or_refused(query: str) -> None:
    try:
        read(query)
    except QueryError as error:
        place = error.position
    else:
        place = 0
    assert 0 <= place <= len(query)


@settings(max_examples=200, deadline=None)
@given(value=st.text(max_size=30), field=st.sampled_from(sorted(FIELDS)))
def test_quoting_protects_any_value(value: str, field: str) -> None:
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    if FIELDS[field].type == "keyword":
        node = read(f'{field}:"{quoted}"')
        spelt = dict.fromkeys(spell(value) for spell in FIELDS[field].spells)
        terms = tuple(Term(field, one) for one in spelt if one)
        assert node in (Nothing(), *terms, Any(terms))
    assert read(f'"{quoted}"') in (Nothing(), words(*tokens(value)))


def test_several_threads_read_at_once() -> None:
    queries = [query for query in MEANINGS if len(query) > 3] * 5
    wrong: list[str] = []

    def work() -> None:
        wrong.extend(query for query in queries if read(query) != MEANINGS[query])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
