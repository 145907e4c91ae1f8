"""When an ad was published and until when it holds."""

import re
from datetime import UTC, datetime, timedelta, tzinfo

from offers.offer import Moment
from parsers.moment_words import read_words
from parsers.moments import Custom, Read, in_figures, read_figures
from parsers.wording import Written

AHEAD = timedelta(hours=14)
"""How far a date of publication may lie ahead where the site's zone is not known: the largest
offset from UTC, for somebody's day has begun already. Else clocks may differ by `SKEW`."""

SKEW = timedelta(hours=1)

SHORT = 120
"""Characters of a moment with the place behind it."""

_HERE = re.compile(r"(.*\d.*|[^\W\d_]+) (?:در|in|в|у|w|ve|v|en|em|à|a|în|på|i|في|په|tại|di|sa) \D+")
"""A moment with the place behind it: `2 hours ago in Lund`."""


def published(written: Written | None, custom: Custom) -> Moment | None:
    """When the ad appeared; nothing that lies ahead of the day it was read."""
    found = moment(written, custom) if written else None
    latest = custom.now + (AHEAD if custom.zone == "UTC" else SKEW)
    return found if found and found.at <= latest else None


def valid_until(written: Written | None, custom: Custom) -> Moment | None:
    """Until when the ad holds; the start of that day or minute."""
    return moment(written, custom) if written else None


def moment(written: Written, custom: Custom) -> Moment | None:
    """The moment that a labelled field says, in UTC, as precise as it was said."""
    span = written.whole()
    if span is None:
        return None
    text = " ".join(written.cleaned.text.split())
    found = _read(text, custom)
    if found is None and len(text) <= SHORT and (here := _HERE.fullmatch(text)):
        found = _read(here[1], custom)
    if found is None:
        return None
    return Moment(
        at=found.at.astimezone(UTC),
        precision=found.precision,
        zone=_zone(found, custom),
        raw=written.raw(span),
        span=span,
        relative=found.relative,
    )


def _read(text: str, custom: Custom) -> Read | None:
    found = read_figures(text, custom)
    if found is None and any(char.isalpha() for char in text) and not in_figures(text):
        found = read_words(text, custom)
    return found


def _zone(found: Read, custom: Custom) -> str:
    """The IANA name, or the offset that the page itself gave."""
    said = found.at.tzinfo
    return custom.zone if _named(said) == custom.zone else _offset(found.at)


def _named(zone: tzinfo | None) -> str:
    return getattr(zone, "key", "UTC" if zone is UTC else "")


def _offset(at: datetime) -> str:
    return "UTC" if at.tzinfo is UTC else at.strftime("%z")[:3] + ":" + at.strftime("%z")[3:5]
