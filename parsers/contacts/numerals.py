"""Numbers that are written as words, by language: `seven`, `soixante`, `двести`, `دو`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from parsers.fold import fold
from parsers.letters import table

UNSPOKEN = frozenset({"zh", "ja", "ko", "th", "my", "km", "lo"})
"""Languages that part no words: their digits are looked for sign by sign."""

TIMES, ZEROS, LETTER, PLUS, BETWEEN, JOINT = "x", "0s", "o", "+", "-", "&"


@dataclass(slots=True)
class Numerals:
    """What the folded words of one language say: numbers, `double`, `zeros`, signs."""

    says: dict[str, str] = field(default_factory=dict)
    joins: bool = False
    """Whether a word stands between tens and units: `treinta y uno`."""
    hundreds: bool = False
    """Whether hundreds have words of their own: `doscientos`, and not `deux cents`."""


@cache
def numerals() -> Mapping[str, Numerals]:
    """By language."""
    found: dict[str, Numerals] = {}
    for language, value, words in table("digit_words.tsv"):
        own = found.setdefault(language, Numerals())
        own.joins |= value == JOINT
        own.hundreds |= value == "200"
        for word in words.split(","):
            own.says.setdefault(fold(word).text.strip(), value)
    return found


@cache
def languages() -> Mapping[str, frozenset[str]]:
    """The languages in which a word stands in a number, of those that part words."""
    found: dict[str, set[str]] = {}
    for language, own in numerals().items():
        for word in own.says if language not in UNSPOKEN else ():
            found.setdefault(word, set()).add(language)
    return {word: frozenset(some) for word, some in found.items()}


@cache
def telling() -> frozenset[str]:
    """Words without which there is no number in words: not `o`, `and`, `double`."""
    return frozenset(
        word
        for language, own in numerals().items()
        for word, value in own.says.items()
        if language not in UNSPOKEN and value[0] in "0123456789-+" and len(word) > 1
    )


@cache
def weights() -> Mapping[str, int]:
    """Those words, and how many digits each may stand for; in Arabic also behind an `and`."""
    found: dict[str, int] = {}
    for language, own in numerals().items():
        for word, value in own.says.items() if language not in UNSPOKEN else ():
            size = {TIMES: 3, PLUS: 0, BETWEEN: 0}.get(value[0], len(value))
            if word in telling() or value[0] == TIMES:
                for one in (word, f"و{word}") if "\u0620" <= word[0] <= "\u06ff" else (word,):
                    found[one] = max(size, found.get(one, 0))
    return found


@cache
def signs() -> Mapping[str, str]:
    """Digits of languages that part no words, each with its figure."""
    return {
        word: value
        for language in sorted(UNSPOKEN)
        for word, value in numerals()[language].says.items()
    }
