"""JSON as pages hold it: commented, unquoted, trailing its commas, wrapped for old browsers."""

import html
import json
import re
from collections.abc import Callable

Json = dict[str, "Json"] | list["Json"] | str | bool | None
"""A value; numbers stay as they are written, since what they mean is not for us to say."""

BLANKS = "\ufeff \t\r\n"
OPENING = re.compile(r"(?:(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?\s*|<!--\s*)+")
CLOSING = re.compile(r"(?:\s|;|//|/\*|\*/|\]\]>|-->)+\Z")
TAIL = 60
BETWEEN = re.compile(r"(?:[\s\ufeff\x00-\x1f]+|//[^\n\r]*|/\*(?:[^*]|\*(?!/))*(?:\*/|\Z))*+")
PLAIN = {'"': re.compile(r'[^"\\]*+'), "'": re.compile(r"[^'\\]*+")}
KEY_ENDS = re.compile(r"\s*+:")
VALUE_ENDS = re.compile(
    r"\s*+(?:[}\]]|\Z|//|/\*|,\s*+(?:[\"'{}\[\]]|-?\d|true\b|false\b|null\b|/[/*]|\Z|[\w$@]+\s*:))"
)
WORD = re.compile(r"[\w.+\-$@]+")
ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\n": "", "\r": ""}
WORDS = {"true": True, "false": False, "null": None, "undefined": None, "None": None}
DEEPEST = 60
"""Levels; job ads have five."""


class BrokenJson(ValueError):
    """No reading it, however leniently; says what was wanted in which line of the block."""


def read_json(text: str) -> Json:
    """The value of a block: strictly if it is sound JSON, else as leniently as it takes.

    Several values in a row are a list. Raises `BrokenJson` where even that fails, for blocks
    that were cut off for one.
    """
    bare = OPENING.sub("", text.strip(BLANKS), count=1) if "<!" in text[:200] else text
    bare = bare[:-TAIL] + CLOSING.sub("", bare[-TAIL:])
    try:
        return _strict(bare)
    except (ValueError, RecursionError):
        escaped = bare.lstrip("[{ \t\r\n").startswith("&quot;")
        return _Loose(html.unescape(bare) if escaped else bare).whole()


def _strict(text: str) -> Json:
    found: Json = json.loads(text, strict=False, parse_float=str, parse_int=str, parse_constant=str)
    return found


def mended(text: str) -> str:
    """Text with halves of surrogate pairs joined, lone ones replaced; NUL is no text either."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\x00", "")


class _Loose:
    """Reads by recursive descent, knowing what people get wrong."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0

    def whole(self) -> Json:
        values: list[Json] = []
        while self._peek():
            if self._peek() in (",;}]" if values else ",;"):
                self._at += 1
            else:
                values.append(self._value())
        if not values:
            raise self._broken("a value")
        return values[0] if len(values) == 1 else values

    def _peek(self) -> str:
        """The next sign that is neither blank nor comment, empty at the end."""
        between = BETWEEN.match(self._text, self._at)
        self._at = between.end() if between else self._at
        return self._text[self._at : self._at + 1]

    def _value(self) -> Json:
        sign = self._peek()
        if sign in {"{", "["}:
            return self._inside(self._object if sign == "{" else self._array)
        if sign in PLAIN:
            return self._string(VALUE_ENDS)
        word = self._word("a value")
        return WORDS.get(word, word)

    def _inside(self, read: Callable[[], Json]) -> Json:
        self._at += 1
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._broken(f"no more than {DEEPEST} levels")
        found = read()
        self._at += 1
        self._depth -= 1
        return found

    def _object(self) -> Json:
        found: dict[str, Json] = {}
        while (sign := self._peek()) != "}":
            if sign == ",":
                self._at += 1
                continue
            key = self._string(KEY_ENDS) if sign in PLAIN else self._word("a key or }")
            if self._peek() != ":":
                raise self._broken("a colon")
            self._at += 1
            found[key] = self._value()
        return found

    def _array(self) -> Json:
        found: list[Json] = []
        while (sign := self._peek()) != "]":
            if sign == ",":
                self._at += 1
            else:
                found.append(self._value())
        return found

    def _word(self, wanted: str) -> str:
        found = WORD.match(self._text, self._at)
        if found is None:
            raise self._broken(wanted)
        self._at = found.end()
        return found[0]

    def _string(self, ends: re.Pattern[str]) -> str:
        """A string up to the first quote after which the block goes on as it should."""
        quote, parts = self._text[self._at], []
        self._at += 1
        while True:
            plain = PLAIN[quote].match(self._text, self._at)
            parts.append(plain[0] if plain else "")
            self._at = plain.end() if plain else self._at
            sign = self._text[self._at : self._at + 1]
            self._at += 1
            if not sign:
                raise self._broken("the end of a string")
            if sign == "\\":
                parts.append(self._escape())
            elif ends.match(self._text, self._at):
                return "".join(parts)
            else:
                parts.append(sign)

    def _escape(self) -> str:
        sign = self._text[self._at : self._at + 1]
        self._at += 1
        if sign == "u" and (found := re.compile(r"[0-9a-fA-F]{4}").match(self._text, self._at)):
            self._at += 4
            return chr(int(found[0], 16))
        return ESCAPED.get(sign, sign)

    def _broken(self, wanted: str) -> BrokenJson:
        line = self._text.count("\n", 0, self._at) + 1
        found = self._text[self._at : self._at + 20]
        return BrokenJson(f"{wanted} expected in line {line}, found {found!r}")
