"""Addresses of pictures: which are kept of an ad, and which are of the same picture."""

import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parsers.dom import fragment
from parsers.letters import table
from parsers.picture_key import VALUES, picture_key
from parsers.pictures import LONGEST, MOST, SAFE, address, pictures, shown

BASE = "https://board.example/jobs/17"
PLAIN = "https://board.example/wp-content/uploads/2026/work.jpg"


@pytest.mark.parametrize(
    "other",
    [
        "http://board.example/wp-content/uploads/2026/work.jpg",
        "https://BOARD.example:443/wp-content/uploads/2026/work-300x200.jpg",
        "https://board.example/wp-content/uploads/2026/work-scaled.jpg?utm_source=mail",
        "https://board.example/wp-content/uploads/2026/work.jpg?w=300&h=200&crop=1",
        "https://board.example/wp-content/uploads/2026/work.jpg?fit=crop&auto=format,compress&q=75",
        "https://i0.wp.com/board.example/wp-content/uploads/2026/work.jpg?resize=300%2C200&ssl=1",
        "https://board.example/cdn-cgi/image/width=80,quality=75/wp-content/uploads/2026/work.jpg",
        "https://a.example/cdn-cgi/image/w=80/https://board.example/wp-content/uploads/2026/work.jpg",
        "https://board.example/_next/image?url=%2Fwp-content%2Fuploads%2F2026%2Fwork.jpg&w=64&q=75",
    ],
)
def test_other_sizes_are_the_same_picture(other: str) -> None:
    assert picture_key(other) == picture_key(PLAIN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/thumbs/200x200/7.jpg", "https://a.example/thumbs/400x300/7.jpg"),
        ("https://a.example/f/7-UA/image;s=644x461", "https://a.example/f/7-UA/image;s=1000x700"),
        (
            "https://lh3.googleusercontent.com/ab=w400-h300-c",
            "https://lh3.googleusercontent.com/ab",
        ),
        (
            "https://res.cloudinary.com/a/image/upload/w_300,h_200,c_fill/v12/7.jpg",
            "https://res.cloudinary.com/a/image/upload/v12/7.jpg",
        ),
        ("https://s3.example/7.jpg?X-Amz-Date=1&X-Amz-Signature=ab", "https://s3.example/7.jpg"),
        ("https://a.example/show.php?id=7&width=100", "https://a.example/show.php?id=7"),
    ],
)
def test_sizes_that_the_address_names(one: str, other: str) -> None:
    assert picture_key(one) == picture_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/7.jpg", "https://a.example/8.jpg"),
        ("https://a.example/7.jpg", "https://b.example/7.jpg"),
        ("https://a.example/7.jpg?v=1", "https://a.example/7.jpg?v=2"),
        # A parameter of one letter may be the number of the picture where no file is named.
        ("https://a.example/show?h=123", "https://a.example/show?h=124"),
        ("https://a.example/7.jpg?h=9f3a", "https://a.example/7.jpg?h=77b1"),
        # A part of a picture is another picture.
        ("https://a.example/7.jpg?crop=0,0,9,9", "https://a.example/7.jpg?crop=9,9,9,9"),
        (
            "https://res.cloudinary.com/a/image/upload/l_text:a/v12/7.jpg",
            "https://res.cloudinary.com/a/image/upload/v12/7.jpg",
        ),
        ("https://a.example/work-scaled.jpg", "https://a.example/work.jpg"),
        ("https://a.example/show?id=7&size=2", "https://a.example/show?id=7&size=3"),
        ("https://a.example/A.jpg", "https://a.example/a.jpg"),
    ],
)
def test_other_pictures_stay_apart(one: str, other: str) -> None:
    assert picture_key(one) != picture_key(other)


def test_every_parameter_names_its_source_and_what_it_holds() -> None:
    rows = table("picture_parameters.tsv")
    assert {(len(row), row[1] in VALUES, row[2] in {"file", "anywhere"}) for row in rows} == {
        (4, True, True)
    }
    assert all(row[0] == row[0].lower() and row[3] for row in rows)


parts = st.sampled_from(
    (
        *("a", "200x300", "w_3,h_4", "cdn-cgi", "image", "upload", "_next", "wp-content"),
        *("uploads", "..", "7-200x300.jpg", "7-scaled.png", "ab=w3-h4", "x;s=3x4", "x;q=3;s=4"),
        *("i0.wp.com", "https:", "b.example", ""),
    )
)
hosts = st.sampled_from(
    ["a.example", "i1.wp.com", "res.cloudinary.com", "lh3.googleusercontent.com", "a.example:80"]
)
queries = st.sampled_from(["", "?w=3", "?url=%2Fb.jpg", "?id=7&h=3&width=9", "?url=//c.example/d"])
addresses = st.builds(
    lambda host, path, query: f"https://{host}/{'/'.join(path)}{query}",
    hosts,
    st.lists(parts, max_size=7),
    queries,
)


