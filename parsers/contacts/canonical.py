"""The one spelling of a contact: the same contact on two sites is one value."""

import re
from collections.abc import Mapping
from types import MappingProxyType

import phonenumbers

NAMED = frozenset({"handle", "id"})
"""Identities whose value is the name alone. The others carry what they are: `group/AbC`."""

_CASELESS: Mapping[str, str] = MappingProxyType({"handle": "", "id": "", "profile": "profile/"})


def identity(what: str, value: str) -> str:
    """A name on a service: handles in lower case without `@`, and `group/...`, `invite/...`,
    `channel/...`, `code/...`, `user/...` exactly as issued, for there case counts.

    Facebook's dots stay, although Facebook reads names with and without them as one.
    """
    if what in _CASELESS:
        return _CASELESS[what] + value.strip("@~. ").lower()
    return f"{what}/{value}"


def phone(number: phonenumbers.PhoneNumber) -> str:
    """E.164: `+`, country code, number."""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def mail(local: str, domain: str) -> str:
    """Lower case; a domain beyond ASCII in its IDNA form, so that both spellings are one."""
    return f"{local.lower()}@{host(domain)}"


def host(name: str) -> str:
    """Lower case, without a closing dot, in IDNA form where that exists."""
    plain = name.lower().strip(".")
    if plain.isascii():
        return plain
    try:
        return plain.encode("idna").decode("ascii")
    except UnicodeError:
        return plain


def website(name: str, path: str) -> str:
    """Host without `www.` and path, without scheme, query, fragment and closing slash."""
    return host(name).removeprefix("www.") + re.split(r"[?#]", path, maxsplit=1)[0].rstrip("/")
