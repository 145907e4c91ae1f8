"""What two readings of one ad have otherwise: field by field, in the words of recorded pages."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ledger.rereading import Reread
from offers.offer import Offer
from workspace import told

WORDING = ("title", "text", "said")
"""Fields that change only where a card number is masked that was not before."""

READ = (
    *("kinds", "speaker", "published", "valid_until", "employer", "places", "language"),
    *("passages", "contacts", "money", "payments", "routes", "facts", "indicators"),
    *("protections", "images", "site_country"),
)
"""Fields that follow from what was published, in the order of a terminal."""

EXAMPLES = 3
"""Offers that are shown for each field."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """One field of an offer that reads otherwise: what went and what came."""

    field: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


def otherwise(before: Offer, after: Offer) -> Iterator[Otherwise]:
    """The fields in which two readings differ. Where only spans or confidence moved, nothing went
    and nothing came."""
    for name in WORDING:
        if getattr(before, name) != getattr(after, name):
            yield Otherwise(name, (), ("masked",))
    for name in READ:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            was, now = _words(old), _words(new)
            gone = tuple(one for one in was if one not in now)
            yield Otherwise(name, gone, tuple(one for one in now if one not in was))


def reading(offer: Offer) -> dict[str, tuple[str, ...]]:
    """All that was read of an ad, in few words, field by field."""
    found = {name: _words(getattr(offer, name)) for name in READ}
    return {name: words for name, words in found.items() if words}


def _words(found: object) -> tuple[str, ...]:
    several = sorted(found) if isinstance(found, frozenset) else found
    each = several if isinstance(several, list | tuple) else (several,)
    words = (one if isinstance(one, str) else told.one(one) for one in each if one is not None)
    return tuple(dict.fromkeys(map(str, words)))


@dataclass(slots=True)
class Tally:
    """What reading again comes to. Of an offer that is to be sealed nothing is told but that.
    `unread` says by id why an ad could not be read."""

    read: int = 0
    changed: int = 0
    unread: dict[str, str] = field(default_factory=dict)
    sealed: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[tuple[str, Otherwise]]] = field(default_factory=dict)

    def add(self, one: Reread) -> None:
        self.read += 1
        if one.unread is not None:
            self.unread[one.known.offer.id] = one.unread
        if one.seals:
            self.sealed[one.seals] += 1
            return
        found = list(otherwise(one.before, one.after))
        self.changed += bool(found)
        for each in found:
            self.fields[each.field] += 1
            kept = self.examples.setdefault(each.field, [])
            if len(kept) < EXAMPLES and (each.gone or each.come):
                kept.append((one.after.id, each))

    def counts(self) -> Mapping[str, int]:
        return {
            "read": self.read,
            "changed": self.changed,
            "sealed": self.sealed.total(),
            "unread": len(self.unread),
        }
