"""What would stall a parser of pages: markup that no author writes, refused before it is read.

Measured on lexbor 3: 200,000 nested elements (1.1 MB) take 93 s, since each start tag looks
through all open elements; 20,000 attributes of one tag take half a second, growing likewise.
"""

import re

MOST_CHARACTERS = 32 * 1024 * 1024
UNSUSPICIOUS = 4_000
"""Pages with fewer tags parse in a blink whatever they hold."""

DEEPEST = 2_000
MOST_COPIES = 4_000_000
"""Open formatting elements are copied into each new paragraph: open ones times tags."""

MOST_IN_A_TAG = 30_000

TAGS = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9-]*)")
_FORMATTING = "a b big code em font i nobr s small strike strong tt u"
FORMATTING = frozenset(_FORMATTING.split())

_FLAT = """
p li dd dt td th tr tbody thead tfoot option optgroup br img hr input meta link col area base
source wbr embed param track html head body colgroup button
"""
FLAT = frozenset(_FLAT.split())
"""Elements that hold nothing or whose next of kin ends them."""


def excess(html: str) -> str | None:
    """Why this markup is refused, or `None`. Linear in its length."""
    if len(html) > MOST_CHARACTERS:
        return f"{len(html)} characters are more than {MOST_CHARACTERS}"
    if _longest_tag(html) > MOST_IN_A_TAG:
        return f"a tag with more than {MOST_IN_A_TAG} attributes"
    if html.count("<") <= UNSUSPICIOUS:
        return None
    return _nesting(TAGS.findall(html))


def _longest_tag(html: str) -> int:
    """White space in the tag that has most of it: at least as much as attributes."""
    if len(html) < MOST_IN_A_TAG * 2:
        return 0
    long = (piece for piece in html.split(">") if len(piece) > MOST_IN_A_TAG * 2)
    starts = ((piece, TAGS.search(piece)) for piece in long)
    return max((len(piece[found.start() :].split()) for piece, found in starts if found), default=0)


def _nesting(tags: list[str]) -> str | None:
    open_tags: dict[str, int] = {}
    depth = formatting = most = 0
    for written in tags:
        tag = written.lower()
        closes = tag[0] == "/"
        name = tag[1:] if closes else tag
        if name in FLAT or (closes and not open_tags.get(name)):
            continue
        step = -1 if closes else 1
        open_tags[name] = open_tags.get(name, 0) + step
        depth += step
        if depth > DEEPEST:
            return f"more than {DEEPEST} elements inside each other"
        formatting += step if name in FORMATTING else 0
        most = max(most, formatting)
    copies = most * len(tags)
    return f"{most} formatting elements left open" if copies > MOST_COPIES else None
