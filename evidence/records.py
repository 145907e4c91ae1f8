"""Reads one record out of a file of captures: a gzip member with headers and a block of bytes."""

import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

SHA256 = "Offerwatch-Payload-SHA256"
"""Our own digest of the body as received, in hexadecimal digits, beside the format's."""

BEFORE = "Offerwatch-Group-Before"
"""Bytes of its own group of records that stand before this record in the file."""

REFERS_TO_FILE = "Offerwatch-Refers-To-File"
REFERS_TO_OFFSET = "Offerwatch-Refers-To-Offset"
"""Where the record stands that a revisit record refers to: file and offset as in `Capture`."""

LINE_END = b"\r\n"
PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Record:
    """`end` is the offset after the record's gzip member."""

    kind: str
    headers: Mapping[str, str]
    block: bytes
    end: int

    @property
    def head(self) -> bytes:
        """The first line and the header lines of HTTP, with the empty line that ends them."""
        head, empty, _ = self.block.partition(LINE_END * 2)
        return head + empty

    @property
    def body(self) -> bytes:
        return self.block.partition(LINE_END * 2)[2]


def record_at(file: int, start: int) -> Record | None:
    """The record that begins there; `None` if there is no whole one."""
    decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
    text, at = bytearray(), start
    while not decoder.eof:
        piece = os.pread(file, PIECE, at)
        try:
            text += decoder.decompress(piece)
        except zlib.error:
            return None
        if not piece:
            return None
        at += len(piece)
    return _parsed(bytes(text), at - len(decoder.unused_data))


def _parsed(text: bytes, end: int) -> Record | None:
    head, _, rest = text.partition(LINE_END * 2)
    version, *lines = head.decode("utf-8", "replace").split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    headers = {name: value for name, _, value in pairs}
    length = headers.get("Content-Length", "")
    if not version.startswith("WARC/") or not length.isdecimal():
        return None
    block = rest[: int(length)]
    if len(block) != int(length):
        return None
    return Record(headers.get("WARC-Type", ""), headers, block, end)
