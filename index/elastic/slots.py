"""The slot of an offer: the one document that decides what is true of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from index.base import Tokens
from index.codec import Life, encode, revive
from index.elastic.cluster import Action, Cluster, Found, json_object
from index.elastic.layout import Part
from index.fields import FIELDS
from index.flat import Flat, flatten
from index.spelling import storable
from index.times import stamp
from index.understood import places
from offers.life import Known
from offers.offer import Offer, Protects

LONGEST_ID = 512
"""Bytes of an id that Elasticsearch takes."""

STATE = (
    "open",
    "revision",
    "attempt",
    "protects",
    "erased",
    "unfinished",
    "superseded",
    "entered",
    "originals",
    "withheld",
    "life_id",
)
"""What a slot says but for the offer itself."""


class Unfinished(StrEnum):
    """What is left to be done once a slot was switched."""

    REDACTING = "redacting"
    SEALING = "sealing"
    ERASING = "erasing"


@dataclass(frozen=True, slots=True)
class Slot:
    """What a slot says. One that does not exist says nothing. `source` may hold `STATE` only."""

    id: str
    found: Found | None = None

    @property
    def source(self) -> Mapping[str, Any]:
        return self.found.source if self.found else {}

    @property
    def open(self) -> bool:
        return bool(self.source.get("open"))

    @property
    def erased(self) -> bool:
        return "erased" in self.source

    @property
    def protects(self) -> Protects | None:
        """Whom the seal protects, of an offer that is sealed."""
        return Protects(self.source["protects"]) if "protects" in self.source else None

    @property
    def revision(self) -> int:
        return int(self.source.get("revision", 0))

    @property
    def token(self) -> str | None:
        return str(self.revision) if self.revision else None

    @property
    def unfinished(self) -> Unfinished | None:
        return Unfinished(self.source["unfinished"]) if "unfinished" in self.source else None

    @property
    def attempt(self) -> str | None:
        return self.source.get("attempt")

    @property
    def life_id(self) -> str:
        return str(self.source["life_id"])

    def names(self, field: str) -> Sequence[str]:
        """Documents that count: `entered`, `originals`, or `superseded` ones that do not."""
        return tuple(self.source.get(field, ()))

    def write(self, body: str) -> Action:
        """The body in its place, provided that it is still as it was read."""
        return Action(Part.OFFERS, self.id, body, over=self.found, create=self.found is None)


def slots(cluster: Cluster, ids: Collection[str], *, whole: bool = False) -> dict[str, Slot]:
    """Each of the ids with its slot as it stands now; `whole`: with the offer in it. An id that
    no document can have has an empty one."""
    fields = None if whole else STATE
    found = cluster.documents(Part.OFFERS, fit(ids), only=fields)
    return {id_: Slot(id_, found.get(id_)) for id_ in ids}


def fit(ids: Iterable[str]) -> list[str]:
    """Those that a document may be called by."""
    return [id_ for id_ in ids if id_ and storable(id_) == id_ and _short(id_)]


def _short(id_: str) -> bool:
    return len(id_) * 4 <= LONGEST_ID or len(id_.encode()) <= LONGEST_ID


def remembered(source: Mapping[str, Any]) -> Known:
    """What an open slot remembers of its offer."""
    offer = revive(Offer, source["offer"])
    return revive(Life, source["life"]).known(offer, str(source["revision"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a slot is to say beside the offer. `withheld`: whom its sealed wordings protect;
    `superseded`: documents that it named before, still to be erased."""

    revision: int
    attempt: str
    entered: Sequence[str]
    originals: Sequence[str] = ()
    withheld: Collection[Protects] = ()
    superseded: Sequence[str] = ()
    unfinished: Unfinished | None = None

    def fields(self) -> dict[str, Any]:
        wanted = {
            "revision": self.revision,
            "attempt": self.attempt,
            "entered": list(self.entered),
            "originals": list(self.originals),
            "withheld": sorted(self.withheld),
            "superseded": list(self.superseded),
            "unfinished": self.unfinished,
        }
        return {name: value for name, value in wanted.items() if value}


def open_body(known: Known, written: tuple[str, Offer], marks: Marks, tokens: Tokens) -> str:
    """The slot of an open life. `written` is the offer's JSON and what it is read back as."""
    document, offer = written
    flat = flatten(known, tokens)
    fields = {
        "open": True,
        **marks.fields(),
        "pending_run": sorted({event.run for event in known.pending}),
        "last_run": known.last_run,
        "expires": stamp(known.expires),
        **_published(offer),
        **_located(offer),
        "folded": {name: " ".join(words) for name, words in flat.words.items()},
        **_keywords(flat),
        **flat.numbers,
    }
    return json_object(fields, offer=document, life=encode(Life.of(known)))


def sealed_body(protects: Protects, life_id: str, marks: Marks) -> str:
    """The slot of a sealed offer."""
    return json_object({"protects": protects, "life_id": life_id, **marks.fields()})


def erased_body(at: int, unfinished: Unfinished | None = None) -> str:
    """A tombstone. `at` in microseconds."""
    return json_object({"erased": at} | ({"unfinished": unfinished} if unfinished else {}))


def _published(offer: Offer) -> dict[str, Any]:
    """Texts as the ad has them."""
    texts = {
        "title": offer.title,
        "text": offer.text,
        "employer": offer.employer.name if offer.employer else None,
        "place": [place.name for place in offer.places if place.name],
    }
    return {name: text for name, text in texts.items() if text}


def _located(offer: Offer) -> dict[str, Any]:
    """Where the places are whose coordinates are known, for maps."""
    spots = dict.fromkeys(place.spot for place in places(offer) if place.spot)
    found = [
        {"lat": spot.latitude, "lon": spot.longitude}
        for spot in spots
        if spot.latitude is not None
        and spot.longitude is not None
        and abs(spot.latitude) <= 90
        and abs(spot.longitude) <= 180
    ]
    return {"location": found} if found else {}


def _keywords(flat: Flat) -> dict[str, Any]:
    return {
        name: list(values) if FIELDS[name].many else values[0]
        for name, values in flat.keywords.items()
    }