@settings(max_examples=150)
@given(addresses)
def test_a_key_is_its_own_key(url: str) -> None:
    key = picture_key(url)
    assert picture_key(f"https://{key}") == key
    assert picture_key(f"http://{key}") == key


@settings(max_examples=100)
@given(st.text(max_size=60))
@example("https://[")
@example("https://a.example/_next/image?" + "&" * 50 + "=" * 30)
def test_whatever_is_no_address_stays_what_it_is_or_has_a_key(url: str) -> None:
    assert isinstance(picture_key(url), str)


@pytest.mark.parametrize(
    "nasty",
    [
        "https://a.example/" + "200x200/" * 240 + "a.jpg",
        "https://a.example/" + "-200x200" * 240 + ".jpgg",
        "https://a.example/cdn-cgi/image/" * 60,
        "https://a.example/_next/image?url=" + "%2F_next%2Fimage%3Furl%3D" * 70,
        "https://a.example/image" + ";s=1" * 480 + "x",
        "https://lh3.googleusercontent.com/" + "=w1-h1" * 300 + "!",
        "https://res.cloudinary.com/image/upload/" + "w_1," * 480 + "!",
        "https://a.example/a.jpg?" + "w=1&" * 480,
    ],
)
def test_no_address_takes_long(nasty: str) -> None:
    """What backtracks without end would never come back from ten thousand of them."""
    for _ in range(200):
        assert picture_key(nasty[:LONGEST])


def test_addresses_are_absolute_and_in_ascii() -> None:
    assert address(" //cdn.example/ä b.jpg#part ", BASE) == "https://cdn.example/%C3%A4%20b.jpg"
    assert address("7.jpg?a=1&amp;b=2", BASE) == "https://board.example/jobs/7.jpg?a=1&b=2"
    assert address("http://bücher.example/7.jpg", BASE) == "http://xn--bcher-kva.example/7.jpg"
    assert address("https://a.example/7.jpg\x00\n\u202e", BASE) == (
        "https://a.example/7.jpg%E2%80%AE"
    )


@pytest.mark.parametrize(
    "refused",
    [
        None,
        "",
        "data:image/gif;base64,R0lGODlhAQABAAAAACw=",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://anna:secret@a.example/7.jpg",
        "https://a..example/7.jpg",
        "https://[/7.jpg",
        "https://a.example/" + "x" * LONGEST,
        "https://a.example/" + "\u202e" * 700,
        "/static/logo.png",
        "/static/logos/7.png",
        "https://i.example/employer/1326472_company_logo_1.png",
        "/avatars/7.jpg",
        "/i/favicon.png",
        "/i/flag.svg",
        "/i/no-photo.png",
        "/i/no_image_large.jpg",
        "/i/1x1.gif",
        "/i/spacer.gif",
        "/i/placeholder-work.jpg",
    ],
)
def test_what_is_no_picture_of_an_ad_is_left_out(refused: str | None) -> None:
    assert address(refused, BASE) is None


@pytest.mark.parametrize("kept", ["/catalogo.jpg", "/dialogo/7.jpg", "/blank-page/7.jpg", "/7"])
def test_words_that_only_look_like_those_are_kept(kept: str) -> None:
    assert address(kept, BASE) == f"https://board.example{kept}"


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_whatever_is_written_an_address_is_harmless(written: str) -> None:
    found = address(written, BASE)
    signs = string.ascii_letters + string.digits + SAFE + "%"
    assert found is None or (found.startswith(("http://", "https://")) and set(found) <= set(signs))


def test_each_picture_once_a_few_of_them_in_their_order() -> None:
    written = ["a.jpg", None, "b.jpg", "a-300x200.jpg", "data:x", "a.jpg?w=30", "c.jpg"]
    names = [f"https://board.example/jobs/{name}.jpg" for name in "abc"]
    assert pictures(written, BASE) == (*names,)
    assert pictures(written, BASE, {picture_key(names[1])}) == (names[0], names[2])
    assert len(pictures((f"{number}.jpg" for number in range(10_000)), BASE)) == MOST


GALLERY = """
    <div class=gallery style="color: red">
      <a href="/full/1.jpg"><img src="/small/1.jpg"></a>
      <img src="data:image/gif;base64,x" data-src="/2.jpg">
      <picture><source srcset="/3.webp 2x, /4.webp 1x"><img src="/5.jpg"></picture>
      <i style="background-image:url( '/6.jpg' )"></i>
    </div>
"""


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        (".gallery", ["/small/1.jpg", "/2.jpg", "/5.jpg"]),
        (".gallery a", ["/full/1.jpg"]),
        (".gallery > img", ["/2.jpg"]),
        ("source", ["/3.webp"]),
        ("picture", ["/5.jpg"]),
        ("i", ["/6.jpg"]),
        (".nothing", []),
    ],
)
def test_what_elements_show(selector: str, found: list[str]) -> None:
    assert list(shown(fragment(GALLERY, BASE).all(selector))) == found
