"""Captures are kept as received, found again, and never repeated without need."""

import errno
import gzip
import os
import resource
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from evidence.exchange import Exchange
from evidence.warc import CaptureLost, NotKept, Warc, read_capture
from offers.page import Capture
from offers.run import Visit

Make = Callable[..., Exchange]
Check = Callable[[Path], bool]

AT = datetime(2026, 11, 3, 10, 15, 30, 250_000, tzinfo=UTC)
ABOUT = {"software": "Offerwatch 0.1", "operator": "desk@example.org", "robots": "obeyed"}


def warc(folder: Path, name: str = "bazaar/one.warc.gz") -> Warc:
    return Warc(folder, name, opened=AT, about=ABOUT)


def visit(capture: Capture, at: datetime = AT) -> Visit:
    return Visit(
        site="bazaar", url="https://bazaar.example/ads/7", at=at, status=200, capture=capture
    )


def records(path: Path) -> list[tuple[str, dict[str, str]]]:
    with path.open("rb") as file:
        return [
            (record.rec_type, dict(record.rec_headers.headers)) for record in ArchiveIterator(file)
        ]


def test_an_exchange_comes_back_as_it_was(tmp_path: Path, exchange: Make, passes: Check) -> None:
    sent = exchange()
    with warc(tmp_path) as file:
        capture = file.keep(sent)
    assert read_capture(tmp_path, capture) == sent
    assert capture.sha256 == sha256(sent.body).hexdigest()
    assert passes(file.path)


def test_what_each_record_says(tmp_path: Path, exchange: Make) -> None:
    with warc(tmp_path) as file:
        capture = file.keep(exchange(dom=b"<h1>Waiter, rendered</h1>"))
    (info, about), (asked, request), (made, dom), (answered, response) = records(file.path)
    assert [info, asked, made, answered] == ["warcinfo", "request", "conversion", "response"]
    assert about["WARC-Filename"] == "one.warc.gz"
    assert response["WARC-IP-Address"] == "203.0.113.7"
    assert response["WARC-Date"] == "2026-11-03T10:15:30.250000Z"
    assert response["WARC-Target-URI"] == "https://bazaar.example/ads/7"
    assert response["WARC-Warcinfo-ID"] == about["WARC-Record-ID"]
    assert response["Offerwatch-Payload-SHA256"] == capture.sha256
    assert response["WARC-Payload-Digest"].startswith("sha1:")
    assert request["WARC-Concurrent-To"] == response["WARC-Record-ID"]
    assert dom["WARC-Refers-To"] == response["WARC-Record-ID"]
    with file.path.open("rb") as raw:
        first = next(iter(ArchiveIterator(raw)))
        assert b"operator: desk@example.org\r\n" in first.content_stream().read()


def test_what_a_page_was_rendered_from_comes_back(
    tmp_path: Path, exchange: Make, passes: Check
) -> None:
    """With the page itself, also when that has not changed and is only referred to."""
    parts = (exchange(url="https://bazaar.example/api/1"), exchange(url="https://bazaar.example/2"))
    sent = exchange(dom=b"<h1>Waiter, rendered</h1>", parts=parts)
    with warc(tmp_path) as file:
        first = file.keep(sent)
        again = file.keep(sent, visit(first))
    assert read_capture(tmp_path, first) == sent
    assert read_capture(tmp_path, again) == sent
    kinds = [kind for kind, _ in records(file.path)]
    assert kinds[1:8] == ["request", "response"] * 2 + ["request", "conversion", "response"]
    assert kinds[-1] == "revisit"
    assert passes(file.path)


def test_nobody_else_may_look(tmp_path: Path, exchange: Make) -> None:
    with warc(tmp_path / "captures") as file:
        file.keep(exchange())
        assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "captures").stat().st_mode) == 0o700


def test_a_run_that_keeps_nothing_leaves_no_file(tmp_path: Path) -> None:
    with warc(tmp_path) as file:
        pass
    assert not file.path.exists()


def test_an_unchanged_body_is_referred_to(tmp_path: Path, exchange: Make, passes: Check) -> None:
    body = os.urandom(5000)
    with warc(tmp_path) as first:
        kept = first.keep(exchange(body=body))
    later = AT + timedelta(days=1)
    with warc(tmp_path, "bazaar/two.warc.gz") as second:
        again = second.keep(exchange(body=body, at=later), visit(kept))
        third = second.keep(exchange(body=body, at=later), visit(again, later))
    kinds = [kind for kind, _ in records(second.path)]
    assert kinds == ["warcinfo", "request", "revisit", "request", "revisit"]
    for _, headers in records(second.path)[2::2]:
        assert headers["WARC-Profile"].endswith("/1.1/revisit/identical-payload-digest")
        assert headers["WARC-Refers-To-Date"] == "2026-11-03T10:15:30.250000Z"
        assert headers["WARC-Refers-To-Target-URI"] == "https://bazaar.example/ads/7"
        assert headers["WARC-Refers-To"] == records(first.path)[2][1]["WARC-Record-ID"]
    assert read_capture(tmp_path, again) == exchange(body=body, at=later)
    assert read_capture(tmp_path, third).body == body
    assert second.path.stat().st_size < 2500
    assert passes(first.path)
    assert passes(second.path)


