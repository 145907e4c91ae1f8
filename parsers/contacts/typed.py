"""A contact as somebody types it who looks for it: read as ads are read."""

from collections.abc import Iterable

from offers.ad import Ad
from offers.offer import Contact
from parsers.contacts.find import contacts
from parsers.contacts.hints import Hints
from parsers.wording import Wording


def typed(text: str, countries: Iterable[str | None]) -> tuple[Contact, ...]:
    """What `text` may be, each contact once, the surest first.

    A number without its country is read as one of each of `countries` (ISO 3166-1 alpha-2);
    `None` lets the number speak for itself.
    """
    wording = Wording.of(Ad(url="", said={"contact": text}))
    found: dict[tuple[str, str], Contact] = {}
    for country in countries:
        for one in contacts(wording, Hints(country=country)):
            known = found.get((one.kind, one.value))
            if known is None or known.confidence < one.confidence:
                found[one.kind, one.value] = one
    return tuple(sorted(found.values(), key=lambda one: (-one.confidence, one.kind, one.value)))
