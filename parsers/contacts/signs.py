"""Which ways to reach somebody a field may hold: asked quickly, before anyone looks closely."""

from dataclasses import dataclass
from functools import cache

from parsers.automaton import Strings
from parsers.contacts import links, mails
from parsers.contacts.cues import Cue
from parsers.contacts.handles import services


@dataclass(frozen=True, slots=True)
class Signs:
    """Whether there may be links, and mails spelt out; the words for services."""

    link: bool
    spelt_mail: bool
    cues: tuple[Cue, ...]


def signs(text: str) -> Signs:
    """What folded text may hold. Whatever is not among it is not there."""
    link, spelt, known, strings = _known()
    named: list[tuple[str, int]] = []
    linked = mailed = False
    for word, start in strings.within(text):
        linked = linked or word in link
        mailed = mailed or (word in spelt and mails.tells(text, word, start))
        if word in known:
            named.append((word, start))
    return Signs(linked, mailed, tuple(services().chosen(text, named)))


@cache
def _known() -> tuple[frozenset[str], frozenset[str], frozenset[str], Strings]:
    link, spelt = frozenset(links.tell_tale()), frozenset(mails.tell_tale())
    named = frozenset(services().words())
    return link, spelt, named, Strings(link | spelt | named, compact=True)
