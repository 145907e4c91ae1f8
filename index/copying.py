"""Everything that one store holds is copied into another, which is empty."""

from collections.abc import Callable, Iterable, Iterator
from secrets import token_hex

from index.base import Store, StoreError
from index.entries import Entry, Sums, differences, summed
from index.sole import Sole
from offers.lease import Lease

MARK = "copied from"
"""The lease that names the source as long as a copy is not complete."""

COPYING = "copying"
"""The lease of the process that copies."""

Told = Callable[[str, int], None]
"""What is being done, and how many entries of it are done."""

OFTEN = 100
"""Entries after which it is told how many there were."""


class NotEqual(StoreError):
    """After the copy the two stores do not hold the same; the message says what differs."""


def copy(source: Store, target: Store, name: str, told: Told) -> Sums:
    """Copy all but the leases, and compare both stores afterwards; how much of each kind they
    hold. `name` is what the source is called, the same each time.

    The target holds nothing, or what an earlier copy of this source left behind when it was
    broken off. Raises `StoreError` for another target, `NotEqual` where somebody wrote meanwhile.
    """
    with Sole(target.journal, COPYING) as sole:
        mark = _marked(source, target, name)
        target.load(_counted(source.dump(), "copying", told, sole))
        ours = summed(_counted(source.dump(), "reading again what was copied", told, sole))
        theirs = summed(_counted(target.dump(), "reading the copy", told, sole))
        if found := differences(ours, theirs):
            raise NotEqual(
                f"the copy is not equal to {name} ({'; '.join(found)}): what writes there must be"
                " stopped first; then do it again, which goes on with this copy"
            )
        target.journal.write_lease(Lease(name=MARK, holder=name), mark)
        return ours


def unfinished(mark: Lease | None) -> str | None:
    """What a store's mark says of it, if it is an unfinished copy."""
    if mark is None or mark.free:
        return None
    return f"an unfinished copy of {mark.holder}: `offerwatch index copy` from there goes on"


def _marked(source: Store, target: Store, name: str) -> Lease:
    """The mark in the target that says whose copy it is. Raises `StoreError` if it is none."""
    before = target.journal.lease(MARK)
    begun = before is not None and not before.free
    if before and begun and before.holder != name:
        raise StoreError(f"the store to copy to holds {unfinished(before)}; or choose another")
    if not begun and next(target.dump(), None):
        raise StoreError("the store to copy to holds something already: choose an empty one")
    mark = Lease(name=MARK, holder=name, free=False, waiting=(token_hex(8),))
    target.journal.write_lease(mark, before)
    if source.journal.lease(MARK) == mark:
        target.journal.write_lease(Lease(name=MARK, holder=name), mark)
        raise StoreError("both are the same store: there is nothing to copy")
    return mark


def _counted(entries: Iterable[Entry], what: str, told: Told, sole: Sole) -> Iterator[Entry]:
    number = 0
    for number, entry in enumerate(entries, start=1):
        if not number % OFTEN:
            sole.check()
            told(what, number)
        yield entry
    told(what, number)
