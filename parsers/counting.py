"""Counts ads into tables: how frequent words are by language, and which lines sites repeat."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from offers.family import Tables
from offers.offer import Offer
from parsers.fingerprint import fingerprint
from parsers.prints import words_of
from parsers.rarity import RAREST, start
from parsers.repeated import Repeated

UNTOLD = "und"
"""Stands for the language of ads that do not tell theirs (ISO 639-3)."""

LEAST = 3
"""Ads that a word must stand in to be kept; those of fewer count as rare either way."""

MOST = 20_000
"""Words that are kept of a language, the most frequent."""

ROOM = 400_000
"""Words of a language that are counted at a time; then those seen least are forgotten."""

WEIGHT = 100
"""Ads that the tables that come along stand for in each language: enough for a language of which
the store has few ads, little beside a thousand."""


def count(offers: Iterable[Offer], id: str, made: datetime) -> Tables:
    """Tables counted on these ads in one pass: the same ads give the same tables, in whatever
    order while no more than `ROOM` words are about.

    Copies count once: a text that was posted a hundred times makes none of its words frequent.
    Hubs are none of these tables' business; who knows them sets them.
    """
    seen: set[str] = set()
    ads: Counter[str] = Counter()
    words: dict[str, Frequent] = {}
    repeated = Repeated()
    offers_counted = 0
    for offer in offers:
        offers_counted += 1
        digest = fingerprint(offer.title, offer.text)
        if digest is None or digest.exact in seen:
            continue
        seen.add(digest.exact)
        language = offer.language.code if offer.language else UNTOLD
        ads[language] += 1
        words.setdefault(language, Frequent()).add(words_of(offer))
        repeated.add(offer)
    return _tables(id, made, offers_counted, (ads, words), repeated)


class Frequent:
    """Counts words of one language."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._least = 0

    def add(self, words: Iterable[str]) -> None:
        self._counts.update(words)
        while len(self._counts) > ROOM:
            self._least += 1
            kept = {word: count for word, count in self._counts.items() if count > self._least}
            self._counts = Counter(kept)

    def found(self, ads: int, before: Mapping[str, float]) -> Mapping[str, int]:
        """Words with their counts, together with those from before, the most frequent first."""
        least = max(LEAST, ads * RAREST)
        sums = {
            word: round(self._counts[word] + before.get(word, 0.0))
            for word in {*self._counts, *before}
        }
        kept = ((word, count) for word, count in sums.items() if count >= least)
        return dict(sorted(kept, key=lambda each: (-each[1], each[0]))[:MOST])


def _tables(
    id: str,
    made: datetime,
    offers: int,
    found: tuple[Mapping[str, int], Mapping[str, Frequent]],
    repeated: Repeated,
) -> Tables:
    ads, words = found
    known = start()
    counted = {code: ads.get(code, 0) + _weight(code) for code in {*ads, *known.counted}}
    frequent = {
        code: words.get(code, Frequent()).found(counted[code], _before(code))
        for code in sorted(counted)
    }
    return Tables(
        id=id,
        made=made,
        offers=offers,
        counted=dict(sorted(counted.items())),
        frequent=frequent,
        lines=repeated.found(),
    )


def _weight(language: str) -> int:
    return WEIGHT if language in start().counted else 0


def _before(language: str) -> Mapping[str, float]:
    """The counts that come along, as of `WEIGHT` ads."""
    ads = start().counted.get(language)
    if not ads:
        return {}
    return {word: WEIGHT * n / ads for word, n in start().frequent[language].items()}
