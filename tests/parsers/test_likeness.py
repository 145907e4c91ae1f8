"""Which ads are alike, in which grade, and what the later is to the earlier."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.family import Breadth, Grade, Relation
from offers.offer import Kind
from parsers.likeness import Likeness, compare, differing
from parsers.rarity import start
from tests.parsers.alike import DAY, key, offer, printed

WAITER = """
We are looking for two waiters for a family hotel in Rostock, at the harbour.
You carry trays, lay tables and wash glasses, from May until the end of September.
Pay is 2100 EUR a month, a shared attic room and three meals are free of charge.
Our chef Ottilie speaks Bulgarian and Romanian, German is no must.
Write on Telegram: @rostock_hafenkrone or call +49 381 7700123.
"""


def alike(text: str, other: str, **said: str) -> Likeness | None:
    """How ads with these texts are alike, the second on another site."""
    one = printed(offer(text))
    return compare(one, printed(offer(other, site="souq", **said)), start())  # type: ignore[arg-type]


def grade(text: str, other: str) -> Grade | None:
    found = alike(text, other)
    return found.grade if found else None


def test_the_same_text_in_other_dress_is_identical() -> None:
    found = alike(WAITER, "🔥🔥" + WAITER.upper().replace(".", " ✅"))
    assert found == Likeness(Grade.IDENTICAL, Relation.SAME, 1.0, ("the same words",))


def test_another_number_and_a_few_words_are_near() -> None:
    other = (
        WAITER.replace("@rostock_hafenkrone", "@kruse_jobs_24")
        .replace("+49 381 7700123", "+49 381 8812345")
        .replace("carry trays", "serve guests")
    )
    found = alike(WAITER, other)
    assert found
    assert (found.grade, found.relation) == (Grade.NEAR, Relation.SAME)
    assert found.score > 0.8
    assert "same contact" not in found.why


def test_shuffled_sentences_are_near() -> None:
    assert grade(WAITER, "\n".join(reversed(WAITER.split("\n")))) == Grade.NEAR


def test_another_ad_of_the_same_contact_joins_nothing() -> None:
    other = """Night guard for a warehouse near Poznan, twelve hours a shift, uniform provided.
    Experience with cameras and a clean record are required. Telegram @rostock_hafenkrone"""
    found = alike(WAITER, other)
    assert found
    assert found.grade == Grade.CONTACT
    assert found.score == 0.5


def test_a_hub_is_no_likeness() -> None:
    one = printed(offer(WAITER))
    two = printed(offer("Night guard near Poznan. Telegram @rostock_hafenkrone", number="2"))
    hub = key("telegram", "rostock_hafenkrone")
    assert compare(one, two, start())
    many = {
        contact: Breadth(offers=90, sites=9, families=70, countries=12)
        for contact in {hub, *one.stems, *two.stems}
    }
    assert compare(one, two, replace(start(), hubs=many)) is None


def test_a_varied_handle_is_told() -> None:
    found = alike(
        "Boats every night, write @crossing_lesvos on Telegram",
        "Trucks to Serbia and on, our Telegram is @crossing.lesvos1",
    )
    assert found
    assert found.grade == Grade.STEM


def test_the_same_text_for_another_city_is_of_one_template() -> None:
    found = alike(WAITER, WAITER.replace("Rostock", "Kiel"))
    assert found
    assert (found.grade, found.relation) == (Grade.NEAR, Relation.TEMPLATE)


def test_what_leaves_out_a_paragraph_is_partial() -> None:
    short = "\n".join(line for line in WAITER.split("\n") if "Pay is" not in line)
    found = alike(
        WAITER, short.replace("You carry trays, lay tables and wash glasses, from", "From")
    )
    assert found
    assert (found.grade, found.relation) == (Grade.NEAR, Relation.PARTIAL)


def test_what_comes_after_weeks_or_after_the_earlier_was_gone_is_a_repost() -> None:
    earlier = printed(offer(WAITER))
    soon, late = (printed(offer(WAITER, number="2"), days=days) for days in (3, 30))
    for later, gone, relation in (
        (soon, None, Relation.SAME),
        (soon, DAY + timedelta(days=2), Relation.REPOST),
        (soon, DAY + timedelta(days=4), Relation.SAME),
        (late, None, Relation.REPOST),
    ):
        found = compare(earlier, later, start(), gone)
        assert found
        assert found.relation == relation


TURKISH = """İstanbul'dan Selanik'e kamyonla yolculuk, kişi başı 4500 EUR.
Her hafta salı günü kalkış, güvenli ve rahat. Telegram @vardar_yolu"""
ENGLISH = """From Istanbul to Thessaloniki by truck, price 4500 EUR a person.
Departure each Tuesday, safe and comfortable. Telegram @vardar_yolu"""


def test_the_same_in_another_language_is_rewritten() -> None:
    one, two = (
        printed(offer(text, site=site, kind=Kind.TRAVEL))
        for text, site in ((TURKISH, "bazaar"), (ENGLISH, "souq"))
    )
    found = compare(one, two, start())
    assert found
    assert found.grade == Grade.REWRITTEN


@pytest.mark.parametrize(
    ("old", "new"), [("4500", "5500"), ("Thessaloniki", "Sofia"), ("@vardar_yolu", "@axios_road")]
)
def test_in_another_language_all_must_agree(old: str, new: str) -> None:
    one, two = (
        printed(offer(text, site=site, kind=Kind.TRAVEL))
        for text, site in ((TURKISH, "bazaar"), (ENGLISH.replace(old, new), "souq"))
    )
    found = compare(one, two, start())
    assert found is None or found.grade == Grade.CONTACT


def test_words_that_differ() -> None:
    found = differing("Two waiters in Kiel", "Three waiters in KIEL now")
    assert found == ("-two", "+three", "+now")


texts = st.lists(
    st.sampled_from(WAITER.split() + TURKISH.split() + ["😀", "工人招聘", "مطلوب عمال"]),
    max_size=60,
).map(" ".join)


@given(texts, texts)
def test_likeness_has_no_direction(text: str, other: str) -> None:
    one, two = printed(offer(text or None)), printed(offer(other or None, number="2"))
    there, back = compare(one, two, start()), compare(two, one, start())
    assert (there and (there.grade, there.score)) == (back and (back.grade, back.score))


def test_a_picture_is_told_by_its_address_in_whatever_size_and_makes_no_family() -> None:
    one = replace(offer(WAITER), images=("https://cdn.example/work-300x200.jpg",))
    other = replace(offer("Drivers sought."), images=("http://cdn.example/work.jpg?w=90", "x"))
    mine, theirs = printed(one), printed(other)
    assert len(mine.images) == 1
    assert mine.images[0] in theirs.images
    assert "cdn" not in repr((mine.images, theirs.images))
    found = compare(mine, theirs, start())
    assert found == Likeness(Grade.IMAGE, Relation.SAME, 0.5, ("image: 1 in common",))
    breadth = Breadth(offers=90, sites=1, families=90, countries=1)
    hub = replace(start(), hubs={mine.images[0]: breadth})
    assert compare(mine, theirs, hub) is None
