"""The query language: what it means."""

import threading

import pytest

from index.query.tree import All, Any, Everything, Exists, Node, Not, Nothing, Phrase, Range, Term
from parsers.fold import tokens
from tests.index.reading import DE, A, B, C, D, read, words

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
