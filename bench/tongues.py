"""Vocabularies in fourteen languages: small words, words of the trade, and made-up ones that are
spelt as those are, so that rare words are as many as in any language."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from parsers.letters import table
from parsers.rarity_make import phrases

LANGUAGES = ("en", "ru", "uk", "ar", "fa", "tr", "de", "fr", "es", "ro", "pl", "zh", "am", "vi")

MADE_UP = 8_000
"""Words of each language that are made up."""

FLATTER = 2.7
"""How a word's frequency falls with its rank: 1 / (rank + this), after Zipf and Mandelbrot."""

UNSPACED = frozenset({"zh"})
END = "\n"


@dataclass(frozen=True, slots=True)
class Tongue:
    """Words of a language, those said most first; `sums` are their frequencies added up."""

    code: str
    words: Sequence[str]
    sums: Sequence[float]

    def say(self, random: Random, many: int) -> list[str]:
        """So many words, as often as each is said."""
        return random.choices(self.words, cum_weights=self.sums, k=many)

    def name(self, random: Random) -> str:
        """A made-up word, as names are."""
        return random.choice(self.words[-MADE_UP:])

    def joined(self, words: Sequence[str]) -> str:
        return ("" if self.code in UNSPACED else " ").join(words)


@cache
def tongue(code: str) -> Tongue:
    small = next((row[1].split() for row in table("small_words.tsv") if row[0] == code), [])
    said = Counter(
        word.strip("*~")
        for phrase in phrases().get(code, ())
        for word in phrase.split()
        if word.strip("*~")
    )
    ranked = sorted(said, key=lambda word: (-said[word], word))
    real = list(dict.fromkeys((*small, *ranked)))
    words = (*real, *_made_up(real, Random(f"words {code}")))
    weights = (1 / (rank + FLATTER) for rank in range(1, len(words) + 1))
    return Tongue(code, words, list(accumulate(weights)))


def _made_up(real: Sequence[str], random: Random) -> Sequence[str]:
    """Words whose letters follow each other as in the real ones, none of them real. A language of
    which few words are known runs out of those and gets freer ones."""
    made: dict[str, None] = {}
    known = set(real)
    for order, tries in ((2, 4 * MADE_UP), (1, 8 * MADE_UP), (0, 64 * MADE_UP)):
        follows = _follows(real, order)
        for _ in range(tries):
            word = _spelt(follows, order, random)
            if 2 <= len(word) <= 14 and word not in known:
                made[word] = None
            if len(made) == MADE_UP:
                return list(made)
    raise ValueError("too few letters")


def _follows(real: Sequence[str], order: int) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for word in real:
        for at, letter in enumerate(word + END):
            before = word[max(0, at - order) : at]
            found.setdefault(before, []).append(letter)
    return found


def _spelt(follows: Mapping[str, Sequence[str]], order: int, random: Random) -> str:
    word = ""
    while not word.endswith(END) and len(word) < 20:
        before = word[-order:] if order else ""
        word += random.choice(follows[before])
    return word.removesuffix(END)
