"""Indicators in what is known beyond the ad, and in who speaks."""

from collections.abc import Callable, Iterator

from offers.offer import Contact, Protects, Speaker
from parsers.indicators.around import Shared
from parsers.indicators.case import Case, Found
from parsers.indicators.spoken import kin

SURE = 0.8
"""Confidence from which the ad's language is compared with the site's."""

SEVERAL = 3
"""Employers, or families of ads that have nothing else in common, from which on one contact is
unusual. Set by hand: lawful agencies have many."""

FAST = 3
"""Days within which an ad that is gone was taken down fast."""

OFTEN = 5.0
"""How many times as many ads as usual are a burst. Set by hand."""


def language(case: Case) -> Iterator[Found]:
    """The ad is not in a language of its site."""
    spoken, site = case.offer.language, case.around.languages
    if not spoken or not site or spoken.confidence < SURE:
        return
    if not any(spoken.code in kin(code) for code in site):
        yield Found(None, f"the ad is in {spoken.code}, the site in {', '.join(site)}")


def contact_confirmed(case: Case) -> Iterator[Found]:
    """A contact of an ad that an analyst confirmed."""
    yield from _shared(case, lambda one: one.confirmed, "it stands in an ad that was confirmed")


def contact_employers(case: Case) -> Iterator[Found]:
    """A contact under several employers."""
    yield from _shared(
        case, lambda one: one.employers >= SEVERAL, "it speaks for several employers"
    )


def contact_unrelated(case: Case) -> Iterator[Found]:
    """A contact of several ads that have nothing else in common."""
    yield from _shared(case, lambda one: one.unrelated >= SEVERAL, "several unrelated ads name it")


def contact_kinds(case: Case) -> Iterator[Found]:
    """A contact that offers work in one place and journeys in another."""
    yield from _shared(case, lambda one: len(one.kinds) > 1, "it offers both work and journeys")


def handle_family(case: Case) -> Iterator[Found]:
    """A contact that is also known under slightly other spellings."""
    yield from _shared(case, lambda one: bool(one.variants), "it has twins of nearly the same name")


def _shared(case: Case, holds: Callable[[Shared], bool], because: str) -> Iterator[Found]:
    for contact in case.offer.contacts if case.around.shared else ():
        known = case.around.shared.get(_key(contact))
        if known and holds(known):
            yield Found(contact.span, because)


def _key(contact: Contact) -> tuple[str, str]:
    return contact.kind, contact.value


def changed_copies(case: Case) -> Iterator[Found]:
    """The same text stands elsewhere under another employer, price or contact."""
    if case.around.changed_copies:
        said = f"{case.around.changed_copies} ads of the same text differ in who offers or what"
        yield Found(None, said)


def short_lived(case: Case) -> Iterator[Found]:
    """The ad was gone within days."""
    days = case.around.days
    if days is not None and days <= FAST:
        yield Found(None, f"gone after {days} days")


def burst(case: Case) -> Iterator[Found]:
    """Far more ads than usual come from its contact."""
    times = case.around.burst
    if times is not None and times >= OFTEN:
        yield Found(None, f"{times:g} times as many ads as usual")


def account_brand(case: Case) -> Iterator[Found]:
    """The account bears a mark that others bear as well."""
    if case.around.brand:
        yield Found(None, f"the account bears the mark {case.around.brand}")


def minor(case: Case) -> Iterator[Found]:
    """Somebody under eighteen is recruited, offered or sexualised."""
    yield from _protected(case, Protects.MINOR, "somebody under eighteen")


def seeker(case: Case) -> Iterator[Found]:
    """Somebody seeks work or passage."""
    yield from _protected(case, Protects.SEEKER, "somebody who seeks")


def _protected(case: Case, whom: Protects, because: str) -> Iterator[Found]:
    for one in case.offer.protections:
        if one.protects is whom:
            yield Found(one.span, because)


def reports(case: Case) -> Iterator[Found]:
    """Somebody reports or warns."""
    if case.offer.speaker is Speaker.REPORTS:
        yield Found(None, "this reports or warns and offers nothing")
