"""The signs of the query language, put right before the grammar of luqum reads them.

luqum takes `&&`, `||` and `!` for words, lets `-` bind tighter than a space does, cannot read
`price:>-5` and knows no position for half of its errors. So its lexer is read through `Signs`.
"""

import copy
import re
from collections import deque
from dataclasses import dataclass
from typing import Any

from index.query.error import QueryError

DEEPEST = 60
"""Parentheses within parentheses. The tree that comes out is measured again."""

MOST = 4_096
"""Words and phrases of a query. The time that luqum takes grows with the square of them."""

_OPERATORS = {"&&": "AND_OP", "||": "OR_OP"}
_BEFORE_VALUE = {"COLUMN", "LESSTHAN", "GREATERTHAN", "LBRACKET"}
_REFUSED = {
    "APPROX": "`~` (words like this one) is not supported; name the spellings: (visa OR viza)",
    "REGEX": 'regular expressions are not supported; put text with "/" into double quotes',
}
_FORCE = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_STRAY = {
    '"': 'this quotation mark has no partner; to search for the sign itself write \\"',
    "'": "put phrases into double quotes",
    "/": 'put text with "/" into double quotes',
    "\\": "nothing follows the backslash",
}
_UNEXPECTED = {
    "RPAREN": "this parenthesis closes nothing, or nothing stands inside",
    "AND_OP": "AND joins two conditions; one is missing",
    "OR_OP": "OR joins two conditions; one is missing",
    "COLUMN": 'a field name must stand before ":", and a value with ":" in double quotes',
    "RBRACKET": "a range is written [1 TO 5], {1 TO 5} or >=1",
    "LBRACKET": "a range needs a field before it: price:[1 TO 5]",
    "LESSTHAN": "a comparison is written price:<500",
    "GREATERTHAN": "a comparison is written price:>500",
    "BOOST": "`^` must follow a condition",
}
_MISSING = {
    "NOT": "what is to be excluded is missing",
    "AND_OP": "AND joins two conditions; the second is missing",
    "OR_OP": "OR joins two conditions; the second is missing",
    "COLUMN": "the value after the field is missing; field:* means that there is one",
}


@dataclass(slots=True)
class Sign:
    """What luqum expects of the value of a token that stands for itself."""

    value: str
    pos: int
    size: int
    head: str = ""
    tail: str = ""


class Signs:
    """A lexer for luqum's parser, over `lexer`, a clone of its own. One for each query."""

    def __init__(self, lexer: Any, illegal: type[Exception]) -> None:
        self._lexer = lexer
        self._illegal = illegal
        self._ready: deque[Any] = deque()
        self._open: list[int] = []
        self._text = ""
        self._last: Any = None
        self._in_range = False
        self._ended = False
        self._words = 0

    def input(self, text: str) -> None:
        self._text = text
        self._lexer.input(text)

    def token(self) -> Any:
        """The next token, `None` at the end. Raises `QueryError`."""
        found = self._next()
        if found is not None:
            self._watch(found)
            self._last = found
        self._ended = found is None
        return found

    def _next(self) -> Any:
        raw = self._raw()
        if raw is None:
            return None
        if raw.type in _REFUSED:
            raise QueryError(_REFUSED[raw.type], raw.lexpos, self._text)
        if raw.type in {"PLUS", "MINUS"}:
            return self._signed(raw)
        if raw.type == "TERM" and not self._before_value():
            return self._term(raw)
        return raw

    def _raw(self) -> Any:
        if self._ready:
            return self._ready.popleft()
        try:
            return self._lexer.token()
        except self._illegal as error:
            at = self._lexer.lexpos
            message = _STRAY.get(self._text[at], "this sign cannot stand here; quote it")
            raise QueryError(message, at, self._text) from error

    def _before_value(self) -> bool:
        if self._last is None:
            return False
        return self._in_range or self._last.type in _BEFORE_VALUE

    def _signed(self, sign: Any) -> Any:
        """`-` is NOT, and so is `+` to the grammar: `parse` tells them apart by the text.

        Before a value they belong to it: `price:-5`, `phone:+44`, `phone:(+44* OR +33*)`.
        """
        following = self._raw()
        if following is not None and self._belongs(sign, following):
            return _joined(sign, following)
        if following is not None:
            self._ready.appendleft(following)
        return _as_not(sign, sign.lexpos)

    def _belongs(self, sign: Any, following: Any) -> bool:
        if following.type != "TERM" or following.lexpos != sign.lexpos + 1:
            return False
        numbered = sign.type == "PLUS" and following.value.value[0].isdigit()
        return numbered or self._before_value()

    def _term(self, term: Any) -> Any:
        word, at = term.value.value, term.lexpos
        if word in _OPERATORS:
            made = copy.copy(term)
            made.type, made.value = _OPERATORS[word], Sign(word, at, len(word))
            return made
        if not word.startswith("!"):
            return term
        # The lexer took what follows for a part of the word, a quotation mark even.
        self._lexer.lexpos = at + 1
        return _as_not(term, at)

    def _watch(self, token: Any) -> None:
        """Remember where parentheses stand open and whether a range does, and count words."""
        match token.type:
            case "LPAREN":
                self._open.append(token.lexpos)
            case "RPAREN" if self._open:
                self._open.pop()
            case "LBRACKET" | "RBRACKET":
                self._in_range = token.type == "LBRACKET"
            case "TERM" | "PHRASE":
                self._words += 1
            case _:
                pass
        self._demand("too many parentheses inside each other", token, len(self._open) <= DEEPEST)
        self._demand(f"more than {MOST} words; make several queries", token, self._words <= MOST)
        if token.type == "BOOST":
            sound = _FORCE.fullmatch(token.value.value or "")
            self._demand("`^` takes a number: visa^2", token, sound)

    def _demand(self, message: str, token: Any, met: object) -> None:
        if not met:
            raise QueryError(message, token.lexpos, self._text)

    def fault(self) -> QueryError:
        """Why the grammar cannot go on after the last token, or at the end."""
        last = self._last
        if self._in_range:
            return QueryError(_UNEXPECTED["RBRACKET"], last.lexpos, self._text)
        if not self._ended:
            message = _UNEXPECTED.get(last.type, "this cannot stand here")
            return QueryError(message, last.lexpos, self._text)
        if last is not None and last.type in _MISSING:
            return QueryError(_MISSING[last.type], last.lexpos, self._text)
        if self._open:
            return QueryError("this parenthesis is not closed", self._open[-1], self._text)
        return QueryError("the query breaks off here", len(self._text), self._text)


def _joined(sign: Any, term: Any) -> Any:
    made, word = copy.copy(term), copy.copy(term.value)
    word.value, word.pos, word.size = sign.value.value + word.value, sign.lexpos, word.size + 1
    made.value, made.lexpos = word, sign.lexpos
    return made


def _as_not(token: Any, at: int) -> Any:
    made = copy.copy(token)
    made.type, made.value = "NOT", Sign("NOT", at, 1)
    return made
