"""Keeps exchanges as records of WARC 1.1 files (ISO 28500) and brings them back.

A group of records is written at once: the request, the final DOM if a browser made one, and last
the response, so that a file that ends otherwise shows a write that was cut off. Requests and
answers of a rendered page's scripts stand before those. Each record is a
gzip member of its own. Heads of requests and answers stand as they were handed in, but for
chunked transfer coding, which is undone in the body and therefore renamed in the head.
"""

import os
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Self

from warcio.recordbuilder import RecordBuilder
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from evidence.exchange import Exchange
from evidence.files import create, mark, write
from evidence.read import CaptureLost, Original, original, read_capture
from evidence.records import BEFORE, REFERS_TO_FILE, REFERS_TO_OFFSET, SHA256
from evidence.repair import Cut, repair, repair_folder
from offers.page import Capture
from offers.run import Visit

__all__ = [
    "CaptureLost", "Cut", "NotKept", "Warc", "read_capture", "repair", "repair_folder",
]  # fmt: skip

VERSION = "WARC/1.1"
SAME_BODY = RecordBuilder.REVISIT_PROFILE_1_1
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
"""What a revisit record says of itself (WARC 1.1, 6.7.2 and 6.7.3)."""

LEVEL = 4
"""How hard zlib tries. Half the CPU seconds of 9, warcio's own, for files 5 % larger (pages of
three real sites): packing a page costs more than writing it down."""

CHUNKED = re.compile(rb"^(transfer-encoding:)", re.IGNORECASE | re.MULTILINE)


class NotKept(Exception):
    """A file of captures cannot be written; what was begun has been taken back."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"{path}: cannot keep a capture: {error.strerror or error}")


@dataclass(frozen=True, slots=True)
class _Group:
    raw: bytes
    response_at: int


class Warc:
    """One file of captures, made when the first is kept. `name` is relative to `folder`.

    `about` goes into the file's first record: software, operator, robots policy and so on.
    The folder gets mode 0700 and the file 0600, whatever the umask. A context manager.
    """

    def __init__(self, folder: Path, name: str, *, opened: datetime, about: Mapping[str, str]):
        self.path = folder / name
        self._folder = folder
        self._name = name
        self._info = RecordBuilder._make_warc_id()  # noqa: SLF001 - warcio has no other way
        self._first = _info_record(self._info, self.path.name, opened, about)
        self._file: int | None = None
        self._lasts = True
        self._failed: NotKept | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def keep(self, exchange: Exchange, previous: Visit | None = None) -> Capture:
        """Write one group of records, which lasts once `sync` has been called. Raises `NotKept`.

        If the previous visit brought the same body, or the answer says that it is as it was then,
        and that record can still be found, a revisit record refers to it instead of repeating it.
        """
        sent = _unchunked(exchange)
        known = self._kept_before(sent, previous)
        group = _group(sent, known, self._info)
        try:
            start = self._append(group.raw)
        except OSError as error:
            raise NotKept(self.path, error) from error
        return Capture(self._name, start + group.response_at, _body_of(sent, known))

    def sync(self) -> None:
        """See to it that all that was kept is on the disk: once for many pages, since that takes
        as long as for one. Raises `NotKept`, and then each time: after an error nobody knows any
        more what is on the disk and what is not (fsync(2))."""
        if self._failed:
            raise self._failed
        if self._file is None or self._lasts:
            return
        try:
            os.fsync(self._file)
        except OSError as error:
            self._failed = NotKept(self.path, error)
            raise self._failed from error
        self._lasts = True

    def _kept_before(self, exchange: Exchange, previous: Visit | None) -> Original | None:
        capture = previous.capture if previous else None
        same = capture and exchange.body and capture.sha256 == exchange.sha256
        if capture is None or not (same or exchange.not_modified):
            return None
        try:
            return original(self._folder, capture)
        except CaptureLost:
            # Files may have been moved away or expired: then the body is simply kept again.
            return None

    def close(self) -> None:
        """Close the file and take its mark away. Closing twice does no harm."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
            mark(self.path).unlink(missing_ok=True)

    def _append(self, raw: bytes) -> int:
        if self._file is None:
            self._file = create(self.path, self._folder)
        self._lasts = False
        start = write(self._file, self._first + raw) + len(self._first)
        self._first = b""
        return start


