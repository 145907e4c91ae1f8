"""What the words around digits say of them: a phone, a number on a messenger, a reference."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from parsers.contacts.conjunctions import and_or
from parsers.contacts.cues import MESSENGERS, NOUN, NUMBER, PHONE, REFERENCE, SHORT, Cue, every
from parsers.contacts.references import Refers, compounded, numbers_something, refers
from parsers.contacts.repeated import OWN, repeated

NEAR = 40
"""Code points between which a cue and its number belong together."""

_FOREIGN = re.compile(r"@|[a-z]{2}_[a-z0-9]|[0-9](?:[^0-9\n]?[0-9]){5}|\w{2}[.!?;] |://|www\.")
_BEHIND = re.compile(r"[^\w\n@+.!?]{0,4}[^\W\d_]")
_NAME = re.compile(r"[^\w\n@.!?]{1,3}[^\W\d_]+[^\w\n@.!?]{1,3}")
_BLANK = re.compile(r"[^\w\n]*")

_AHEAD = re.compile(
    r"[^\w\n,;.!?]{0,4}(?:[^\W\d_]{1,6}[^\w\n,;.!?]{1,3}){0,2}\(?\+?[0-9](?:[^\w\n,;]{0,2}[0-9]){6}"
)
"""A number that is led by the word before it, with a preposition perhaps."""

_ENDS = (",", ";", ")", "]")
"""What ends a remark on the number before it: `067... (Viber), 050...`."""

_OVER = re.compile(r"[^\w\n@+!?]{0,3}(?:\n|\. )[^\w\n@+!?]{0,3}(?=[^\W\d_])")
"""The end of a line or a sentence behind a number."""

_FULL = re.compile(r"[.!?;] ")
_STOP = re.compile(r"\n|[.!?;] ")
_ADDRESS = re.compile(r"[@0-9]|://|\w\.me/|[a-z]_[a-z0-9]")
_BACK = re.compile(r"[0-9](?:[^\w\n,;]{0,2}[0-9]){6}[^\w\n,;/|]{0,3}$")
_FAR_BACK = re.compile(r"[0-9](?:[^\w\n,;]{0,2}[0-9]){6}[^\w\n;/|]{0,3}$")
"""A number that what follows belongs to; behind a comma too where `;` follows."""


@dataclass(frozen=True, slots=True)
class Announced:
    """`messengers` on which the digits are an address; `phone`: a cue says that they are a
    number to call; `reference`: that they are anything but; `open`: one says merely `no`;
    `doubtful`: a word says so that may say nothing of them. `behind` are the messengers that are
    named behind them."""

    messengers: frozenset[str] = frozenset()
    phone: bool = False
    reference: bool = False
    open: bool = False
    doubtful: bool = False
    behind: frozenset[str] = frozenset()

    @property
    def sure(self) -> bool:
        """Whether a cue says that they are a number of somebody."""
        return self.phone or bool(self.messengers) or bool(self.behind)


def announced(text: str, start: int, end: int) -> Announced:
    """What stands before digits on their line, or alone on the line above, and behind them."""
    line, base = _line_before(text, start)
    if compounded(line):
        return Announced(reference=True)
    cues = every().within(line)
    before = _before(line, [one for one in cues if base + one.end <= start])
    if before.reference:
        return before
    behind = _messengers_behind(text, end) | repeated(text, end)
    said = before.phone or _phone_behind(text, end)
    return replace(before, phone=said, behind=behind)


def _line_before(text: str, start: int) -> tuple[str, int]:
    base = max(0, start - NEAR)
    piece = text[base:start]
    last = piece.rfind("\n")
    if last >= 0 and _BLANK.fullmatch(piece, last + 1):
        last = piece[:last].rstrip().rfind("\n")
    # A word that the window cuts in two is none.
    cut = re.match(r"[^\W\d_]*", piece) if last < 0 and base and text[base - 1].isalpha() else None
    first = last + 1 if last >= 0 else (cut.end() if cut else 0)
    return piece[first:], base + first


def _before(line: str, cues: Sequence[Cue]) -> Announced:
    """What the last cue before digits says; a messenger also names those listed before it."""
    if not cues or _FOREIGN.search(line, cues[-1].end):
        return Announced()
    at = len(cues) - 1
    plain = cues[at].means == {NUMBER}
    if plain and _FULL.match(line, cues[at].end) and cues[at].end - cues[at].start > SHORT:
        return Announced()
    if plain and at and not _sentence_between(line, cues[at - 1], cues[at]):
        at, plain = at - 1, False
    if plain:
        return Announced(reference=numbers_something(line[: cues[at].start]), open=True)
    if not cues[at].means.isdisjoint({NOUN, REFERENCE}) and PHONE not in cues[at].means:
        if at and PHONE in cues[at - 1].means and _touch(line, cues[at - 1], cues[at]):
            return Announced(phone=True)
        told = refers(line, cues, at)
        return Announced(reference=told is Refers.SURELY, doubtful=told is Refers.PERHAPS)
    return _listed(line, cues[: at + 1])


def _sentence_between(line: str, one: Cue, other: Cue) -> bool:
    """Whether a sentence ends between two cues; a dot right behind one abbreviates it, unless it
    is a messenger's name."""
    named = not one.means.isdisjoint(MESSENGERS) and _STOP.match(line, one.end)
    return bool(named or _FOREIGN.search(line, one.end, other.start))


