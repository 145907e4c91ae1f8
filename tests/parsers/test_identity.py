"""Ids: as many as there are ads, and the same ones tomorrow."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.ad import Ad
from offers.offer import Contact, IdFrom, offer_id
from offers.span import Span
from parsers.identity import Identity, canonical_url, identities

LIST = "https://board.example/list"


def ids(ads: Sequence[Ad], phones: Sequence[str | None] = ()) -> list[Identity]:
    found = [phones[at] if at < len(phones) else None for at in range(len(ads))]
    return identities("board", ads, [_phone(value) for value in found])


def _phone(value: str | None) -> tuple[Contact, ...]:
    span = Span("text", 0, 1)
    return (Contact(kind="phone", value=value, raw="x", span=span),) if value else ()


@pytest.mark.parametrize(
    "url",
    [
        "https://board.example/ad?id=7&b=2",
        "HTTPS://Board.Example:443/ad?b=2&id=7",
        "https://board.example/ad?id=7&b=2#top",
        "https://board.example/%61d?utm_source=x&id=7&b=2&fbclid=y",
        "https://board.example/ad;jsessionid=AB12?b=2&id=7&PHPSESSID=1",
        " https://board.example/ad?id=%37&b=2 ",
    ],
)
def test_one_page_has_one_url(url: str) -> None:
    assert canonical_url(url) == "https://board.example/ad?b=2&id=7"


@pytest.mark.parametrize(
    "url",
    [
        "https://board.example/AD?id=7&b=2",
        "https://board.example/ad/?id=7&b=2",
        "https://board.example/ad?id=7&b=3",
        "https://board.example:8443/ad?id=7&b=2",
        "http://board.example/ad?id=7&b=2",
        "https://board.example/ad%2F?id=7&b=2",
        "https://board.example/ad?id=7&b=2&b=1",
    ],
)
def test_other_pages_have_other_urls(url: str) -> None:
    assert canonical_url(url) != canonical_url("https://board.example/ad?id=7&b=2")


def test_the_order_of_one_name_stays() -> None:
    assert canonical_url("http://a.example/?x=2&x=1&a=") == "http://a.example/?a=&x=2&x=1"


@pytest.mark.parametrize(
    "url", ["", "not a url", "http://[broken", "http://a:notaport/", "mailto:x"]
)
def test_what_cannot_be_read_is_its_own_url(url: str) -> None:
    assert canonical_url(url) == url


@given(st.text(max_size=60))
def test_canonical_urls_stay_as_they_are(path: str) -> None:
    once = canonical_url(f"https://board.example/{path}")
    assert canonical_url(once) == once


def test_the_ladder() -> None:
    ads = [
        Ad(url="https://board.example/1", key="7", anchor="a"),
        Ad(url="https://board.example/2", anchor="a"),
        Ad(url=LIST, anchor="a", text="x"),
        Ad(url=LIST, anchor="b", text="x"),
        Ad(url=LIST, title="Driver"),
    ]
    found = ids(ads)
    assert [one.id_from for one in found] == ["key", "url", "anchor", "anchor", "content"]
    assert found[0].id == offer_id("board", "7")
    assert found[1].id == offer_id("board", "https://board.example/2")
    assert found[2].id == offer_id("board", f"{LIST}#a")


def test_the_number_of_a_site_outlives_its_url() -> None:
    (before,) = ids([Ad(url="https://board.example/old", key="7", text="a")])
    (after,) = ids([Ad(url="https://board.example/new", key="7", text="b")])
    assert before == after


def test_content_ids_follow_title_and_first_contact() -> None:
    one = Ad(url=LIST, title="Driver wanted", text="long")
    other = Ad(url=LIST, title="Cook wanted", text="x")
    first = ids([one, other], ["+12025550143", "+12025550143"])
    again = ids(
        [other, Ad(url=LIST, title="DRIVER WANTED", text="changed")],
        ["+12025550143", "+12025550143"],
    )
    assert first[0] == again[1]
    assert first[1] == again[0]
    moved = ids([one, other], ["+12025550199", None])
    assert moved[0] != first[0]
    assert {one.id_from for one in first} == {IdFrom.CONTENT}


@pytest.mark.parametrize(
    "ads",
    [
        [Ad(url=LIST, title=f"Job {at}") for at in range(25)],
        [Ad(url=LIST, title="Job", text=f"text {at}") for at in range(25)],
        [Ad(url=LIST, text=f"text {at}") for at in range(25)],
        [Ad(url=LIST, said={"price": str(at)}) for at in range(25)],
        [Ad(url=LIST, title="Job", text="same", anchor=f"a{at}") for at in range(25)],
        [Ad(url=LIST, title="Job", text="same", key=str(at)) for at in range(25)],
        [Ad(url=f"{LIST}?ad={at}", title="Job", text="same") for at in range(25)],
        [Ad(url=LIST, title="Job", text=f"text {at}", anchor="same") for at in range(25)],
    ],
    ids=["title", "text", "no title", "price", "anchor", "key", "url", "broken anchor"],
)
def test_25_ads_of_one_page_are_25_ids_in_any_order(ads: list[Ad]) -> None:
    found = ids(ads)
    assert len({one.id for one in found}) == 25
    assert ids(ads[::-1]) == found[::-1]


def test_the_same_ad_pinned_and_listed_is_one() -> None:
    ad = Ad(url="https://board.example/1", title="Job")
    found = ids([ad, Ad(url="https://board.example/2", title="Job"), ad])
    assert found[0] == found[2]
    assert found[0].id_from is IdFrom.URL
