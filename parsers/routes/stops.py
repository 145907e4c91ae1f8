"""The places of one field as stops of a way, each with how it hangs on the one before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from offers.place import PlaceSort
from parsers.places.gaps import Gap, gap
from parsers.places.mentions import Mention


@dataclass(frozen=True, slots=True)
class Stop:
    """A place; `start` and `end` count in the folded text and take in the flags beside it and the
    country behind it. `after` is how it hangs on the stop before, `between` the words there."""

    mention: Mention
    start: int
    end: int
    after: Gap | None
    between: str

    @property
    def id(self) -> str:
        return self.mention.chosen.known.spot.id

    @property
    def country(self) -> str | None:
        return self.mention.chosen.known.spot.country

    @property
    def sort(self) -> PlaceSort:
        return self.mention.chosen.known.spot.sort


def stops(folded: str, mentions: Sequence[Mention]) -> Iterator[Stop]:
    """The stops of one field, in the order of the text."""
    end = 0
    for at, one in enumerate(mentions):
        if one.inside:
            continue
        between = folded[end : one.outer[0]]
        after = gap(between, one.name.led(folded)) if end else None
        end = one.outer[1]
        if at + 1 < len(mentions) and mentions[at + 1].inside:
            end = mentions[at + 1].outer[1]
        yield Stop(one, one.outer[0], end, after, between)
