"""What was read and could not be stored, until it can be.

`spool/SITE/RUN.NUMBER.jsonl` has a line for each page, and is written whole or not at all. Offers
stand there as they were read, those that are to be sealed among them, so the files are for their
owner alone.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from secrets import token_hex
from time import time

from index.base import NotStorable, StoreError, Unavailable
from index.codec import decode, encode
from ledger import Ledger
from offers.life import How
from offers.offer import Offer
from offers.run import Run
from workspace.once import write_once

FOLDER = "spool"
SUFFIX = ".jsonl"

STALE = 3600
"""Seconds after which nobody is still writing a file that has not got its name yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwritten:
    """What one page said: the `offers` that were read, or the ids of those that were `seen` at a
    time in some way without being read."""

    offers: tuple[Offer, ...] = ()
    seen: tuple[str, ...] = ()
    at: datetime | None = None
    how: How = How.READ

    def enter(self, ledger: Ledger, run: Run) -> int:
        """Tell the ledger; how many offers that were. Doing so twice is doing it once."""
        if self.offers:
            ledger.record(run, self.offers)
        if self.seen and self.at:
            ledger.glance(run, self.seen, self.at, self.how)
        return len(self.offers) + len(self.seen)

    def without(self, ids: Collection[str]) -> "Unwritten":
        left = tuple(offer for offer in self.offers if offer.id not in ids)
        return replace(self, offers=left, seen=tuple(id_ for id_ in self.seen if id_ not in ids))

    def since(self, oldest: datetime) -> "Unwritten":
        """Without what was read before that."""
        left = tuple(offer for offer in self.offers if _utc(offer.seen) >= oldest)
        return replace(self, offers=left, seen=self.seen if self.at and self.at >= oldest else ())

    def parts(self) -> "Iterator[Unwritten]":
        """Each offer by itself."""
        yield from (replace(self, offers=(offer,), seen=()) for offer in self.offers)
        yield replace(self, offers=())


@dataclass(frozen=True, slots=True)
class Delivery:
    """How many offers reached the store; `left` says of each page that did not, why."""

    offers: int = 0
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spool:
    """The spool of one workspace. Whoever reads or writes a site's files holds that site's lock."""

    folder: Path

    def sites(self) -> Sequence[str]:
        """Sites of which something waits."""
        return sorted(found.name for found in self.folder.glob("*") if any(self.files(found.name)))

    def files(self, site: str) -> Sequence[Path]:
        """The files of a site, the oldest run first."""
        return sorted((self.folder / site).glob(f"*{SUFFIX}"))

    def add(self, run: Run, pages: Iterable[Unwritten]) -> int:
        """Keep what pages said, on disk when this returns; how many offers that were."""
        kept = [page for page in pages if page.offers or page.seen]
        folder = self.folder / run.site
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        numbers = count(len(self.files(run.site)) + 1)
        files = (folder / f"{run.id}.{number:04}{SUFFIX}" for number in numbers)
        if kept:
            next(file for file in files if write_once(file, _lines(kept), 0o600))
        return sum(len(page.offers) + len(page.seen) for page in kept)

    def deliver(self, site: str, ledger: Ledger) -> Delivery:
        """Enter what waits of a site and forget it. What the store refuses for good stays, and so
        does a damaged file; neither stops anything else. Raises `Unavailable`; then all that is
        left stays."""
        _sweep(self.folder / site)
        deliveries = [_deliver(file, ledger) for file in self.files(site)]
        left = tuple(why for one in deliveries for why in one.left)
        return Delivery(sum(one.offers for one in deliveries), left)

    def erase(self, ids: Collection[str]) -> int:
        """Take offers out of all that waits; how many files named one."""
        return self._change(lambda page: page.without(ids))

    def expire(self, oldest: datetime) -> int:
        """Take out what was read before that; how many files held such."""
        return self._change(lambda page: page.since(oldest))

    def _change(self, change: Callable[[Unwritten], Unwritten]) -> int:
        """Raises `StoreError` for a file that was changed, when all others are done."""
        touched = 0
        damaged: StoreError | None = None
        for folder in self.folder.glob("*"):
            _sweep(folder)
            for file in self.files(folder.name):
                try:
                    touched += _changed(file, change)
                except StoreError as error:
                    damaged = error
        if damaged:
            raise damaged
        return touched


def _utc(at: datetime) -> datetime:
    """What has no zone cannot be stored, and waits nevertheless."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _sweep(folder: Path) -> None:
    """Erase what a crash left of files that were being written: they hold whole offers."""
    for file in folder.glob("*"):
        try:
            if file.suffix != SUFFIX and time() - file.stat().st_mtime > STALE:
                file.unlink()
        except FileNotFoundError:
            continue


def _changed(file: Path, change: Callable[[Unwritten], Unwritten]) -> bool:
    """Whether that changes anything. A file that was delivered meanwhile is gone."""
    try:
        pages = list(read(file))
    except FileNotFoundError:
        return False
    kept = [change(page) for page in pages]
    if kept == pages:
        return False
    _replace(file, [page for page in kept if page.offers or page.seen])
    return True


@dataclass(slots=True)
class _Delivering:
    """One file on its way into the store. `refused` are pages, or parts of them, and why."""

    ledger: Ledger
    run: Run
    refused: list[tuple[Unwritten, str]] = field(default_factory=list)

    def enter(self, page: Unwritten) -> int:
        """How many offers reached the store. One that cannot be stored stops no other."""
        try:
            return page.enter(self.ledger, self.run)
        except Unavailable:
            raise
        except NotStorable as error:
            if len(page.offers) > 1:
                return sum(map(self.enter, page.parts()))
            self.refused.append((page, str(error)))
        except StoreError as error:
            self.refused.append((page, str(error)))
        return 0


def _deliver(file: Path, ledger: Ledger) -> Delivery:
    run = ledger.journal.run(file.name.partition(".")[0])
    if run is None:
        return Delivery(left=(f"{file}: this store knows no such run; was it another store's?",))
    try:
        pages = list(read(file))
    except StoreError as error:
        return Delivery(left=(str(error),))
    delivering = _Delivering(ledger, run)
    offers = sum(map(delivering.enter, pages))
    ledger.families.flush()
    _replace(file, [page for page, _ in delivering.refused])
    return Delivery(offers, tuple(f"{file}: {why}" for _, why in delivering.refused))


def read(file: Path) -> Iterator[Unwritten]:
    """What a file holds. Raises `StoreError` for a line that is no page of ours."""
    with file.open("rb") as opened:
        for number, line in enumerate(opened, 1):
            try:
                yield decode(Unwritten, line.decode())
            except ValueError as error:
                raise StoreError(
                    f"{file}, line {number}: this is not what was written; move the file away"
                ) from error


def _lines(pages: Iterable[Unwritten]) -> bytes:
    return "".join(encode(page) + "\n" for page in pages).encode()


def _replace(file: Path, pages: Sequence[Unwritten]) -> None:
    """Put these in place of what the file holds, at once; a file of nothing is no file."""
    if not pages:
        file.unlink()
        return
    aside = file.with_suffix(f".{token_hex(8)}")
    write_once(aside, _lines(pages), 0o600)
    aside.replace(file)
