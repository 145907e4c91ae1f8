"""Which line of a robots.txt decides: never another answer than the one that a crawl obeys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.robots_reason import reason
from crawlers.robots_rules import read_rules, unreachable

URL = "https://board.example/jobs/4711?page=2"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("User-agent: *\nDisallow: /jobs", "Disallow: /jobs (line 2)"),
        ("User-agent: *\nDisallow: /jobs\nAllow: /jobs/4", "Allow: /jobs/4 (line 3)"),
        ("User-agent: *\nAllow: /jobs\nDisallow: /jobs", "Allow: /jobs (line 2)"),
        ("User-agent: *\nDisallow: /*page=", "Disallow: /*page= (line 2)"),
        ("User-agent: *\nDisallow: /*.php$", "no rule of robots.txt speaks of it"),
        ("User-agent: *\nDisallow:", "no rule of robots.txt speaks of it"),
        ("", "no rule of robots.txt speaks of it"),
        ("User-agent: *\nDisallow: /\nUser-agent: offerwatch\nDisallow: /x",
         "no rule of robots.txt speaks of it"),
        ("user-agent: a\nuser-agent: OfferWatch\ndisallow: /  # all", "Disallow: / (line 3)"),
        ("User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /jobs",
         "Disallow: /jobs (line 5)"),
    ],
)  # fmt: skip
def test_the_deciding_line(text: str, told: str) -> None:
    assert reason(read_rules(200, text.encode()), URL) == told


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (404, b"", "there is no robots.txt (status 404)"),
        (403, b"", "robots.txt was answered with status 403"),
        (503, b"", "robots.txt was answered with status 503"),
        (200, b"<html>", "robots.txt is a web page and holds no rules; read as absent"),
    ],
)
def test_a_status_decides_where_there_are_no_rules(status: int, body: bytes, told: str) -> None:
    assert reason(read_rules(status, body), URL) == told


def test_one_that_could_not_be_had() -> None:
    told = reason(unreachable("time-out", "no answer in time"), URL)
    assert told == "robots.txt could not be fetched: no answer in time"


LINES = st.lists(
    st.sampled_from([
        "User-agent: *", "User-agent: Offerwatch", "User-agent: other", "Disallow: /", "Allow: /j",
        "Disallow: /jobs", "Disallow: /*page", "Allow: /jobs/4711$", "Disallow: /jobs/4711?page=2$",
        "disallow:/jobs/", "Crawl-delay: 2", "", "# nothing", "Allow: *", "Disallow: %2Fjobs",
    ]),
    max_size=12,
)  # fmt: skip


@given(LINES)
def test_what_is_told_is_what_is_obeyed(rows: list[str]) -> None:
    rules = read_rules(200, "\n".join(rows).encode())
    told = reason(rules, URL)
    forbidden = rules.forbids(URL) is not None
    assert told.startswith(("Disallow: ", "robots.txt disallows")) is forbidden
    if "(line " in told:
        number = int(told.rpartition("line ")[2].rstrip(")"))
        assert rows[number - 1].lower().startswith("disallow" if forbidden else "allow")


@given(st.text())
def test_any_text_has_a_reason(text: str) -> None:
    assert reason(read_rules(200, text.encode("utf-8", "replace")), URL)
