"""Contacts of an ad over time, over all places where it stood."""

from dataclasses import replace
from datetime import timedelta

from ledger.history.contacts import spells
from offers.life import Known, Version
from offers.offer import Contact, Offer
from tests.index.making import MONDAY, contact, first, offer

DAY = timedelta(days=1)


def ad(
    key: str, day: int, *wordings: tuple[Contact, ...], site: str = "bazaar"
) -> tuple[Known, list[Version]]:
    """An ad with one wording a day from that day on, seen last a day after the last of them."""
    versions: list[Version] = []
    made: Offer = offer(key)
    for at, contacts in enumerate(wordings):
        made = replace(
            offer(key), site=site, seen=MONDAY + (day + at) * DAY, contacts=contacts, digest=""
        )
        versions.append(Version.after(versions[-1].id if versions else None, "run", made))
    known = replace(first(made).known, last_seen=made.seen + DAY, first_seen=versions[0].offer.seen)
    return known, versions


def test_a_number_that_is_swapped_ends_where_the_next_begins() -> None:
    one, two = contact("phone", "+442079460001"), contact("phone", "+442079460002")
    found = spells([ad("1", 0, (one,), (two,))])
    assert [(each.value, each.begin, each.end) for each in found] == [
        (one.value, MONDAY, MONDAY + DAY),
        (two.value, MONDAY + DAY, MONDAY + 2 * DAY),
    ]


def test_one_contact_on_several_sites_is_one_spell() -> None:
    one = contact("mail", "jobs@example.org")
    found = spells([ad("2", 3, (one,), site="souq"), ad("1", 0, (one,))])
    assert [(each.begin, each.end) for each in found] == [(MONDAY, MONDAY + 4 * DAY)]
    assert found[0].sites == ("bazaar", "souq")
    assert found[0].offers == tuple(sorted([offer("1").id, offer("2").id]))


def test_a_number_on_a_messenger_is_a_phone() -> None:
    both = (contact("whatsapp", "+442079460001"), contact("phone", "+442079460001"))
    alone = (contact("viber", "+442079460002"),)
    assert [each.kind for each in spells([ad("1", 0, both + alone)])] == ["phone", "viber"]


def test_without_contacts_there_are_none() -> None:
    assert spells([ad("1", 0, ())]) == ()
    assert spells([]) == ()
