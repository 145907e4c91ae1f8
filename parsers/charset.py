"""Bytes -> text, when the page, its header and its author disagree about the encoding."""

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from offers.page import Page

LATIN = "cp1252"

LABELS = {
    "ascii": LATIN,
    "us-ascii": LATIN,
    "iso-8859-1": LATIN,
    "iso8859-1": LATIN,
    "latin1": LATIN,
    "latin-1": LATIN,
    "windows-1252": LATIN,
    "x-user-defined": LATIN,
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "utf8": "utf-8",
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
    "unicode": "utf-8",
}
"""Labels that browsers read as another encoding than their name says (Encoding Standard, WHATWG).
UTF-16 is only what a byte order mark says: whoever could read the label has seen ASCII."""

KNOWN = re.compile(
    r"utf-8|gb18030|big5hkscs|euc_jp|iso2022_jp|cp932|cp949|koi8-[ru]|mac-(?:roman|cyrillic)"
    r"|iso8859-\d+|cp125\d|cp866|cp874"
)
"""Python's names of the encodings that a page may claim; `unicode_escape` and such are not text."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

EAST_ASIAN = frozenset({"gb18030", "big5hkscs", "euc_jp", "cp932", "cp949"})
TRUSTED_PAIRS = 8
"""So few UTF-8 sequences may be chance where an East Asian encoding is declared and fits too."""

DAMAGE = 20
"""One broken sequence in so many good ones is damage in UTF-8 and no sign of another encoding."""

USUAL = {
    "cp1251": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёіїєґўђјљњћџ",
    "koi8-r": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф",
    "iso8859-5": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф",
    "cp866": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф",
    LATIN: "éèàùâêîôûçëïüöäßñáíóúãõåæøœ–—’‘“”«»€·•…°®",
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžőűăâîșțĺľŕ„”–",
    "cp1254": "ğışçöüâ",
    "cp1256": "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئپچژگ،؟",
    "cp1255": "אבגדהוזחטיכלמנסעפצקרשתםןץףך",
    "cp1253": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώ",
    "cp1257": "ąčęėįšųūžāēģīķļņõäöü",
    "cp1258": "ăâđêôơưàáèéùúìíòó",
    "cp874": "กขคงจชซญดตถทนบปผพฟภมยรลวสหออะาิีึืุู่้เแโใไำั",
}
"""Letters that make up most of the text in the languages an encoding was made for."""

SAMPLE = 20_000
"""So many bytes are enough to tell encodings apart."""

LEADS = bytes(range(0xC2, 0xF5))
"""Bytes that begin a UTF-8 sequence."""

PLAIN = bytes(range(0x80))


DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
META = re.compile(rb"""<meta\s[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
HEAD = 4096
"""Bytes in which a page tells its encoding; browsers look at 1024."""


def decoded(page: Page) -> str:
    """The page's characters: the site file is believed before the header, that before the page."""
    head = page.body[:HEAD].lstrip()
    said = HEADER.search(page.header("content-type") or "")
    inside = DECLARED.match(head) or META.search(head)
    meta = inside[1].decode("ascii", "replace") if inside else None
    return decode(page.body, (page.charset, said[1] if said else None, meta))


def decode(body: bytes, declared: Iterable[str | None] = ()) -> str:
    """The text of `body`; what cannot be decoded becomes U+FFFD, nothing is raised.

    `declared` are the encodings that someone claims, the most credible first. A byte order mark
    beats them all, and so does text that is sound UTF-8: no other text looks like it by chance.
    """
    for mark, name in MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    claims = [name for name in map(_name, declared) if name]
    text = _utf8(body, doubt=bool(claims and claims[0] in EAST_ASIAN))
    if text is not None:
        return text
    for name in claims:
        text = _claimed(body, name)
        if text is not None:
            return text
    return body.decode(_likely(body, claims), "replace")


def _name(label: str | None) -> str | None:
    """The encoding that a label means, if a page may be written in it."""
    cleaned = (label or "").strip().strip("\"'").lower()
    try:
        name = codecs.lookup(LABELS.get(cleaned, cleaned)).name
    except (LookupError, ValueError):
        return None
    return name if KNOWN.fullmatch(name) else None


def _utf8(body: bytes, *, doubt: bool) -> str | None:
    """The text if it is UTF-8, a little damage allowed for."""
    if b"\x1b" in body:
        return None
    if not doubt:
        with suppress(UnicodeDecodeError):
            return body.decode("utf-8")
    text = body.decode("utf-8", "replace")
    leads = len(body) - len(body.translate(None, LEADS))
    broken = text.count("\ufffd") - body.count(b"\xef\xbf\xbd")
    sound = leads - broken
    if broken * DAMAGE > max(sound, 0) or (doubt and 0 < sound < TRUSTED_PAIRS):
        return None
    return text


def _claimed(body: bytes, name: str) -> str | None:
    """The text if the claim holds. Latin-1 is no claim: servers add it unasked."""
    if name in {"utf-8", LATIN}:
        return None
    text = body.decode(name, "replace")
    return text if text.count("\ufffd") * DAMAGE <= _beyond_ascii(text) else None


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _likely(body: bytes, claims: Iterable[str]) -> str:
    """The encoding whose usual letters make up most of what is not ASCII."""
    sample = bytes(body.translate(None, PLAIN))[:SAMPLE]
    scores = {name: _score(sample.decode(name, "replace"), usual) for name, usual in USUAL.items()}
    best = max(scores, key=lambda name: (scores[name], name in set(claims)))
    if scores[best] > 0:
        return best
    return next(_sound(body), LATIN)


def _score(foreign: str, usual: str) -> float:
    """Usual letters count for an encoding, all else speaks against it; capitals are rare."""
    common, letters = frozenset(usual[:12]), frozenset(usual)
    score = 0.0
    for sign in foreign:
        if sign in letters:
            score += 1.0 if sign in common else 0.7
        else:
            score += 0.1 if sign.lower() in letters else -1.5
    return score


def _sound(body: bytes) -> Iterator[str]:
    """East Asian encodings that fit without a fault, a cut last character aside."""
    for name in ("gb18030", "cp932", "euc_jp", "cp949", "big5hkscs"):
        if "\ufffd" not in body.decode(name, "replace")[:-1]:
            yield name
