"""What stands directly before and behind a name in the folded text, and what it says of a place."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import islice
from typing import NamedTuple

from parsers.characters import pictured
from parsers.fold import fold
from parsers.letters import table
from parsers.words import UNSPACED

SIGHT = 48
"""Characters looked at on each side of a name."""

_SIGNS = (
    "\\s!-@\\[-`{-~\u00a1-\u00bf\u02bc\u2010-\u2027\u2030-\u205e\u060c\u061b\u061f\u06d4\u0964\u1361-\u1368"
    "\u3000-\u3003\u3008-\u301f\uff01-\uff20\u2190-\u2bff"
)
_PIECE = re.compile(f"[^{_SIGNS}]+|[0-9]+|\n|\\S")
_PICTURED = re.compile(f"[^{_SIGNS}\U0001f000-\U0001faff]+|[0-9]+|\n|\\S")
"""The same for texts with pictures, which takes three times as long."""
_PINS = frozenset("📍🏙🗺🌍🌎🌏📌🏢")
_LOOSE = frozenset("'’‘`ʼ#\"“”„«»(*_:\uff1a\ufe0f")
_COLONS = frozenset(":\uff1a")
_MOST = 3
"""Words of the longest cue."""

_FARTHEST = 3 * _MOST
"""Words that are met before a name, at most, until its direction is told."""

_DIRECTIONS = ("from", "to", "via", "in", "for", "of")


class Around(NamedTuple):
    """What the neighbours of a name say: a direction of `from`, `to`, `via`, `in`, `for`, `of`;
    whether it is labelled as a place; whether they refuse that it is one (a street, a hotel), or
    tell that it is a person. `behind`: the direction is told by what follows the name; `within`:
    the same words may as well say that something is there, as Sorani `le` does."""

    says: str | None = None
    behind: bool = False
    within: bool = False
    labelled: bool = False
    refused: bool = False
    person: bool = False


def around(
    folded: str, start: int, end: int, languages: frozenset[str], native: frozenset[str]
) -> Around:
    """The neighbours of the stretch of the folded text, in the ad's languages. If they are not
    known they are of any, but where these disagree of `native` ones: `do` is `to` in Serbia."""
    before = _pieces(folded[max(0, start - SIGHT) : start])[::-1]
    behind = _pieces(folded[end : end + SIGHT])[:6]
    if before and start > SIGHT and folded[start - SIGHT - 1].isalnum():
        before.pop()
    head = _Side(_cues("before"), languages, list(islice(_met(before), _FARTHEST)), native)
    tail = _Side(_cues("after"), languages, behind, native)
    leading, trailing = head.directions(), tail.directions()
    told = leading or trailing
    spoken = next((one for one in _DIRECTIONS if one in told), None)
    glued = UNSPACED.match(folded[start]) is not None
    if spoken is None and glued:
        spoken = _glued(folded, start, end, _DIRECTIONS)
    return Around(
        says=spoken,
        behind=bool(trailing) and not leading,
        within="in" in told,
        labelled=_labelled(before, head),
        refused=head.says("refuse")
        or tail.says("refuse")
        or (glued and _glued(folded, start, end, ("refuse",)) is not None),
        person=head.says("person"),
    )


def _pieces(text: str) -> list[str]:
    return (_PICTURED if pictured(text) else _PIECE).findall(text)


class _Side(NamedTuple):
    """The words on one side of a name, the nearest first."""

    cues: "_Cues"
    languages: frozenset[str]
    words: Sequence[str]
    native: frozenset[str]

    def directions(self) -> set[str]:
        """What the first words that tell any may say, past words of kind: `to the city of`."""
        at = 0
        for _ in range(_MOST):
            if at >= len(self.words) or self.words[at] not in self.cues.begins:
                break
            for size in range(min(_MOST, len(self.words) - at), 0, -1):
                if told := self._told(self.words[at : at + size]):
                    return told
            step = self._kind(at)
            if not step:
                break
            at += step
        return set()

    def _told(self, words: Sequence[str]) -> set[str]:
        told = self.cues.find(words, self.languages).intersection(_DIRECTIONS)
        if len(told) < 2 or self.languages or not self.native:
            return told
        return self.cues.find(words, self.native).intersection(_DIRECTIONS) or told

    def _kind(self, at: int) -> int:
        sizes = range(min(2, len(self.words) - at), 0, -1)
        return next(
            (s for s in sizes if "kind" in self.cues.find(self.words[at : at + s], self.languages)),
            0,
        )

    def says(self, what: str) -> bool:
        if not self.words or self.words[0] not in self.cues.begins:
            return False
        sizes = range(1, min(_MOST, len(self.words)) + 1)
        return any(what in self.cues.find(self.words[:size], self.languages) for size in sizes)


class _Cues(dict[tuple[str, ...], dict[str, frozenset[str]]]):
    """What words say, by the words in the order in which one meets them walking away."""

    @cached_property
    def begins(self) -> frozenset[str]:
        """The words that one meets first."""
        return frozenset(words[0] for words in self if words)

    def find(self, words: Sequence[str], languages: frozenset[str]) -> set[str]:
        known = self.get(tuple(words))
        if known is None:
            return set()
        return {
            says
            for says, spoken in known.items()
            if not languages or "*" in spoken or not spoken.isdisjoint(languages)
        }


@cache
def _cues(side: str) -> _Cues:
    found: dict[tuple[str, ...], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for says, where, languages, words in table("place_cues.tsv"):
        if where == side:
            for phrase in words.split("|"):
                pieces = fold(phrase).text.replace("'", " ").replace("-", " ").split()
                key = tuple(pieces[::-1] if side == "before" else pieces)
                found[key][says] |= set(languages.split())
    cues = _Cues()
    for key, known in found.items():
        cues[key] = {says: frozenset(spoken) for says, spoken in known.items()}
    return cues


def _met(before: Sequence[str]) -> Iterator[str]:
    """Words before a name, the nearest first: quotes and the dot of an abbreviation are none."""
    for at, piece in enumerate(before):
        if piece in _COLONS and not _alone(before, at + 1):
            return
        if piece in _LOOSE or (piece == "." and _abbreviates(before[at + 1 : at + 2])):
            continue
        yield piece


def _alone(before: Sequence[str], at: int) -> bool:
    """Whether a word before a colon is all there is of its line: `To: Milan`."""
    rest = before[at + 1 : at + 2]
    return at < len(before) and (not rest or not rest[0].isalnum())


def _abbreviates(words: Sequence[str]) -> bool:
    return bool(words) and len(words[0]) <= 4 and words[0].isalpha()


def _labelled(before: Sequence[str], head: _Side) -> bool:
    """`Location: Berlin`, a pin; not a label of several words away from its colon."""
    for at, piece in enumerate(before[:3]):
        if piece in _PINS:
            return True
        if piece in (":", "-", "\uff1a") and at + 1 < len(before):
            words = head._replace(words=[one for one in before[at + 1 :] if one != ")"])
            return piece != "-" and words.says("label")
        if piece not in _LOOSE and not piece.isspace() and "\ufe0f" not in piece:
            return False
    return False


def _glued(folded: str, start: int, end: int, what: Sequence[str]) -> str | None:
    """A cue in scripts that put no space between words."""
    for size in range(4, 0, -1):
        head, tail = folded[max(0, start - size) : start], folded[end : end + size]
        for side, part in (("before", head), ("after", tail)):
            known = _cues(side).get((part,), {}) if len(part) == size else {}
            if says := next((one for one in what if one in known), None):
                return says
    return None
