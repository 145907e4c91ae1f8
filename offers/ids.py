"""Identifiers that follow from what they name, so that writing a thing twice writes it once."""

from hashlib import sha256

DIGITS = 32
"""Hexadecimal digits of an id: 128 bits, enough that two things never share one."""


def derive(*parts: str) -> str:
    """An id of `DIGITS` hexadecimal digits that depends on every part and on where parts end."""
    digest = sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()[:DIGITS]
