"""A contact as somebody types it: the same value as ads give."""

import pytest

from parsers.contacts.typed import typed


def values(text: str, *countries: str | None) -> set[tuple[str, str]]:
    return {(one.kind, one.value) for one in typed(text, countries or (None,))}


@pytest.mark.parametrize(
    "text",
    [
        "0176 / 123 45 67",
        "0049 176 1234567",
        "+49 (0)176-123 45 67",
        "O176 l23 4S 67",
        "٠١٧٦ ١٢٣٤٥٦٧",
    ],
)
def test_a_number_in_any_writing(text: str) -> None:
    assert ("phone", "+491761234567") in values(text, "DE")


@pytest.mark.parametrize(
    "text", ["t.me/crossing_eu", "https://t.me/Crossing_EU", "tg: @crossing_eu"]
)
def test_a_name_behind_its_service(text: str) -> None:
    assert values(text) == {("telegram", "crossing_eu")}


def test_a_lone_name_may_be_on_several_services() -> None:
    found = typed("@crossing_eu", [None])
    assert [one.kind for one in found] == ["telegram", "instagram"]
    assert found[0].confidence > found[1].confidence


def test_a_number_is_read_as_one_of_each_country_the_surest_first() -> None:
    found = typed("0176 / 123 45 67", [None, "DE", "PL"])
    assert found[0].value == "+491761234567"
    assert len({one.value for one in found}) == len(found) > 1


@pytest.mark.parametrize(
    "text",
    ["jobs (at) mail (dot) org", "jobs [at] mail.org", "JOBS@mail.org", "mailto:jobs@mail.org"],
)
def test_a_mail_under_its_disguise(text: str) -> None:
    assert ("mail", "jobs@mail.org") in values(text)


@pytest.mark.parametrize("text", ["", "  ", "\x00", "\ud800", "work", "\u202e", "%s" * 500])
def test_nothing_is_read_where_nothing_is(text: str) -> None:
    assert values(text) == set()
