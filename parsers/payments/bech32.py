"""Segwit addresses of Bitcoin and its kin, checked by BIP-173 and BIP-350."""

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32, _BECH32M = 1, 0x2BC830A3
_CHECK = 6
"""Characters of the checksum at the end."""


def is_segwit(address: str, prefix: str) -> bool:
    """Whether an address with this human-readable part passes: version 0 by Bech32, later ones by
    Bech32m, and a program of a length that its version allows."""
    lower = address.lower()
    if address not in (lower, address.upper()) or not lower.startswith(f"{prefix}1"):
        return False
    data = [_ALPHABET.find(char) for char in lower[len(prefix) + 1 :]]
    if len(lower) > 90 or len(data) <= _CHECK or -1 in data:
        return False
    version, program = data[0], _bytes(data[1:-_CHECK])
    if version > 16 or program is None or not 2 <= len(program) <= 40:
        return False
    if version == 0 and len(program) not in (20, 32):
        return False
    return _polymod(prefix, data) == (_BECH32M if version else _BECH32)


def _polymod(prefix: str, data: list[int]) -> int:
    """The remainder that BIP-173 calls `bech32_polymod`, of prefix and data."""
    expanded = [ord(char) >> 5 for char in prefix] + [0] + [ord(char) & 31 for char in prefix]
    check = 1
    for value in (*expanded, *data):
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATOR):
            if top >> bit & 1:
                check ^= generator
    return check


def _bytes(groups: list[int]) -> bytes | None:
    """Groups of five bits as bytes; `None` if more than padding is left over."""
    bits = "".join(f"{group:05b}" for group in groups)
    whole = len(bits) // 8 * 8
    if len(bits) - whole > 4 or "1" in bits[whole:]:
        return None
    return bytes(int(bits[at : at + 8], 2) for at in range(0, whole, 8))
