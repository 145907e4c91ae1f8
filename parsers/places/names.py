"""Finds names of places in the words of an ad, whatever they may mean there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from parsers.places.forms import Form, forms
from parsers.places.gazetteer import beginning, unspaced
from parsers.remembered import Remembered
from parsers.words import UNSPACED, Words

LONGEST = 12
"""Characters of a name in a script without spaces."""

_RUN = re.compile(f"(?:{UNSPACED.pattern})+")
_SUFFIXES = re.compile(
    "(?P<from>n?[dt][ae]n|din|dir)|(?P<to>[yn]?[ae]|ga|qa)|(?P<in>n?[dt][ae])|(?P<of>n?[iu]n|[iu]|s)"
)
_APOSTROPHES = frozenset("'’‘`ʼ´")
_APOSTROPHED = frozenset({"tr", "az", "tk", "uz", "ku"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name found: where it stands in the folded text, the ids of what it may mean, the form
    that it stands in, and all its words in the gazetteer's form, none for a flag. `cut` is whether
    it was found inside of a longer run of letters."""

    start: int
    end: int
    ids: tuple[str, ...]
    form: Form
    key: str = ""
    cut: bool = False


@dataclass(frozen=True, slots=True)
class _Start:
    """What names a word begins in one of its forms."""

    form: Form
    rests: Mapping[tuple[str, ...], tuple[str, ...]]


def names(words: Words, languages: frozenset[str]) -> Iterator[Name]:
    """The names of one field, in order. Where several begin with the same word the longest counts,
    and of the forms in one length those as they are, then those of these languages."""
    end = 0
    texts = words.texts
    for at in [at for at, starts in enumerate(map(_KNOWN.__getitem__, texts)) if starts]:
        if at < end:
            continue
        if found := _longest(words, at, languages):
            end = found[0]
            yield found[1]
    if UNSPACED.search(words.written.folded.text):
        yield from _inside(words.written.folded.text)


def _starts(word: str) -> Iterator[_Start]:
    if len(word) < 2 or word[0].isdigit() or UNSPACED.search(word):
        return
    tried: dict[tuple[str, str | None], frozenset[str]] = {}
    for form in forms(word):
        key = (form.name, form.says)
        tried[key] = tried.get(key, form.languages) | form.languages
    for (name, says), languages in tried.items():
        if rests := beginning(name):
            own = frozenset[str]() if name == word else languages
            yield _Start(Form(name, says, own), rests)


def _begun(word: str) -> tuple[_Start, ...]:
    return tuple(_starts(word))


_KNOWN = Remembered(_begun)


def _longest(words: Words, at: int, languages: frozenset[str]) -> tuple[int, Name] | None:
    best: tuple[int, bool, Form, tuple[str, ...], tuple[str, ...]] | None = None
    for start in _KNOWN[words.texts[at]]:
        for rest, ids in start.rests.items():
            form = _followed(words.texts, at + 1, rest, start.form)
            if form is None or not _speaks(form, languages):
                continue
            rank = (len(rest), not form.languages)
            if best is None or rank > best[:2]:
                best = (*rank, Form(start.form.name, form.says, form.languages), ids, rest)
    if best is None:
        return None
    rest, form = best[4], best[2]
    first, end = words.places[at][0], words.places[at + len(rest)][1]
    form, end = _apostrophed(words, at + len(rest) + 1, end, form, languages)
    return at + 1 + len(rest), Name(first, end, best[3], form, " ".join((form.name, *rest)))


def _speaks(form: Form, languages: frozenset[str]) -> bool:
    return not form.languages or not languages or not form.languages.isdisjoint(languages)


def _followed(texts: tuple[str, ...], at: int, rest: tuple[str, ...], form: Form) -> Form | None:
    """The form of a name of several words, if these follow; the last tells the direction."""
    if not rest:
        return form
    for word, wanted in zip(texts[at : at + len(rest)], rest, strict=False):
        if word == wanted:
            continue
        found = next((one for one in forms(word) if one.name == wanted), None)
        if found is None:
            return None
        form = Form(form.name, found.says or form.says, found.languages)
    return form if at + len(rest) <= len(texts) else None


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