def test_an_answer_without_a_body_refers_to_the_body_it_stands_for(
    tmp_path: Path, exchange: Make, passes: Check
) -> None:
    with warc(tmp_path) as first:
        kept = first.keep(exchange())
    later = AT + timedelta(days=1)
    head = b'HTTP/1.1 304 Not Modified\r\nETag: "7"\r\n\r\n'
    answer = exchange(head=head, body=b"", at=later)
    with warc(tmp_path, "bazaar/two.warc.gz") as second:
        said = second.keep(answer, visit(kept))
        lost = second.keep(answer, visit(Capture("bazaar/lost.warc.gz", 0, kept.sha256)))
    _, _, (kind, headers), _, (plain, _) = records(second.path)
    assert (kind, plain) == ("revisit", "response")
    assert headers["WARC-Profile"].endswith("/1.1/revisit/server-not-modified")
    assert headers["WARC-Refers-To"] == records(first.path)[2][1]["WARC-Record-ID"]
    assert headers["WARC-Refers-To-Date"] == "2026-11-03T10:15:30.250000Z"
    assert read_capture(tmp_path, said) == replace(exchange(), head=head, at=later)
    assert read_capture(tmp_path, lost).body == b""
    assert passes(second.path)


@pytest.mark.parametrize("loss", ["emptied", "cut", "overwritten"])
def test_what_cannot_be_referred_to_is_kept_again(
    tmp_path: Path, exchange: Make, loss: str
) -> None:
    with warc(tmp_path) as first:
        kept = first.keep(exchange())
    raw = first.path.read_bytes()
    {
        "emptied": lambda: first.path.write_bytes(b""),
        "cut": lambda: first.path.write_bytes(raw[: kept.offset + 10]),
        "overwritten": lambda: first.path.write_bytes(b"\0" * len(raw)),
    }[loss]()
    with warc(tmp_path, "bazaar/two.warc.gz") as second:
        again = second.keep(exchange(), visit(kept))
    assert [kind for kind, _ in records(second.path)][-1] == "response"
    assert read_capture(tmp_path, again) == exchange()


def test_a_changed_body_is_kept_whole(tmp_path: Path, exchange: Make) -> None:
    with warc(tmp_path) as file:
        kept = file.keep(exchange(body=b"A"))
        changed = file.keep(exchange(body=b"B"), visit(kept))
    assert read_capture(tmp_path, changed).body == b"B"
    assert [kind for kind, _ in records(file.path)].count("response") == 2


def test_content_codings_stay_and_can_be_undone(
    tmp_path: Path, exchange: Make, passes: Check
) -> None:
    packed = gzip.compress(b"<h1>Waiter</h1>")
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    with warc(tmp_path) as file:
        capture = file.keep(exchange(body=packed, head=head))
    found = read_capture(tmp_path, capture)
    assert found.body == packed
    assert found.decoded() == b"<h1>Waiter</h1>"
    assert passes(file.path)
    with file.path.open("rb") as raw:
        answers = [
            r.content_stream().read() for r in ArchiveIterator(raw) if r.rec_type == "response"
        ]
    assert answers == [b"<h1>Waiter</h1>"]


def test_chunked_answers_replay(tmp_path: Path, exchange: Make, passes: Check) -> None:
    """The chunks are undone in the body; a head that still spoke of them would mislead readers."""
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: 1\r\n\r\n"
    with warc(tmp_path) as file:
        capture = file.keep(exchange(body=b"5\r\nhello", head=head))
    found = read_capture(tmp_path, capture)
    assert found.header("X-Archive-Orig-Transfer-Encoding") == "chunked"
    assert found.header("Transfer-Encoding") is None
    assert passes(file.path)
    with file.path.open("rb") as raw:
        *_, answer = [record.content_stream().read() for record in ArchiveIterator(raw)]
    assert answer == b"5\r\nhello"


