"""What the rest of the program may ask of a store about which offers are alike."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from offers.family import Decision, Family, Kin, Link, Print, Ruling, Tables


class Families(Protocol):
    """Which offers are alike. Sealed offers are not in it.

    Writers hold the lease `families`: there is one at a time. Readers need none. What is erased
    from the index (`Index.delete`) or sealed (`Index.put`) is erased here as well: its kin, its
    links, decisions about it, the title of its family, which may be its own. Nothing is written
    about it afterwards: what names it is left out without a word.
    """

    def kin(self, offers: Collection[str]) -> Mapping[str, Kin]:
        """The kin of these offers, under the current tables."""

    def alike(
        self, prints: Sequence[Print], most: int | None = None, base: str | None = None
    ) -> Mapping[str, Sequence[Kin]]:
        """By offer, for each of them, those that may be like it, other than itself, of prints of
        the same tables (current or not): equal `exact`, or at least two keys in common, or a
        contact, stem or image in common. By id. Sees all that was entered before. Keys may be
        told apart by their last 47 bits alone.

        With `most`, no more than so many of each base: those with the most in common, where each
        key counts once and all else twice. With `base`, of that base alone."""

    def of_bases(self, bases: Collection[str]) -> Sequence[Kin]:
        """All kin of these bases, under the current tables, by id."""

    def links(self, offers: Collection[str]) -> Sequence[Link]:
        """All links of these offers to any, by id."""

    def enter(
        self,
        kin: Sequence[Kin] = (),
        links: Sequence[Link] = (),
        families: Sequence[Family] = (),
        retracted: Collection[str] = (),
    ) -> None:
        """Write these, replacing what is stored of the same offers (of the same tables), links and
        families; and erase the links whose ids are `retracted`. Links first, then kin, families
        last; a crash in between leaves what the same call completes.

        Raises `StoreError` for kin under tables that are not stored.
        """

    def drop(self, offers: Collection[str]) -> None:
        """Erase kin and links of these offers."""

    def family(self, start: str) -> Family | None:
        """The family whose id begins so; `Ambiguous` if there are several. It may lead on. An
        offer that was never linked has none."""

    def families(
        self, *, least: int = 2, limit: int = 50, after: str | None = None
    ) -> Sequence[Family]:
        """Families of at least that size, by size and then by id, the largest first; `after` is
        the id of the last one that was seen. Those that lead on are left out.

        Raises `StoreError` if there is no family `after` (any more).
        """

    def decide(self, decision: Decision) -> None:
        """Keep what an analyst said, instead of what was said of these two before."""

    def decisions(self) -> Sequence[Decision]:
        """All of them, oldest first."""

    def rule(self, ruling: Ruling) -> None:
        """Keep what an analyst said of a contact, instead of what was said of it before."""

    def unrule(self, contact: str) -> None:
        """Forget what was said of a contact, if anything was."""

    def rulings(self) -> Sequence[Ruling]:
        """All of them, oldest first."""

    def tables(self) -> Tables | None:
        """The current ones; `None` before the first."""

    def add_tables(self, tables: Tables) -> None:
        """Store tables beside the current ones; kin can be entered under them."""

    def use_tables(self, id: str) -> None:
        """Make these the current ones, in one step, and erase others with all kin under them.
        Raises `StoreError` if they are not stored."""
