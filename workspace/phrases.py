"""Rows of phrases in a pack of indicators: spellings, provenance, what they mean."""

from collections.abc import Callable, Collection
from typing import TypeVar

from parsers.fold import fold
from parsers.indicators.pack import ANY, Phrases, Saying
from parsers.words import QUESTION, STOP, UNSPACED, cut
from workspace import codes, values
from workspace.fault import Wrong, meant, shown
from workspace.table import Table

T = TypeVar("T")

PROVENANCES = {
    "S": "stands so in a source in that language",
    "J": "a press rendering of an ad in another language",
    "A": "adapted from guidance or reporting",
    "G": "general knowledge, to be confirmed by a native reader",
}
BEGUN = 3
"""Letters that the beginning of a word needs: shorter ones begin too many."""

ROW = 'write it as ["phrase|other spelling", "G", "what it means in English"]'


def spelling(value: object) -> str:
    """One phrase, as `parsers.lexicon` reads it."""
    words = values.line(value)
    if words.startswith("~") or words.endswith("~"):
        raise Wrong(f"{shown(words)} begins or ends with ~", "~ stands between two words")
    for word in words.split():
        if word == "~":
            continue
        folded = cut(fold(word.rstrip("*")).text)
        if not folded or {STOP, QUESTION} & set(folded):
            raise Wrong(f"{shown(word)} holds no letter, or ends a sentence", "leave signs out")
        if word.endswith("*") and len(folded[-1]) < BEGUN and not UNSPACED.search(folded[-1]):
            raise Wrong(f"{shown(word)} begins too many words", f"keep {BEGUN} letters of it")
    return words


def _spellings(value: object) -> tuple[str, ...]:
    """Phrases parted by `|`."""
    return tuple(spelling(one.strip()) for one in values.line(value).split("|"))


def row(language: str, near: Collection[str]) -> Callable[[object], Saying]:
    """A row of phrases; `near` are the names of windows that it may ask for."""

    def read(value: object) -> Saying:
        if not isinstance(value, list) or len(value) not in (3, 4):
            raise Wrong(f"{shown(value)} is no row of three or four texts", ROW)
        spellings = _at(0, _spellings, value[0])
        provenance = _at(1, values.one_of({key: key for key in PROVENANCES}), value[1])
        gloss = _at(2, values.line, value[2])
        window = (
            _at(3, values.one_of({name: name for name in near}), value[3]) if value[3:] else None
        )
        return Saying(language, spellings, provenance, gloss, window)

    return read


def _at(place: int, read: Callable[[object], T], value: object) -> T:
    """Read one element of a row; what is wrong with it stands there."""
    try:
        return read(value)
    except Wrong as wrong:
        raise Wrong(wrong.problem, wrong.remedy, (place, *wrong.at)) from wrong


def sayings(table: Table, near: Collection[str]) -> tuple[Saying, ...]:
    """All rows of a table by language."""
    found: list[Saying] = []
    for language in spoken(table):
        found.extend(table.take(language, values.each(row(language, near)), ()))
    return tuple(found)


def phrases(table: Table) -> Phrases:
    """Bare phrases by language."""
    return {language: table.take(language, values.each(spelling), ()) for language in spoken(table)}


def spoken(table: Table) -> tuple[str, ...]:
    """The languages that a table has rows for; those that are none are named."""
    for code in table.data:
        if code != ANY:
            try:
                codes.language(code)
            except Wrong as wrong:
                table.asked.add(code)
                table.wrong((code,), wrong.problem, wrong.remedy)
    return tuple(code for code in table.data if code not in table.asked)


def known(word: str, choices: Collection[str]) -> str:
    """The word, if it is one of those."""
    if word not in choices:
        raise Wrong(f"{shown(word)} is not known here", meant(word, choices))
    return word