def _unchunked(exchange: Exchange) -> Exchange:
    head = CHUNKED.sub(rb"X-Archive-Orig-\1", exchange.head)
    return replace(exchange, head=head, parts=tuple(map(_unchunked, exchange.parts)))


def _info_record(id: str, name: str, opened: datetime, about: Mapping[str, str]) -> bytes:
    said = {"format": "WARC File Format 1.1", "conformsTo": _CONFORMS, **about}
    lines = "".join(f"{key}: {_one_line(value)}\r\n" for key, value in said.items())
    headers = {"WARC-Record-ID": id, "WARC-Date": _date(opened), "WARC-Filename": name}
    return _packed("warcinfo", None, headers, b"", lines.encode())


_CONFORMS = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


def _group(exchange: Exchange, known: Original | None, info: str) -> _Group:
    response = RecordBuilder._make_warc_id()  # noqa: SLF001
    # Each part is whole by itself, so that a write which is cut off after one leaves good records.
    parts = b"".join(_group(part, None, info).raw for part in exchange.parts)
    shared = {"WARC-Date": _date(exchange.at), "WARC-Warcinfo-ID": info}
    if exchange.address:
        shared["WARC-IP-Address"] = exchange.address
    before = parts + _packed(
        "request", exchange.url, shared | {"WARC-Concurrent-To": response}, exchange.request, b""
    )
    if exchange.dom is not None:
        before += _rendered(exchange.url, exchange.dom, shared | {"WARC-Refers-To": response})
    own = shared | {
        "WARC-Record-ID": response,
        SHA256: _body_of(exchange, known),
        BEFORE: str(len(before)),
    }
    if known is None:
        last = _packed("response", exchange.url, own, exchange.head, exchange.body)
    else:
        last = _packed("revisit", exchange.url, own | _refers(known, exchange), exchange.head, b"")
    return _Group(before + last, len(before))


def _rendered(url: str, dom: bytes, shared: dict[str, str]) -> bytes:
    """What a browser made of the response."""
    own = {"Content-Type": "text/html; charset=utf-8", SHA256: sha256(dom).hexdigest()}
    return _packed("conversion", url, shared | own, b"", dom)


class _AsReceived(StatusAndHeaders):  # type: ignore[misc]
    """Lines of HTTP that are written as they are: warcio would percent-encode what is no ASCII."""

    def __init__(self, raw: bytes) -> None:
        super().__init__("as received", [])
        self.raw = raw

    def compute_headers_buffer(self, header_filter: object = None) -> None:  # noqa: ARG002
        self.headers_buff = self.raw


def _packed(
    kind: str, url: str | None, headers: Mapping[str, str], head: bytes, body: bytes
) -> bytes:
    """One record as a gzip member. For `revisit` the body stays away, by the type's own rule."""
    out = BytesIO()
    writer: Any = WARCWriter(out, gzip=False, warc_version=VERSION)
    record = writer.create_warc_record(
        _uri(url) if url else "",
        kind,
        payload=BytesIO(body),
        length=len(body),
        warc_headers_dict=dict(headers),
        http_headers=_AsReceived(head) if head else None,
    )
    writer.write_record(record)
    return zlib.compress(out.getbuffer(), LEVEL, wbits=zlib.MAX_WBITS | 16)


def _body_of(exchange: Exchange, known: Original | None) -> str:
    """The SHA-256 of the body that an answer brings or stands for."""
    return known.capture.sha256 if known and exchange.not_modified else exchange.sha256


def _refers(known: Original, exchange: Exchange) -> dict[str, str]:
    """What makes a record a revisit of another (WARC 1.1, 6.7), and where to find that one."""
    named = {
        "WARC-Refers-To": "WARC-Record-ID",
        "WARC-Refers-To-Target-URI": "WARC-Target-URI",
        "WARC-Refers-To-Date": "WARC-Date",
        "WARC-Payload-Digest": "WARC-Payload-Digest",
    }
    return {
        "WARC-Profile": NOT_MODIFIED if exchange.not_modified else SAME_BODY,
        **{ours: known.headers[theirs] for ours, theirs in named.items()},
        REFERS_TO_FILE: known.capture.file,
        REFERS_TO_OFFSET: str(known.capture.offset),
    }


def _date(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _uri(url: str) -> str:
    """A header line holds no line end and no space, whatever a redirect said."""
    return re.sub(r"[\s\x00-\x1f\x7f]", "%20", url)


def _one_line(text: str) -> str:
    return " ".join(text.split())
