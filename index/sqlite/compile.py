"""A query's tree as a condition on the table `offer`, with every value as a parameter."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any as Anything
from typing import TypeGuard

from index.asked import demand, demand_texts, is_value, known
from index.fields import FieldType
from index.query import tree
from index.query.tree import Node
from index.sqlite.columns import SEVERAL, column

BREADTH = 40
"""Conditions side by side in one expression. SQLite counts each as one of 1,000 levels, so that
twenty levels of a query fit."""

CHOSEN = "offer.n IN"
"""How a condition begins that lists offers. SQLite then looks each of them up."""

Parameter = str | float | None
Joined = tree.All | tree.Any


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL that is 0 or 1 for every offer, never NULL, and the values it needs. `words`:
    a question to the full text that is all there is to it."""

    sql: str
    parameters: tuple[Parameter, ...] = ()
    words: str | None = None


TRUE, FALSE = Condition("1"), Condition("0")


def condition(node: Node) -> Condition:
    """The condition for a tree.

    Raises `StoreError` for a field that is none, or cannot be asked so.
    """
    return _COMPILED[type(node)](node)


def beyond(prefix: str) -> str | None:
    """The least text after all that begin so, `None` if there is none."""
    for at in range(len(prefix) - 1, -1, -1):
        point = ord(prefix[at]) + 1
        point = 0xE000 if 0xD800 <= point <= 0xDFFF else point
        if point <= 0x10FFFF:
            return prefix[:at] + chr(point)
    return None


def _phrase(node: tree.Phrase) -> Condition:
    return _matching(_match(node)) if node.tokens else FALSE


def _matching(expression: str) -> Condition:
    sql = f"{CHOSEN} (SELECT rowid FROM words WHERE words MATCH ?)"
    return Condition(sql, (expression,), words=expression)


def _match(node: tree.Phrase) -> str:
    """The phrase in the language of FTS5."""
    demand_texts(node.fields)
    text = " ".join(node.tokens).replace('"', '""').replace("\0", "")
    return f'{{{" ".join(node.fields)}}} : "{text}"' + (" *" if node.prefix else "")


def _term(node: tree.Term) -> Condition:
    demand(node.field, FieldType.KEYWORD)
    if not node.prefix:
        return _among(node.field, [node.value])
    end = beyond(node.value)
    low, high = ("{0} >= ?", "{0} < ?") if end else ("{0} >= ?", "1")
    values = (node.value, end) if end else (node.value,)
    return _valued(node.field, f"{low} AND {high}", values)


def _among(name: str, values: Sequence[str]) -> Condition:
    """The field has one of these values. A list is one parameter, however long it is."""
    if len(values) == 1:
        return _valued(name, "{0} = ?", (values[0],))
    listed = json.dumps(values, ensure_ascii=False)
    return _valued(name, "{0} IN (SELECT value FROM json_each(?))", (listed,))


def _valued(name: str, test: str, values: tuple[Parameter, ...]) -> Condition:
    """The field has a value for which the test holds."""
    if name in SEVERAL:
        sql = f"SELECT n FROM keyword WHERE field = ? AND {test.format('value')}"
        return Condition(f"{CHOSEN} ({sql})", (name, *values))
    sql = f"({column(name)} IS NOT NULL AND {test.format(column(name))})"
    return Condition(sql, values)


def _range(node: tree.Range) -> Condition:
    demand(node.field, FieldType.NUMBER, FieldType.DATE)
    tests: list[str] = ["1"]
    values: list[Parameter] = []
    if node.low is not None:
        tests.append("{0} > ?" if node.low_open else "{0} >= ?")
        values.append(node.low)
    if node.high is not None:
        tests.append("{0} < ?" if node.high_open else "{0} <= ?")
        values.append(node.high)
    return _valued(node.field, " AND ".join(tests), tuple(values))


def _exists(node: tree.Exists) -> Condition:
    if known(node.field).type is FieldType.TEXT:
        return Condition(f"offer.has_{node.field}")
    return _valued(node.field, "1", ())


def _not(node: tree.Not) -> Condition:
    inner = condition(node.node)
    return Condition(f"NOT ({inner.sql})", inner.parameters)


def _all(node: tree.All) -> Condition:
    """What must not be said is one question to the full text with what must."""
    said = list(_phrases(node, " AND "))
    unsaid = [one.node for one in node.nodes if isinstance(one, tree.Not)] if said else []
    if refused := _question(unsaid, " OR "):
        said = [_matching(f"({said[0].words}) NOT ({refused})")]
    others = (one for one in _others(node) if not (said and _refuses(one)))
    return _joined("AND", [*said, *map(condition, others)], TRUE)


def _any(node: tree.Any) -> Condition:
    terms: dict[str, list[str]] = {}
    others = []
    for inner in _others(node):
        if is_value(inner):
            demand(inner.field, FieldType.KEYWORD)
            terms.setdefault(inner.field, []).append(inner.value)
        else:
            others.append(condition(inner))
    listed = [_among(name, values) for name, values in terms.items()]
    return _joined("OR", [*_phrases(node, " OR "), *listed, *others], FALSE)


def _phrases(node: Joined, operator: str) -> Iterator[Condition]:
    """All phrases side by side in one question to the full text."""
    if question := _question(node.nodes, operator):
        yield _matching(question)


def _question(nodes: Sequence[Node], operator: str) -> str:
    """What the phrases among the nodes ask the full text, side by side."""
    return operator.join(f"({_match(one)})" for one in nodes if _worded(one))


def _others(node: Joined) -> Iterator[Node]:
    return (one for one in node.nodes if not _worded(one))


def _worded(node: Node) -> TypeGuard[tree.Phrase]:
    return isinstance(node, tree.Phrase) and bool(node.tokens)


def _refuses(node: Node) -> bool:
    return isinstance(node, tree.Not) and _worded(node.node)


def _joined(operator: str, conditions: Sequence[Condition], none: Condition) -> Condition:
    """Side by side, in groups and groups of groups where there are many."""
    if len(conditions) < 2:
        return conditions[0] if conditions else none
    if len(conditions) > BREADTH:
        starts = range(0, len(conditions), BREADTH)
        groups = [conditions[at : at + BREADTH] for at in starts]
        return _joined(operator, [_joined(operator, group, none) for group in groups], none)
    sql = f" {operator} ".join(one.sql for one in conditions)
    values = (value for one in conditions for value in one.parameters)
    return Condition(f"({sql})", tuple(values))


_COMPILED: Mapping[type, Callable[[Anything], Condition]] = {
    tree.Everything: lambda _: TRUE,
    tree.Nothing: lambda _: FALSE,
    tree.Phrase: _phrase,
    tree.Term: _term,
    tree.Range: _range,
    tree.Exists: _exists,
    tree.Not: _not,
    tree.All: _all,
    tree.Any: _any,
}
