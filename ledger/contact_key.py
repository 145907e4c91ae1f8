"""Contacts become keys under the workspace's secret: equal for the same contact, and nobody reads
a number from one, nor finds it by trying all numbers."""

import hmac
from collections.abc import Callable

from offers.ids import DIGITS

Keyed = Callable[[str, str], str]
"""Makes the key of a kind and a canonical value."""


def contact_key(secret: bytes) -> Keyed:
    """Keys of `DIGITS` hexadecimal digits; kinds and values may hold anything but NUL."""

    def keyed(kind: str, value: str) -> str:
        said = f"{kind}\0{value}".encode("utf-8", "surrogatepass")
        return hmac.digest(secret, said, "sha256").hex()[:DIGITS]

    return keyed
