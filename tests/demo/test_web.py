"""The web of the demo as HTTP: addresses, counts, conditional requests and what goes wrong."""

import socket
from email.utils import parsedate_to_datetime
from threading import Thread
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from demo.ads import day_date
from demo.bazaar import BUSY
from demo.web import BOARDS, DemoWeb, address
from tests.demo.walk import fetch, local, offers, site


def test_every_board_answers_at_an_address_of_its_own(web: DemoWeb) -> None:
    assert len({address(name) for name in BOARDS}) == len(BOARDS) >= 8
    for name, board in BOARDS.items():
        for path in board.start:
            with urlopen(web.url(name, path)) as answer:
                assert answer.status == 200
                assert answer.read()
                assert answer.headers["Server"] == "nginx"


def test_site_files_start_where_the_boards_do(web: DemoWeb) -> None:
    for name in BOARDS:
        for url in site(name)["start"]:
            assert local(web, name, url).startswith(web.url(name, ""))
            assert fetch(local(web, name, url))[0] in {200, 302}


def test_every_board_but_one_has_a_robots_file(web: DemoWeb) -> None:
    found = {name: fetch(web.url(name, "/robots.txt")) for name in BOARDS}
    assert [name for name, (status, _, _) in found.items() if status == 404] == ["oldboard"]
    for name, (status, body, headers) in found.items():
        if status == 200:
            assert headers["content-type"].startswith("text/plain"), name
            assert body.startswith((b"User-agent: *", b"# Workbridge"))
    assert b"Crawl-delay: 1\n" in found["feedboard"][1]
    sitemap = f"Sitemap: {web.url('sitemapboard', '/sitemap.xml')}\n"
    assert sitemap.encode() in found["sitemapboard"][1]


def test_requests_are_counted_with_their_headers(web: DemoWeb) -> None:
    fetch(web.url("souq", "/wazaif?page=2"), user_agent="counted/1")
    fetch(web.url("oldboard"), method="HEAD")
    first, second = web.requests
    assert (first.board, first.method, first.path) == ("souq", "GET", "/wazaif?page=2")
    assert first.headers["user-agent"] == "counted/1"
    assert (second.board, second.method, second.path) == ("oldboard", "HEAD", "/")
    assert first.at <= second.at
    web.requests.clear()
    assert len(web.requests) == 2


def test_the_day_is_set_from_outside(web: DemoWeb) -> None:
    assert (web.day, web.today) == (1, day_date(1))
    before = fetch(web.url("feedboard", "/njoftime.json"))[1]
    web.day = 3
    assert web.today == day_date(3)
    assert fetch(web.url("feedboard", "/njoftime.json"))[1] != before
    with pytest.raises(ValueError, match="first day is 1"):
        web.day = 0


@pytest.mark.parametrize("name", BOARDS)
def test_unchanged_pages_answer_304(web: DemoWeb, name: str) -> None:
    url = web.url(name, BOARDS[name].start[0])
    status, body, headers = fetch(url)
    assert status == 200
    for condition in (
        {"if_none_match": headers["etag"]},
        {"if_none_match": f'"other", W/{headers["etag"]}'},
        {"if_modified_since": headers["last-modified"]},
        {"if_none_match": headers["etag"], "if_modified_since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        assert fetch(url, **condition)[:2] == (304, b""), condition
    for condition in (
        {"if_none_match": '"other"'},
        {"if_none_match": '"other"', "if_modified_since": headers["last-modified"]},
        {"if_modified_since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"if_modified_since": "yesterday"},
    ):
        assert fetch(url, **condition)[:2] == (200, body), condition


def test_last_modified_is_the_day_of_the_last_change(web: DemoWeb) -> None:
    web.day = 3
    since = {
        path: parsedate_to_datetime(fetch(web.url("sitemapboard", path))[2]["last-modified"])
        for path in ("/ilan/501", "/ilan/506")
    }
    assert since["/ilan/501"].date() == day_date(1)
    assert since["/ilan/506"].date() == day_date(2)


def test_head_has_headers_and_no_body(web: DemoWeb) -> None:
    status, body, headers = fetch(web.url("bazaar", "/praca"), method="HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) > 1000


def test_methods_that_a_reader_does_not_need_are_refused(web: DemoWeb) -> None:
    assert fetch(web.url("bazaar", "/praca"), method="POST")[0] == 501


def test_a_busy_page_says_when_to_come_back_and_then_answers(web: DemoWeb) -> None:
    (url,) = (url for url in offers(web, "bazaar") if f"/{BUSY}-" in url)
    status, _, headers = fetch(url)
    assert (status, headers["retry-after"]) == (429, "1")
    assert fetch(url)[0] == 200


def test_one_page_fails_on_the_second_day_only(web: DemoWeb) -> None:
    url = web.url("bazaar", "/ad/10014-kierowca-autobusu")
    found = []
    for day in (1, 2, 3):
        web.day = day
        found.append(fetch(url)[0])
    assert found == [200, 500, 200]


def test_one_page_breaks_off_in_the_middle(web: DemoWeb) -> None:
    with socket.create_connection((address("bazaar"), web.port)) as connection:
        connection.sendall(b"GET /ad/10016-stolarz HTTP/1.1\r\nHost: bazaar\r\n\r\n")
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    announced = int(head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0])
    assert 0 < len(body) < announced


def test_unknown_pages_and_gone_ads_are_404(web: DemoWeb) -> None:
    for name in BOARDS:
        if name != "telegram":  # any path there is a channel
            assert fetch(web.url(name, "/no/such/page"))[0] == 404, name
    assert fetch(web.url("jobportal", "/jobs/dansatoare-20008"))[0] == 200
    web.day = 3
    assert fetch(web.url("jobportal", "/jobs/dansatoare-20008"))[0] == 404
    for path in ("/empleo/", "/api/empleos/999"):
        assert fetch(web.url("appjobs", path))[0] in {200, 404}


def test_many_clients_at_once(web: DemoWeb) -> None:
    found: list[int] = []
    clients = [
        Thread(target=lambda: found.append(fetch(web.url("jobportal", "/jobs"))[0]))
        for _ in range(24)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    assert found == [200] * 24
    assert len(web.requests) == 24


def test_a_taken_port_is_an_error_and_leaves_nothing_open() -> None:
    with DemoWeb() as first:
        with pytest.raises(OSError), DemoWeb(first.port):  # noqa: PT011
            pass
        url = first.url("souq")
    with pytest.raises(OSError) as gone:  # noqa: PT011
        urlopen(url)
    assert not isinstance(gone.value, HTTPError)
