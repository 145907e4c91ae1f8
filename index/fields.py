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
        _several("wechat", "WeChat names", spelling.handle),
        _several("line", "LINE names", spelling.handle),
        _several("skype", "Skype names", spelling.handle),
        _several("x", "names on X, once Twitter", spelling.handle),
        _several("discord", "Discord invitations", spelling.handle),
        _several("youtube", "YouTube channels", spelling.handle),
        _several("website", "web addresses given as a contact", spelling.website),
    )
)
"""Kinds of contacts that have a field of their own; every kind is found by `contact`."""

TEXTS: Mapping[str, Field] = _table(
    (
        _text("title", "the headline"),
        _text("text", "the body of the ad"),
        _text("employer", "who is said to employ or to carry"),
        _text("place", "places as the ad writes them"),
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
        _several(
            "country", "countries of the places in the ad, as ISO 3166-1 codes", spelling.upper
        ),
        _keyword("site_country", "country of the site, as ISO 3166-1 code", spelling.upper),
        _keyword("url", "the address of the ad", spelling.exact),
        _keyword("key", "the number that the site gives the ad", spelling.exact),
        _several(
            "contact", "contacts of every kind", spelling.phone, spelling.handle, spelling.mail
        ),
        *CONTACTS.values(),
        _number("price", "the lowest amount of money in the ad"),
        _number("price_max", "the highest amount of money in the ad"),
        _several("currency", "currencies, as ISO 4217 codes", spelling.upper),
        _several("per", "what is paid by: `hour`, `day`, `week`, `month`, ...", spelling.lower),
        _date("published", "when the ad says it was published"),
        _date("valid_until", "until when the ad says it holds"),
        _date("first_seen", "when it was seen first"),
        _date("last_seen", "when it was seen last"),
        _date("gone_since", "since when it is gone"),
    )
)
"""Every field that a query may name."""
