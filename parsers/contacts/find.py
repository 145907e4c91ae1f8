"""Finds every contact of an ad: links, mails, phones, names and sites, in that order of trust."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from offers.offer import Contact
from parsers.contacts.evidence import Evidence
from parsers.contacts.found import Found
from parsers.contacts.handles import handles
from parsers.contacts.hints import Hints
from parsers.contacts.links import links
from parsers.contacts.mails import mails
from parsers.contacts.phones import phones
from parsers.contacts.signs import signs
from parsers.contacts.sites import sites
from parsers.wording import Wording, Written

SILENT = frozenset(
    {"published", "valid_until", "price", "currency", "per", "country", "place", "employer"}
)
"""Labelled fields that hold no contacts, though their digits may look so."""


def contacts(wording: Wording, hints: Hints, *, greedy: bool = False) -> tuple[Contact, ...]:
    """The contacts of title, text and labelled fields, each with where it stands.

    A contact that stands in several places is there several times. A number on WhatsApp, Viber,
    Signal or Telegram is a contact of that kind and a `phone` over the same span. Where the
    country of a number or the service of a name is guessed, all guesses share one span.
    `greedy`: whatever looks like a number is one, for ads whose contacts will be taken out.
    """
    labelled = [field for name, field in wording.said.items() if name not in SILENT]
    evidence = Evidence(hints, (*wording.prose(), *labelled))
    found = [one for field in wording.prose() for one in _of(field, evidence, labelled=greedy)]
    return tuple(found + [one for field in labelled for one in _of(field, evidence, labelled=True)])


def _of(written: Written, evidence: Evidence, *, labelled: bool) -> list[Contact]:
    found: list[Found] = []
    taken = _Taken()
    for some in _ways(written, evidence, labelled=labelled):
        new = list(taken.free(some))
        taken.add(new)
        found += new
    found.sort(key=lambda one: (one.start, -one.confidence))
    return [one.contact(written) for one in found]


def _ways(written: Written, evidence: Evidence, *, labelled: bool) -> Iterator[Iterable[Found]]:
    told, hints = signs(written.folded.text), evidence.hints
    if told.link:
        linked = list(links(written, hints.home))
        for one in linked:
            evidence.linked(one.country)
        yield linked
    yield mails(written, spelt=told.spelt_mail)
    yield phones(written, evidence, labelled=labelled)
    yield handles(written, hints, told.cues)
    yield sites(written, hints.home)


class _Taken:
    """Stretches in which something was found already, in order and apart from each other."""

    def __init__(self) -> None:
        self._stretches: list[tuple[int, int]] = []
        self._ends: list[int] = []

    def free(self, some: Iterable[Found]) -> Iterator[Found]:
        """Those that overlap nothing found in an earlier way, each once."""
        seen: set[tuple[str, str, int]] = set()
        for one in some:
            place = bisect_left(self._ends, one.start + 1)
            clash = place < len(self._ends) and self._stretches[place][0] < one.end
            if not clash and (one.kind, one.value, one.start) not in seen:
                seen.add((one.kind, one.value, one.start))
                yield one

    def add(self, some: Iterable[Found]) -> None:
        """Take the stretches of what was found."""
        new = [(one.start, one.end) for one in some]
        if not new:
            return
        joined: list[tuple[int, int]] = []
        for start, end in sorted([*self._stretches, *new]):
            if joined and start < joined[-1][1]:
                joined[-1] = joined[-1][0], max(end, joined[-1][1])
            else:
                joined.append((start, end))
        self._stretches = joined
        self._ends = [end for _, end in joined]
