"""The workspace, opened: where commands, crawls and services get everything from."""

import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from evidence.warc import repair_folder
from index.base import Store
from index.health import Finding, Now
from index.store import EXAMPLE, examine, is_made, is_on_server, open_store, open_upkeep
from index.upkeep import Upkeep
from ledger import Kinship, Ledger
from offers.run import Run
from parsers.fold import tokens
from workspace import secret
from workspace.erasing import erase
from workspace.lock import Lock
from workspace.packs import OwnPacks, read_packs
from workspace.recorded import PAGES
from workspace.rules import Rules, read_rules
from workspace.settings import Settings, read_settings
from workspace.sites import Sites, read_sites
from workspace.spool import FOLDER as SPOOL
from workspace.spool import Spool
from workspace.table import Document, written
from workspace.where import SETTINGS, checked


@dataclass(frozen=True, slots=True)
class Workspace:
    """An operator's folder with its settings. Files of sites and rules are read when asked for."""

    folder: Path
    settings: Settings

    @classmethod
    def open(cls, folder: Path) -> "Workspace":
        """Read offerwatch.toml; raises `NoWorkspace` or `WrongSettings`."""
        folder = checked(Path(folder), "the caller")
        return cls(folder, read_settings(Document(folder / SETTINGS, folder)))

    def sites(self) -> Sites:
        """All of `sites/*.toml`, read anew."""
        return read_sites(self.folder, self.settings)

    @property
    def python_sites(self) -> tuple[Path, ...]:
        """`sites/*.py`: readers and spiders of the operator, not yet imported."""
        return written(self.folder / "sites", ".py")

    def rules(self) -> Rules:
        """All of `alerts/*.toml`, read anew."""
        return read_rules(self.folder, self.settings, self.now())

    def packs(self) -> OwnPacks:
        """All of `indicators/*.toml`, read anew."""
        return read_packs(self.folder)

    def open_store(self, url: str | None = None) -> Store:
        """The store that `store` names, or the one at that URL, with our folding."""
        # Before the store exists, so that a secret that goes missing later is noticed.
        _ = self.secret
        return self._opened(url)

    def make_store(self) -> None:
        """Make the store, if it is not there.

        On a server that may be for other workspaces, whose secret counts: this one needs none.
        """
        with self._opened() if is_on_server(self.settings.store) else self.open_store():
            pass

    def _opened(self, url: str | None = None) -> Store:
        access = self.settings.access(url)
        return open_store(url or self.settings.store, tokens, folder=self.folder, access=access)

    def open_upkeep(self, url: str | None = None) -> Upkeep:
        """The same store as it stands, to be looked after."""
        access = self.settings.access(url)
        return open_upkeep(url or self.settings.store, tokens, folder=self.folder, access=access)

    def examine_store(self, now: Now) -> Iterator[Finding]:
        """Look over the place where the store is; `now` tells the real time."""
        settings = self.settings
        access = settings.access()
        return examine(settings.store, folder=self.folder, now=now, access=access)

    def ledger(self, store: Store) -> Ledger:
        keep = timedelta(days=self.settings.keep_days)
        return Ledger(store.index, store.journal, keep, self.secret, Kinship(store, self.secret))

    def scratch(self, folder: Path) -> "Workspace":
        """A workspace of these settings that keeps everything elsewhere: nothing that is done
        there reaches this one's store, captures, locks or secret."""
        apart = replace(self.settings, store=EXAMPLE, captures=folder / "captures")
        return Workspace(folder, apart)

    def mend(self, store: Store) -> Sequence[Run]:
        """Close the runs that dead processes left open, and take half-written records off their
        captures; the runs that were mended."""
        mended = self.ledger(store).recover(self._alive, self.now())
        if mended:
            repair_folder(self.captures)
        return mended

    def forget(self, store: Store, ids: Collection[str], actor: str, reason: str) -> int:
        """Erase every copy of these offers for good, recorded pages that hold or name them too;
        how many offers were erased."""
        urls = {known.offer.url for known in store.index.known(ids).values()}
        erased = self.ledger(store).forget(ids, self.now(), actor, reason)
        erase(self.pages, ids, urls, self.now())
        self.spool.erase(ids)
        return erased

    def expire(self, store: Store) -> int:
        """Erase what was kept for as long as it may be; how many offers were erased."""
        over = store.index.expired(self.now())
        urls = {known.offer.url for known in store.index.known(over).values()}
        erased = self.ledger(store).expire(self.now())
        erase(self.pages, over, urls, self.now())
        self.spool.erase(over)
        self.spool.expire(self.now() - timedelta(days=self.settings.keep_days))
        return erased

    def tend(self, store: Store) -> bool:
        """Count words of ads anew and rebuild families if that is due, however many offers there
        are; whether that was done. It may take minutes: for whoever looks after a store all day."""
        return self.ledger(store).families.tend(self.now(), most=sys.maxsize)

    def _alive(self, run: Run) -> bool:
        return self.is_locked(f"site-{run.site}")

    def now(self) -> datetime:
        """What time it is for this workspace (UTC): real, or where its clock stands."""
        return self.settings.clock or datetime.now(UTC)

    @property
    def clock(self) -> str:
        return "simulated" if self.settings.clock else "system"

    @property
    def captures(self) -> Path:
        """The folder of WARC files, which only this user may enter."""
        self.settings.captures.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.settings.captures

    @property
    def pages(self) -> Path:
        """The folder of recorded pages."""
        return self.folder / PAGES

    @property
    def spool(self) -> Spool:
        """What was read and could not be stored."""
        return Spool(self.folder / SPOOL)

    @property
    def secret(self) -> bytes:
        """32 bytes under which contacts become keys; raises `secret.NoSecret`.

        Made on first use, and never again once there is a store: keys made under another
        secret would silently stop matching.
        """
        return secret.ensure(self.folder, used=self.has_store)

    def has_store(self) -> bool:
        """Whether the store was made. Raises `StoreError`."""
        return is_made(self.settings.store, folder=self.folder, access=self.settings.access())

    def lock(self, name: str, doing: str = "no reason given") -> Lock:
        """A lock of that name over all processes; `doing` is what others are told."""
        return Lock(self.folder / "locks", name, doing)

    def is_locked(self, name: str) -> bool:
        return self.lock(name).held()
