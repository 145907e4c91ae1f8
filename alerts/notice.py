"""What a mail says about one offer: harmless lines of text, in the order of reading."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError

from alerts import wording
from alerts.findings import findings
from alerts.quoting import VALUE, Quoter
from ledger.history import arrivals
from offers.life import EventKind, Known
from offers.money import Money, Per
from offers.offer import Contact, Moment, Offer, Precision
from offers.place import Place
from workspace.codes import languages

TITLE, ADDRESS, QUOTE = 160, 300, 400
"""The most characters of each that a mail holds."""

SEVERAL = 5
ID_DIGITS = 12
"""Digits of an id that a mail names: enough to be the only one, short enough to type."""

HAPPENED = {
    EventKind.EDITED: "edited",
    EventKind.GONE: "taken down",
    EventKind.BACK: "online again",
}
PER = {per: f"a {per}" for per in Per} | {Per.HOUR: "an hour"}
CLOCKS = {
    Precision.DAY: "%Y-%m-%d",
    Precision.HOUR: "%Y-%m-%d %Hh",
    Precision.MINUTE: "%Y-%m-%d %H:%M",
    Precision.SECOND: "%Y-%m-%d %H:%M:%S",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """`facts` are pairs of label and value; `quote` may have several lines, the rest has one.
    `direction` is that of the ad's script, in HTML's words."""

    title: str
    facts: tuple[tuple[str, str], ...]
    quote: str
    direction: str


@dataclass(frozen=True, slots=True)
class Writer:
    """Puts an offer into words. Without `shown` no contact and no account of it is among them."""

    shown: bool
    zone: tzinfo

    @property
    def _quoter(self) -> Quoter:
        return Quoter(self.shown)

    def notice(self, known: Known, kinds: frozenset[EventKind]) -> Notice:
        """What to say about an offer on the occasion of events of these kinds."""
        offer = known.offer
        quote = wording.paragraphs(self._quoter.field(offer, "text"))
        return Notice(
            title=wording.line(self._quoter.field(offer, "title"), TITLE) or "(no title)",
            facts=tuple((label, text) for label, text in self._facts(known, kinds) if text),
            quote=wording.shortened(quote, QUOTE),
            direction=_direction(offer),
        )

    def _facts(self, known: Known, kinds: frozenset[EventKind]) -> Iterator[tuple[str, str]]:
        offer = known.offer
        yield "Happened", ", ".join(HAPPENED[kind] for kind in sorted(kinds - {EventKind.NEW}))
        yield "Site", wording.line(offer.site, VALUE)
        yield "Place", self._listed(_place(place) for place in offer.places)
        prices = dict.fromkeys(map(self._price, offer.money))
        yield "Price", wording.line("; ".join([*prices][:SEVERAL]), VALUE)
        yield from findings(offer, self._quoter)
        yield "Language", _language(offer)
        yield "Published", _moment(offer.published) if offer.published else ""
        yield "First seen", f"{known.first_seen.astimezone(self.zone):%Y-%m-%d %H:%M %Z}"
        yield "Seen before", wording.line(arrivals.told(known, self.zone), VALUE)
        yield "Address", wording.defang(wording.line(offer.url, ADDRESS))
        yield "Contacts", self._contacts(offer)
        yield "Show it", f"offerwatch show {offer.id[:ID_DIGITS]}"

    def _listed(self, values: Iterator[str]) -> str:
        said = list(dict.fromkeys(map(self._quoter.apart, values)))
        more = f" and {len(said) - SEVERAL} more" if len(said) > SEVERAL else ""
        return wording.line("; ".join(filter(None, said[:SEVERAL])), VALUE) + more

    def _price(self, money: Money) -> str:
        """The amount as it was understood, else as it stands in the ad."""
        ends = [_amount(end) for end in (money.low, money.high) if end is not None]
        if not ends:
            return self._quoter.apart(money.raw)
        amount = "–".join(dict.fromkeys(ends))
        words = (amount, money.currency or "", PER[money.per] if money.per else "")
        said = " ".join(filter(None, words))
        due = f" {money.due}" if money.due else ""
        return f"{money.role or 'money'}{due}: {said}" if money.role or due else said

    def _contacts(self, offer: Offer) -> str:
        if self.shown:
            return self._listed(f"{found.kind} {found.value}" for found in offer.contacts)
        counts = Counter(contact.kind for contact in _certain(offer))
        said = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()))
        return wording.line(f"{said} (masked)", VALUE) if said else ""


def _certain(offer: Offer) -> list[Contact]:
    """One contact for each place in the ad: where a country was guessed there are several."""
    return list({contact.span: contact for contact in offer.contacts}.values())


def _place(place: Place) -> str:
    return f"{place.name} ({place.country})" if place.country else place.name


def _amount(number: Decimal) -> str:
    """With all of its digits and no exponent; one so long that nobody means it is left out."""
    if not number.is_finite() or abs(number.adjusted()) > 15:
        return "?"
    return f"{number:,f}"


def _language(offer: Offer) -> str:
    if offer.language is None:
        return ""
    code = offer.language.code
    plain = code if code.isascii() and code.isalpha() and len(code) <= 3 else ""
    return languages().get(code, plain)


def _direction(offer: Offer) -> str:
    """Readers go by the first letter they meet, and flags count as letters from left to right."""
    try:
        known = offer.language and Locale(offer.language.code)
    except UnknownLocaleError:
        known = None
    return "rtl" if known and known.text_direction == "rtl" else "auto"


def _moment(moment: Moment) -> str:
    """In the zone that it was read in, only as exactly as it was said."""
    at, name = _in_zone(moment.at, moment.zone)
    said = at.strftime(CLOCKS[moment.precision])
    return said if moment.precision is Precision.DAY else f"{said} ({name})"


def _in_zone(at: datetime, name: str) -> tuple[datetime, str]:
    try:
        return at.astimezone(_zone(name)), name
    except (ZoneInfoNotFoundError, ValueError):
        return at, "UTC"


def _zone(name: str) -> tzinfo | None:
    """By its IANA name or as an offset (`+02:00`)."""
    if name.startswith(("+", "-")):
        return datetime.fromisoformat(f"2000-01-01T00:00{name}").tzinfo
    return ZoneInfo(name)
