"""Refuses packed answers that break off: Scrapy unpacks what there is, and says nothing."""

import zlib

from scrapy import Request
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Response

from crawlers.received import exchanges

GZIP = frozenset({"gzip", "x-gzip"})
STEP = 1 << 18
MOST = 16 * 1024 * 1024
"""Bytes unpacked to look for the end; Scrapy has refused larger ones by then."""


class WholeAnswers:
    """Looks at an answer once it is unpacked, beside what came over the wire."""

    def process_response(self, request: Request, response: Response) -> Response:
        *_, answer = exchanges(request) or (None,)
        coding = (answer.header("content-encoding") or "").strip().lower() if answer else ""
        if answer and response.url == answer.url and is_cut(coding, answer.body, response.body):
            raise ResponseDataLossError("a packed answer that broke off")
        return response


def is_cut(coding: str, packed: bytes, body: bytes) -> bool:
    """Whether an answer lacks its end. The sums at the end of whole ones tell it at once
    (RFC 1950, RFC 1952); where they do not fit there may be several parts, or something behind."""
    if not packed or (coding not in GZIP and coding != "deflate"):
        return False
    if coding in GZIP:
        told = int.from_bytes(packed[-4:], "little") == len(body) & 0xFFFFFFFF
        return not told and not _ends(packed, 31)
    told = int.from_bytes(packed[-4:], "big") == zlib.adler32(body)
    return not told and not (_ends(packed, 15) or _ends(packed, -15))


def _ends(packed: bytes, wbits: int) -> bool:
    """Whether the first part of a packed body comes to its end."""
    unpacker = zlib.decompressobj(wbits)
    size, rest = 0, packed
    try:
        while rest and not unpacker.eof and size < MOST:
            size += len(unpacker.decompress(rest, STEP))
            rest = unpacker.unconsumed_tail
    except zlib.error:
        return False
    return unpacker.eof
