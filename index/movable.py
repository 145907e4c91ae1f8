"""What every home does so that its things can move to another."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from index.entries import Entry


class Movable(Protocol):
    def dump(self) -> "Iterator[Entry]":
        """All that is stored but the leases, first offer by offer, each with all that belongs to
        it, then the journal. Of what is written meanwhile some may be in it."""

    def load(self, entries: "Iterable[Entry]") -> None:
        """Store what `dump` of some home gave. What was known of an offer that it names is
        replaced as a whole, and so is the journal. Broken off and begun again it ends the same.

        Raises `StoreError` for an entry that cannot be stored; what was stored before stays.
        """
