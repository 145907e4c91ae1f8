"""Certificates and handshakes that do not hold: nothing is read, and the reason is told."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from threading import Thread

import pytest
import trustme

from crawlers.process import Exit
from tests.crawlers.desk import Desk
from tests.crawlers.test_crawl import FIELDS, ad, listing
from tests.crawlers.web import Web

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
TOO_OLD = b"\x15\x03\x01\x00\x02\x02\x46"
"""The alert "protocol version" of a server that speaks TLS 1.0 only (RFC 5246, 7.2)."""


def context(authority: trustme.CA, name: str, until: datetime | None = None) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name, not_after=until).configure_cert(made)
    return made


@contextmanager
def secure(tls: ssl.SSLContext) -> Iterator[Web]:
    made = Web(tls=tls)
    made.routes |= {"/": listing(1), "/ads/1": ad(1)}
    try:
        yield made
    finally:
        made.close()


CERTIFICATES = {
    "signed by nobody known": ("127.0.0.1", None, False),
    "for another host": ("elsewhere.example", None, True),
    "expired": ("127.0.0.1", LONG_AGO, True),
}


@pytest.mark.parametrize("name", CERTIFICATES)
def test_certificates(desk: Desk, name: str) -> None:
    host, until, known = CERTIFICATES[name]
    authority = trustme.CA()
    trusted = desk.folder / "authorities.pem"
    authority.cert_pem.write_to_path(str(trusted))
    environment = {"SSL_CERT_FILE": str(trusted)} if known else {}
    with secure(context(authority, host, until)) as web:
        desk.site("board", web.url("/"), FIELDS)
        assert desk.crawl("board", **environment).returncode == Exit.BROKEN
        assert web.asked == []
    (problem,) = desk.problems()
    assert problem.kind == "tls"
    assert ("another host" in problem.reason) == (name == "for another host"), problem.reason


def test_a_certificate_that_holds(desk: Desk) -> None:
    """So that the others fail for what they are."""
    authority = trustme.CA()
    trusted = desk.folder / "authorities.pem"
    authority.cert_pem.write_to_path(str(trusted))
    with secure(context(authority, "127.0.0.1")) as web:
        desk.site("board", web.url("/"), FIELDS)
        assert desk.crawl("board", SSL_CERT_FILE=str(trusted)).returncode == Exit.DONE
    assert desk.titles() == {"Ad number 1"}


@pytest.mark.parametrize("answer", [TOO_OLD, b"HTTP/1.1 200 OK\r\n\r\n<h1>x", b"\0" * 9_999, b""])
def test_handshakes(desk: Desk, answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=_answer, args=(server, answer), daemon=True).start()
        desk.site("board", f"https://127.0.0.1:{server.getsockname()[1]}/", FIELDS)
        assert desk.crawl("board").returncode == Exit.BROKEN
    (problem,) = desk.problems()
    assert problem.kind in {"tls", "unreachable"}


def _answer(server: socket.socket, answer: bytes) -> None:
    with suppress(OSError):
        while True:
            asker, _ = server.accept()
            with asker, suppress(OSError):
                asker.recv(9_999)
                asker.sendall(answer)
