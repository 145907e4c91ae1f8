"""Prints as rows: what of them is compared by hashes, and what is stored beside."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from index.codec import complete, encode
from offers.family import Kin, Print

_NUMBERS = {8: "q", 4: "I"}

Row = Sequence[Any]
"""Of the table `kin`: n, offer, id of the tables, base, family, print, keys, words."""


def keys(one: Print) -> set[int]:
    """Hashes of which two alike are wanted."""
    return {*one.keys}


def marks(one: Print) -> set[int]:
    """Hashes of which one alike is enough: 63 bits, so that two never are by chance."""
    return {_mark(one.tables, *told) for told in _told(one)}


def columns(kin: Kin) -> tuple[str, str, str, bytes, bytes]:
    """Base, family, print, keys and words as they are stored."""
    of = kin.print
    bare = replace(of, offer="", tables="", keys=(), words=())
    return kin.base, kin.family, encode(bare), pack(8, of.keys), pack(4, of.words)


def kin_of(row: Row) -> Kin:
    """The kin that a row holds."""
    _, offer, tables, base, family, document, keys, words = row
    numbers = {"keys": unpacked_keys(keys), "words": unpack(4, words)}
    of = complete(Print, document, offer=offer, tables=tables, **numbers)
    return Kin(print=of, base=base, family=family)


def unpacked_keys(packed: bytes) -> tuple[int, ...]:
    """The column `keys` of a row."""
    return unpack(8, packed)


def _told(one: Print) -> Iterator[tuple[str, str]]:
    """What another is like for having it as well."""
    if one.exact is not None:
        yield "exact", one.exact
    yield from (("contact", value) for value in one.contacts)
    yield from (("stem", value) for value in one.stems)
    yield from (("image", value) for value in one.images)


def _mark(*parts: str) -> int:
    written = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(written, digest_size=8).digest()) >> 1


def pack(size: int, numbers: Iterable[int]) -> bytes:
    """Numbers in so many bytes each, the least first. Raises `ValueError` for one that has no room
    there."""
    numbers = tuple(numbers)
    try:
        return struct.pack(f"<{len(numbers)}{_NUMBERS[size]}", *numbers)
    except struct.error as error:
        raise ValueError(f"a print's number is no whole number of {size} bytes") from error


def unpack(size: int, packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(packed) // size}{_NUMBERS[size]}", packed)
