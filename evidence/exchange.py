"""One request and its answer, as they went over the wire."""

import zlib
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

CODINGS = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}
"""Content codings that can be undone, with zlib's word for each (RFC 9110, 8.4.1)."""


class UnknownCoding(Exception):
    """The body cannot be made readable: its coding is unknown here, or the body is damaged."""

    def __init__(self, url: str, coding: str) -> None:
        super().__init__(f"{url}: the body is coded as {coding!r} and cannot be decoded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """`request` and `head` are the request's and the answer's first lines and header lines, each
    with the empty line that ends them.

    `body` is as received: content codings stand, transfer codings (chunks) are undone. `at` is
    when the answer came, `address` the remote IP address. `dom` is the final DOM in UTF-8 where
    a browser rendered the page, and `parts` are what it was rendered from: answers that its
    scripts asked for, in their order.
    """

    url: str
    request: bytes
    head: bytes
    body: bytes
    at: datetime
    address: str | None = None
    dom: bytes | None = None
    parts: "tuple[Exchange, ...]" = ()

    @property
    def sha256(self) -> str:
        """Of the body as received, in hexadecimal digits."""
        return sha256(self.body).hexdigest()

    @property
    def not_modified(self) -> bool:
        """Whether the answer says that the page is as it was (304), and has no body therefore."""
        return self.head.split(maxsplit=2)[1:2] == [b"304"]

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """The answer's headers in their order, duplicates too."""
        lines = self.head.decode("latin-1").split("\r\n")[1:]
        pairs = (line.partition(":") for line in lines if ":" in line)
        return tuple((name.strip(), value.strip()) for name, _, value in pairs)

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    def decoded(self) -> bytes:
        """The body with its content codings undone. Raises `UnknownCoding`."""
        body = self.body
        said = ",".join(value for key, value in self.headers if key.lower() == "content-encoding")
        for coding in reversed([word.strip().lower() for word in said.split(",")]):
            if coding not in {"", "identity"}:
                body = _undone(self.url, coding, body)
        return body


def _undone(url: str, coding: str, body: bytes) -> bytes:
    if coding not in CODINGS:
        raise UnknownCoding(url, coding)
    try:
        return zlib.decompress(body, CODINGS[coding])
    except zlib.error:
        return _raw_deflate(url, coding, body)


def _raw_deflate(url: str, coding: str, body: bytes) -> bytes:
    # Some servers call a bare stream "deflate", without zlib's frame around it.
    try:
        return zlib.decompress(body, -zlib.MAX_WBITS)
    except zlib.error as error:
        raise UnknownCoding(url, coding) from error
