"""Packs one record of WARC 1.1 (ISO 28500): its headers and its block, as a gzip member."""

import zlib
from base64 import b32encode
from collections.abc import Mapping
from hashlib import sha1
from uuid import uuid4

from evidence.records import LINE_END

VERSION = b"WARC/1.1"

LEVEL = 4
"""How hard zlib tries. Half the CPU seconds of 9, which is usual, for files 5 % larger (pages of
three real sites): packing a page costs more than writing it down."""

TYPES: Mapping[str, str] = {
    "warcinfo": "application/warc-fields",
    "request": "application/http; msgtype=request",
    "response": "application/http; msgtype=response",
    "revisit": "application/http; msgtype=response",
}
"""What stands in the block of a kind of record (5.6); of all others the headers say it."""

NO_PAYLOAD = frozenset({"warcinfo", "revisit"})
"""Kinds without a payload of their own: what a revisit says of one is another record's (6.7)."""


def new_id() -> str:
    """A name that no other record has (5.2)."""
    return f"<urn:uuid:{uuid4()}>"


def packed(kind: str, headers: Mapping[str, str], head: bytes, body: bytes) -> bytes:
    """One record; the block of a `revisit` is the head alone. Values are of one line each. What
    `headers` do not say is added: type, id, length, digests."""
    block = head if kind == "revisit" else head + body
    said = {"WARC-Type": kind, "Content-Type": TYPES.get(kind, ""), **headers}
    said.setdefault("WARC-Record-ID", new_id())
    if kind not in NO_PAYLOAD:
        said["WARC-Payload-Digest"] = _digest(body)
    said["WARC-Block-Digest"] = _digest(block)
    said["Content-Length"] = str(len(block))
    lines = [VERSION, *(f"{name}: {value}".encode() for name, value in said.items()), b"", block]
    raw = LINE_END.join([*lines, b"", b""])
    return zlib.compress(raw, LEVEL, wbits=zlib.MAX_WBITS | 16)


def _digest(content: bytes) -> str:
    """SHA-1 in base 32, which all tools know; beside it stands our own SHA-256."""
    return f"sha1:{b32encode(sha1(content, usedforsecurity=False).digest()).decode()}"
