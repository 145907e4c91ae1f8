"""One spelling for each keyword, the same when it is stored and when it is asked for."""

import re
import unicodedata

LONGEST = 8000
"""Code points of a keyword. Elasticsearch refuses a document with one over 32,766 bytes."""

_UNFIT = re.compile("[\x00\ud800-\udfff]")
_DIALLED = re.compile(r"[\d\s().+/\u2010-\u2015\u2212-]*")
_NO_DIGITS = re.compile(r"\D+")
_ABROAD = re.compile(r"^(?:00)+")
_SCHEME = re.compile(r"((https?:)?//|www\.)+", re.IGNORECASE)
_MAILTO = re.compile(r"(mailto:)+")
_ONE_CASE = re.compile(r"0x[0-9a-f]*|(?:bc|ltc)1[0-9a-z]*", re.ASCII | re.IGNORECASE)


def storable(value: str) -> str:
    """Without what no home can store: NUL and lone surrogates."""
    return _UNFIT.sub("", value)


def exact(value: str) -> str:
    """As it is, but for what cannot be stored and what cannot be seen at its ends."""
    return storable(value).strip()[:LONGEST]


def lower(value: str) -> str:
    """Case does not count."""
    return exact(value).lower()


def upper(value: str) -> str:
    """Codes of countries and currencies. A letter may become three."""
    return exact(value).upper()[:LONGEST]


def handle(value: str) -> str:
    """A name on some service, with or without the `@` before it. Behind a slash case counts:
    `invite/AbC` and `invite/abc` are two, and so are paths of web addresses."""
    name, slash, rest = exact(value).lstrip("@ ").partition("/")
    return name.lower() + slash + rest


def website(value: str) -> str:
    """An address without scheme and `www.`, and without a slash at its end."""
    plain = exact(value)
    prefix = _SCHEME.match(plain)
    return handle(plain[prefix.end() :] if prefix else plain).rstrip("/ ")


def mail(value: str) -> str:
    """An address of mail, with or without `mailto:` before it."""
    plain = lower(value)
    prefix = _MAILTO.match(plain)
    return plain[prefix.end() :].strip() if prefix else plain


def phone(value: str) -> str:
    """A number as E.164 writes it, whatever stands between the digits: `+44 20 7946 0001`,
    `0044 20 7946 0001` and `442079460001` are one. What is no number is a handle."""
    plain = exact(value)
    if not _DIALLED.fullmatch(plain):
        return handle(plain)
    digits = _NO_DIGITS.sub("", plain)
    if not digits.isascii():
        digits = "".join(str(int(char)) for char in digits)
    number = _ABROAD.sub("", digits)
    return f"+{number}" if number else ""


def iban(value: str) -> str:
    """A bank account without blanks."""
    return upper("".join(value.split()))


def wallet(value: str) -> str:
    """An address of a wallet. Case counts in it, but in those that are a number: there it is a
    checksum at most (EIP-55, BIP 173)."""
    plain = exact(value)
    return plain.lower() if _ONE_CASE.fullmatch(plain) else plain


def name(value: str) -> str:
    """The name of a place, without accents and vowel signs."""
    letters = unicodedata.normalize("NFKD", exact(value).casefold())
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return exact(" ".join(unicodedata.normalize("NFC", bare.casefold()).split()))
