"""The languages of an ad that is written in several, paragraph by paragraph."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from offers.offer import Language, Passage
from parsers.detectors import by_cld2
from parsers.language import spoken, without_addresses
from parsers.scripts import is_latin
from parsers.wording import Wording, Written

LOOKED = 600
"""Code points of a paragraph that are looked at."""

PLAIN, DOUBTED = 40, 60
"""Characters of a paragraph by which it is told whether an ad mixes languages, and of one that is
looked at again if CLD2 is not sure."""

GLIMPSED = 6
"""So many of the longest are looked at first."""

SURE_SHARE, SURE_SCORE = 90, 600
"""Percent and score that CLD2 must give to the language of such a paragraph. Of 800 ads in one
language none had paragraphs of two by that measure."""

LEAST, LONG = 30, 45
"""Letters of its longest paragraph by which a language is told beside others, in a script of its
own and in that of another. A paragraph as long is a passage of its own where it does not tell."""

MOST = 200
"""Paragraphs that are looked at; what follows goes with the last."""

MOSTLY = 2 / 3
"""The share of an ad in several languages by which one of them is that of the ad."""

_KIN = ("sr hr bs sh", "es gl", "id ms", "no da", "cs sk", "hi mr ne", "nl af", "zu xh")
"""Languages that short paragraphs of one are taken for the other of."""


TORN, SHORTEST, SURELY = 240, 30, 0.85
"""Characters of an ad that is looked at line by line even where no line makes a passage, letters of
such a line, and how sure its language must be."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines of one field, from `start` up to `end` of its cleaned text."""

    written: Written
    start: int
    end: int
    letters: int
    language: Language | None

    @property
    def code(self) -> str | None:
        return self.language.code if self.language else None

    @property
    def script(self) -> str | None:
        return self.language.script if self.language else None

    def untold(self) -> "_Part":
        return replace(self, language=None)

    def joined(self, other: "_Part") -> "_Part":
        """With one that follows; the language is that of the longer."""
        longer = other if self.language is None or other.letters > self.letters else self
        told = longer.language or self.language
        letters = self.letters + other.letters
        return replace(self, end=other.end, letters=letters, language=told)


def passages(wording: Wording) -> tuple[Passage, ...]:
    """The passages of an ad in several languages, in order, neighbours of one language joined.

    None for an ad in one language. Paragraphs that are too short to tell go with what is before
    them, or behind them at the beginning of a field.
    """
    fields = tuple(wording.prose())
    if not _may_mix(fields):
        return ()
    parts = _settled([part for field in fields for part in _lines(field)])
    if len({part.code for part in parts if part.code}) < 2:
        return ()
    return tuple(
        Passage(language=part.language, span=part.written.span_cleaned(part.start, part.end))
        for part in parts
        if part.language or part.letters >= LONG
    )


def torn(wording: Wording) -> bool:
    """Whether a short ad says in one line one language and in another one another, each too short
    for a passage: nobody can say which is its own."""
    fields = tuple(wording.prose())
    if sum(len(field.cleaned.text) for field in fields) > TORN:
        return False
    lines = [part for field in fields for part in _lines(field) if part.letters >= SHORTEST]
    sizes: Counter[tuple[str, ...]] = Counter()
    for part in lines:
        if part.language and part.language.confidence >= SURELY:
            sizes[_family(part.language.code)] += part.letters
    return len(sizes) > 1 and max(sizes.values()) < MOSTLY * sizes.total()


def mainly(spoken: Language | None, parts: Sequence[Passage]) -> Language | None:
    """The language of an ad: of one in several, that of most of it by far, if there is such."""
    if not parts:
        return spoken
    sizes: Counter[str] = Counter()
    for part in parts:
        sizes[part.language.code if part.language else ""] += part.span.end - part.span.start
    code, size = sizes.most_common(1)[0]
    if size < MOSTLY * sizes.total():
        return None
    return next(
        (part.language for part in parts if part.language and part.language.code == code), None
    )


def _may_mix(fields: Sequence[Written]) -> bool:
    """Whether the longest paragraphs are in different languages or scripts, as far as CLD2 knows
    them."""
    lines = [
        line[:LOOKED]
        for field in fields
        for line in field.cleaned.text.split("\n", MOST)[:MOST]
        if len(line) >= PLAIN
    ]
    if len(lines) < 2:
        return False
    latin = [line for line in lines if is_latin(line)]
    if len(latin) < len(lines) and any(map(_says_much, latin)):
        return True
    longest = sorted(lines, key=len, reverse=True)[:GLIMPSED]
    told = set(filter(None, map(_glimpsed, longest)))
    return len(set(map(_family, told))) > 1


def _says_much(line: str) -> bool:
    """Whether a line is long even without its links and numbers."""
    return len(without_addresses(line)) >= PLAIN


def _glimpsed(line: str) -> str | None:
    first = next(iter(by_cld2(line)), None)
    if first and first.share >= SURE_SHARE and first.score >= SURE_SCORE:
        return first.code
    found = spoken(line) if len(line) >= DOUBTED else None
    return found.code if found else None


def _lines(written: Written) -> Iterator[_Part]:
    """The lines of a field that are not blank, each with its language if it tells it."""
    text, start = written.cleaned.text, 0
    for number, line in enumerate(text.split("\n", MOST)):
        inner = line.strip()
        if inner:
            begin = start + line.index(inner)
            letters = sum(map(str.isalpha, without_addresses(inner[:LOOKED])))
            told = spoken(inner) if number < MOST else None
            yield _Part(written, begin, begin + len(inner), letters, told)
        start += len(line) + 1


def _settled(parts: Sequence[_Part]) -> list[_Part]:
    """Passages of lines: kin are one language, and what is said in a few words is none."""
    said: Counter[str] = Counter()
    for part in parts:
        if part.code:
            said[part.code] += part.letters
    meant = [_renamed(part, said) for part in parts]
    told = [part for part in meant if part.language]
    main = max(told, key=lambda part: part.letters, default=None)
    return _joined(
        [part if main is None or _counts(part, main, told) else part.untold() for part in meant]
    )


def _renamed(part: _Part, said: Counter[str]) -> _Part:
    if part.language is None:
        return part
    return replace(part, language=replace(part.language, code=_kin(part.language.code, said)))


def _counts(part: _Part, main: _Part, told: Sequence[_Part]) -> bool:
    """Whether its language is said at length somewhere."""
    same = part.script == main.script
    longest = max((one.letters for one in told if one.code == part.code), default=0)
    return longest >= (LONG if same else LEAST)


def _kin(code: str, said: Counter[str]) -> str:
    """The one of its kin that most is said in."""
    return max(_family(code), key=lambda one: said[one])


@cache
def _family(code: str) -> tuple[str, ...]:
    return next((tuple(kin.split()) for kin in _KIN if code in kin.split()), (code,))


def _joined(parts: Sequence[_Part]) -> list[_Part]:
    """Neighbours of one field and language as one, with the lines that do not tell theirs."""
    joined: list[_Part] = []
    for part in parts:
        before = joined[-1] if joined and joined[-1].written is part.written else None
        if before and _together(before, part):
            joined[-1] = before.joined(part)
        else:
            joined.append(part)
    return joined


def _together(before: _Part, part: _Part) -> bool:
    if before.code == part.code:
        return True
    untold = part if part.code is None else before
    return untold.code is None and untold.letters < LONG