@given(
    body=st.binary(max_size=300),
    value=st.binary(max_size=40).filter(lambda raw: not set(raw) & set(b"\r\n")),
    dom=st.none() | st.binary(max_size=40),
)
def test_any_bytes_come_back(
    tmp_path_factory: pytest.TempPathFactory,
    exchange: Make,
    body: bytes,
    value: bytes,
    dom: bytes | None,
) -> None:
    folder = tmp_path_factory.mktemp("captures")
    sent = exchange(body=body, head=b"HTTP/1.1 200 OK\r\nX-Odd: " + value + b"\r\n\r\n", dom=dom)
    with warc(folder) as file:
        capture = file.keep(sent)
    assert read_capture(folder, capture) == sent


def test_a_url_cannot_write_headers(tmp_path: Path, exchange: Make) -> None:
    with warc(tmp_path) as file:
        file.keep(exchange(url="https://bazaar.example/a\r\nWARC-Type: warcinfo\r\nX: y"))
    assert [kind for kind, _ in records(file.path)] == ["warcinfo", "request", "response"]


@pytest.mark.parametrize("name", ["../outside.warc.gz", "/etc/hostname", "absent.warc.gz", "."])
def test_captures_that_are_not_ours(tmp_path: Path, exchange: Make, name: str) -> None:
    folder = tmp_path / "captures"
    with warc(folder) as file:
        capture = file.keep(exchange())
    (tmp_path / "outside.warc.gz").write_bytes(file.path.read_bytes())
    with pytest.raises(CaptureLost):
        read_capture(folder, replace(capture, file=name))


@pytest.mark.parametrize("offset", [-1, 1, 10**9])
def test_offsets_where_nothing_begins(tmp_path: Path, exchange: Make, offset: int) -> None:
    with warc(tmp_path) as file:
        capture = file.keep(exchange())
    with pytest.raises(CaptureLost, match="no whole record"):
        read_capture(tmp_path, replace(capture, offset=offset))


def test_a_body_that_was_tampered_with_is_noticed(tmp_path: Path, exchange: Make) -> None:
    with warc(tmp_path) as file:
        capture = file.keep(exchange())
    raw = file.path.read_bytes()
    forged = gzip.decompress(raw[capture.offset :]).replace(b"Waiter", b"Dancer")
    file.path.write_bytes(raw[: capture.offset] + gzip.compress(forged))
    with pytest.raises(CaptureLost, match="SHA-256"):
        read_capture(tmp_path, capture)


def test_a_full_disk_leaves_no_half_group(tmp_path: Path, exchange: Make, passes: Check) -> None:
    """A limit on the file's size stands in for the full disk: the write breaks off half-way."""
    first, second = (exchange(body=os.urandom(size)) for size in (100, 200_000))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with warc(tmp_path) as file:
        capture = file.keep(first)
        before = file.path.stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (before + 1000, hard))
        try:
            with pytest.raises(NotKept, match=r"one\.warc\.gz"):
                file.keep(second)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert file.path.stat().st_size == before
        third = file.keep(second)
    assert read_capture(tmp_path, capture) == first
    assert read_capture(tmp_path, third) == second
    assert passes(file.path)


def test_a_file_that_exists_is_never_written_to(tmp_path: Path, exchange: Make) -> None:
    (tmp_path / "bazaar").mkdir()
    (tmp_path / "bazaar/one.warc.gz").write_bytes(b"older")
    with warc(tmp_path) as file, pytest.raises(NotKept):
        file.keep(exchange())
    assert file.path.read_bytes() == b"older"


def test_times_are_told_in_utc(tmp_path: Path, exchange: Make) -> None:
    there = datetime.fromisoformat("2026-11-03T12:15:30.250000+02:00")
    with warc(tmp_path) as file:
        capture = file.keep(exchange(at=there))
    assert read_capture(tmp_path, capture).at == AT
    assert read_capture(tmp_path, capture).at.tzinfo == UTC


def test_heads_are_read_line_by_line(exchange: Make) -> None:
    head = b"HTTP/1.1 200 OK\r\nSet-Cookie: a\r\nset-cookie: b\x85c\r\n\r\n"
    assert exchange(head=head).headers == (("Set-Cookie", "a"), ("set-cookie", "b\x85c"))


def test_a_disk_that_failed_is_not_believed_again(
    tmp_path: Path, exchange: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Linux forgets the error once it has told it, and with it what was to be written."""

    def failing(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with warc(tmp_path) as file:
        file.sync()
        file.keep(exchange())
        file.sync()
        file.keep(exchange())
        with monkeypatch.context() as patched:
            patched.setattr("os.fsync", failing)
            with pytest.raises(NotKept, match=r"one\.warc\.gz"):
                file.sync()
        with pytest.raises(NotKept):
            file.sync()
