"""Writes TOML that holds foreign text: quoted, or in comments that it cannot leave."""

import json
from collections.abc import Iterator

WIDTH = 96
"""Columns of a comment."""

SPARED = frozenset("\u200c\u200d")
"""Joiners shape letters in Persian and Indic scripts."""


def pair(key: str, value: object) -> str:
    """A key and its value; the key is ours."""
    return f"{key} = {toml(value)}"


def toml(value: object) -> str:
    """A value in TOML. Text stands between single quotes where that needs no escapes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    text = str(value)
    if ('"' in text or "\\" in text) and "'" not in text and text.isprintable():
        return f"'{text}'"
    return _escaped(text)


def _escaped(text: str) -> str:
    """Between double quotes: whatever is not plainly visible as \\uXXXX, which JSON spells so too.

    Half a surrogate pair is no text in TOML.
    """
    whole = text.encode("utf-8", "replace").decode()
    quoted = json.dumps(whole, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08X}" for sign in quoted)


def plain(text: str) -> str:
    """Foreign text in one line, without anything that an editor or TOML would obey."""
    kept = (sign if sign.isprintable() or sign in SPARED else " " for sign in text)
    return " ".join("".join(kept).split())


def comment(text: str) -> Iterator[str]:
    """Comment lines of a readable length."""
    line = "#"
    for word in plain(text).split():
        if len(line) + len(word) >= WIDTH and line != "#":
            yield line
            line = "#"
        line += f" {word}"
    yield line
