"""Who placed an ad, where no label says so: a name with `member since` behind it, a firm."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest

from parsers.blocks.cues import (
    LABEL,
    SHORT,
    does,
    is_date,
    is_person,
    is_price,
    labelled,
    named,
    plain,
    words,
)
from parsers.blocks.outline import Outline, Part
from parsers.blocks.telling import Fact

NEAR = 4
"""Texts before `member since` among which the name stands."""

NAME = 4
"""Words of a name in a link; longer ones are sentences: `More ads of this user`."""

LEVELS = 2
"""Elements around the one that says `member since` in which the name may stand."""

FEWEST, MOST_WORDS = 2, 8
"""Letters of a name at least, words of it at most."""

_SPLIT = re.compile(r"[\s,«»„“”\"]+")


def advertiser(outline: Outline, title: Part | None, text: Part | None) -> Fact | None:
    """The name of whoever placed the ad: the one before `member since`, else that of the only user
    of the board to whom a link leads, else a line with the legal form of a firm in it, else whom to
    ask for. What stands in title or text is not asked."""
    lines = [part for part in outline.parts if _is_line(part)]
    own = [part for part in lines if not _within(part, title) and not _within(part, text)]
    for at, part in enumerate(own):
        near = [one for one in own[max(0, at - NEAR) : at] if _is_beside(one, part)]
        if _is_since(part.words()) and (name := _named(near)):
            return Fact("employer", name.words(), name, None, "since")
    for how, names in (
        ("person", [part for part in own if _is_person(part)]),
        ("firm", [part for part in own if _is_firm(part.words())]),
    ):
        if len({plain(part.words()) for part in names}) == 1:
            return Fact("employer", names[0].words(), names[0], None, how)
    return next(_asked_for(own), None)


def _asked_for(lines: list[Part]) -> Iterator[Fact]:
    """The name of whom to ask for, behind its label or in the line after it."""
    labels = words("advertiser_marks.tsv")["named"]
    for part, after in zip_longest(lines, lines[1:]):
        said = LABEL.fullmatch(part.words())
        if said and plain(said[1]) in labels and _is_name(said[2]):
            yield Fact("employer", said[2], part, None, "named")
        if after and plain(part.words()) in labels and _is_name(after.words()):
            yield Fact("employer", after.words(), after, part, "named")


def _is_line(part: Part) -> bool:
    """Whether a part is a short line of the page's own, not of a list beside the ad."""
    simple = any(inner.tag == "-text" for inner in part.inner)
    return simple and part.size <= SHORT and part.tag != "button" and _is_own(part)


def _is_own(part: Part) -> bool:
    """Boards put who placed an ad into an `aside` of its own, or a box of contacts."""
    node: Part | None = part
    while node is not None and node.aside:
        if node.aside == 2:
            return False
        if node.tag == "aside" or named(node.names()) == "contact":
            return True
        node = node.above
    return not part.aside


def _within(part: Part, other: Part | None) -> bool:
    return other is not None and other.start <= part.start < other.end


def _is_beside(one: Part, other: Part) -> bool:
    """Whether two lines are in one small element, and the first is no button."""
    around = other.above
    for _ in range(LEVELS):
        if around is None or around.start <= one.start:
            break
        around = around.above
    inside = around is not None and around.start <= one.start and around.tag not in {"body", "main"}
    return inside and not (one.above and one.above.tag == "button")


def _named(before: list[Part]) -> Part | None:
    """The last line that may be a name."""
    return next((part for part in reversed(before) if _is_name(part.words())), None)


def _is_name(said: str) -> bool:
    if sum(map(str.isalpha, said)) < FEWEST or does(said) or labelled(said) or _is_since(said):
        return False
    if LABEL.fullmatch(said) or "★" in said:
        return False
    return not is_date(said) and not is_price(said) and not said.rstrip().endswith((":", "?", "!"))


def _is_person(part: Part) -> bool:
    """Whether a part is the name of a user, in a link to them."""
    link = part if part.url else part.above
    said = part.words()
    short = len(said.split()) <= NAME and _is_name(said)
    return bool(short and link and link.url and is_person(link.url))


def _is_since(said: str) -> bool:
    return any(one.match(plain(said)) for one in _since())


@cache
def _since() -> tuple[re.Pattern[str], ...]:
    phrases = sorted(words("advertiser_marks.tsv")["since"])
    told = (r"[\w.-]+".join(map(re.escape, one.split("~"))) for one in phrases)
    return (re.compile(rf"(?:{'|'.join(told)})(?![^\W\d_])"),)


def _is_firm(said: str) -> bool:
    """Whether a line is a name with a firm's legal form at one of its ends."""
    forms = words("advertiser_marks.tsv")
    pieces = [piece for piece in _SPLIT.split(said.strip()) if piece]
    if any(form in said for form in forms["within"]):
        return True
    if not FEWEST <= len(pieces) <= MOST_WORDS:
        return False
    behind = (pieces[-count:] for count in (1, 2, 3) if len(pieces) > count)
    before = (pieces[:count] for count in (1, 2, 3) if len(pieces) > count)
    return any(_is_form(one, forms["behind"]) for one in behind) or any(
        _is_form(one, forms["before"]) for one in before
    )


def _is_form(pieces: list[str], forms: frozenset[str]) -> bool:
    """Whether words are a legal form, not written all in small letters: `ab sofort`."""
    said = " ".join(pieces)
    return plain(said) in forms and (not said.islower() or "." in said)
