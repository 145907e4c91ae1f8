"""All places of an ad: those of its labelled fields first, then those of its prose."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from offers.offer import Kind
from offers.place import Place, PlaceRole, Spot
from parsers.places.choice import Chosen
from parsers.places.context import Context
from parsers.places.gaps import Gap
from parsers.places.labelled import labelled
from parsers.places.mentions import Mention, mentions
from parsers.places.peoples import peoples
from parsers.places.roles import Roles
from parsers.wording import Wording, Written
from parsers.words import Words

MOST = 40
"""Places kept of one ad."""

REMEMBERED = 4096
"""Labelled places of which it is remembered what they name: boards say the same few again."""

DOUBTFUL = 0.7
"""Where it is less clear which of several places is meant, the country is not told."""

TRUSTED = 0.95
"""How sure it is that a labelled field names a place. Set by hand."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What an ad says of places: in its labelled fields, in its prose, and whose people it seeks;
    `languages` are those in which the prose was read."""

    labelled: tuple[Place, ...]
    mentions: tuple[Mention, ...]
    prose: tuple[Place, ...]
    languages: frozenset[str]

    @property
    def told(self) -> tuple[str, ...]:
        """The countries of the labelled fields. Those of the prose tell little of whose phone
        number stands there: an ad for work abroad is answered at home."""
        return tuple(dict.fromkeys(place.country for place in self.labelled if place.country))

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries of the prose."""
        return tuple(dict.fromkeys(place.country for place in self.prose if place.country))

    @property
    def places(self) -> tuple[Place, ...]:
        """Each place once for each of its roles, where it is first named: labelled ones first."""
        kept: dict[tuple[object, ...], Place] = {}
        for at, place in enumerate((*self.labelled, *self.prose)):
            spot = place.spot.id if place.spot else at
            before = next((key for key in kept if key[0] == spot), None)
            if before is not None and (place.role is None or place.role == kept[before].role):
                continue
            if before is not None and kept[before].role is None:
                kept[before] = replace(kept[before], role=place.role)
                continue
            kept.setdefault((spot, place.role), place)
        return tuple(kept.values())[:MOST]


def placed(
    wording: Wording,
    fields: Sequence[Words] = (),
    languages: tuple[str, ...] = (),
    home: str | None = None,
    kinds: frozenset[Kind] = frozenset(),
) -> Placed:
    """The places of an ad. `fields` are the words of its prose, `languages` (ISO 639) the ad's own
    before its site's, `home` the country of the site."""
    told = labelled(wording, languages)
    codes = [place.country for place in told if place.country]
    context = Context.of(languages, home, codes)
    told = tuple(_resolved(place, context) for place in told)
    if kinds == frozenset({Kind.JOB}):
        told = tuple(replace(place, role=PlaceRole.WORK) for place in told)
    found = mentions(fields, context)
    return Placed(told, found, tuple(_prose(fields, found, context.languages)), context.languages)


def _resolved(place: Place, context: Context) -> Place:
    """A labelled place with its spot: the one that its own words name first."""
    said = Context.of(context.languages, context.home, [place.country] if place.country else [])
    chosen = _first(place.raw, said)
    if chosen is None or (place.country and chosen.known.spot.country != place.country):
        return place
    return replace(
        place,
        spot=chosen.known.spot,
        confidence=_sure(chosen, TRUSTED),
        others=_others(chosen),
    )


@lru_cache(maxsize=REMEMBERED)
def _first(raw: str, context: Context) -> Chosen | None:
    """The first place that the words of a labelled field name."""
    found = mentions((Words.of(Written("place", raw)),), context, trusted=True)
    return found[0].chosen if found else None


def _prose(
    fields: Sequence[Words], found: Sequence[Mention], languages: frozenset[str]
) -> Iterator[Place]:
    for words in fields:
        roles = Roles(words, languages)
        own = [one for one in found if one.written.field == words.written.field]
        read = [place_of(one, role) for one, role in _played(own, roles) if not one.inside]
        yield from sorted((*read, *peoples(roles)), key=lambda place: place.span.start)


def _played(own: Sequence[Mention], roles: Roles) -> Iterator[tuple[Mention, PlaceRole | None]]:
    """Mentions with their roles; in a list, what has none has that of the one before."""
    last: PlaceRole | None = None
    for one in own:
        listed = one.after in (Gap.LIST, Gap.INSIDE) and one.says in (None, "in")
        last = roles.role(one) or (last if listed else None)
        yield one, last


def place_of(mention: Mention, role: PlaceRole | None = None) -> Place:
    """The place that a mention is, with its flag outside of it."""
    span = mention.written.span(mention.name.start, mention.name.end)
    raw = mention.written.raw(span)
    spot = mention.chosen.known.spot
    return Place(
        name=" ".join(raw.split()),
        raw=raw,
        span=span,
        country=spot.country if mention.chosen.clear >= DOUBTFUL else None,
        spot=spot,
        role=role,
        confidence=_sure(mention.chosen, mention.confidence),
        others=_others(mention.chosen),
    )


def _sure(chosen: Chosen, confidence: float) -> float:
    return round(confidence * chosen.clear, 2)


def _others(chosen: Chosen) -> tuple[Spot, ...]:
    return tuple(one.spot for one in chosen.others)
