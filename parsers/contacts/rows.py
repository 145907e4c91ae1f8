"""Numbers that stand in a row: what is between them, and which of them a messenger is said of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from parsers.contacts.announced import NEAR, Announced
from parsers.contacts.conjunctions import and_or
from parsers.contacts.readings import Reading, landline
from parsers.contacts.series import SHORT


@dataclass(frozen=True, slots=True)
class Phone:
    """A number with its place in the text of figures and all its readings."""

    start: int
    end: int
    digits: str
    readings: list[Reading]


def on_mobiles(told: Sequence[tuple[Phone, Announced]]) -> Sequence[tuple[Phone, Announced]]:
    """A messenger that is named behind a land-line is meant of the mobile number before it."""
    meant = list(told)
    for at, ((phone, said), (later, follows)) in enumerate(pairwise(told)):
        near = later.start - phone.end <= NEAR and not (said.messengers or said.behind)
        if follows.behind and near and _is_landline(later) and not _is_landline(phone):
            meant[at] = phone, replace(said, behind=follows.behind)
            meant[at + 1] = later, replace(follows, behind=frozenset())
    return meant


def _is_landline(phone: Phone) -> bool:
    return landline(phone.readings[0].value)


@cache
def between() -> re.Pattern[str]:
    """What stands between two numbers of a row."""
    return re.compile(rf"[^\w\n]{{0,4}}(?:\n[^\w\n]{{0,3}})?(?:(?:{and_or()})[^\w\n]{{1,3}})?")


def akin(one: Phone, last: Phone) -> bool:
    """Whether what stands behind the last number is about this one as well: they differ only in
    their endings."""
    return one is last or one.digits[:-SHORT] == last.digits[:-SHORT]
