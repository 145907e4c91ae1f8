"""A lease: who may use a thing that one at a time may use, and whose turn is next."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """What all processes know of one thing that they share; each step of it is a new value.

    `holder` has it, or had it last if it is `free`. `term` grows whenever it changes hands, `beat`
    whenever its holder says that he is alive: who sees neither grow for long enough, by his own
    clock, may end the term of a holder who died. Whoever holds an older term holds nothing.
    `last` is when it was let go, by the clock of who did (UTC), `pause` how many seconds nobody
    may have it after that, `waiting` who asked for it meanwhile, in their order.
    """

    name: str
    holder: str = ""
    term: int = 0
    beat: int = 0
    free: bool = True
    last: datetime | None = None
    pause: float = 0.0
    waiting: tuple[str, ...] = ()

    def taken(self, holder: str) -> Self:
        """A new term, of somebody who waited or found it free."""
        waiting = tuple(one for one in self.waiting if one != holder)
        return replace(self, holder=holder, term=self.term + 1, beat=0, free=False, waiting=waiting)

    def alive(self) -> Self:
        """Its holder is still there."""
        return replace(self, beat=self.beat + 1)

    def left(self, at: datetime, pause: float) -> Self:
        """Its holder let it go; nobody is to have it for so many seconds."""
        return replace(self, free=True, last=at, pause=pause)

    def ended(self, at: datetime) -> Self:
        """Somebody else ended a dead holder's term, of whom nothing was seen since `at`."""
        return replace(self, term=self.term + 1, beat=0, free=True, last=at)

    def joined(self, who: str) -> Self:
        """Somebody waits for it, behind all others."""
        return self if who in self.waiting else replace(self, waiting=(*self.waiting, who))

    def without(self, who: str) -> Self:
        """Somebody waits no more."""
        return replace(self, waiting=tuple(one for one in self.waiting if one != who))

    def held_by(self, holder: str, term: int) -> bool:
        """Whether that term of his still lasts."""
        return not self.free and (self.holder, self.term) == (holder, term)

    def may(self, who: str) -> bool:
        """Whether it is free, and nobody else's turn."""
        return self.free and self.waiting[:1] in {(), (who,)}
