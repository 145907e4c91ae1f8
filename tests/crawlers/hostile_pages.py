"""Pages that are made to break whoever parses them, and what each has to offer, if anything."""

import codecs
import json
from collections.abc import Mapping

MEBIBYTE = 1 << 20
AD = "<h1>Żniwa</h1><p class=text>Збір полуниці, виклик</p>"
GARBAGE = bytes(range(256)) * 4_000


def charset(name: str, body: bytes, meta: str = "") -> tuple[str, bytes]:
    declared = f'<meta charset="{meta}">'.encode() if meta else b""
    return f"text/html; charset={name}", declared + body


HTML = "text/html"
TAGS = (
    "div",
    "b",
    "table",
    "select",
    "svg",
    "math",
    "template",
    "frameset",
    "option",
    "font",
    "nobr",
    "form",
    "ul",
)
PAGES: Mapping[str, tuple[str, bytes]] = {
    # Characters.
    "utf-7": charset("utf-7", b"+ADw-h1+AD4-x+ADw-/h1+AD4- +ADw-p class=text+AD4-x"),
    "utf-16 unmarked": charset("utf-16", AD.encode("utf-16-le")),
    "utf-16 marked": charset("utf-8", codecs.BOM_UTF16_LE + AD.encode("utf-16-le")),
    "utf-32": charset("utf-32", AD.encode("utf-32")),
    "charset none": charset("none", AD.encode()),
    "charset empty": charset("", AD.encode()),
    "charset python": charset("unicode_escape", AD.encode()),
    "charset rot13": charset("rot13", AD.encode()),
    "charset base64": charset("base64", AD.encode()),
    "charset idna": charset("idna", AD.encode()),
    "charset long": charset("x" * 5_000, AD.encode()),
    "charset of NUL": charset("utf-8\x01", AD.encode()),
    "meta lies": charset("utf-8", AD.encode(), meta="iso-2022-jp"),
    "header lies": charset("iso-2022-jp", AD.encode(), meta="utf-8"),
    "escapes": charset("iso-2022-kr", b"\x1b$)C\x0e" + AD.encode()),
    "hz": charset("hz-gb-2312", b"~{" + AD.encode()),
    "NUL within": (HTML, AD.encode().replace(b"a", b"a\0")),
    "nothing but NUL": (HTML, b"\0" * MEBIBYTE),
    "surrogates": (HTML, b"<h1>\xed\xa0\x80 &#xD800;&#xDFFF; x</h1><p class=text>\xed\xb0\x80 y"),
    "beyond Unicode": (HTML, b"<h1>&#x110000;&#99999999999;\xf7\xbf\xbf\xbf x</h1><p class=text>y"),
    "one mark on another": (HTML, ("<h1>a" + "\u0301" * 30_000 + "</h1><p class=text>y").encode()),
    "right to left": (HTML, ("<h1>" + "\u202e" * 9_000 + "x</h1><p class=text>y").encode()),
    "binary": (HTML, GARBAGE),
    "binary in a page": (HTML, b"<h1>x</h1><p class=text>" + GARBAGE),
    "compressed twice": (HTML, b"\x1f\x8b\x08\0" + GARBAGE),
    # Sizes.
    "links": (HTML, b"".join(b'<a href="/x/%d">x</a>' % n for n in range(100_000))),
    "elements": (HTML, b"<p>x</p>" * 1_000_000),
    "line breaks": (HTML, b"<h1>x</h1><p class=text>" + b"<br>" * 900_000),
    "headings": (HTML, b"<h1>x</h1>" * 200_000),
    "attribute": (HTML, b'<h1 title="' + b"x" * 2 * MEBIBYTE + b'">x</h1><p class=text>y'),
    "attributes": (HTML, b"<h1 " + b" ".join(b"a%d" % n for n in range(50_000)) + b">x</h1>"),
    "name of a tag": (HTML, b"<h1" + b"x" * 2 * MEBIBYTE),
    "word": (HTML, b"<h1>x</h1><p class=text>" + b"x" * 2 * MEBIBYTE),
    "telephones": (HTML, b"<h1>x</h1><p class=text>" + b"+1 202 555 0101 " * 200_000),
    "mails": (HTML, b"<h1>x</h1><p class=text>" + b"a@b." * MEBIBYTE),
    "prices": (HTML, b"<h1>x</h1><p class=text>" + b"$9 EUR 9k " * 500_000),
    "comment": (HTML, b"<!--" + b"-" * 2 * MEBIBYTE),
    "angles": (HTML, b"<" * 2 * MEBIBYTE),
    "ampersands": (HTML, b"&" * 2 * MEBIBYTE),
    "references": (HTML, b"<h1>x</h1><p class=text>" + b"&NotEqualTilde;" * 500_000),
    # Depths.
    **{
        f"open {tag}": (HTML, f"<{tag}>".encode() * 100_000)
        for tag in TAGS
    },
    "open b with text": (HTML, b"<b>x<p>" * 50_000),
    "open fonts": (HTML, b"".join(b"<font size=%d>" % n for n in range(50_000)) + b"<p>x" * 999),
    "tables in tables": (HTML, b"<table><tr><td>" * 50_000),
    "text in tables": (HTML, b"<table>" + b"x<b>" * 50_000),
    "links in links": (HTML, b"<a href=x><b>" * 60_000),
    "misnested": (HTML, b"<a><b><i><p></a></b></i>" * 8_000),
    "ends of nothing": (HTML, b"</p></br></x>" * 30_000),
    "options left open": (HTML, b"<select>" + b"<option>x" * 100_000),
    "buttons": (HTML, b"<button><p>" * 20_000),
    "scripts in scripts": (HTML, b"<script><!--<script>" * 90_000),
    "plain text": (HTML, b"<h1>x</h1><plaintext>" + b"</plaintext><p class=text>" * 9_000),
    # Data.
    "JSON deep": (HTML, b'<script type="application/ld+json">' + b"[" * 2 * MEBIBYTE),
    "JSON deep objects": (HTML, b'<script type="application/ld+json">' + b'{"a":' * 500_000),
    "JSON long": (
        HTML,
        b'<script type="application/ld+json">{"@type":"JobPosting","title":"x","description":"'
        + b"x" * 2 * MEBIBYTE + b'"}</script>',
    ),
    "JSON many": (
        HTML,
        b'<script type="application/ld+json">['
        + b'{"@type":"JobPosting","title":"x","description":"y"},' * 100_000 + b"{}]</script>",
    ),
    "JSON number": (
        HTML,
        b'<script type="application/ld+json">{"@type":"JobPosting","title":'
        + b"9" * 500_000 + b"}</script>",
    ),
    "JSON surrogates": (
        HTML,
        b'<script type="application/ld+json">' + json.dumps({
            "@type": "JobPosting", "title": "x \ud800 y", "description": "\udfff z",
            "identifier": "\ud83d", "url": "/\ud800",
        }).encode() + b"</script>",
    ),
    "JSON of everything": (
        HTML,
        (b'<script type="application/ld+json">{"@type":["JobPosting",null,1,{}],"title":[[[]]],'
        b'"description":{"@value":7},"baseSalary":1e999,"datePosted":-1e99,"url":{},"@id":[],'
        b'"hiringOrganization":[null,{"name":{"name":{}}}],"jobLocation":true}</script>'),
    ),
    "JSON circle": (
        HTML,
        (b'<script type="application/ld+json">{"@type":"JobPosting","@id":"a","title":"x",'
        b'"description":{"@id":"a"},"hiringOrganization":{"@id":"a"}}</script>'),
    ),
    # Moves.
    "reloads": (HTML, b'<meta http-equiv=refresh content="0;url=/reloads"><p>x'),
    "moves to nonsense": (HTML, b'<meta http-equiv=refresh content="0;url=http://[::1">'),
    "moves to a script": (HTML, b'<meta http-equiv=refresh content="0;url=javascript:x">'),
    "bases": (HTML, b'<base href="http://[::1"><base href="//\0"><a href="?">x</a>'),
    "bad links": (
        HTML,
        b"<a href='http://[::1'>x</a><a href='http://a:b/'>x</a><a href='//'>x</a>"
        b"<a href='\0'>x</a>"
        b"<a href='http://\xed\xa0\x80/'>x</a><a href='mailto:'>x</a><a href='"
        + b"x" * 99_999 + b"'>",
    ),
}  # fmt: skip

