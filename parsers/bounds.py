"""What would stall a parser of pages: markup that no author writes, refused before it is read.

Measured on lexbor 3: 200,000 nested elements (1.1 MB) take 93 s, 19,000 a third of one, since
each start tag looks through all open elements. 2,000 open formatting elements before 2,000
paragraphs (30 kB) take 3 GB, since each paragraph has copies of them all. 20,000 attributes of
one tag take half a second, and growing with their square. 100,000 options that are left open in a
list to choose from take 50 s.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

MOST_CHARACTERS = 32 * 1024 * 1024
MOST_IN_A_TAG = 30_000
MOST_TAGS = 300_000
"""Elements take 300 bytes each, and whoever reads them in Python as much again."""

MOST_OF_AN_AD = 300_000
"""Characters. 2.6 million of nothing but phone numbers took 14 s and 600 MB to be understood."""

STRANGE = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F])
MOST_STRANGE = 0.05
"""A share of the characters of a page; text has next to none, bytes of something else a tenth."""

BEGINNING = 20_000
FEW = 200

UNSUSPICIOUS = 20_000
"""A page of fewer tags is parsed soon, however they are nested."""

DEEPEST = 2_000
MOST_COPIES = 400_000
"""Copies of formatting elements, at half a kilobyte each."""

TWINS = 3
"""Of formatting elements that agree in all attributes only the last three are copied (HTML
standard, 13.2.4.3)."""

TAGS = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9-]*)")
MARKED = re.compile(
    r"<([bcefistuBCEFISTU](?:[iI][gG]|[oO][dD][eE]|[mM]|[oO][nN][tT]|[mM][aA][lL][lL]"
    r"|[tT][rR][iI][kK][eE]|[tT][rR][oO][nN][gG]|[tT])?\s[^>]{0,200})"
)
"""Tags that may be formatting elements with attributes; without, `TWINS` of a kind count."""

FORMATTING = re.compile(
    r"<(/?)(b|big|code|em|font|i|s|small|strike|strong|tt|u)(?=[\s/>])([^>]{0,200})", re.IGNORECASE
)
KINDS = 12

_FLAT = """
p li dd dt td th tr tbody thead tfoot br img hr input meta link col area base
source wbr embed param track html head body colgroup button a
"""
FLAT = frozenset(_FLAT.split())
"""Elements that hold nothing, or that the next of their kind ends."""


def excess(html: str) -> str | None:
    """Why this markup is refused, or `None`. Linear in its length."""
    return _of_size(html) or _of_structure(html)


def _of_size(html: str) -> str | None:
    if len(html) > MOST_CHARACTERS:
        return f"{len(html)} characters are more than {MOST_CHARACTERS}"
    if _is_binary(html):
        return "no text, whatever its type says"
    if html.count("<") > MOST_TAGS:
        return f"more than {MOST_TAGS} tags"
    if _longest_tag(html) > MOST_IN_A_TAG:
        return f"a tag with more than {MOST_IN_A_TAG} attributes"
    return None


def _of_structure(html: str) -> str | None:
    tags = html.count("<")
    if tags > UNSUSPICIOUS and _is_deep(TAGS.findall(html)):
        return f"more than {DEEPEST} elements inside each other"
    if TWINS * (tags + KINDS) * tags <= MOST_COPIES:
        return None
    if TWINS * (len(set(MARKED.findall(html))) + KINDS) * tags > MOST_COPIES:
        left_open = _left_open(FORMATTING.findall(html))
        if left_open * tags > MOST_COPIES:
            return f"{left_open} formatting elements left open"
    return None


def excess_of_ad(texts: Iterable[str | None]) -> str | None:
    """Why what an ad says is refused, or `None`."""
    size = sum(len(text or "") for text in texts)
    return f"{size} characters are more than {MOST_OF_AN_AD}" if size > MOST_OF_AN_AD else None


def _is_binary(html: str) -> bool:
    """Pages may hold some NUL, and damage; of binary data they are a good part."""
    begun = html[:BEGINNING]
    raw = begun.encode("utf-8", "surrogatepass")
    strange = len(raw) - len(raw.translate(None, STRANGE)) + begun.count("\ufffd")
    return strange > FEW and strange > MOST_STRANGE * len(begun)


def _longest_tag(html: str) -> int:
    """White space in the tag that has most of it: at least as much as attributes."""
    # A tag twice as long as that covers one of these stretches from end to end.
    stretches = range(0, len(html) - MOST_IN_A_TAG + 1, MOST_IN_A_TAG)
    if all(html.find(">", at, at + MOST_IN_A_TAG) >= 0 for at in stretches):
        return 0
    long = (piece for piece in html.split(">") if len(piece) > MOST_IN_A_TAG * 2)
    starts = ((piece, TAGS.search(piece)) for piece in long)
    return max((len(piece[found.start() :].split()) for piece, found in starts if found), default=0)


def _is_deep(tags: list[str]) -> bool:
    """Whether elements nest too deep; ends of what is not open count for nothing."""
    open_tags: dict[str, int] = defaultdict(int)
    depth = 0
    for written in tags:
        ends = written[0] == "/"
        name = written.lower().removeprefix("/")
        if name in FLAT or (ends and not open_tags[name]):
            continue
        step = -1 if ends else 1
        open_tags[name] += step
        depth += step
        if depth > DEEPEST:
            return True
    return False


def _left_open(formatting: list[tuple[str, str, str]]) -> int:
    """Formatting elements that are open at once at most, of twins only those that are copied."""
    open_tags: dict[str, list[str]] = defaultdict(list)
    twins: Counter[str] = Counter()
    now = most = 0
    for end, written, attributes in formatting:
        name = written.lower()
        if not end:
            tag = name + attributes
            open_tags[name].append(tag)
            twins[tag] += 1
            now += twins[tag] <= TWINS
            most = max(most, now)
        elif open_tags[name]:
            tag = open_tags[name].pop()
            now -= twins[tag] <= TWINS
            twins[tag] -= 1
    return most
