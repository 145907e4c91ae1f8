"""Makes `parsers/data/rarity.tsv`: how frequent words are before a store has counted its own ads.

`python -m parsers.rarity_make FILE` reads a CSV of ads in English, whose columns `title` and
`description` and whatever else they have are the text (EMSCAD, as in `bench.emscad`; it is read
and not shipped: only in how many ads a word stands is kept, in a few steps). Words of other
languages, and more of English, are counted in our own phrases, of which so many as an ad says make
a made-up ad, and the small words of each language are taken as in every second or fourth ad. The
same file gives the same table.
"""

import csv
import html
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil, log2
from pathlib import Path

from parsers.fold import tokens
from parsers.indicators.shipped import shipped
from parsers.letters import table

OUT = Path(__file__).parent / "data" / "rarity.tsv"

ADS = 1_000
"""Ads of each language as which all is told."""

PHRASES = 20
"""Phrases that an ad says of those that we know, about."""

STEPS = tuple(1 << step for step in range(1, 10))
"""Counts of `ADS` that a word may have: 2, 4, ... 512, the nearest in proportion."""

SMALL, SMALLEST, FIRST = 250, 500, 12
"""Ads that say a small word, or one of the first of its language."""

LEAST = 4
"""Different ads that must say a word, so that none is kept that only one employer uses."""

LONGEST = 10_000_000

TABLES = {
    "travel_words.tsv": (1, 2),
    "kind_phrases.tsv": (1, 2),
    "money_roles.tsv": (1, 3),
    "speaker_phrases.tsv": (1, 3),
    "fact_words.tsv": (1, 3),
    "place_roles.tsv": (1, 2),
    "place_cues.tsv": (2, 3),
}
"""Files of phrases, their columns of languages and of phrases."""

HEAD = (
    "# In how many of so many ads of a language a word stands, in steps, for words frequent enough"
    " to tell nothing of one ad. Made by parsers/rarity_make.py: English counted in EMSCAD (Vidros"
    " et al. 2017, doi 10.3390/fi9010006; its ads were published for research, none is copied, only"
    " counts), other languages and trade words in the phrases of Offerwatch and in small_words.tsv;"
    " written for Offerwatch, Apache-2.0.\n"
    "# language\tads\tads that say it\twords (parted by spaces)\n"
)

Shares = Mapping[str, float]
"""By word, the share of ads that say it."""


def of_ads(rows: Iterable[Mapping[str, str | None]]) -> Shares:
    """Shares in different ads; copies count once."""
    ads = {frozenset(_words(html.unescape(_text(row)))) for row in rows}
    counts = Counter(word for ad in ads for word in ad)
    return {word: count / len(ads) for word, count in counts.items() if count >= LEAST}


def _text(row: Mapping[str, str | None]) -> str:
    return "\n".join(value for name, value in row.items() if value and name != "fraudulent")


def _words(text: str) -> Iterator[str]:
    """Words without digits, and without what EMSCAD puts for addresses."""
    yield from (word for word in tokens(text) if word.isalnum() and not _odd(word))


def _odd(word: str) -> bool:
    return any("0" <= char <= "9" for char in word) or len(word) > 40


def of_phrases(phrases: Sequence[str]) -> Shares:
    """Shares in ads that say `PHRASES` of these phrases."""
    counts = Counter(word for phrase in phrases for word in set(_words(phrase)))
    return {word: 1 - (1 - n / len(phrases)) ** PHRASES for word, n in counts.items()}


def phrases() -> Mapping[str, Sequence[str]]:
    """What our own tables know, by language."""
    found: dict[str, list[str]] = {}
    for name, (languages, said) in TABLES.items():
        for row in table(name):
            if len(row) > said:
                for language in row[languages].split():
                    found.setdefault(language, []).extend(row[said].split("|"))
    for pack in shipped().packs:
        for indicator in pack.indicators:
            for saying in indicator.phrases:
                found.setdefault(saying.language, []).extend(saying.spellings)
    return {code: said for code, said in found.items() if code.isalpha() and len(code) <= 3}


def of_small_words() -> Mapping[str, Shares]:
    found: dict[str, Shares] = {}
    for language, said in table("small_words.tsv"):
        spelt = dict.fromkeys(word for each in said.split() for word in _words(each))
        found[language] = {
            word: (SMALLEST if at < FIRST else SMALL) / ADS for at, word in enumerate(spelt)
        }
    return found


def made(rows: Iterable[Mapping[str, str | None]]) -> Mapping[str, Shares]:
    """By language the highest share that any of the three tells."""
    known, small = phrases(), of_small_words()
    shares: dict[str, dict[str, float]] = {}
    for language in {*known, *small, "en"}:
        said = known.get(language, ())
        for each in (of_phrases(said) if len(said) > PHRASES else {}, small.get(language, {})):
            _raise(shares.setdefault(language, {}), each)
    _raise(shares["en"], of_ads(rows))
    return shares


def _raise(shares: dict[str, float], others: Shares) -> None:
    for word, share in others.items():
        shares[word] = max(share, shares.get(word, 0.0))


def written(shares: Mapping[str, Shares]) -> Iterator[str]:
    """The file, line by line."""
    yield HEAD
    for language, of_language in sorted(shares.items()):
        steps: dict[int, list[str]] = {}
        for word, share in of_language.items():
            if share * ADS >= STEPS[0]:
                steps.setdefault(_step(share), []).append(word)
        for step, words in sorted(steps.items(), reverse=True):
            yield f"{language}\t{ADS}\t{step}\t{' '.join(sorted(words))}\n"


def _step(share: float) -> int:
    return STEPS[min(len(STEPS), max(1, ceil(log2(share * ADS) - 0.5))) - 1]


def main(arguments: Sequence[str]) -> int:
    """Write the table. Gives the exit code."""
    if len(arguments) != 1:
        print("python -m parsers.rarity_make FILE", file=sys.stderr)
        return 2
    csv.field_size_limit(LONGEST)
    with Path(arguments[0]).open(encoding="utf-8", newline="") as lines:
        OUT.write_text("".join(written(made(csv.DictReader(lines)))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
