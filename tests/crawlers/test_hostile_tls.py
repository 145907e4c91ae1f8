"""Certificates and handshakes that do not hold: nothing is read, and the reason is told."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from threading import Thread

import trustme

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
    "sound": ("127.0.0.1", None, True),
}
HANDSHAKES = (TOO_OLD, b"HTTP/1.1 200 OK\r\n\r\n<h1>x", b"\0" * 9_999, b"")


def test_connections_that_do_not_hold(desk: Desk) -> None:
    """A site on many ports, of which one is in order: so the others fail for what they are."""
    authority, nobody = trustme.CA(), trustme.CA()
    trusted = desk.folder / "authorities.pem"
    authority.cert_pem.write_to_path(str(trusted))
    with ExitStack() as stack:
        webs = {
            name: stack.enter_context(secure(context(authority if known else nobody, host, until)))
            for name, (host, until, known) in CERTIFICATES.items()
        }
        bare = [stack.enter_context(answering(said)) for said in HANDSHAKES]
        starts = [*(web.url("/") for web in webs.values()), *bare]
        desk.site("board", '", "'.join(starts), FIELDS)
        desk.crawl("board", SSL_CERT_FILE=str(trusted))
    assert desk.titles() == {"Ad number 1"}
    assert [name for name, web in webs.items() if web.asked] == ["sound"]
    told = {problem.url: problem for problem in desk.problems()}
    assert told.keys() == set(starts) - {webs["sound"].url("/")}
    assert {told[url].kind for url in bare} <= {"tls", "unreachable"}
    for name in webs.keys() - {"sound"}:
        problem = told[webs[name].url("/")]
        assert problem.kind == "tls"
        assert ("another host" in problem.reason) == (name == "for another host"), problem.reason


@contextmanager
def answering(said: bytes) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=_answer, args=(server, said), daemon=True).start()
        yield f"https://127.0.0.1:{server.getsockname()[1]}/"


def _answer(server: socket.socket, said: bytes) -> None:
    with suppress(OSError):
        while True:
            asker, _ = server.accept()
            with asker, suppress(OSError):
                asker.recv(9_999)
                asker.sendall(said)
