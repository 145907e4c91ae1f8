"""What is no page is told by its name, its type and its first bytes."""

import pytest
from scrapy import Request
from scrapy.http import Headers

from crawlers.guard import NotAsked
from crawlers.media import NoMedia, is_media, readable


@pytest.mark.parametrize(
    "path", ["a.jpg", "A.JPEG", "b/c.webp?x=1", "v.mp4#t=1", "f.woff2", "s.svg"]
)
def test_names_of_media_are_not_asked_for(path: str) -> None:
    with pytest.raises(NotAsked) as refused:
        NoMedia().process_request(Request(f"https://a.example/{path}"))
    assert refused.value.kind == "media"


@pytest.mark.parametrize(
    "path", ["", "ad.html", "show.cgi?id=3", "photo.jpg/ad", "feed.xml", "map.xml.gz"]
)
def test_names_of_pages_are(path: str) -> None:
    NoMedia().process_request(Request(f"https://a.example/{path}"))


@pytest.mark.parametrize(
    ("said", "path", "right"),
    [
        ("text/html", "/", True), ("TEXT/HTML; charset=x", "/", True), (None, "/", True),
        ("application/ld+json", "/", True), ("application/rss+xml", "/", True),
        ("image/png", "/", False), ("video/mp4", "/", False), ("font/woff2", "/", False),
        ("audio/mpeg", "/", False), ("application/pdf", "/", False), ("text/css", "/", False),
        ("application/octet-stream", "/robots.txt", True),
        ("application/octet-stream", "/a", False), ("application/octet-stream", "/a.xml.gz", True),
        ("multipart/x-mixed-replace", "/", False),
    ],
)  # fmt: skip
def test_types(said: str | None, path: str, *, right: bool) -> None:
    assert readable(Headers({"Content-Type": said} if said else {}), path) is right


@pytest.mark.parametrize(
    "data",
    [b"\xff\xd8\xff\xe0JFIF", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8", b"wOF2",
     b"\0\0\0\x20ftypisom", b"%PDF-1.7"],
)  # fmt: skip
def test_media_in_disguise(data: bytes) -> None:
    assert is_media(data)


@pytest.mark.parametrize(
    "data", [b"<!doctype html>", b"{}", b"\x1f\x8b\x08", b"User-agent: *", b""]
)
def test_pages_are_no_media(data: bytes) -> None:
    assert not is_media(data)
