"""One offer was read: what is written down about it, given what was remembered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ledger.seal import Sealing, redacted, same_wording, wording
from offers.life import Change, Event, EventKind, How, Known, Sighting, Status, Version
from offers.offer import Offer


class Outcome(StrEnum):
    """What the reading of an offer turned out to be."""

    NEW = "new"
    EDITED = "edited"
    BACK = "back"
    UNCHANGED = "unchanged"
    LISTED = "listed"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Step:
    """What to write, and in one word why."""

    outcome: Outcome
    change: Change


@dataclass(frozen=True, slots=True)
class Stepper:
    """Takes the steps of one run. `keep` is how long an offer is kept after it was last seen;
    `history` fetches the stored versions of an offer, oldest first."""

    run: str
    keep: timedelta
    secret: bytes
    history: Callable[[str], Sequence[Version]]

    def step(self, known: Known | None, sealing: Sealing) -> Step:
        if known is None:
            return self._first(sealing)
        if sealing.open.seen < known.last_seen:
            return self._late(known, sealing)
        return self._again(known, sealing)

    def glance(self, known: Known, at: datetime, how: How) -> Step:
        """The offer was seen again, and nobody read it: it counts as it was last known."""
        if at < known.last_seen:
            seen = self._glimpse(known, self._then(known, at), at, how)
            return Step(Outcome.LATE, Change(known=known, sightings=(seen,)))
        events = tuple(self._events(known, None, at))
        current = replace(
            _there(known, at),
            last_seen=at,
            last_run=self.run,
            expires=at + self.keep,
            pending=() if known.sealed else known.pending + events,
        )
        seen = self._glimpse(known, known.version, at, how)
        plain = Outcome.LISTED if how is How.LISTED else Outcome.UNCHANGED
        return Step(
            _outcome(events, plain), Change(known=current, events=events, sightings=(seen,))
        )

    def _first(self, sealing: Sealing) -> Step:
        offer = sealing.open
        version = Version.after(None, self.run, offer)
        event = self._event(EventKind.NEW, offer.id, version.id, offer.seen, version.id)
        known = Known(
            offer=offer,
            version=version.id,
            status=Status.ONLINE,
            first_seen=offer.seen,
            last_seen=offer.seen,
            last_run=self.run,
            expires=offer.seen + self.keep,
            pending=() if sealing.sealed else (event,),
            sealed=sealing.sealed,
            redacted=sealing.original is not None,
        )
        change = Change(
            known=known,
            versions=(version,),
            events=(event,),
            sightings=(self._sighting(offer, version.id),),
            originals=sealing.original_of(version),
        )
        return Step(Outcome.NEW, change)

    def _again(self, known: Known, sealing: Sealing) -> Step:
        offer = sealing.open
        edited = not self._same(known, sealing)
        version = Version.after(known.version, self.run, offer) if edited else None
        events = tuple(self._events(known, version, offer.seen))
        current = replace(
            _there(known, offer.seen),
            offer=offer if version else self._reread(known, sealing),
            version=version.id if version else known.version,
            last_seen=offer.seen,
            last_run=self.run,
            expires=offer.seen + self.keep,
            pending=() if sealing.sealed else known.pending + events,
            sealed=sealing.sealed,
            redacted=sealing.original is not None,
        )
        change = Change(
            known=current,
            versions=(version,) if version else (),
            events=events,
            sightings=(self._sighting(offer, current.version),),
            originals=sealing.original_of(version) if version else (),
        )
        return Step(_outcome(events), self._with_older_redacted(known, change))

    def _events(self, known: Known, version: Version | None, at: datetime) -> Sequence[Event]:
        offer, events = known.offer.id, []
        if known.status is Status.GONE and not _still_gone(known, at):
            absence = (known.gone_since or known.last_seen).isoformat()
            events.append(self._event(EventKind.BACK, offer, known.version, at, absence))
        if version:
            events.append(self._event(EventKind.EDITED, offer, version.id, at, version.id))
        return events

    def _late(self, known: Known, sealing: Sealing) -> Step:
        """An older sighting enters history; what is current stays."""
        offer = sealing.open
        earlier = [v for v in self.history(offer.id) if v.offer.seen <= offer.seen]
        last = earlier[-1] if earlier else None
        if last and same_wording(last.offer, sealing.original or offer, self.secret):
            version, new = last, False
        else:
            version, new = Version.after(last.id if last else None, self.run, offer), True
        current = replace(
            self._unreachable(known, sealing),
            first_seen=min(known.first_seen, offer.seen),
            sealed=sealing.sealed,
            pending=() if sealing.sealed else known.pending,
        )
        change = Change(
            known=current,
            versions=(version,) if new else (),
            sightings=(self._sighting(offer, version.id),),
            originals=sealing.original_of(version) if new else (),
        )
        return Step(Outcome.LATE, self._with_older_redacted(known, change))

    def _unreachable(self, known: Known, sealing: Sealing) -> Known:
        """What is known, without contacts if this wording is the first that shows a seeker."""
        if known.redacted or sealing.original is None:
            return known
        return replace(known, offer=redacted(known.offer, self.secret), redacted=True)

    def _same(self, known: Known, sealing: Sealing) -> bool:
        return same_wording(known.offer, sealing.original or sealing.open, self.secret)

    def _reread(self, known: Known, sealing: Sealing) -> Offer:
        """The same wording, perhaps understood better, or with a picture now; its proof and its
        time stay the first. Addresses of pictures stay as well: some sites make new ones for the
        same picture every day."""
        first = known.offer
        if first.extractor == sealing.open.extractor and known.redacted == bool(sealing.original):
            added = () if first.images else sealing.open.images
            return replace(first, images=added) if added else first
        return replace(sealing.open, seen=first.seen, capture=first.capture)

    def _with_older_redacted(self, known: Known, change: Change) -> Change:
        """The first wording that shows a seeker takes the contacts out of the earlier ones; and
        what a later reading of a wording finds in it is taken out of that."""
        if not change.known.redacted:
            return change
        if known.redacted:
            return self._with_more_masked(known, change)
        older = tuple(self.history(known.offer.id))
        opened = tuple(replace(v, offer=redacted(v.offer, self.secret)) for v in older)
        return replace(change, redacted=opened, originals=older + change.originals)

    def _with_more_masked(self, known: Known, change: Change) -> Change:
        if change.versions or wording(known.offer) == wording(change.known.offer):
            return change
        opened = change.known.offer
        current = (v for v in self.history(known.offer.id) if v.id == known.version)
        return replace(change, redacted=tuple(replace(v, offer=opened) for v in current))

    def _event(
        self, kind: EventKind, offer: str, version: str, at: datetime, occasion: str
    ) -> Event:
        return Event(
            kind=kind, offer=offer, version=version, run=self.run, at=at, occasion=occasion
        )

    def _then(self, known: Known, at: datetime) -> str:
        """The version that was current at an earlier time."""
        earlier = [v.id for v in self.history(known.offer.id) if v.offer.seen <= at]
        return earlier[-1] if earlier else known.version

    def _glimpse(self, known: Known, version: str, at: datetime, how: How) -> Sighting:
        return Sighting(offer=known.offer.id, run=self.run, at=at, version=version, how=how)

    def _sighting(self, offer: Offer, version: str) -> Sighting:
        return Sighting(offer=offer.id, run=self.run, at=offer.seen, version=version)


def _there(known: Known, at: datetime) -> Known:
    """The offer as one that was seen then."""
    if _still_gone(known, at):
        return known
    return replace(known, status=Status.ONLINE, gone_since=None)


def _still_gone(known: Known, at: datetime) -> bool:
    """Whether a sighting comes too late to say that it is back: the newest there is, but older than
    the run that did not find it."""
    return known.gone_since is not None and at < known.gone_since


def _outcome(events: Sequence[Event], plain: Outcome = Outcome.UNCHANGED) -> Outcome:
    """Back counts before edited: an ad that came back in other words is both. `plain` is what it
    is if nothing happened."""
    return Outcome(events[0].kind) if events else plain
