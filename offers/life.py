"""The life of an ad: when it was seen, what changed, what is remembered of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from offers.family import Arrival
from offers.ids import derive
from offers.offer import Offer, Protects


class EventKind(StrEnum):
    """What can happen to an offer."""

    NEW = "new"
    EDITED = "edited"
    GONE = "gone"
    BACK = "back"


class Status(StrEnum):
    """Whether the offer was there when its site was last read in full."""

    ONLINE = "online"
    GONE = "gone"


class How(StrEnum):
    """How an offer was seen: its page was read, answered that it is as it was (304), or is still
    linked to from a listing."""

    READ = "read"
    UNCHANGED = "unchanged"
    LISTED = "listed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """The offer was online at that time, in that version, as that run saw it."""

    offer: str
    run: str
    at: datetime
    version: str
    how: How = How.READ

    @property
    def id(self) -> str:
        return derive("sighting", self.offer, self.run, self.at.isoformat(), self.version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """Offers of one page were seen again without being read; they are kept until `expires`."""

    run: str
    at: datetime
    expires: datetime
    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One wording of an offer. A, B and A again are three versions: `previous` is in the id."""

    id: str
    previous: str | None
    run: str
    offer: Offer

    @classmethod
    def after(cls, previous: str | None, run: str, offer: Offer) -> "Version":
        made = derive("version", offer.id, previous or "", offer.digest)
        return cls(id=made, previous=previous, run=run, offer=offer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something happened to an offer at `at`, and `run` noticed it.

    `occasion` sets two events of one kind apart: the version for new and edited, the time when
    the absence began for gone and back. `reason` says in a word or two what tells that an ad is
    gone, `confidence` from 0 to 1 how well that tells it; the id depends on neither.
    """

    kind: EventKind
    offer: str
    version: str
    run: str
    at: datetime
    occasion: str
    reason: str | None = None
    confidence: float | None = None

    @property
    def id(self) -> str:
        return derive("event", self.kind, self.offer, self.version, self.occasion)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that is remembered of one offer, in one value that is written as one.

    `pending` are events that no watcher has taken yet. `sealed` says that this life is in the
    sealed store and nowhere else; a seeker's life is open, with contacts taken out, and
    `redacted` says so. `token` is the store's mark of what was read, `None` before the first
    write: a store refuses a change that carries an old one.

    `family` is the id of its family, `None` while no other offer is in it; `arrival` is what was
    seen before and like it when it came, `None` if nothing was, or nobody compared it yet. A
    sealed offer has neither.
    """

    offer: Offer
    version: str
    status: Status
    first_seen: datetime
    last_seen: datetime
    last_run: str
    expires: datetime
    gone_since: datetime | None = None
    pending: tuple[Event, ...] = ()
    sealed: Protects | None = None
    redacted: bool = False
    family: str | None = None
    arrival: Arrival | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one step of the ledger writes about one offer: all of it or nothing.

    Order where a store has no transaction: versions, events and sightings first, `known` last.

    Where an offer's open form had contacts taken out, `originals` are the same versions as
    published, for the sealed store, and `redacted` are earlier versions, already stored, whose
    open wording is replaced by one without contacts: the one thing that is ever overwritten.
    """

    known: Known
    versions: tuple[Version, ...] = ()
    events: tuple[Event, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    originals: tuple[Version, ...] = ()
    redacted: tuple[Version, ...] = ()
