"""The places that the text of an ad names, with what was taken for what."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from parsers.places.around import Around, around
from parsers.places.choice import Chosen, choose, meant
from parsers.places.context import Context
from parsers.places.countries import is_code
from parsers.places.evidence import holder_by_code, signs, small
from parsers.places.flags import flags
from parsers.places.forms import Form
from parsers.places.gaps import Gap, gap, single
from parsers.places.gazetteer import known
from parsers.places.names import Name, names
from parsers.places.weights import ENOUGH, SIGNS, SURE, alone, doubt
from parsers.wording import Written
from parsers.words import Words

MOST = 400
"""Names looked at in one field; what has more is a list of places and no ad."""

HOPEFUL = 0.5
"""What a name must count for by itself to be looked at although a small letter begins it."""

FAR = 40
"""Characters between the ends of one way."""

PAIR = 1.0
"""What two names with a dash between count for together, at least, to be believed: two towns of
100,000 do, a town and an ordinary word do not. Set by hand."""

_TO = "\u2192\u27a1\u21d2\u279c\u2794"
_LEADING = (*_TO, "->", "=>")
_CODE = re.compile(
    f"(?<![A-Za-z])[A-Z]{{2}}(?=[^\\S\n]?(?:[{_TO}]|[-=]>))"
    f"|(?:(?<=[{_TO}>\ufe0f])|(?<=[{_TO}>\ufe0f] ))[A-Z]{{2}}(?![A-Za-z])"
)


class Mention(NamedTuple):
    """A place named in prose. `start` and `end` count in the folded text, `outer` the same with
    the flags that belong to it. `says` is its direction, `behind` whether an ending or what follows
    tells it; `after` how it hangs on the one before;
    `inside` whether it only tells where that one is."""

    written: Written
    name: Name
    chosen: Chosen
    outer: tuple[int, int]
    says: str | None
    after: Gap | None
    confidence: float
    behind: bool = False
    within: bool = False
    inside: bool = False
    signs: tuple[str, ...] = ()


class _Part(NamedTuple):
    """A name with its neighbours, before it is decided on."""

    name: Name
    outer: tuple[int, int]
    around: Around
    flagged: bool = False


def mentions(
    fields: Sequence[Words], context: Context, *, trusted: bool = False
) -> tuple[Mention, ...]:
    """All that are believed, field by field in the order of the text; all that are found if the
    fields are `trusted` to name places."""
    parts = [(words, _parts(words, context)) for words in fields]
    named = [ids for _, some in parts for part in some if len(ids := part.name.ids) == 1]
    nearby = context.naming(id_ for ids in named for id_ in ids)
    least = 0.0 if trusted else ENOUGH
    made = (one for words, some in parts for one in _believed(words, some, nearby))
    return tuple(one for one in made if one.confidence >= least)


def _parts(words: Words, context: Context) -> list[_Part]:
    written = words.written
    some = (one for one in names(words, context.languages) if not _hopeless(written, one))
    found = [*some, *flags(written), *_codes(written)]
    found.sort(key=lambda name: (name.start, -name.end))
    return _merged(written.folded.text, found[:MOST], context)


def _hopeless(written: Written, name: Name) -> bool:
    """Whether a small letter begins what could only be a city of no great size."""
    first = written.text[written.folded.starts[name.start]]
    return small(first) and all(alone(known(id_)) < HOPEFUL for id_ in name.ids)


def _codes(written: Written) -> Iterator[Name]:
    """Codes of countries beside arrows: `TR->DE`."""
    if not any(sign in written.text for sign in _LEADING):
        return
    for found in _CODE.finditer(written.text):
        if is_code(found[0]) or found[0] == "UK":
            starts = written.folded.starts
            code = "GB" if found[0] == "UK" else found[0]
            start, end = (bisect_left(starts, at) for at in found.span())
            yield Name(start, end, (f"country:{code}",), Form(""))


def _merged(folded: str, found: Sequence[Name], context: Context) -> list[_Part]:
    """Names with the flags beside them, as far as these say the same."""
    parts: list[_Part] = []
    for name in found:
        if parts and name.start < parts[-1].outer[1]:
            continue
        before = parts[-1] if parts else None
        if before and _same(folded, before, name, context):
            outer = (before.outer[0], name.end)
            kept = before.name if before.name.key else name
            side = around(folded, kept.start, kept.end, context.languages, context.native)
            both = before.around if before.around.says and not side.says else side
            parts[-1] = _Part(kept, outer, both, flagged=True)
        else:
            side = around(folded, name.start, name.end, context.languages, context.native)
            parts.append(_Part(name, (name.start, name.end), side))
    return parts


def _same(folded: str, before: _Part, name: Name, context: Context) -> bool:
    """Whether one of them is the flag of what the other names."""
    if bool(before.name.key) == bool(name.key):
        return False
    if gap(folded[before.outer[1] : name.start]) not in (Gap.TOUCH, Gap.DASH):
        return False
    return not context.countries(before.name.ids).isdisjoint(context.countries(name.ids))


def _believed(words: Words, parts: Sequence[_Part], context: Context) -> Iterator[Mention]:
    made: list[Mention] = []
    folded = words.written.folded.text
    gaps = [
        gap(folded[one.outer[1] : two.outer[0]], two.name.led(folded))
        for one, two in pairwise(parts)
    ]
    for at, part in enumerate(parts):
        before = gaps[at - 1] if at else None
        behind = gaps[at] if at < len(gaps) else None
        follower = parts[at + 1] if at < len(gaps) else None
        made.append(_mention(words.written, part, (before, behind), follower, context))
    yield from _together(made)


def _mention(
    written: Written,
    part: _Part,
    gaps: tuple[Gap | None, Gap | None],
    follower: _Part | None,
    context: Context,
) -> Mention:
    holder = context.countries(follower.name.ids) if follower and gaps[1] is Gap.INSIDE else None
    if code := holder_by_code(written.text, written.span(part.name.start, part.name.end).end):
        holder = frozenset({code})
    ids = meant(written.raw(written.span(part.name.start, part.name.end)), part.name.ids)
    chosen = choose(ids, part.name.key, context, holder or frozenset())
    seen = [*signs(written, part.name, part.around, chosen, context)]
    if gaps[0] is Gap.DASH and "first" in seen:
        seen.remove("first")  # the dash joins it to a name and begins no sentence
    if "named" in seen and Gap.TOUCH in gaps:
        seen.remove("named")  # the name it is part of is that of another place
    seen += [kind for kind, some in _STRUNG if gaps[0] in some or gaps[1] in some]
    seen += ["flag"] * part.flagged
    seen += ["contained"] * (chosen.contained and "contained" not in seen)
    less = doubt(part.name.key, context.languages)
    total = alone(chosen.known) - less + sum(SIGNS[sign] for sign in seen)
    says = part.around.says or part.name.form.says
    return Mention(
        written, part.name, chosen, part.outer, says, gaps[0], round(min(SURE, total), 2),
        behind=part.around.behind or (part.around.says is None and says is not None),
        within=part.around.within,
        signs=tuple(seen),
    )  # fmt: skip


_STRUNG = (("arrow", (Gap.ARROW, Gap.BACK)), ("dash", (Gap.DASH,)))


def _together(made: Sequence[Mention]) -> Iterator[Mention]:
    """With what neighbours lend each other: one of a list is believed sooner beside another that
    is; a country behind a city of it only tells where that is. A string of arrows or dashes lends
    only what its other end is worth."""
    for at, one in enumerate(made):
        before = made[at - 1] if at else None
        if before and _holds(one, before):
            yield one._replace(inside=True)
            continue
        sides = [made[at - 1]] if at and one.after in _LISTED else []
        sides += [made[at + 1]] if at + 1 < len(made) and made[at + 1].after in _LISTED else []
        more = SIGNS["list"] if any(_lends(one, side) for side in sides) else 0.0
        near = made[max(0, at - 1) : at + 2]
        more += SIGNS["way"] if any(_ways(one, side) for side in near) else 0.0
        yield one._replace(confidence=round(min(SURE, one.confidence + more), 2)) if more else one


def _lends(one: Mention, side: Mention) -> bool:
    """Whether a neighbour in a list is believed; of two towns with a dash between, each makes the
    other likelier."""
    between = one.after if one.outer > side.outer else side.after
    paired = between in _PAIRING and one.confidence + side.confidence >= PAIR
    return paired or side.confidence >= ENOUGH


def _ways(one: Mention, side: Mention) -> bool:
    """Whether both are ends of one way: they say so, or `to` or `from` is all that stands between
    them: `যশোর থেকে সাতক্ষীরা`."""
    apart = max(side.outer[0] - one.outer[1], one.outer[0] - side.outer[1])
    ends = {one.says, side.says}
    if not 0 < apart <= FAR or side.confidence < ENOUGH:
        return False
    led = side.says == "to" and not side.behind and one.outer < side.outer
    left = side.says == "from" and side.behind and side.outer < one.outer
    first, second = sorted((one.outer, side.outer))
    between = one.written.folded.text[first[1] : second[0]]
    return len(ends & _WAY) == 2 or (one.says is None and (led or left) and single(between))


_WAY = frozenset({"from", "to", "via"})


def _holds(one: Mention, before: Mention) -> bool:
    """Whether a name only tells where the one before it is: `Wien, Österreich`."""
    if one.after is not Gap.INSIDE or not before.chosen.contained or before.confidence < ENOUGH:
        return False
    return before.chosen.known.spot.country in Context.countries(one.name.ids)


_PAIRING = (Gap.DASH, Gap.TOUCH)
_LISTED = (Gap.LIST, Gap.INSIDE, Gap.DASH, Gap.TOUCH)
