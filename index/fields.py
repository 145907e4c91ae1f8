"""The fields that can be searched, flat as Kibana's users type them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from index import spelling

Spell = Callable[[str], str]


class FieldType(StrEnum):
    """What a field holds, and so what can be asked of it."""

    TEXT = "text"
    KEYWORD = "keyword"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`many`: an offer may have several values. `spells` give the spellings under which an asked
    keyword may be stored; dates are epoch milliseconds, numbers floats, texts folded tokens."""

    name: str
    type: FieldType
    meaning: str
    many: bool = False
    spells: tuple[Spell, ...] = (spelling.exact,)

    @property
    def sortable(self) -> bool:
        """Whether a search can be ordered by it: it has one value that is no text."""
        return self.type is not FieldType.TEXT and not self.many

    def spell(self, value: str) -> str:
        """The spelling that is stored."""
        return self.spells[0](value)


def _text(name: str, meaning: str) -> Field:
    return Field(name=name, type=FieldType.TEXT, meaning=meaning)


def _keyword(name: str, meaning: str, *spells: Spell) -> Field:
    return Field(name=name, type=FieldType.KEYWORD, meaning=meaning, spells=spells)


def _several(name: str, meaning: str, *spells: Spell) -> Field:
    return Field(name=name, type=FieldType.KEYWORD, meaning=meaning, many=True, spells=spells)


def _number(name: str, meaning: str) -> Field:
    return Field(name=name, type=FieldType.NUMBER, meaning=meaning)


def _date(name: str, meaning: str) -> Field:
    return Field(name=name, type=FieldType.DATE, meaning=meaning)


def _table(fields: Iterable[Field]) -> Mapping[str, Field]:
    return MappingProxyType({field.name: field for field in fields})


CONTACTS: Mapping[str, Field] = _table(
    (
        _several("phone", "phone numbers, in any spelling with the country code", spelling.phone),
        _several("mail", "mail addresses", spelling.mail),
        _several("whatsapp", "WhatsApp numbers and invitations", spelling.phone),
        _several("telegram", "Telegram names, numbers and invitations", spelling.phone),
        _several("viber", "Viber numbers and names", spelling.phone),
        _several("signal", "Signal numbers and names", spelling.phone),
        _several("facebook", "Facebook pages, profiles, groups", spelling.handle),
        _several("instagram", "Instagram names", spelling.handle),
        _several("tiktok", "TikTok names", spelling.handle),
        _several("vk", "VK names, numbers and groups", spelling.handle),
        _several("ok", "Odnoklassniki profiles and groups", spelling.handle),
        _several("wechat", "WeChat names and numbers", spelling.phone),
        _several("line", "LINE names and numbers", spelling.phone),
        _several("skype", "Skype names and numbers", spelling.phone),
        _several("x", "names on X, once Twitter", spelling.handle),
        _several("discord", "Discord invitations", spelling.handle),
        _several("youtube", "YouTube channels", spelling.handle),
        _several("zalo", "Zalo numbers, names and groups", spelling.phone),
        _several("imo", "imo numbers and invitations", spelling.phone),
        _several("botim", "BOTIM numbers", spelling.phone),
        _several("threema", "Threema ids", spelling.handle),
        _several("wire", "Wire names", spelling.handle),
        _several("session", "Session ids", spelling.handle),
        _several("snapchat", "Snapchat names", spelling.handle),
        _several("website", "web addresses given as a contact", spelling.website),
    )
)
"""Kinds of contacts that have a field of their own; every kind is found by `contact`."""

PAYMENTS: Mapping[str, Field] = _table(
    (
        _several("iban", "bank accounts as IBAN", spelling.iban),
        _several("wallet", "addresses of wallets for cryptocurrencies", spelling.wallet),
    )
)
"""Ways to pay that have a field of their own; every way is found by `payment`."""

TERMS: Mapping[str, Field] = _table(
    (
        _several("housing", "on what terms one is housed", spelling.lower),
        _several("food", "on what terms there is food", spelling.lower),
        _several("transport", "on what terms there is transport to the work", spelling.lower),
        _several("deduction", "what is deducted from the pay", spelling.lower),
        _several("shift", "when one works", spelling.lower),
        _several("departure", "when a journey begins", spelling.lower),
    )
)
"""Terms of work and travel that are words, each called as its `offers.fact.FactKind`."""

