"""What an ad may say that one home would take and another refuse: each is stored alike, or refused
for itself alone and without being repeated."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from index.access import NONE
from index.base import Index, NotStorable, Order
from index.elastic.cluster import Action
from index.elastic.connect import connect
from index.elastic.layout import Part
from index.query.tree import Everything
from tests.index.elastic import opened
from tests.index.making import contact, day, first, money, offer, place


def test_an_offer_that_cannot_be_read_back_is_refused_for_itself(index: Index) -> None:
    """So that whoever crawls can store the others, and report this one."""
    odd = first(offer("odd", published=day(datetime(2026, 1, 1))))  # noqa: DTZ001
    with pytest.raises(NotStorable, match="has no time zone"):
        index.put([first(offer("good")), odd])
    assert index.put([first(offer("good"))]) == frozenset()


def test_what_cannot_be_stored_is_not_repeated(index: Index) -> None:
    bad = replace(contact("phone", "+442079460001"), confidence="0207 secret")  # type: ignore[arg-type]
    with pytest.raises(NotStorable) as caught:
        index.put([first(offer(contacts=(bad,)))])
    said = str(caught.value)
    assert "contacts.0.confidence" in said
    assert "secret" not in said
    assert "\n" not in said


def test_a_document_that_a_field_does_not_take_is_refused_for_itself(
    elasticsearch: str, prefix: str, tmp_path: Path
) -> None:
    url = f"{elasticsearch}/{prefix}"
    opened(url, tmp_path).close()
    cluster = connect(url, NONE)
    with pytest.raises(NotStorable, match="published"):
        cluster.write([Action(Part.OFFERS, "odd", '{"published":"+442079460001"}')])
    cluster.close()


def test_letters_that_grow_in_upper_case_are_no_longer_than_a_keyword(index: Index) -> None:
    odd = offer(places=(place("x", "ΐ" * 8000),), site_country="ΰ" * 8000)
    assert index.put([first(odd)]) == frozenset()
    assert index.search(Everything()).total == 1


@pytest.mark.parametrize("descending", [True, False])
def test_a_price_beyond_all_bounds_stops_no_paging(index: Index, *, descending: bool) -> None:
    amounts = ("1", "99999999999999999999", "1e308", "-1e308", None)
    made = [offer(str(at), money=(money(low),)) for at, low in enumerate(amounts)]
    assert index.put([first(one) for one in made]) == frozenset()
    seen, after = [], None
    while True:
        page = index.search(Everything(), order=Order("price", descending), limit=1, after=after)
        seen += [known.offer.key for known in page.offers]
        if (after := page.next) is None:
            break
    assert seen == (["2", "1", "0", "3", "4"] if descending else ["3", "0", "1", "2", "4"])
