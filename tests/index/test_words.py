"""What words, phrases and contacts find in ads of many scripts, over every home."""

from index.base import Index
from offers.offer import Named
from tests.index.asking import found
from tests.index.making import SPAN, contact, first, offer, place


def test_two_scripts_and_their_spellings(index: Index) -> None:
    index.put(
        [
            first(offer("uk", text="Потрібен ВОДІЙ категорії C")),
            first(offer("ar", text="مَطلُوب عُمَّال")),
            first(offer("de", text="Arbeit in der Hauptstraße")),
            first(offer("zh", text="招聘签证官员")),
            first(offer("c", text="C++ and C# work")),
        ]
    )
    assert found(index, "водій") == {"uk"}
    assert found(index, "вод*") == {"uk"}
    assert found(index, "مطلوب") == {"ar"}
    assert found(index, "HAUPTSTRASSE") == {"de"}
    assert found(index, "签证") == {"zh"}
    assert found(index, "官*") == {"zh"}
    assert found(index, "c++") == {"c"}
    assert found(index, "text:c++") == {"c"}
    assert found(index, "c") == {"uk"}


def test_a_phrase_ends_with_its_place(index: Index) -> None:
    index.put([first(offer(places=(place("New York"), place("Paris"))))])
    assert found(index, 'place:"new york"') == {"1"}
    assert found(index, 'place:"york paris"') == set()


def test_words_of_several_fields_are_not_one_phrase(index: Index) -> None:
    made = offer(title="no", text="visa", employer=Named(name="Acme", raw="", span=SPAN))
    index.put([first(made)])
    assert found(index, '"no visa"') == set()
    assert found(index, "no visa acme") == {"1"}


def test_contacts_in_any_spelling(index: Index) -> None:
    several = (
        contact("phone", "+442079460001"),
        contact("telegram", "safe_trip"),
        contact("mail", "jobs@example.org"),
        contact("pager", "X-7"),
    )
    index.put([first(offer(contacts=several))])
    for query in (
        'phone:"+44 20 7946 0001"',
        "phone:+442079460001",
        'phone:"0044 (20) 7946-0001"',
        "phone:+4420*",
        'contact:"+44 20 7946 0001"',
        "telegram:@Safe_Trip",
        "contact:@safe_trip",
        "mail:Jobs@Example.org",
        'contact:"mailto:jobs@example.org"',
        "contact:x-7",
    ):
        assert found(index, query) == {"1"}, query
    assert found(index, "phone:safe_trip OR telegram:jobs OR phone:20794600") == set()


def test_what_was_edited_is_found_by_its_new_words_only(index: Index) -> None:
    made = offer(text="old words", contacts=(contact("phone", "+442079460001"),))
    index.put([first(made)])
    known = index.known([made.id])[made.id]
    index.put([first(offer(text="new words"), token=known.token)])
    assert found(index, "old") == found(index, "phone:*") == set()
    assert found(index, '"new words"') == {"1"}
