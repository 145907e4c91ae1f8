"""Lines that a site repeats on its ads: they say nothing of one ad, and are dropped from prints.

They are learnt from the ads themselves: a line that stands on at least `SHARE` and at least `LEAST`
of a site's different texts is the site's, unless it names a city, a way, a price or how to reach
somebody. An ad that is posted again and again repeats its own lines as well, and those are what
its lines say.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from offers.offer import Offer
from offers.place import PlaceSort
from offers.span import Span
from parsers.fold import fold

SHARE, LEAST = 0.2, 5
"""Of a site's different texts: the share, and the number, that make a line one of the site's."""

LONGEST_LINE = 300
"""Code points of a line by which it is told."""

MOST_LINES = 200
"""Lines that are kept of a site, those on most of its ads."""

ROOM = 500_000
"""Lines of all sites that are counted at a time; then those seen least are forgotten."""


class Repeated:
    """Counts lines by site."""

    def __init__(self) -> None:
        self._ads: Counter[str] = Counter()
        self._lines: Counter[tuple[str, str]] = Counter()
        self._least = 0

    def add(self, offer: Offer) -> None:
        """Count one ad's lines, each once."""
        self._ads[offer.site] += 1
        self._lines.update((offer.site, line) for line in set(_foreign(offer)))
        while len(self._lines) > ROOM:
            self._least += 1
            kept = {each: count for each, count in self._lines.items() if count > self._least}
            self._lines = Counter(kept)

    def found(self) -> Mapping[str, tuple[str, ...]]:
        """By site its own lines, those on most ads first."""
        of_site: dict[str, list[tuple[int, str]]] = {}
        for (site, line), count in self._lines.items():
            if count >= max(LEAST, SHARE * self._ads[site]):
                of_site.setdefault(site, []).append((-count, line))
        return {
            site: tuple(line for _, line in sorted(found)[:MOST_LINES])
            for site, found in sorted(of_site.items())
        }


def without(text: str, repeated: Collection[str]) -> str:
    """A text without the lines of its site; folded if a line was dropped, else as it was."""
    if not repeated:
        return text
    found = fold(text).text.split("\n")
    kept = [line for line in found if _told(line) not in repeated]
    return text if len(kept) == len(found) else "\n".join(kept)


def _told(line: str) -> str:
    return line.strip()[:LONGEST_LINE]


def _foreign(offer: Offer) -> Iterator[str]:
    """The folded lines of an ad that say nothing of what only an ad says."""
    own = _own(offer)
    at = 0
    for line in (offer.text or "").split("\n"):
        end = at + len(line)
        is_own = any(span.start < end and at < span.end for span in own)
        if not is_own and (told := _told(fold(line).text)):
            yield told
        at = end + 1


def _own(offer: Offer) -> Sequence[Span]:
    """Where the text names a city, a way, a price or a contact."""
    local = [
        place.span
        for place in offer.places
        if place.spot and place.spot.sort is not PlaceSort.COUNTRY
    ]
    reached = [contact.span for contact in offer.contacts]
    paid, gone = [money.span for money in offer.money], [way.span for way in offer.routes]
    return [span for span in (*local, *reached, *paid, *gone) if span.field == "text"]
