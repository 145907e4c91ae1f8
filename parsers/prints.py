"""What is kept of an ad so that like ones are found and compared: its print.

Words are those of the index (`parsers.fold.tokens`), of title and text, without the lines that the
site repeats, without emoji, and without the contacts, which change from one copy to the next.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from hashlib import blake2b
from itertools import combinations

from offers.family import Print, Tables
from offers.ids import derive
from offers.money import Money
from offers.offer import Contact, Offer
from offers.place import PlaceSort
from parsers.contacts.stems import stem
from parsers.fold import FOLD_VERSION, tokens
from parsers.picture_key import picture_key
from parsers.rarity import Rarity, hashed, rarity
from parsers.repeated import without

KEYS = 10
"""Rarest words that are keys; like ads share at least two. Measured by `bench.families`."""

PAIRED = 5
"""Rarest words of a brief ad whose pairs are its keys: who shares two pairs shares three words."""

BRIEF, NEARLY = 16, 24
"""Fewer different words than the first make an ad brief. With fewer than the second it has the keys
of both sorts, so that one word more or less does not part it from its copies."""

RARE, RARES = 0.02, 4
"""An ad is brief, too, if fewer than `RARES` of its words stand in less than this share of ads."""

LONGEST_NUMBER = 5
"""Digits; longer numbers are those of ads and telephones, which copies change."""

SURE = 0.5
"""How sure a contact or place must be to tell anything."""

LEAST_EXACT = 4
"""Different words, or one contact, that an ad must have so that equal words make it the same."""

_DIGIT = re.compile("[0-9]")

Keyed = Callable[[str, str], str]
"""Makes the contact key of a kind and a canonical value (or of `stem` and a stem, or of `image`
and an address in the spelling of `parsers.picture_key`)."""


def print_of(offer: Offer, version: str, first_seen: datetime, tables: Tables, key: Keyed) -> Print:
    """The print of an offer as it is worded in this version, made with these tables."""
    stream, words = _worded(offer, frozenset(tables.lines.get(offer.site, ())))
    ranked = _ranked(words, rarity(tables))
    brief = _is_brief(words, ranked, rarity(tables))
    contacts = _contacts(offer.contacts, key)
    return Print(
        offer=offer.id,
        version=version,
        tables=tables.id,
        site=offer.site,
        first_seen=first_seen,
        exact=_exact(stream) if contacts or len(words) >= LEAST_EXACT else None,
        keys=tuple(_keys(ranked, tables.id, brief=brief, few=len(words) < NEARLY)),
        words=tuple(sorted(set(map(hashed, words)))),
        brief=brief,
        language=offer.language.code if offer.language else None,
        kinds=tuple(sorted(offer.kinds)),
        places=_places(offer),
        amounts=tuple(sorted({_amount(money) for money in offer.money if money.currency})),
        contacts=contacts,
        stems=_stems(offer.contacts, key),
        images=tuple(sorted({picture(url, key) for url in offer.images})),
    )


def picture(url: str, key: Keyed) -> str:
    """The key of a picture by its address, in whatever size."""
    return key("image", picture_key(url))


def _worded(offer: Offer, repeated: Collection[str]) -> tuple[Sequence[str], frozenset[str]]:
    """Its words in order and its different ones, without lines of its site if that leaves any."""
    stream = _stream(offer, repeated)
    words = _words(stream, offer.contacts)
    if repeated and len(words) < LEAST_EXACT:
        return _worded(offer, ())
    return stream, words


def words_of(offer: Offer) -> frozenset[str]:
    """The different words of an ad with all its lines, as tables count them."""
    return _words(_stream(offer, ()), offer.contacts)


def _stream(offer: Offer, repeated: Collection[str]) -> Sequence[str]:
    """Its words in order, contacts and all."""
    found = (
        word for text in (offer.title, offer.text) for word in tokens(without(text or "", repeated))
    )
    return [word for word in found if word.isalnum() or any(map(str.isalnum, word))]


def _exact(stream: Sequence[str]) -> str:
    return derive("exact", str(FOLD_VERSION), " ".join(stream))


def _words(stream: Sequence[str], contacts: Sequence[Contact]) -> frozenset[str]:
    """Its different words, without those of contacts and without long numbers."""
    raws = {(one.span, one.raw) for one in contacts}
    left = Counter(stream) - Counter(word for _, raw in raws for word in tokens(raw))
    return frozenset(
        word for word in left if len(word) <= LONGEST_NUMBER or not _DIGIT.search(word)
    )


def _ranked(words: frozenset[str], known: Rarity) -> Sequence[str]:
    """Words without digits, the rarest first; a stable hash decides between equals."""
    told = (word for word in words if not _DIGIT.search(word))
    return sorted(told, key=lambda word: (known.share(word), hashed(word), word))


def _is_brief(words: frozenset[str], ranked: Sequence[str], known: Rarity) -> bool:
    rare = sum(known.share(word) < RARE for word in ranked[:RARES])
    return len(words) < BRIEF or rare < RARES


def _keys(ranked: Sequence[str], salt: str, *, brief: bool, few: bool) -> Iterator[int]:
    """63 bits for each of the rarest words, and for each pair of a brief ad's rarest."""
    if not brief:
        yield from (_key(salt, word) for word in ranked[:KEYS])
    if brief or few:
        pairs = combinations(ranked[:PAIRED], 2)
        yield from (_key(salt, *sorted(pair)) for pair in pairs)


def _key(salt: str, *words: str) -> int:
    said = "\0".join((salt, *words)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(said, digest_size=8).digest()) >> 1


def _contacts(contacts: Sequence[Contact], key: Keyed) -> tuple[str, ...]:
    """Keys of contacts that are sure; one number is one contact on whatever service."""
    return tuple(sorted({key(_kind(one), one.value) for one in contacts if one.confidence >= SURE}))


def _kind(contact: Contact) -> str:
    return "phone" if contact.value.startswith("+") else contact.kind


def _stems(contacts: Sequence[Contact], key: Keyed) -> tuple[str, ...]:
    found = {stem(one.kind, one.value) for one in contacts if one.confidence >= SURE}
    return tuple(sorted(key("stem", each) for each in found if each))


def _places(offer: Offer) -> tuple[str, ...]:
    """Cities, spots and countries that it names, in its routes as well; regions are too vague."""
    named = (*offer.places, *(place for route in offer.routes for place in route.places))
    return tuple(
        sorted(
            {
                place.spot.id
                for place in named
                if place.spot and place.confidence >= SURE
                if place.spot.sort is not PlaceSort.REGION
            }
        )
    )


def _amount(money: Money) -> str:
    low, high = (_plain(each) for each in (money.low, money.high))
    return f"{low if low == high else f'{low}-{high}'} {money.currency}"


def _plain(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount.normalize():f}"
