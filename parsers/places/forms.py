"""What names a word may be a form of: endings and prefixes of inflected languages."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from parsers.fold import fold
from parsers.letters import table

LEAST, NAME = 2, 3
"""Letters that remain when an ending or a prefix is taken off, one more of letters that are no
syllables, and letters of the name."""

_SYLLABLES = frozenset(map(chr, range(0x1200, 0x1360)))
"""Of Ethiopic, each a letter with its vowel."""

TONGUES = 32
"""Sets of languages for which it is kept what words are forms of."""


class Form(NamedTuple):
    """A name that a word may be a form of. `says` is the direction that the form tells by itself:
    `from`, `to`, `in`, `via`; `languages` are those in which it is a form, none for the name as
    it is."""

    name: str
    says: str | None = None
    languages: frozenset[str] = frozenset()


_Changes = Mapping[str, tuple[Form, ...]]
"""By an ending or a prefix, what stands instead of it in a name."""


def forms(word: str, languages: frozenset[str] = frozenset()) -> Iterator[Form]:
    """The word itself first, then the names that it may be a form of in one of these languages, in
    any if there are none."""
    yield Form(word)
    endings, prefixes = _spoken(languages)
    for length in range(min(5, len(word) - LEAST), -1, -1):
        stem, ending = word[: len(word) - length], word[len(word) - length :]
        for change in endings.get(ending, ()):
            if len(stem) + len(change.name) >= NAME:
                yield Form(stem + change.name, change.says, change.languages)
    least = LEAST if word[-1] in _SYLLABLES else LEAST + 1
    for length in range(1, min(4, len(word) - least) + 1):
        for change in prefixes.get(word[:length], ()):
            yield Form(change.name + word[length:], change.says, change.languages)


@cache
def bending() -> frozenset[str]:
    """Languages in which names have forms, but for the `s` of possession."""
    every = (*_endings().items(), *_prefixes().items())
    return frozenset(
        one for part, made in every if part != "s" for form in made for one in form.languages
    )


def _folded(text: str) -> str:
    return fold(text).text


def _changes(table_name: str) -> _Changes:
    found: dict[str, list[Form]] = defaultdict(list)
    for written, instead, says, languages in table(table_name):
        name = _folded(instead)
        change = Form(name, None if says == "-" else says, frozenset(languages.split()))
        for part in map(_folded, written.split("|")):
            if part != name:
                found[part].append(change)
    return {part: tuple(changes) for part, changes in found.items()}


@lru_cache(maxsize=TONGUES)
def _spoken(languages: frozenset[str]) -> tuple[_Changes, _Changes]:
    """Endings and prefixes, of these languages alone if there are any."""
    return _of(_endings(), languages), _of(_prefixes(), languages)


def _of(changes: _Changes, languages: frozenset[str]) -> _Changes:
    if not languages:
        return changes
    spoken = (
        (part, tuple(one for one in some if not languages.isdisjoint(one.languages)))
        for part, some in changes.items()
    )
    return {part: some for part, some in spoken if some}


@cache
def _endings() -> _Changes:
    return _changes("place_endings.tsv")


@cache
def _prefixes() -> _Changes:
    return _changes("place_prefixes.tsv")