TEXTS: Mapping[str, Field] = _table(
    (
        _text("title", "the headline"),
        _text("text", "the body of the ad"),
        _text("employer", "who is said to employ or to carry"),
        _text("place", "places as the ad writes them, and by their English names"),
    )
)
"""The texts of an offer. A word without a field is looked for in all of them."""

FIELDS: Mapping[str, Field] = _table(
    (
        *TEXTS.values(),
        _keyword("id", "the id of the offer", spelling.exact),
        _keyword("site", "the name of the site, as its site file says", spelling.lower),
        _several("kind", "`job`, `travel`", spelling.lower),
        _keyword("speaker", "who speaks: `offers`, `seeks`, `reports`", spelling.lower),
        _keyword("status", "`online`, or `gone` from its site", spelling.lower),
        _keyword("language", "language of the ad, as ISO 639 codes", spelling.lower),
        _several("languages", "the same, and those of its passages", spelling.lower),
        _several("script", "scripts of these languages, as ISO 15924 codes", spelling.lower),
        _several(
            "country", "countries of the places in the ad, as ISO 3166-1 codes", spelling.upper
        ),
        _several("work_in", "countries in which the work is", spelling.upper),
        _several("sought_in", "countries in which people are sought", spelling.upper),
        _several("place_id", "places by their number in the gazetteer", spelling.exact),
        _keyword("site_country", "country of the site, as ISO 3166-1 code", spelling.upper),
        _keyword("url", "the address of the ad", spelling.exact),
        _keyword("key", "the number that the site gives the ad", spelling.exact),
        _several(
            "images", "addresses of the ad's pictures, as its page states them", spelling.exact
        ),
        _several(
            "contact", "contacts of every kind", spelling.phone, spelling.handle, spelling.mail
        ),
        *CONTACTS.values(),
        _several(
            "payment",
            "ways to pay of every kind",
            spelling.lower,
            spelling.iban,
            spelling.wallet,
        ),
        _several("paid_by", "kinds of these ways", spelling.lower),
        *PAYMENTS.values(),
        _number("price", "the lowest amount of money in the ad"),
        _number("price_max", "the highest amount of money in the ad"),
        _several("currency", "currencies, as ISO 4217 codes", spelling.upper),
        _several("per", "what is paid by: `hour`, `day`, `week`, `month`, ...", spelling.lower),
        _several("role", "what money is: `pay`, `fee`, `fare`, ...", spelling.lower),
        _several("due", "when money is due: `before`, `after`", spelling.lower),
        _number("pay", "the lowest amount that the worker is paid"),
        _number("fee", "the lowest amount that is taken from the worker"),
        _number("deposit", "the lowest amount that is left with somebody"),
        _number("fare", "the lowest price of travel"),
        *TERMS.values(),
        _number("hours_day", "the most hours of work a day"),
        _number("hours_week", "the most hours of work a week"),
        _number("days_week", "the most days of work a week"),
        _several("route", "where travel begins and ends: `TR>GR`, ISO 3166-1", spelling.upper),
        _several("origin", "countries in which travel begins", spelling.upper),
        _several("via", "countries through which travel leads", spelling.upper),
        _several("destination", "countries in which travel ends", spelling.upper),
        _several("from", "places in which travel begins", spelling.name),
        _several("to", "places in which travel ends", spelling.name),
        _several("means", "by what one travels", spelling.lower),
        _number("duration", "the most hours that a journey takes"),
        _number("seats", "the most seats that there are"),
        _several("indicator", "indicators that the ad shows", spelling.lower),
        _several("contradicted", "indicators of which the ad says the contrary", spelling.lower),
        _several("tier", "tiers of the indicators that the ad shows", spelling.lower),
        _number("rank", "the sum of the weights of these indicators"),
        _several("name", "names of who is said to employ or to carry, whole", spelling.lower),
        _keyword("family", "the id of its family; its own where it is alone", spelling.exact),
        _keyword(
            "arrival",
            "what it came as: `new`, unless an offer seen before was like it; then `same`,"
            " `partial`, `repost`, `template`",
            spelling.lower,
        ),
        _keyword("extractor", "version of what read the offer", spelling.exact),
        _date("published", "when the ad says it was published"),
        _date("valid_until", "until when the ad says it holds"),
        _date("first_seen", "when it was seen first"),
        _date("last_seen", "when it was seen last"),
        _date("gone_since", "since when it is gone"),
    )
)
"""Every field that a query may name."""
