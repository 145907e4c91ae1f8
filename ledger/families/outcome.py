"""What is to be written when a batch is settled: all of it follows from what is stored, so it may
be written again."""

from dataclasses import dataclass, field

from ledger.families.comparing import Found
from ledger.families.partition import Place
from ledger.families.showing import Shown
from offers.family import Family, Kin, Print
from offers.life import Known


@dataclass(slots=True)
class Outcome:
    """`kin` are those that changed, `places` those of all that were looked at. `found` are links
    to be kept, `derived` offers of bases that were derived anew. `shown` is what offers say,
    `known` how they were read. `families` are documents as they are to be, `former` ids of families
    that may be none any more, each with members that it had. `touched` are ids of offers and bases
    that a crash would leave half written."""

    kin: list[Kin] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    derived: set[str] = field(default_factory=set)
    shown: dict[str, Shown] = field(default_factory=dict)
    known: dict[str, Known] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    former: dict[str, list[str]] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)

    def place(self, one: Print, place: Place) -> None:
        """Its kin is to be written so."""
        self.kin.append(Kin(print=one, base=place.base, family=place.family))
        self.places[one.offer] = place

    def was(self, family: str, *members: str) -> None:
        """That id was a family's, and these were in it."""
        self.former.setdefault(family, []).extend(members)
