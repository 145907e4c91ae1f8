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
    counts = _Counts()
    for offer in offers:
        counts.add(offer)
    return _tables(id, made, counts)


class _Counts:
    """What was counted so far."""

    def __init__(self) -> None:
        self.offers = 0
        self.ads: Counter[str] = Counter()
        self.words: dict[str, Frequent] = {}
        self.repeated = Repeated()
        self._seen: set[str] = set()
        self._seen_there: set[tuple[str, str]] = set()

    def add(self, offer: Offer) -> None:
        self.offers += 1
        found = fingerprint(offer.title, offer.text)
        if found is None:
            return
        if (offer.site, found.exact) not in self._seen_there:
            self._seen_there.add((offer.site, found.exact))
            self.repeated.add(offer)
        if found.exact not in self._seen:
            self._seen.add(found.exact)
            language = offer.language.code if offer.language else UNTOLD
            self.ads[language] += 1
            self.words.setdefault(language, Frequent()).add(words_of(offer))


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


def _tables(id: str, made: datetime, found: _Counts) -> Tables:
    ads, words = found.ads, found.words
    known = start()
    counted = {code: ads.get(code, 0) + _weight(code) for code in {*ads, *known.counted}}
    frequent = {
        code: words.get(code, Frequent()).found(counted[code], _before(code))
        for code in sorted(counted)
    }
    return Tables(
        id=id,
        made=made,
        offers=found.offers,
        counted=dict(sorted(counted.items())),
        frequent=frequent,
        lines=found.repeated.found(),
    )


def _weight(language: str) -> int:
    return WEIGHT if language in start().counted else 0


def _before(language: str) -> Mapping[str, float]:
    """The counts that come along, as of `WEIGHT` ads."""
    ads = start().counted.get(language)
    if not ads:
        return {}
    return {word: WEIGHT * n / ads for word, n in start().frequent[language].items()}