def _touch(line: str, one: Cue, other: Cue) -> bool:
    return other.start - one.end <= 1 and line[other.start : other.end] in ("id", "code", "nr")


def _listed(line: str, cues: Sequence[Cue]) -> Announced:
    means = set(cues[-1].means)
    first = cues[-1]
    for earlier, later in pairwise(reversed(cues)):
        if not _list().fullmatch(line, later.end, earlier.start):
            break
        means |= later.means
        first = later
    parted = _parted().search(line, cues[-1].end)
    back = _BACK if parted and parted[0] != ";" else _FAR_BACK
    if parted and back.search(line[: first.start]):
        means -= MESSENGERS
    return Announced(frozenset(means & MESSENGERS), PHONE in means)


@cache
def _list() -> re.Pattern[str]:
    """What may stand between the cues of a list."""
    beside = "no|nr|number|номер|numero|app|on|in|via|по|в|у|на|w|u"
    return re.compile(rf"[^\w@]*(?:(?:{and_or()}|{beside})[^\w@]*){{0,3}}")


@cache
def _parted() -> re.Pattern[str]:
    """What parts a cue from the number beside it: `067... Viber, 050...`."""
    return re.compile(rf"[,;)]|(?<![^\W_])(?:{and_or()})(?![^\W_])")


def _messengers_behind(text: str, end: int) -> frozenset[str]:
    """Messengers right behind digits, unless something of their own follows them."""
    cues = _behind(text, end) or _over(text, end)
    means = {one for cue in cues for one in cue.means}
    return frozenset(means & MESSENGERS)


def _over(text: str, end: int) -> Sequence[Cue]:
    """Services with which the next line or sentence begins, if it names nothing of their own:
    `067...\\nViber, WhatsApp`."""
    ended = _OVER.match(text, end)
    if ended is None:
        return ()
    line = _STOP.split(text[ended.end() : ended.end() + NEAR], maxsplit=1)[0]
    taken: list[Cue] = []
    for cue in every().within(line):
        if not _list().fullmatch(line, taken[-1].end if taken else 0, cue.start):
            break
        taken.append(cue)
    told = taken and not _ADDRESS.search(line, taken[-1].end)
    return taken if told else ()


def _phone_behind(text: str, end: int) -> bool:
    return any(PHONE in cue.means and REFERENCE not in cue.means for cue in _behind(text, end))


def _leads_on(text: str, end: int, line: str, cue: Cue) -> bool:
    """Whether a cue belongs to what follows it: an address right behind it, if no sign parts
    just those two, or a number behind a preposition, if it is parted from the one before."""
    parted = _parted().search(line, 0, cue.start)
    ended = line[cue.end : cue.end + 1]
    if OWN.match(text, end + cue.end):
        return ended != ";" and (bool(parted) or ended not in _ENDS)
    return bool(parted and _AHEAD.match(line, cue.end))


def _behind(text: str, end: int) -> list[Cue]:
    if not _BEHIND.match(text, end, end + 4):
        return []
    line = text[end : end + NEAR].split("\n", 1)[0]
    cues = every().within(line)
    taken: list[Cue] = []
    last = 0
    for cue in cues:
        near = _list().fullmatch(line, last, cue.start)
        if not near and not last:
            near = _NAME.fullmatch(line, 0, cue.start)
        if not near or _leads_on(text, end, line, cue):
            break
        taken.append(cue)
        last = cue.end
    return taken
