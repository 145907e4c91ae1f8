"""Places that an ad names, and the routes between them."""

from dataclasses import dataclass
from enum import StrEnum

from offers.span import Span


class PlaceSort(StrEnum):
    """What a place is. A `spot` is smaller than a city: a camp, a harbour, a crossing."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    SPOT = "spot"


class PlaceRole(StrEnum):
    """What a place is to the ad: where the `work` is, or where people are `sought`."""

    WORK = "work"
    SOUGHT = "sought"


class Means(StrEnum):
    """By what one travels."""

    BOAT = "boat"
    SHIP = "ship"
    TRUCK = "truck"
    CAR = "car"
    BUS = "bus"
    TRAIN = "train"
    PLANE = "plane"
    FOOT = "foot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place of the gazetteer. `id` is `geonames:745044`, or `country:TR` for a whole country;
    `name` is English; latitude and longitude are degrees (WGS 84)."""

    id: str
    name: str
    country: str | None
    sort: PlaceSort
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as the ad writes it; `country` (ISO 3166-1 alpha-2) where the ad says it or its name
    leaves no doubt.

    `spot` is what it was taken for, `confidence` how sure that is (0 to 1), `others` what else its
    name may mean, the likeliest first.
    """

    name: str
    raw: str
    span: Span
    country: str | None = None
    spot: Spot | None = None
    role: PlaceRole | None = None
    confidence: float = 1.0
    others: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way that is offered, its places in the order of travel. At least two places are known, or
    one of them and the words that make a way of it ("to Italy").

    `raw` and `span` reach from the first sign of the route to its last.
    """

    origin: Place | None
    destination: Place | None
    raw: str
    span: Span
    via: tuple[Place, ...] = ()
    means: tuple[Means, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """All that are known, in the order of travel."""
        return tuple(place for place in (self.origin, *self.via, self.destination) if place)
