"""Of whom an ad speaks, beyond single phrases: of himself, of a relative, of those he takes on."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from parsers.phrases import Hit
from parsers.spoken import Spoken
from parsers.words import QUESTION, Words

PRESENTED = 4
"""Words between `I am` and an occupation at most."""

RELATED = 10
"""Words between a relative and what is said of them at most: `my brother, 30, looks for work`."""

CALLED = 1
"""Words between `looking for` and whom at most."""

_VERB_LAST = frozenset({
    "tr", "az", "uz", "kk", "ky", "tg", "hu", "ur", "hi", "ne", "bn", "fa", "ps", "ckb", "ku", "am",
    "ti", "so", "ka", "hy", "ja", "ko",
})  # fmt: skip
"""Languages in which whom comes first."""

_LONG, _FIGURE = re.compile(r"[+(]?[0-9](?:[ ()./-]{0,3}[0-9]){6,}"), re.compile("[0-9]")
"""Numbers to call, and any figure else: a fare, seats, an hour."""

_ASKING = frozenset({"who", "hopes"})
_TURNS = _ASKING | {"greets", "us"}
_JOURNEY = frozenset({"travel", "travel?", "passage"})

PERSONAL = _TURNS | {"self", "goes"}
"""What phrases say that show somebody who turns to others."""


def relatives(spoken: Spoken) -> list[tuple[Hit, range]]:
    """`My nephew wants to work this summer`: a relative or a friend for whom somebody seeks, and
    the words in which he says so."""
    wants = [hit.start for hit in spoken.speaker if hit.phrase.says == "theirs"]
    kin = [hit for hit in spoken.speaker if hit.phrase.says == "kin"] if wants else []
    said = [(hit, _behind(spoken.words, hit)) for hit in kin]
    return [(hit, place) for hit, place in said if _within(wants, place.start, place.stop)]


def _behind(words: Words, kin: Hit) -> range:
    return range(kin.start, min(words.sentence(kin.start)[1], kin.end + RELATED))


def hired(spoken: Spoken, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Those of some seeking phrases among whose words it stands who is sought: `looking for girls
    for work`."""
    people = [one.start for one in spoken.hired if one.phrase.says == "people"]
    return (hit for hit in hits if _within(people, hit.start + 1, hit.end - 1))


def _within(places: Sequence[int], first: int, last: int) -> bool:
    """Whether one of places in order lies from `first` up to `last`."""
    at = bisect_left(places, first)
    return at < len(places) and places[at] < last


def takes_on(spoken: Spoken) -> bool:
    """`Looking for two girls`, in some languages `girls wanted`."""
    takes = [hit for hit in spoken.hired if hit.phrase.says == "takes"]
    people = [hit for hit in spoken.hired if hit.phrase.says == "people"]
    ends = {hit.end + gap for hit in takes for gap in range(CALLED + 1)}
    last = {hit.start for hit in takes if not hit.phrase.languages.isdisjoint(_VERB_LAST)}
    return any(one.start in ends or one.end in last for one in people)


def presented(spoken: Spoken) -> Iterator[Hit]:
    """`I am a welder`: somebody presents himself by what he can do."""
    work = [hit for hit in spoken.about if hit.phrase.says in {"job", "job?"}]
    for hit in spoken.speaker:
        if hit.phrase.says == "self" and any(_near(hit, one) for one in work):
            yield hit


def turning(spoken: Spoken) -> Iterator[Hit]:
    """`Hello all, does anyone know ...`, `we are three, please let me know`: somebody turns to
    others with a question or a hope, and greets them or speaks of himself. `My nephew is stuck in
    Patras?`: a question beside himself is one as well."""
    turns = [hit for hit in spoken.speaker if hit.phrase.says in _TURNS]
    own = [hit for hit in turns if hit.phrase.says == "us"]
    if own and QUESTION in spoken.words.texts:
        yield own[0]
    elif len({hit.phrase.words for hit in turns}) > 1:
        yield from (hit for hit in turns if hit.phrase.says in _ASKING)


def going(spoken: Spoken) -> Iterator[Hit]:
    """`Is anyone going to Leeds?`: asked by who wants to come along, and by who has seats to fill.
    The latter says something of the journey that is no question, or names a figure."""
    asked = [hit for hit in spoken.speaker if hit.phrase.says == "goes"]
    if not asked or _FIGURE.search(_LONG.sub("", spoken.words.written.folded.text)):
        return
    journeys = {
        spoken.words.sentence(hit.start) for hit in spoken.about if hit.phrase.says in _JOURNEY
    }
    if all(QUESTION in spoken.words.texts[first : last + 1] for first, last in journeys):
        yield from asked


def _near(hit: Hit, other: Hit) -> bool:
    return -PRESENTED <= other.start - hit.start <= PRESENTED
