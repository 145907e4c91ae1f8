"""By which contacts an ad could be answered when, over all places where it stood."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from offers.life import Known, Version
from offers.offer import Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A contact stood in these ads of a family, on these sites, first at `begin` and last at `end`,
    as far as somebody looked. A number that is on a messenger as well is a `phone`."""

    kind: str
    value: str
    begin: datetime
    end: datetime
    sites: tuple[str, ...]
    offers: tuple[str, ...]


Ad = tuple[Known, Sequence[Version]]
"""An ad and its wordings, oldest first."""

Named = tuple[str, str]
"""Kind and value of a contact."""

Seen = tuple[datetime, datetime, Known]


def spells(ads: Iterable[Ad]) -> tuple[Spell, ...]:
    """The contacts of all wordings, who came first before the others; ties break by contact."""
    seen: dict[Named, list[Seen]] = {}
    for named, one in (found for ad in ads for found in _of(ad)):
        seen.setdefault(named, []).append(one)
    found = [_spell(named, times) for named, times in seen.items()]
    return tuple(sorted(found, key=lambda spell: (spell.begin, spell.kind, spell.value)))


def _of(ad: Ad) -> Iterator[tuple[Named, Seen]]:
    known, versions = ad
    offers = [version.offer for version in versions] or [known.offer]
    for offer, following in zip_longest(offers, offers[1:]):
        until = following.seen if following else max(known.last_seen, offer.seen)
        for named in _named(offer):
            yield named, (offer.seen, until, known)


def _named(offer: Offer) -> set[Named]:
    numbers = {one.value for one in offer.contacts if one.kind == "phone"}
    return {
        (one.kind, one.value)
        for one in offer.contacts
        if one.kind == "phone" or one.value not in numbers
    }


def _spell(named: Named, times: Sequence[Seen]) -> Spell:
    return Spell(
        kind=named[0],
        value=named[1],
        begin=min(begin for begin, _, _ in times),
        end=max(end for _, end, _ in times),
        sites=tuple(sorted({known.offer.site for _, _, known in times})),
        offers=tuple(sorted({known.offer.id for _, _, known in times})),
    )
