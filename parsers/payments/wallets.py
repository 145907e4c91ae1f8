"""Addresses of wallets: those whose checksum holds, and Solana's where the ad says so."""

import re
from base64 import b64decode
from binascii import crc_hqx
from collections.abc import Callable, Iterator
from typing import NamedTuple

from base58 import b58decode, b58decode_check
from Crypto.Hash import keccak

from offers.payment import Payment, PaymentKind
from parsers.payments.bech32 import is_segwit
from parsers.wording import Written
from parsers.words import Words

SHORTEST = 26
"""Characters of the shortest address."""

NEAR = 60
"""Code points around an address of Solana in which its name is looked for: it has no checksum."""

_TOKEN = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{26,110}(?![0-9A-Za-z])")
_TON = re.compile(r"(?<![0-9A-Za-z_-])[EUk0]Q[0-9A-Za-z+/_-]{46}(?![0-9A-Za-z+/_=-])")
_TON_BEGINS = ("EQ", "UQ", "kQ", "0Q")
_HEX = re.compile(r"0[xX][0-9a-fA-F]{40}")
_BASE58 = re.compile("[1-9A-HJ-NP-Za-km-z]+")
_SOLANA = re.compile(r"(?<![a-z])(?:sol|solana|spl|phantom|солана)(?![a-z])")

_VERSIONS: dict[bytes, PaymentKind] = {
    b"\x00": PaymentKind.BITCOIN,
    b"\x05": PaymentKind.BITCOIN,
    b"\x30": PaymentKind.LITECOIN,
    b"\x32": PaymentKind.LITECOIN,
    b"\x1e": PaymentKind.DOGECOIN,
    b"\x16": PaymentKind.DOGECOIN,
    b"\x41": PaymentKind.TRON,
}
"""By the first byte of 21 (Base58Check)."""

_SEGWIT = {"bc": PaymentKind.BITCOIN, "ltc": PaymentKind.LITECOIN}
_MONERO = {95: frozenset({18, 42}), 106: frozenset({19})}
"""By length: the first byte of main addresses and subaddresses, and of integrated addresses."""

_BLOCK, _BLOCK_BYTES = 11, {0: 0, 2: 1, 3: 2, 5: 3, 6: 4, 7: 5, 9: 6, 10: 7, 11: 8}
"""Monero writes eight bytes in eleven characters of Base58, and what is left over in fewer."""


class _Address(NamedTuple):
    kind: PaymentKind
    value: str


def wallets(written: Written) -> Iterator[Payment]:
    """The addresses in a field, in its order."""
    text = written.cleaned.text
    for start, end in _long(text):
        for pattern, read in ((_TOKEN, _token), (_TON, _ton)):
            for found in pattern.finditer(text, start, end):
                if address := read(found):
                    span = written.span_cleaned(*found.span())
                    kind, value = address
                    yield Payment(kind=kind, value=value, raw=written.raw(span), span=span)


def may_hold(written: Written, words: Words | None) -> bool:
    """Whether a field, whose words may be known, has one as long as addresses are. Those of TON may
    be parted by signs."""
    if words is None:
        return len(written.text) >= SHORTEST or not written.text.isascii()
    if max(map(len, words.texts), default=0) >= SHORTEST:
        return True
    return any(begin in written.cleaned.text for begin in _TON_BEGINS)


def _long(text: str) -> Iterator[tuple[int, int]]:
    """The stretches without blanks that are long enough for an address. Most texts have none."""
    words = text.split()
    if len(max(words, key=len, default="")) < SHORTEST:
        return
    end = 0
    for word in words:
        if len(word) >= SHORTEST:
            start = text.index(word, end)
            end = start + len(word)
            yield start, end


def _token(found: re.Match[str]) -> _Address | None:
    token = found[0]
    for is_shaped, read in _SHAPES:
        if is_shaped(token):
            return read(found)
    return None


def _ethereum(found: re.Match[str]) -> _Address | None:
    """EIP-55: capitals are a checksum; without any, or without small letters, there is none."""
    digits = found[0][2:]
    checked = _capitals(digits.lower())
    if digits not in (digits.lower(), digits.upper(), checked):
        return None
    return _Address(PaymentKind.ETHEREUM, f"0x{checked}")


def _capitals(digits: str) -> str:
    digest = _keccak(digits.encode()).hex()
    pairs = zip(digits, digest, strict=False)
    return "".join(char.upper() if nibble > "7" else char for char, nibble in pairs)


def _keccak(data: bytes) -> bytes:
    return keccak.new(digest_bits=256, data=data).digest()


def _segwit(found: re.Match[str]) -> _Address | None:
    prefix = found[0].lower().partition("1")[0]
    return _Address(_SEGWIT[prefix], found[0].lower()) if is_segwit(found[0], prefix) else None


def _checked(found: re.Match[str]) -> _Address | None:
    try:
        payload = b58decode_check(found[0])
    except ValueError:
        return None
    kind = _VERSIONS.get(payload[:1])
    return _Address(kind, found[0]) if kind and len(payload) == 21 else None


def _solana(found: re.Match[str]) -> _Address | None:
    """A public key of 32 bytes, near the name of Solana."""
    around = found.string[max(0, found.start() - NEAR) : found.end() + NEAR].lower()
    if not _SOLANA.search(around) or len(b58decode(found[0])) != 32:
        return None
    return _Address(PaymentKind.SOLANA, found[0])


def _checked_or_solana(found: re.Match[str]) -> _Address | None:
    return _checked(found) or (_solana(found) if len(found[0]) >= 32 else None)


def _monero(found: re.Match[str]) -> _Address | None:
    """The last four bytes are the beginning of the rest's Keccak-256."""
    token = found[0]
    try:
        raw = b"".join(_blocks(token))
    except (OverflowError, ValueError):
        return None
    if raw[0] not in _MONERO[len(token)] or _keccak(raw[:-4])[:4] != raw[-4:]:
        return None
    return _Address(PaymentKind.MONERO, token)


def _blocks(token: str) -> Iterator[bytes]:
    for at in range(0, len(token), _BLOCK):
        block = token[at : at + _BLOCK]
        yield int.from_bytes(b58decode(block)).to_bytes(_BLOCK_BYTES[len(block)])


def _ton(found: re.Match[str]) -> _Address | None:
    """36 bytes whose last two are the CRC-16 of the rest."""
    raw = b64decode(found[0], altchars=b"-_") if set(found[0]) & set("-_") else b64decode(found[0])
    if raw[0] & 0x7F not in (0x11, 0x51) or crc_hqx(raw[:34], 0) != int.from_bytes(raw[34:]):
        return None
    return _Address(PaymentKind.TON, found[0])


_SHAPES: tuple[
    tuple[Callable[[str], object], Callable[[re.Match[str]], _Address | None]],
    ...,
] = (
    (_HEX.fullmatch, _ethereum),
    (lambda token: token[:3].lower() == "bc1" or token[:4].lower() == "ltc1", _segwit),
    (lambda token: len(token) in _MONERO and _BASE58.fullmatch(token), _monero),
    (lambda token: len(token) <= 44 and _BASE58.fullmatch(token), _checked_or_solana),
)
"""What a token looks like, and what it must pass then."""
