"""Whether a packed answer came to its end."""

import gzip
import zlib

import pytest

from crawlers.whole import is_cut

BODY = b"<h1>An ad</h1><p class=text>Pickers wanted" * 200
RAW = zlib.compressobj(9, zlib.DEFLATED, -15)
WHOLE = {
    "gzip": gzip.compress(BODY),
    "x-gzip": gzip.compress(BODY) + b"\0" * 7,
    "gzip ": gzip.compress(BODY[:99]) + gzip.compress(BODY[99:]),
    "deflate": zlib.compress(BODY),
    "deflate ": RAW.compress(BODY) + RAW.flush(),
}


@pytest.mark.parametrize("coding", WHOLE)
def test_whole_answers(coding: str) -> None:
    """In one part or in two, with something behind, with and without a sum at the end."""
    assert not is_cut(coding.strip(), WHOLE[coding], BODY)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
@pytest.mark.parametrize("lost", [1, 4, 9, 40])
def test_answers_that_broke_off(coding: str, lost: int) -> None:
    packed = WHOLE[coding][:-lost]
    wbits = 31 if coding == "gzip" else 15
    assert is_cut(coding, packed, zlib.decompressobj(wbits).decompress(packed))


@pytest.mark.parametrize("coding", ["", "identity", "br"])
def test_what_is_not_packed_has_no_end_to_miss(coding: str) -> None:
    assert not is_cut(coding, BODY, BODY)
