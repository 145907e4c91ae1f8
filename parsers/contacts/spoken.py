"""Telephone numbers written out in words, as figures: `zéro six douze`, `double seven`, `二零`."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parsers.contacts import numerals
from parsers.contacts.changes import Change
from parsers.contacts.numeral_signs import sign_by_sign
from parsers.contacts.numerals import BETWEEN, JOINT, LETTER, PLUS, TIMES, ZEROS
from parsers.words import UNSPACED

FEWEST = 7
"""Digits of a number that words may write; shorter rows of words are amounts and counts."""

_WORD = re.compile(r"[0-9]+|[^\s\d!-&(-/:-@\[-_{-~،؛।…–|•·“”«»]+")
_FIGURE = re.compile(r"[0-9]+")
_GAP = re.compile(r"[^\w]{0,4}")
_TIGHT = re.compile(r" ?-? ?")
_REACH = 5
"""Words from one number to the next of it: groups of figures may stand between."""

_SMALL = frozenset(
    {"do", "to", "sau", "on", "no", "en", "et", "un", "una", "um", "uma", "ein", "eine", "sei",
     "dos", "ten", "hai"}
)  # fmt: skip
"""Numbers that are small words elsewhere: Polish says `15.06 do 30.09` from one day to another."""

_AND = "و"
_NONE: frozenset[str] = frozenset()


class _Word(NamedTuple):
    """A figure, or a word that stands in numbers of some `languages`; `tight`: nothing but a space
    or a hyphen is between it and the word before; `apart`: that one is no such word."""

    start: int
    end: int
    text: str
    languages: frozenset[str]
    tight: bool
    apart: bool


def pieces(text: str) -> Iterator[Change]:
    """What figures to read instead of the words of a folded text; stretches in order."""
    if _may_count(text):
        for stretch in _stretches(text):
            yield from stretch
    if not text.isascii() and UNSPACED.search(text):
        yield from sign_by_sign(text, FEWEST)


def _may_count(text: str) -> bool:
    """Whether words that are numbers stand so close to each other, or to figures, that they may
    be the digits of a telephone number."""
    plain = text.replace("-", " ").replace(",", " ").replace(".", " ")
    words = _FIGURE.sub(r" \g<0> ", plain).split()
    if (weights := numerals.weights()).keys().isdisjoint(words):
        return False
    cluster: list[int] = []
    for at in [at for at, word in enumerate(words) if word in weights]:
        if cluster and at - cluster[-1] > _REACH:
            if _suffice(words, cluster):
                return True
            cluster = []
        cluster.append(at)
    return bool(cluster) and _suffice(words, cluster)


def _suffice(words: Sequence[str], cluster: Sequence[int]) -> bool:
    """Whether numbers in words are two, or one behind a figure, and with the figures beside them
    are digits enough."""
    first, last = cluster[0], cluster[-1]
    before, behind = words[max(0, first - _REACH) : first], words[last + 1 : last + 1 + _REACH]
    if len(cluster) < 2 and not (before and before[-1][0].isdigit()):
        return False
    figures = _figures(before) + _figures(words[first : last + 1]) + _figures(behind)
    return figures + sum(numerals.weights()[words[at]] for at in cluster) >= FEWEST


def _figures(words: Sequence[str]) -> int:
    return sum(len(word) for word in words if word[0].isdigit())


def _stretches(text: str) -> Iterator[list[Change]]:
    """Rows of words that stand for digits, of one language each, with the figures among them."""
    row: list[_Word] = []
    spoken: frozenset[str] = frozenset()
    for word in _words(text):
        own = word.languages
        figure = word.text[0].isdigit()
        near = not row or (not word.apart and _is_near(text, row[-1], word, figure=figure))
        shared = spoken & own if spoken else own
        if near and (figure or shared):
            row.append(word)
            spoken = spoken if figure else shared
            continue
        if len(row) > 1:
            yield from _worth(row, spoken)
        row, spoken = ([word], own) if own or figure else ([], frozenset())
    yield from _worth(row, spoken)


def _is_near(text: str, last: _Word, word: _Word, *, figure: bool) -> bool:
    """Whether a number may go on with a word. In a bracket of its own a word begins a remark:
    `22 012 34 58 (sau 9 giờ)`, where `sau` is both six and after."""
    gap = _GAP.fullmatch(text, last.end, word.start)
    return gap is not None and (figure or "(" not in gap[0])


def _words(text: str) -> Iterator[_Word]:
    known, end, apart = numerals.languages(), 0, False
    for found in _WORD.finditer(text):
        word, (start, stop) = found[0], found.span()
        own = known.get(word, _NONE)
        rest = known.get(word[1:]) if word[0] == _AND and not own else None
        if own or rest or word[0].isdigit():
            tight = bool(_TIGHT.fullmatch(text, end, start))
            if rest:
                yield _Word(start, start + 1, _AND, known.get(_AND, _NONE), tight, apart)
                yield _Word(start + 1, stop, word[1:], rest, tight=True, apart=False)
            else:
                yield _Word(start, stop, word, own, tight, apart)
        apart, end = not (own or rest or word[0].isdigit()), stop


def _worth(row: Sequence[_Word], spoken: frozenset[str]) -> Iterator[list[Change]]:
    """The figures of a row, if they are enough for a telephone number."""
    if not _spoken(row):
        return
    tried = (_read(row, numerals.numerals()[language]) for language in sorted(spoken))
    best = max(tried, key=_size, default=[])
    if _size(best) >= FEWEST:
        yield best


def _spoken(row: Sequence[_Word]) -> bool:
    """Whether at least two words stand for digits, or one among figures or at one, as in
    `234 56 7eight`; not `call ten 0791...`."""
    telling = [at for at, word in enumerate(row) if word.text in numerals.telling()]
    if len(telling) != 1:
        return len(telling) > 1
    (at,) = telling
    glued = at > 0 and row[at].start == row[at - 1].end
    return glued or (0 < at < len(row) - 1 and row[at].text not in _SMALL)


def _size(found: Sequence[Change]) -> int:
    return sum(char.isdigit() for one in found for char in one.instead)


def _read(row: Sequence[_Word], own: numerals.Numerals) -> list[Change]:
    """Each number of a row with the words that make it."""
    found: list[Change] = []
    at = 0
    while at < len(row):
        figures, used = _number(row, at, own)
        if found and row[at].start > found[-1].end:
            found.append(Change(found[-1].end, row[at].start, " "))
        if figures:
            found.append(Change(row[at].start, row[at + used - 1].end, figures))
        at += used
    return found


def _number(row: Sequence[_Word], at: int, own: numerals.Numerals) -> tuple[str, int]:
    """The digits that begin with a word, and how many words they take."""
    said = _said(row[at], own)
    follows = _said(row[at + 1], own) if at + 1 < len(row) else ""
    if said in {PLUS, JOINT, BETWEEN, ZEROS}:
        return {PLUS: "+", BETWEEN: " "}.get(said, ""), 1
    if said == LETTER:
        return "0", 1
    if said.startswith(TIMES):
        repeated = len(follows) == 1 and follows.isdigit()
        return (follows * int(said[1:]), 2) if repeated else ("", 1)
    if follows == ZEROS and len(said) == 1:
        return "0" * int(said), 2
    if row[at].text[0].isdigit():
        return said, 1
    return _sum(row, at, own)


def _said(word: _Word, own: numerals.Numerals) -> str:
    return word.text if word.text[0].isdigit() else own.says.get(word.text, "")


def _sum(row: Sequence[_Word], at: int, own: numerals.Numerals) -> tuple[str, int]:
    """Hundreds, tens and units that are said as one number: `vierhundert`, `neuf cent douze`,
    `خمسة وأربعون`. A comma or a line between them makes two numbers."""
    total, used = int(_said(row[at], own)), 1
    while at + used < len(row) and row[at + used].tight:
        joint = _said(row[at + used], own) == JOINT
        behind = at + used + joint
        if behind >= len(row) or not row[behind].tight or row[behind].text[0].isdigit():
            break
        said = _said(row[behind], own)
        if not said.isdigit() or _belongs_on(row, behind, said, own, total=total):
            break
        more = _together(total, int(said), joint=joint, own=own)
        if more is None:
            break
        total, used = more, used + 1 + joint
    return str(total), used


def _belongs_on(
    row: Sequence[_Word], at: int, said: str, own: numerals.Numerals, *, total: int
) -> bool:
    """Whether a digit begins the next number: the first of `quatre-vingt` behind other tens, or
    of several digits that follow each other behind hundreds, as in `eight hundred five five`."""
    follows = _said(row[at + 1], own) if at + 1 < len(row) and row[at + 1].tight else ""
    if said == "4" and follows == "20" and "quatre" in own.says:
        return total != 0
    hundreds = total > 0 and total % 100 == 0
    return hundreds and len(said) == 1 and len(follows) == 1 and follows.isdigit()


def _together(total: int, more: int, *, joint: bool, own: numerals.Numerals) -> int | None:
    """The number that two make, `None` if they are two numbers."""
    if more == 100 and 1 < total < 10 and not joint and not own.hundreds:
        return total * 100
    if total == 4 and more == 20 and "quatre" in own.says:
        return 80
    if total and total % 100 == 0 and total < 1000 and 0 < more < 100:
        return total + more
    return _below_hundred(total, more, joint=joint, own=own)


def _below_hundred(total: int, more: int, *, joint: bool, own: numerals.Numerals) -> int | None:
    tens, rest = total % 100, total - total % 100
    # French counts on from sixty and eighty: soixante-dix, quatre-vingt-onze.
    most = 20 if tens in (60, 80) and "quatre" in own.says else 10
    if 20 <= tens <= 90 and tens % 10 == 0 and 0 < more < most:
        return rest + tens + more if joint or not own.joins or "quatre" in own.says else None
    if joint and 0 < tens < 10 and 20 <= more <= 90 and more % 10 == 0:
        return rest + tens + more
    if "عشر" in own.says and 0 < tens < 10 and more == 10:
        return rest + tens + more
    return None
