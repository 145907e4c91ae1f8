"""Who speaks in an ad: somebody who offers, who seeks work or passage, or who reports."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from offers.offer import Speaker
from offers.span import Span
from parsers.persons import PERSONAL, going, hired, presented, relatives, takes_on, turning
from parsers.phrases import Hit
from parsers.spoken import Spoken, guards
from parsers.words import QUESTION, STOP, Words

GUARDED = 4
"""How many words before a seeking phrase may say that it is about somebody else."""

ASKED = 5
"""How many words behind a phrase a question mark makes it a question."""

OPENING = 40
"""Words at the beginning of a text in which people say who they are."""

REPORT = 3
"""From here on what police, courts and warnings say makes a report, where it outweighs what is
offered: two of their phrases, or one of them in the title, or one sentence of an authority."""

PLAINLY = 8
"""From here on a text is a report even if somebody who seeks is quoted in it."""

_OWN, _HEADINGS = frozenset({"seeks", "wants", "pleads"}), frozenset({"seeks", "bare"})
_PERSONAL = PERSONAL | _OWN | {"bare", "announces"}
_DOUBTFUL = frozenset({"ar", "fa", "vi"})
"""Languages whose seeking phrases do not show the person by themselves."""

SELLS = 3
"""From here on what an ad is about shows that it offers: a clear phrase counts two, a hint one."""

OWN = 3
"""Things that somebody says of himself, from which on he seeks."""

_QUOTED = re.compile('[«“„"][^«»“”„"\n]{1,400}[»”“"]')


@dataclass(frozen=True, slots=True)
class Heard:
    """Who speaks, and the words that gave away somebody who seeks. `open` where nobody is known
    to speak and no word points to one who seeks or reports: what is offered may decide.
    `offers` where a report has words of offers as well, outside of quotation marks."""

    speaker: Speaker | None
    span: Span | None = None
    open: bool = False
    offers: bool = False


@dataclass(frozen=True, slots=True)
class _Signs:
    """What one field says: seeking phrases that show the person and those that may be a heading,
    how much it offers or asks the reader, how much it reports, whether an authority says or does
    something, and whether it warns."""

    spoken: Spoken
    seeks: tuple[Hit, ...]
    bare: tuple[Hit, ...]
    offers: int
    reports: int
    announced: bool
    warns: bool


def speaker(fields: Sequence[Spoken]) -> Heard:
    """Who speaks; `None` where nothing says so.

    Somebody seeks if he says so of himself and hardly anything offers: the later he says it,
    the less. `Looking for work?` is an offer: questions, words to the reader and words about
    others are no seeking. Reports are told by phrases of police, courts and campaigns, where they
    outweigh what is offered outside of quotation marks; that an ad warns of swindlers makes it no
    report. Who says nothing of himself and clearly sells work, journeys or things offers them.
    """
    heard = [_signs(spoken) for spoken in fields]
    offers = sum(signs.offers for signs in heard)
    reports = sum(_reported(signs) for signs in heard) + _warned(heard)
    if not any(signs.spoken.titled and signs.offers for signs in heard) and reports < PLAINLY:
        for signs in heard:
            if hit := _sought(signs, offers):
                return Heard(Speaker.SEEKS, hit.span(signs.spoken.words))
    left = offers - sum(map(_quoted, fields))
    if reports >= REPORT and reports > left:
        return Heard(Speaker.REPORTS, offers=left > 0)
    if offers or (reports < REPORT and _sells(heard)):
        return Heard(Speaker.OFFERS)
    return Heard(None, open=not reports and not any(map(_asks, heard)))


def _asks(signs: _Signs) -> bool:
    """Whether a field has a word of somebody who seeks, or a question."""
    asking = any(hit.phrase.says in _PERSONAL for hit in signs.spoken.speaker)
    return asking or QUESTION in signs.spoken.words.texts


def _reported(signs: _Signs) -> int:
    return signs.reports * (3 if signs.spoken.titled else 2) + signs.announced


def _warned(heard: Sequence[_Signs]) -> int:
    """Two points for a warning in the title, one for any number of them in the text."""
    return max((2 if signs.spoken.titled else 1 for signs in heard if signs.warns), default=0)


def _sells(heard: Sequence[_Signs]) -> bool:
    if any(signs.seeks or signs.bare or _own(signs) for signs in heard):
        return False
    about = {hit.phrase for signs in heard for hit in signs.spoken.about}
    return sum(1 if phrase.says[-1] == "?" else 2 for phrase in about) >= SELLS


def _own(signs: _Signs) -> bool:
    """Whether somebody speaks of himself, if not enough to seek."""
    own = (hit for hit in signs.spoken.speaker if hit.phrase.says == "us")
    return _distinct(own) == OWN - 1


def _sought(signs: _Signs, offers: int) -> Hit | None:
    """Where a field says that its writer seeks, if what speaks for an offer leaves room."""
    several = _distinct(signs.seeks) > 1
    titled = signs.spoken.titled
    for hit in signs.seeks:
        room = 2 if titled else 1 if hit.start < OPENING else 0
        if offers <= room + several:
            return hit
    if offers:
        return None
    return next((hit for hit in signs.bare if titled or hit.start < OPENING), None)


def _signs(spoken: Spoken) -> _Signs:
    kin = relatives(spoken)
    heard = _heard(spoken, [place for _, place in kin])
    told = _told(spoken, heard)
    own = [hit for hit in spoken.speaker if hit.phrase.says == "us"]
    seeks = [*(hit for hit, _ in kin), *told["seeks"], *(own[:1] if _distinct(own) >= OWN else ())]
    bare = [*told["bare"], *presented(spoken), *turning(spoken), *going(spoken)]
    personal = kin or any(hit.phrase.says in _PERSONAL for hit in heard)
    hires = not personal and takes_on(spoken)
    announced = set(_announced(spoken))
    return _Signs(
        spoken,
        tuple(seeks),
        () if _trades(spoken) else tuple(bare),
        offers=_distinct(told["offers"]) + 2 * (_distinct(told["asks"]) + hires),
        reports=_distinct(told["reports"]) + len(announced),
        announced=bool(announced),
        warns=bool(told["warns"]),
    )


def _told(spoken: Spoken, heard: Sequence[Hit]) -> Mapping[str, Sequence[Hit]]:
    """Phrases by what they come to here: a question is put to the reader."""
    headings = _HEADINGS - {"bare" for hit in spoken.speaker if hit.phrase.says == "us"}
    told: defaultdict[str, list[Hit]] = defaultdict(list)
    for hit in heard:
        says = hit.phrase.says
        if says in headings and _questioned(spoken.words, hit):
            told["asks"].append(hit)
        elif says not in _OWN | {"bare"}:
            told[says].append(hit)
        elif not _of_others(spoken.words, hit):
            told["bare" if says == "bare" else "seeks"].append(hit)
    return told


def _distinct(hits: Iterable[Hit]) -> int:
    return len({hit.phrase.words for hit in hits})


def _heard(spoken: Spoken, others: Sequence[range]) -> list[Hit]:
    """Phrases but what is said of relatives, and those that seek people for work."""
    apart = frozenset(at for place in others for at in place)
    left = [hit for hit in spoken.speaker if hit.start not in apart]
    hiring = frozenset(hired(spoken, [hit for hit in left if hit.phrase.says in _HEADINGS]))
    return [hit for hit in left if hit not in hiring]


def _announced(spoken: Spoken) -> Iterator[tuple[int, int]]:
    """The sentences in which an authority says or does something: `police warn of`."""
    words = spoken.words
    done = {words.sentence(hit.start) for hit in spoken.speaker if hit.phrase.says == "announces"}
    if done:
        for hit in spoken.speaker:
            if hit.phrase.says == "authority" and (place := words.sentence(hit.start)) in done:
                yield place


def _trades(spoken: Spoken) -> bool:
    """Whether something is sold, let or taught: `available now` is then a flat."""
    return any(hit.phrase.says == "other" for hit in spoken.about)


def _quoted(spoken: Spoken) -> int:
    """How many phrases that offer stand in quotation marks: a report quotes ads."""
    folded = spoken.words.written.folded.text
    quotes = [match.span() for match in _QUOTED.finditer(folded)]
    if not quotes:
        return 0
    return _distinct(_inside(spoken, quotes))


def _inside(spoken: Spoken, quotes: Sequence[tuple[int, int]]) -> Iterator[Hit]:
    places = spoken.words.places
    left = iter(quotes)
    start, end = next(left)
    for hit in spoken.speaker:
        place = places[hit.start][0]
        while place >= end:
            start, end = next(left, (place + 1, place + 1))
        if hit.phrase.says == "offers" and start <= place:
            yield hit


def _questioned(words: Words, hit: Hit) -> bool:
    """A question mark right behind a person's own words, or soon behind what may be a heading."""
    reach = ASKED if hit.phrase.says == "bare" else 1
    for word in words.texts[hit.end : hit.end + reach]:
        if word in (QUESTION, STOP):
            return word == QUESTION
    return False


def _of_others(words: Words, hit: Hit) -> bool:
    """Words such as `if you` or `those who` before a phrase that does not show the person."""
    shown = not hit.phrase.languages & _DOUBTFUL or hit.phrase.says == "pleads"
    if hit.phrase.says in _OWN and shown:
        return False
    first = max(words.sentence(hit.start)[0], hit.start - GUARDED)
    before = frozenset(words.texts[first : hit.start])
    return any(
        not before.isdisjoint(guards().get(language, ())) for language in hit.phrase.languages
    )
