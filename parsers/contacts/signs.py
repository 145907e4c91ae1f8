"""Which ways to reach somebody a field may hold: asked quickly, before anyone looks closely."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache

from parsers.automaton import Strings
from parsers.contacts import handles, links, mails


class Sign(StrEnum):
    """What may be found."""

    LINK = "link"
    SPELT_MAIL = "mail spelt out"
    NAME = "name"


def signs(text: str) -> frozenset[Sign]:
    """What folded text may hold. Whatever is not among it is not there."""
    table, strings = _known()
    found = {
        sign
        for string, start in strings.within(text)
        for sign in table[string]
        if sign is not Sign.NAME or not text[start - 1 : start].isalpha()
    }
    return frozenset(found)


@cache
def _known() -> tuple[dict[str, frozenset[Sign]], Strings]:
    table: dict[str, frozenset[Sign]] = {}
    for sign, string in _rows():
        table[string] = table.get(string, frozenset()) | {sign}
    return table, Strings(table)


def _rows() -> Iterator[tuple[Sign, str]]:
    told: Iterable[tuple[Sign, Iterable[str]]] = (
        (Sign.LINK, links.tell_tale()),
        (Sign.SPELT_MAIL, mails.tell_tale()),
        (Sign.NAME, handles.tell_tale()),
    )
    for sign, strings in told:
        yield from ((sign, string) for string in strings)
