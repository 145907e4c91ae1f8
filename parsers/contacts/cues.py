"""Words that announce a contact: `тел.`, `WhatsApp`, `تلگرام`, and those that announce others'
numbers: `IBAN`, `vacancy no`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from parsers.automaton import Strings
from parsers.fold import fold
from parsers.letters import table
from parsers.words import UNSPACED

MESSENGERS = frozenset(
    {"whatsapp", "viber", "telegram", "signal", "zalo", "imo", "botim", "wechat"}
)
"""Services on which a number is an address."""

_NAMING = (" id", "lineid", "号", "號", "ไอดี")

PHONE, NUMBER, REFERENCE, NOUN = "phone", "number", "reference", "noun"
"""What digits are; `noun`: a word of sentences (`flat`) that may announce a reference."""

SAME, ALSO, WRITE, BOTH = "same", "also", "write", "both"
"""Words for the number that stands there already: `same number`, and `too` or `write` beside a
service; and for all of a row: `both`."""

_SAID = frozenset({SAME, ALSO, WRITE, BOTH})

SHORT = 3
"""Shorter words are none before an apostrophe: `so` in `so'm`."""

_ARABIC = re.compile("[\u0620-\u06ff]+")
_ETHIOPIC = re.compile("[\u1200-\u137f]")
_SMALL = ("በ", "ለ", "የ", "ከ")
"""What Amharic writes as part of the next word: by, for, of, from."""

_GLUED = ("ال", "و", "وال", "بال", "لل", "عال", "علي ال", "ب", "ع", "ل", "فال")
"""What Arabic writes as part of the next word: the, and, by, to, on, in."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Where a word stands and what it may announce."""

    means: frozenset[str]
    start: int
    end: int
    named: bool = False
    """It says itself that a name follows: `line id`, `微信号`."""


@cache
def spelt(means: str) -> tuple[str, ...]:
    """The words of one meaning in folded spelling, without their stars, the longest first."""
    return tuple(sorted({word for word, _ in _spelt(means)}, key=len, reverse=True))


def _spelt(means: str) -> Iterator[tuple[str, bool]]:
    """Each word of one meaning and whether more letters may follow it."""
    for row in table("contact_cues.tsv"):
        for word in row[1].split(",") if row[0] == means else ():
            folded = fold(word.rstrip("*")).text.strip()
            yield folded, word.endswith("*")
            if _ARABIC.match(folded) and len(folded) > 2:
                yield from ((glued + folded, False) for glued in _GLUED)
            if _ETHIOPIC.match(folded):
                yield from ((glued + folded, word.endswith("*")) for glued in _SMALL)


class Cues:
    """Cues of some meanings, looked for all at once."""

    def __init__(self, means: Iterable[str]) -> None:
        self._means: dict[str, frozenset[str]] = {}
        self._begun: set[str] = set()
        for one in means:
            for word, more in _spelt(one):
                self._means[word] = self._means.get(word, frozenset()) | {one}
                if more:
                    self._begun.add(word)
        self._strings = Strings(self._means, compact=True)

    def words(self) -> Iterable[str]:
        """Every string that a cue begins with."""
        return self._means

    def within(self, text: str) -> list[Cue]:
        """The cues of a folded text in order, none inside a longer one."""
        return self.chosen(text, self._strings.within(text))

    def chosen(self, text: str, found: Iterable[tuple[str, int]]) -> list[Cue]:
        """Those of some strings of a text that are words of it."""
        kept: list[Cue] = []
        whole = ((start, self._end(text, word, start), self._means[word]) for word, start in found)
        for start, end, means in sorted(
            (one for one in whole if one[1]), key=lambda one: (one[0], -one[1])
        ):
            if not kept or end > kept[-1].end:
                kept.append(Cue(means, start, end, text.endswith(_NAMING, start, end)))
        return kept

    def _end(self, text: str, word: str, start: int) -> int:
        """Where the word that a string begins ends, 0 if it is no word of the text."""
        end = start + len(word)
        if len(word) < SHORT and text[end : end + 1] == "'" and text[end + 1 : end + 2].isalpha():
            return 0
        if UNSPACED.match(word):
            return end
        if text[start - 1 : start].isalpha() and word[0].isalpha() and not _apart(text[start - 1]):
            return 0
        if word not in self._begun:
            glued = text[end : end + 1].isalpha() and word[-1].isalpha()
            return 0 if glued and not _apart(text[end]) else end
        while text[end : end + 1].isalpha():
            end += 1
        return end


def _apart(char: str) -> bool:
    """Letters of scripts that part no words stand next to words of others."""
    return UNSPACED.match(char) is not None


@cache
def meanings() -> Mapping[str, None]:
    """All that cues may mean."""
    said = (row[0] for row in table("contact_cues.tsv"))
    return dict.fromkeys(one for one in said if one not in _SAID)


@cache
def every() -> Cues:
    """All cues that announce something."""
    return Cues(meanings())


@cache
def repeating() -> Cues:
    """Messengers, and words for the number that stands there already."""
    return Cues((*sorted(MESSENGERS), *sorted(_SAID)))
