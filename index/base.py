"""The map of the room: what the rest of the program may ask of a store.

Two homes answer to it, `index.sqlite` and `index.elastic`, and one suite of tests runs over both.
`index.store.open_store` turns a store URL into a `Store`. What is asked about likeness stands in
`index.families`.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from index.families import Families
from index.movable import Movable
from index.query.tree import Node
from offers.alert import Attempt, Mailing, MailingState, Match, RuleState
from offers.audit import AuditEntry
from offers.lease import Lease
from offers.life import Change, Event, Glance, Known, Sighting, Version
from offers.offer import Protects
from offers.run import Problem, Run, Visit

Tokens = Callable[[str], Sequence[str]]
"""How text becomes terms. `parsers.fold.tokens` is handed in, so that both homes fold alike."""


class StoreError(Exception):
    """The store cannot do what was asked; the message says what to do about it."""


class Unavailable(StoreError):
    """The store is not reached, or takes nothing now; what was read can be kept until it does."""


class NotStorable(StoreError):
    """One offer holds what no store can hold, or this one refuses; all others can be written."""


class Forbidden(StoreError):
    """This user lacks a right; the message says which."""


class Ambiguous(StoreError):
    """A shortened id fits several offers."""


@dataclass(frozen=True, slots=True)
class Order:
    """A field of `index.fields` that can be sorted by; ties break by id, missing values last."""

    field: str = "first_seen"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of a search. `total` is exact; `next` continues after the last hit, or `None`."""

    total: int
    offers: tuple[Known, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What is remembered of some offers, sealed ones among them, and which of them were deleted
    and must not come back."""

    known: Mapping[str, Known]
    erased: frozenset[str]


class Index(Protocol):
    """Offers, their versions, events and sightings, and the sealed store beside them."""

    def look(self, ids: Collection[str]) -> Look:
        """How these offers stand, in one go: for the ledger's eyes."""

    def known(self, ids: Collection[str]) -> Mapping[str, Known]:
        """What is remembered of these offers, sealed ones among them: for the ledger's eyes."""

    def online(self, ids: Collection[str]) -> frozenset[str]:
        """Those of the ids that are known and online, sealed ones among them."""

    def put(self, changes: Sequence[Change]) -> frozenset[str]:
        """Write each change whole or not at all, and say which offers were refused.

        Refused is a change whose `known.token` is no longer the stored one: somebody else wrote
        in between. Versions, events and sightings that exist already are left as they are. A
        change with `known.sealed` moves everything about its offer into the sealed store.
        `Change.originals` go to the sealed store; `Change.redacted` replace stored versions.
        """

    def glance(self, ids: Collection[str], glance: Glance) -> frozenset[str]:
        """Enter in one go that these offers were seen in the version that is current, and say
        which were left alone: those unknown, not online, or seen later than that.

        A sighting that exists already is left as it is. Changes decided before on what was read
        are refused afterwards, as after `put`.
        """

    def get(self, start: str) -> Known | None:
        """The open offer whose id begins so; `Ambiguous` if there are several."""

    def versions(self, offer: str) -> Sequence[Version]:
        """All wordings of an open offer, by fetch time."""

    def events(self, offer: str) -> Sequence[Event]:
        """What happened to an open offer, oldest first."""

    def events_of_run(self, run: str) -> Sequence[Event]:
        """What a run noticed about open offers."""

    def sightings(self, offer: str) -> Sequence[Sighting]:
        """When an open offer was seen, oldest first."""

    def search(
        self,
        query: Node,
        *,
        order: Order | None = None,
        limit: int = 20,
        after: str | None = None,
        ids: Collection[str] | None = None,
    ) -> Hits:
        """Open offers that the query holds for, among `ids` if given."""

    def walk(self, query: Node, order: Order | None = None) -> Iterator[Known]:
        """All open offers that the query holds for, for whoever reads all: one by one, however
        many they are. What is written meanwhile may show, or not."""

    def facets(self, query: Node, field: str, size: int = 100) -> Sequence[tuple[str, int]]:
        """Exact counts of a keyword field's values, most frequent first, ties by value."""

    def unseen(self, site: str, run: str, until: datetime) -> Iterator[Known]:
        """Offers of the site, sealed ones too, that are online, were last seen at `until` or
        before, and not by this run."""

    def pending_runs(self) -> frozenset[str]:
        """Runs that left events which no watcher has taken yet."""

    def pending(self, run: str) -> Iterator[Known]:
        """Open offers with pending events of that run."""

    def delete(self, ids: Collection[str], at: datetime) -> int:
        """Erase every copy of these offers, open and sealed, and leave tombstones."""

    def expired(self, now: datetime) -> frozenset[str]:
        """Offers, sealed ones too, whose time has run out."""

    def sealed(self) -> Mapping[Protects, int]:
        """How many offers are sealed, by whom the seal protects."""

    def originals(self, offer: str) -> Sequence[Version]:
        """The sealed wordings of an offer by fetch time, all versions of a sealed offer among
        them. Whoever asks writes the audit entry first."""


class Journal(Protocol):
    """What was done: runs and their problems, visits, matches, mailings, audit, leases."""

    def write_run(self, run: Run) -> None:
        """Store the run as it stands now, replacing what was stored of it."""

    def run(self, id: str) -> Run | None: ...

    def runs(
        self, *, site: str | None = None, living: bool | None = None, limit: int = 50
    ) -> Sequence[Run]:
        """Runs, newest first. `living`: only those without an end, or only those with one."""

    def last_full_look(self, site: str) -> Run | None:
        """The newest run of the site whose `look` is full."""

    def add_problem(self, problem: Problem) -> None: ...

    def problems(self, run: str) -> Sequence[Problem]: ...

    def visit(self, site: str, url: str) -> Visit | None: ...

    def visits(self, site: str, urls: Collection[str]) -> Mapping[str, Visit]:
        """The last visits of those of the urls that were visited, in one go."""

    def write_visits(self, visits: Sequence[Visit]) -> None:
        """Store the visits, replacing what was stored of these urls.

        Offers that were erased are left out; of a page that held nothing else no visit stays.
        """

    def drop_visits(self, before: datetime) -> int:
        """Erase the visits of pages that nobody has looked at since, and say how many."""

    def add_matches(self, matches: Sequence[Match]) -> int:
        """Write those that are not there yet and say how many that were."""

    def matches(self, *, rule: str | None = None, offer: str | None = None) -> Sequence[Match]: ...

    def unmailed(self) -> Mapping[tuple[str, str], Sequence[Match]]:
        """Matches for which no mailing exists yet, by rule and recipient."""

    def add_mailing(self, mailing: Mailing, read: Mapping[str, str | None] | None = None) -> bool:
        """Write the mailing unless it or one that shares a match with it for the same recipient
        exists; say whether it was written.

        `read` are the tokens of the offers that it quotes, as they were read: nothing is written
        if one of them was changed since, for that may have taken contacts out of it.
        """

    def mailings(self, *, state: MailingState | None = None) -> Sequence[Mailing]:
        """Mailings by the time they were made, oldest first."""

    def settle_mailing(self, id: str, state: MailingState) -> None: ...

    def write_attempt(self, attempt: Attempt) -> None:
        """Store the attempt, replacing what was stored under its mailing and number."""

    def attempts(self, mailing: str) -> Sequence[Attempt]: ...

    def rule_states(self) -> Mapping[str, RuleState]: ...

    def write_rule_state(self, state: RuleState) -> None: ...

    def add_audit(self, entry: AuditEntry) -> None: ...

    def audit(self) -> Sequence[AuditEntry]: ...

    def lease(self, name: str) -> Lease | None: ...

    def write_lease(self, lease: Lease, over: Lease | None) -> bool:
        """Store the lease if what is stored under its name equals `over` (`None`: nothing), and
        say whether it was. Of several who write over the same, one does. What was written
        outlives the process that wrote it, though not a power cut."""

    def forget(self, offers: Collection[str]) -> None:
        """Erase what quotes these offers: their matches, visits of pages that held them or led
        to them, mailings that wait (their other matches become unmailed again) and the text of
        mailings that were sent."""


class Store(Movable, AbstractContextManager["Store"], Protocol):
    """All parts behind one URL. A context manager; closing twice does no harm."""

    index: Index
    journal: Journal
    families: Families

    def together(self) -> AbstractContextManager[None]:
        """What this thread writes meanwhile may become durable at the end only, all at once, which
        costs less. A home without transactions writes each by itself: crashes leave less to do
        again, and nothing half done either way."""

    def close(self) -> None: ...
