"""Offers as rows of a spreadsheet, in which no ad can place a formula."""

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TextIO

from console.record import moment
from offers.indicator import State, rank, shown
from offers.life import Known
from offers.money import Money
from offers.offer import Contact, Moment
from offers.place import Route

STARTS_FORMULA = re.compile(
    r"[\s\x00-\x20\u200b-\u200f\ufeff]*[=+\-@\t\r|\uff1d\uff0b\uff0d\uff20]"
)
"""What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection"), full-width forms
and what may stand unseen before it included; a bar begins a command in old ones."""

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def harmless(text: str) -> str:
    """Text that a spreadsheet shows and never reckons, an apostrophe before it where need be."""
    text = UNWRITABLE.sub("", text)
    return f"'{text}" if STARTS_FORMULA.match(text) else text


def _when(found: Moment | None) -> str:
    return moment(found.at) if found else ""


def money_text(found: Money) -> str:
    """`1500-2000 EUR month`; what is unknown is left out."""
    amounts = dict.fromkeys(
        format(each, "f") for each in (found.low, found.high) if each is not None
    )
    return " ".join(filter(None, ["-".join(amounts), found.currency, found.per]))


def money_told(found: Money) -> str:
    """`300 EUR month (fee, before)`: the same with what it is and when it is due."""
    notes = ", ".join(filter(None, (found.role, found.due)))
    return money_text(found) + (f" ({notes})" if notes else "")


def route_text(found: Route) -> str:
    """`from Izmir via Greece to Bari by boat`, places by their English names where those are known.

    Words and no arrows: between names from right to left an arrow would point the wrong way.
    """
    ends = (("from", found.origin), *(("via", each) for each in found.via))
    named = (*ends, ("to", found.destination))
    way = [f"{word} {end.spot.name if end.spot else end.name}" for word, end in named if end]
    return " ".join((*way, f"by {', '.join(found.means)}")) if found.means else " ".join(way)


def rank_text(known: Known) -> str:
    """The sum of the weights of the indicators that an ad shows; empty if it speaks of none."""
    hits = known.offer.indicators
    return f"{rank(hits):g}" if hits else ""


def _languages(known: Known) -> str:
    passages = (passage.language for passage in known.offer.passages)
    return _several(each.code for each in (known.offer.language, *passages) if each)


def _denied(known: Known) -> str:
    hits = known.offer.indicators
    return _several(hit.id for hit in hits if hit.state is State.CONTRADICTED)


def _contact(found: Contact) -> str:
    return f"{found.kind}:{found.value}"


def _several(found: Iterable[str | None]) -> str:
    return "; ".join(dict.fromkeys(each for each in found if each))


COLUMNS: Mapping[str, Callable[[Known], str]] = {
    "id": lambda known: known.offer.id,
    "site": lambda known: known.offer.site,
    "url": lambda known: known.offer.url,
    "status": lambda known: known.status,
    "first_seen": lambda known: moment(known.first_seen),
    "last_seen": lambda known: moment(known.last_seen),
    "gone_since": lambda known: moment(known.gone_since) if known.gone_since else "",
    "kinds": lambda known: _several(sorted(known.offer.kinds)),
    "speaker": lambda known: known.offer.speaker or "",
    "language": lambda known: known.offer.language.code if known.offer.language else "",
    "title": lambda known: known.offer.title or "",
    "text": lambda known: known.offer.text or "",
    "published": lambda known: _when(known.offer.published),
    "valid_until": lambda known: _when(known.offer.valid_until),
    "employer": lambda known: known.offer.employer.name if known.offer.employer else "",
    "places": lambda known: _several(place.name for place in known.offer.places),
    "countries": lambda known: _several(place.country for place in known.offer.places),
    "site_country": lambda known: known.offer.site_country or "",
    "money": lambda known: _several(money_told(each) for each in known.offer.money),
    "contacts": lambda known: _several(_contact(each) for each in known.offer.contacts),
    "key": lambda known: known.offer.key or "",
    "redacted": lambda known: "yes" if known.redacted else "",
    "version": lambda known: known.version,
    "capture_file": lambda known: known.offer.capture.file if known.offer.capture else "",
    "capture_offset": lambda known: str(known.offer.capture.offset) if known.offer.capture else "",
    "capture_sha256": lambda known: known.offer.capture.sha256 if known.offer.capture else "",
    "languages": _languages,
    "routes": lambda known: _several(map(route_text, known.offer.routes)),
    "payments": lambda known: _several(f"{one.kind}:{one.value}" for one in known.offer.payments),
    "terms": lambda known: _several(f"{one.kind} {one.value}" for one in known.offer.facts),
    "indicators": lambda known: _several(shown(known.offer.indicators)),
    "contradicted": _denied,
    "rank": rank_text,
    "extractor": lambda known: known.offer.extractor,
    "images": lambda known: _several(known.offer.images),
}
"""The columns of a CSV export, in their order. Several values of one cell are parted by `; `."""


def write(offers: Iterable[Known], file: TextIO) -> int:
    """One row an offer, after a row of names; says how many offers were written."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    written = 0
    for known in offers:
        writer.writerow([harmless(read(known)) for read in COLUMNS.values()])
        written += 1
    return written
