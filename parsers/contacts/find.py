"""Finds every contact of an ad: links, mails, phones and names, in that order of trust."""

from collections.abc import Iterable, Iterator, Sequence

from offers.offer import Contact
from parsers.contacts.found import Found
from parsers.contacts.handles import handles
from parsers.contacts.hints import Hints
from parsers.contacts.links import links
from parsers.contacts.mails import mails
from parsers.contacts.phones import phones
from parsers.contacts.signs import Sign, signs
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
    found = [one for field in wording.prose() for one in _of(field, hints, labelled=greedy)]
    return tuple(found + [one for field in labelled for one in _of(field, hints, labelled=True)])


def _of(written: Written, hints: Hints, *, labelled: bool) -> list[Contact]:
    found: list[Found] = []
    for some in _ways(written, hints, labelled=labelled):
        found.extend(_free(some, tuple(found)))
    found.sort(key=lambda one: (one.start, -one.confidence))
    return [one.contact(written) for one in found]


def _ways(written: Written, hints: Hints, *, labelled: bool) -> Iterator[Iterable[Found]]:
    told = signs(written.folded.text)
    if Sign.LINK in told:
        yield links(written, hints.home)
    yield mails(written, spelt=Sign.SPELT_MAIL in told)
    yield phones(written, hints, labelled=labelled)
    yield handles(written, hints, cued=Sign.NAME in told)


def _free(some: Iterable[Found], taken: Sequence[Found]) -> Iterator[Found]:
    """Those that overlap nothing found in an earlier way, or exactly the same stretch twice."""
    seen: set[tuple[str, str, int]] = set()
    for one in some:
        clash = any(other.overlaps(one.start, one.end) for other in taken)
        if not clash and (one.kind, one.value, one.start) not in seen:
            seen.add((one.kind, one.value, one.start))
            yield one