LOL = b"".join(b'<!ENTITY l%d "%s">' % (n + 1, b"&l%d;" % n * 10) for n in range(9))
FEEDS: Mapping[str, bytes] = {
    "laughs": b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "lol">'
    + LOL
    + b"]><rss><channel><item><title>&l9;</title></item></channel></rss>",
    "files": b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<rss version='2.0'><channel><item><title>&x;</title></item></channel></rss>",
    "parameters": b'<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd"> %x;]><rss></rss>',
    "items": b"<rss version='2.0'><channel>"
    + b"<item><title>x</title></item>" * 120_000
    + b"</channel></rss>",
    "deep": b"<rss version='2.0'><channel>" + b"<item>" * 100_000,
    "attributes": b"<rss " + b" ".join(b'a%d="x"' % n for n in range(100_000)) + b"/>",
    "half a character": b"<rss version='2.0'><channel><item><title>x &#xD800; y</title><link>"
    b"http://b.example/&#xDFFF;</link><description>&#x110000; z</description>"
    b"</item></channel></rss>",
    "JSON deep": b'{"items":' + b"[" * MEBIBYTE,
    "JSON surrogates": b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"\\ud800",'
    b'"title":"x \\udfff","content_text":"y"}]}',
    "binary": GARBAGE,
    "cut off": b"<rss version='2.0'><channel><item><title>A",
    "text": b"no feed at all",
    "empty": b"",
}
