"""Has a site given all its ads new addresses? Told by texts; a person decides."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product

from offers.life import Known
from offers.offer import Offer
from parsers.fold import tokens

LEAST = 10
"""Ads gone at once, at least: of fewer, chance may bring as many back under other numbers."""

MOST = 0.8
"""The share of a site's ads that are gone. A redesign leaves hardly any; ads that agencies post
anew day by day are a smaller part of a board, and are reposts, which need no question."""

AS_MANY = 0.5
"""The share of those that stand there anew. A redesign may leave old ads out, and what was new on
the day of the redesign anyway has no ad to be paired with."""

PAIRS = 40_000
"""Ads of one family that are compared each with each, at most: ads of one template may be many."""


def most(gone: int, kept: int) -> bool:
    """Whether so many are gone that a redesign may be why; `kept` is how many were found again."""
    return gone >= LEAST and gone >= MOST * (gone + kept)


def question(gone: Sequence[Known], come: Iterable[Known], kept: int) -> str | None:
    """What to ask a person before the ads that a run did not find are marked gone; `None` if there
    is nothing to ask. `come` are new to the site, `kept` is how many others the run found again.

    An ad stands there anew if one of its family has come (`Known.family`). So nothing is asked
    of a store whose families were never settled.
    """
    again = (_families(gone) & _families(come)).total()
    if not most(len(gone), kept) or again < AS_MANY * len(gone):
        return None
    return (
        f"{len(gone)} of {len(gone) + kept} ads are gone, and {again} new ones read like them: "
        "has the site moved its ads to other addresses?"
    )


def _families(ads: Iterable[Known]) -> Counter[str]:
    return Counter(known.family for known in ads if known.family)


def pairs(gone: Iterable[Known], come: Iterable[Known]) -> Mapping[str, str]:
    """Where each ad is now, by ids: one of its family that was first seen after it was seen last.

    Each new ad takes the place of one. Those with the same words come first, then those that have
    more words in common, and ids decide where that is equal.
    """
    left, right = _by_family(gone), _by_family(come)
    found: dict[str, str] = {}
    for family, old in left.items():
        new = right.get(family, [])
        found |= _paired(old, new)
    return found


def same_words(one: Offer, other: Offer) -> bool:
    """Whether nobody needs to be told of the second who was told of the first."""
    return _words(one) == _words(other)


def _by_family(ads: Iterable[Known]) -> Mapping[str, list[Known]]:
    parts: defaultdict[str, list[Known]] = defaultdict(list)
    for known in sorted(ads, key=lambda known: known.offer.id):
        if known.family:
            parts[known.family].append(known)
    return parts


def _paired(old: Sequence[Known], new: Sequence[Known]) -> Mapping[str, str]:
    found = dict(_alike(old, new))
    taken = frozenset(found.values())
    old = [known for known in old if known.offer.id not in found]
    new = [known for known in new if known.offer.id not in taken]
    return found | dict(_nearest(old, new)) if len(old) * len(new) <= PAIRS else found


def _alike(old: Iterable[Known], new: Iterable[Known]) -> Iterator[tuple[str, str]]:
    """Those with the same words, one by one."""
    waiting: defaultdict[Collection[str], list[Known]] = defaultdict(list)
    for known in new:
        waiting[_words(known.offer)].append(known)
    for known in old:
        those = waiting[_words(known.offer)]
        fitting = next((one for one in those if _follows(known, one)), None)
        if fitting:
            those.remove(fitting)
            yield known.offer.id, fitting.offer.id


def _nearest(old: Iterable[Known], new: Iterable[Known]) -> Iterator[tuple[str, str]]:
    words = {known.offer.id: _words(known.offer) for known in (*old, *new)}
    both = [
        (-_share(words[one.offer.id], words[other.offer.id]), one.offer.id, other.offer.id)
        for one, other in product(old, new)
        if _follows(one, other)
    ]
    taken: set[str] = set()
    for _, here, there in sorted(both):
        if here not in taken and there not in taken:
            taken |= {here, there}
            yield here, there


def _follows(one: Known, other: Known) -> bool:
    return other.offer.site == one.offer.site and other.first_seen > one.last_seen


def _words(offer: Offer) -> frozenset[str]:
    return frozenset(tokens(f"{offer.title or ''}\n{offer.text or ''}"))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)
