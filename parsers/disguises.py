"""What else a word may stand for where phrases are looked for: less drawn out, without digits for
letters, without what Arabic writes before a word."""

import re
from collections.abc import Iterator

DRAWN = re.compile(r"([^\W\d_])\1{2,}")
"""A letter three times in a row; twice is how many words are spelt."""

SHORTEST = 4
"""Letters and digits of a word in which digits may stand for letters: `b2b` and `a4` do not."""

_LATIN = re.compile("[a-z0-9]*[a-z][a-z0-9]*")
_CYRILLIC = re.compile("[\u0400-\u04ff0-9]*[\u0400-\u04ff][\u0400-\u04ff0-9]*")
_DIGITS = re.compile("[0-9]")
_MEANT = (
    (_LATIN, (str.maketrans("0134578", "oieastb"), str.maketrans("0134579", "oleastg"))),
    (_CYRILLIC, (str.maketrans("01346", "оизчб"), str.maketrans("0346", "очаб"))),
)
"""What digits are written for; most as 1337 writes them."""

_AND, _CLITICS = "وف", "بلك"
_ARTICLE = "ال"
_FOR_THE = "لل"
PREFIXES = frozenset(_AND + _CLITICS + _ARTICLE[0])
"""Letters with which words begin from which something may be taken off."""

_LEFT = {True: 2, False: 3}
"""Letters that must be left of a word, with and without the article. Lucene's Arabic stemmer keeps
as many."""


def disguised(word: str) -> Iterator[str]:
    """The words that a word may be in disguise, the likeliest first."""
    if DRAWN.search(word):
        yield DRAWN.sub(r"\1\1", word)
        yield DRAWN.sub(r"\1", word)
    if len(word) < SHORTEST or word.isdigit() or not _DIGITS.search(word):
        return
    for alphabet, tables in _MEANT:
        if alphabet.fullmatch(word):
            yield from (word.translate(table) for table in tables)


def prefixed(word: str) -> Iterator[str]:
    """An Arabic word as it stands, and without and, so, with, for, as and the, as many of them as
    are written before it: `وللسفر` is also `للسفر`, `السفر` and `سفر`."""
    begun = [word]
    if word[0] in _AND and len(word) > _LEFT[False]:
        begun.append(word[1:])
    for one in begun:
        yield one
        yield from _bare(one)


def _bare(word: str) -> Iterator[str]:
    if word.startswith(_FOR_THE) and len(word) >= len(_FOR_THE) + _LEFT[True]:
        yield _ARTICLE + word[2:]
        yield word[2:]
    if word[0] in _CLITICS and len(word) > _LEFT[False]:
        yield word[1:]
        yield from _without_article(word[1:])
    yield from _without_article(word)


def _without_article(word: str) -> Iterator[str]:
    if word.startswith(_ARTICLE) and len(word) >= len(_ARTICLE) + _LEFT[True]:
        yield word[2:]
