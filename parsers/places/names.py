"""Finds names of places in the words of an ad, whatever they may mean there."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from parsers.places.forms import TONGUES, Form, bending, forms
from parsers.places.gazetteer import beginning, unspaced
from parsers.places.weights import hopeless
from parsers.remembered import Remembered
from parsers.words import STOP, UNSPACED, Words

LONGEST = 12
"""Characters of a name in a script without spaces."""

_RUN = re.compile(f"(?:{UNSPACED.pattern})+")
_SUFFIXES = re.compile(
    "(?P<from>n?[dt][ae]n|din|dir)|(?P<to>[yn]?[ae]|ga|qa)|(?P<in>n?[dt][ae])|(?P<of>n?[iu]n|[iu]|s)"
)
_APOSTROPHES = frozenset("'’‘`ʼ´")
_APOSTROPHED = frozenset({"tr", "az", "tk", "uz", "ku"})


class Name(NamedTuple):
    """A name found: where it stands in the folded text, the ids of what it may mean, the form
    that it stands in, and all its words in the gazetteer's form, none for a flag. `cut` is whether
    it was found inside of a longer run of letters."""

    start: int
    end: int
    ids: tuple[str, ...]
    form: Form
    key: str = ""
    cut: bool = False

    def led(self, folded: str) -> str:
        """The letter before the name that is written as part of it, if there is one."""
        first = folded[self.start]
        return "" if self.key.startswith(first) else first


_Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Begun:
    """The names that a word begins in one of its forms: those of one word, and the longer ones by
    their second word."""

    whole: tuple[tuple[Form, _Ids], ...]
    longer: Mapping[str, tuple[tuple[Form, tuple[str, ...], _Ids], ...]]


def names(words: Words, languages: frozenset[str]) -> Iterator[Name]:
    """The names of one field, in order. Where several begin with the same word the longest counts,
    and of the forms in one length those as they are, then those of these languages."""
    end = 0
    texts, known = words.texts, _known(languages)
    bends = not languages or not languages.isdisjoint(bending())
    for at in [at for at, begun in enumerate(map(known.__getitem__, texts)) if begun]:
        begun = known[texts[at]]
        if (
            at < end
            or begun is None
            or not (begun.whole or _goes_on(texts, at, begun, bends=bends))
        ):
            continue
        if found := _longest(words, at, begun, languages):
            end = found[0]
            yield found[1]
    if UNSPACED.search(words.written.folded.text):
        yield from _inside(words.written.folded.text)


def _goes_on(texts: tuple[str, ...], at: int, begun: _Begun, *, bends: bool) -> bool:
    """Whether the next word is the second of a name, in some form where the language has any."""
    follow = texts[at + 1] if at + 1 < len(texts) else STOP
    if follow in begun.longer:
        return True
    return bends and not begun.longer.keys().isdisjoint(_BASES[follow])


@lru_cache(maxsize=TONGUES)
def _known(languages: frozenset[str]) -> Remembered[_Begun | None]:
    """What words begin in some languages (all if empty), kept: ads share most of their words."""
    return Remembered(partial(_begun, languages))


def _begun(languages: frozenset[str], word: str) -> _Begun | None:
    if len(word) < 2 or word[0].isdigit() or UNSPACED.search(word):
        return None
    whole: list[tuple[Form, _Ids]] = []
    longer: dict[str, list[tuple[Form, tuple[str, ...], _Ids]]] = defaultdict(list)
    for form in _distinct(word, languages):
        for rest, ids in beginning(form.name).items():
            if rest:
                longer[rest[0]].append((form, rest, ids))
            elif not hopeless(form.name, ids, languages):
                whole.append((form, ids))
    if not whole and not longer:
        return None
    return _Begun(tuple(whole), {second: tuple(rows) for second, rows in longer.items()})


def _distinct(word: str, languages: frozenset[str]) -> Iterator[Form]:
    tried: dict[tuple[str, str | None], frozenset[str]] = {}
    for form in forms(word, languages):
        key = (form.name, form.says)
        tried[key] = tried.get(key, form.languages) | form.languages
    for (name, says), spoken in tried.items():
        yield Form(name, says, frozenset() if name == word else spoken)


def _bases(word: str) -> Mapping[str, Form]:
    """The forms of a word by the name that they are of, itself first."""
    found: dict[str, Form] = {}
    for form in forms(word):
        found.setdefault(form.name, form)
    return found


_BASES = Remembered(_bases)


def _longest(
    words: Words, at: int, begun: _Begun, languages: frozenset[str]
) -> tuple[int, Name] | None:
    best: tuple[tuple[int, bool], Form, tuple[str, ...], _Ids] | None = None
    for form, rest, ids in _options(words.texts, at, begun):
        rank = (len(rest), not form.languages)
        if best is None or (rank > best[0] and _speaks(form, languages)):
            best = (rank, form, rest, ids)
    if best is None:
        return None
    form, rest, ids = best[1:]
    after = at + 1 + len(rest)
    start, end = words.places[at][0], words.places[after - 1][1]
    form, end = _apostrophed(words, after, end, form, languages)
    return after, Name(start, end, ids, form, " ".join((form.name, *rest)))


def _options(
    texts: tuple[str, ...], at: int, begun: _Begun
) -> Iterator[tuple[Form, tuple[str, ...], _Ids]]:
    for form, ids in begun.whole:
        yield form, (), ids
    if not begun.longer or at + 1 == len(texts):
        return
    for second in begun.longer.keys() & _BASES[texts[at + 1]].keys():
        for form, rest, ids in begun.longer[second]:
            if found := _followed(texts, at + 1, rest, form):
                yield found, rest, ids


def _speaks(form: Form, languages: frozenset[str]) -> bool:
    return not form.languages or not languages or not form.languages.isdisjoint(languages)


def _followed(texts: tuple[str, ...], at: int, rest: tuple[str, ...], form: Form) -> Form | None:
    """The form of a name of several words, if these follow; the last tells the direction."""
    if at + len(rest) > len(texts):
        return None
    for word, wanted in zip(texts[at : at + len(rest)], rest, strict=True):
        found = _BASES[word].get(wanted)
        if found is None:
            return None
        if word != wanted:
            form = Form(form.name, found.says or form.says, found.languages)
    return form


def _apostrophed(
    words: Words, after: int, end: int, form: Form, languages: frozenset[str]
) -> tuple[Form, int]:
    """The form and the end of a name with an ending behind an apostrophe: `Almanya'ya`."""
    text = words.written.folded.text
    if end >= len(text) or text[end] not in _APOSTROPHES or after >= len(words.texts):
        return form, end
    suffix = _SUFFIXES.fullmatch(words.texts[after])
    if suffix is None or words.places[after][0] != end + 1:
        return form, end
    if suffix.lastgroup == "of":
        return form, words.places[after][1]
    if languages and _APOSTROPHED.isdisjoint(languages):
        return form, end
    return Form(form.name, suffix.lastgroup, form.languages), words.places[after][1]


def _inside(folded: str) -> Iterator[Name]:
    """Names in runs of letters without spaces, the longest at each place."""
    known = unspaced()
    for run in _RUN.finditer(folded):
        at, end = run.start(), run.end()
        while at < end - 1:
            tries = range(min(LONGEST, end - at), 1, -1)
            length = next((size for size in tries if folded[at : at + size] in known), 0)
            if length:
                ids = known[folded[at : at + length]]
                inner = length < len(run[0])
                key = folded[at : at + length]
                yield Name(at, at + length, ids, Form(key), key, cut=inner)
            at += length or 1
