"""Stored offers are read again by today's parsers: what changes of each, and writing it.

A reading is derived from what was published. So another one is no event and no new version: the
offer has the newest, and each version keeps the one that it was stored with.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from traceback import walk_tb

from index.base import Index, Journal, StoreError
from ledger.book import PATIENCE, Conflict
from ledger.families import Kinship
from ledger.seal import redacted, seal, wording
from offers.audit import AuditEntry
from offers.life import Change, Known, Version
from offers.offer import Offer, Protects

Read = Callable[[Offer], Offer]
"""Reads the ad that is stored as an offer; `parsers.offer.read_again` with the site's profile."""

REASON = "sealed wordings are read again by today's parsers; nobody is shown them"


@dataclass(frozen=True, slots=True)
class Reread:
    """An offer as it reads today. `seals`: whom a seal protects that was not set before. `change`
    is what to write, or `None` where all is as it was; `unread` says why it could not be read."""

    known: Known
    after: Offer
    seals: Protects | None = None
    change: Change | None = None
    unread: str | None = None

    @property
    def before(self) -> Offer:
        return self.known.offer


@dataclass(slots=True)
class Rereader:
    """Reads again, and writes what changed. `actor` stands in the audit for whoever asked, since
    wordings of seekers are read as they were published."""

    index: Index
    journal: Journal
    secret: bytes
    read: Read
    actor: str
    now: Callable[[], datetime]
    families: Kinship
    _noted: bool = False

    def look(self, known: Known) -> Reread:
        """How an open offer reads today; nothing is written but the audit. Raises `StoreError`."""
        try:
            return self._look(known)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a library raises, it costs this ad only
            return Reread(known, known.offer, unread=_why(error))

    def enter(self, lives: Sequence[Known]) -> Iterator[Reread]:
        """Write how these offers read today, in one go, and give each as it was written.

        Where somebody else wrote in between, what they wrote is read again. Raises `Conflict` when
        other writers leave no gap.
        """
        left = list(lives)
        for _ in range(PATIENCE):
            found = [self.look(known) for known in left]
            changes = [one.change for one in found if one.change]
            self.families.notice({known.offer.id: known for known in left}, changes)
            refused = self.index.put(changes)
            self.families.flush()
            yield from (one for one in found if one.known.offer.id not in refused)
            if not refused:
                self.families.tried(self.now())
                return
            left = [one for one in self.index.known(refused).values() if not one.sealed]
        raise Conflict(f"{len(left)} offers are being written by others; do it again")

    def _look(self, known: Known) -> Reread:
        originals = self._originals(known) if known.redacted else {}
        published = originals.get(known.version)
        again = self.read(published.offer if published else known.offer)
        sealing = seal(again, known, self.secret)
        if sealing.sealed:
            sealed = replace(known, offer=again, sealed=sealing.sealed, redacted=False, pending=())
            return Reread(known, again, sealing.sealed, Change(known=sealed))
        if sealing.original is None:
            return self._open(known, again)
        return self._without_contacts(known, again, originals)

    def _open(self, known: Known, again: Offer) -> Reread:
        if again == known.offer:
            return Reread(known, again)
        masked: tuple[Version, ...] = ()
        if wording(again) != wording(known.offer):
            masked = tuple(self._masked(self.index.versions(again.id)))
        return Reread(
            known, again, change=Change(known=replace(known, offer=again), redacted=masked)
        )

    def _masked(self, versions: Sequence[Version]) -> Iterator[Version]:
        """Those in which a card number is masked now, which must not stay as they were."""
        for version in versions:
            again = self.read(version.offer)
            if wording(again) != wording(version.offer):
                yield replace(version, offer=again)

    def _without_contacts(
        self, known: Known, again: Offer, originals: Mapping[str, Version]
    ) -> Reread:
        newly = not known.redacted
        versions = tuple(self.index.versions(again.id))
        plain = newly or known.version in originals
        current = self._opened(known.offer, again, plain=plain, newly=newly)
        opened = tuple(self._versions(versions, originals, newly=newly))
        if current == known.offer and not opened:
            return Reread(known, current)
        change = Change(
            known=replace(known, offer=current, redacted=True),
            originals=versions if newly else (),
            redacted=opened,
        )
        return Reread(known, current, Protects.SEEKER if newly else None, change)

    def _versions(
        self, versions: Sequence[Version], originals: Mapping[str, Version], *, newly: bool
    ) -> Iterator[Version]:
        """Wordings that show by today's reading more than they may."""
        for version in versions:
            whole = originals.get(version.id, version).offer
            plain = newly or version.id in originals
            shown = self._opened(version.offer, self.read(whole), plain=plain, newly=newly)
            if newly or wording(shown) != wording(version.offer):
                yield replace(version, offer=shown)

    def _opened(self, stored: Offer, again: Offer, *, plain: bool, newly: bool) -> Offer:
        """What may lie open of a reading. `plain`: it is of the wording as published. What was
        taken for a contact before is masked, too."""
        before = redacted(stored, self.secret) if newly else stored
        shown = redacted(again, self.secret, before)
        return shown if plain else replace(shown, digest=stored.digest)

    def _originals(self, known: Known) -> Mapping[str, Version]:
        """The wordings as published. That they are opened stands in the audit before."""
        if not self._noted:
            entry = AuditEntry(
                at=self.now(), actor=self.actor, action="reread", subject="*", reason=REASON
            )
            self.journal.add_audit(entry)
            self._noted = True
        return {version.id: version for version in self.index.originals(known.offer.id)}


def _why(error: Exception) -> str:
    """What went wrong and where, without the error's own words: they may quote an ad that must not
    lie open."""
    modules = [frame.f_globals.get("__name__", "") for frame, _ in walk_tb(error.__traceback__)]
    readers = [name for name in modules if name.startswith("parsers.")]
    return f"{type(error).__name__} in {readers[-1]}" if readers else type(error).__name__
