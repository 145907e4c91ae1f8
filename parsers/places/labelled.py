"""Places in the labelled fields of an ad, each as written."""

import re
from collections.abc import Iterator

from offers.place import Place
from offers.span import Span
from parsers.places.countries import country_of
from parsers.wording import Wording, Written

_SEVERAL = re.compile(r"[;|\n•·]|\s/\s")
_STATES = (
    "AL", "AR", "AZ", "CA", "CO", "DE", "GA", "ID", "IL", "IN", "KY", "LA", "MA", "MD", "ME",
    "MN", "MO", "MS", "MT", "NC", "NE", "PA", "SC", "SD", "TN", "VA", "NL", "PE", "SK", "NU",
    "Georgia", "GEORGIA",
)  # fmt: skip


def labelled(wording: Wording, languages: tuple[str, ...] = ()) -> tuple[Place, ...]:
    """The places of the labelled field `place`, each as written; `country` is read from the
    labelled field of that name, or from the last part of the place itself (`Wien, Österreich`).

    With a country and no place, the country is the place.
    """
    said = wording.said.get("country")
    country = country_of(said.text, languages) if said else None
    found = tuple(
        _listed(wording.said["place"], country, languages) if "place" in wording.said else ()
    )
    if found or said is None:
        return found
    span = said.whole()
    return (_place(said, span, country),) if span else ()


def _listed(written: Written, country: str | None, languages: tuple[str, ...]) -> Iterator[Place]:
    start = 0
    for stop in (*_SEVERAL.finditer(written.text), None):
        end = stop.start() if stop else len(written.text)
        part = written.text[start:end]
        if name := part.strip():
            first = start + part.index(name)
            span = Span(written.field, first, first + len(name))
            yield _place(written, span, _told(name, languages) or country)
        start = stop.end() if stop else end


def _told(name: str, languages: tuple[str, ...]) -> str | None:
    """The country that a place names at its end. Codes of states are codes of countries too:
    `San Francisco, CA` is not in Canada, nor `Atlanta, Georgia` in the Caucasus."""
    last = re.split(r"[,(，、]", name)[-1].strip(" )")
    return None if last in _STATES else country_of(last, languages)


def _place(written: Written, span: Span, country: str | None) -> Place:
    raw = written.raw(span)
    return Place(name=" ".join(raw.split()), raw=raw, span=span, country=country)
