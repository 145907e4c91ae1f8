"""A server that cannot be reached, or will not let us in, is one line that says why and what to
do. The other sides are real: Elasticsearch, and sockets on loopback."""

import hashlib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socket import create_server
from threading import Thread
from typing import Any

import pytest

from demo.elasticsearch import certificates
from demo.elasticsearch.plan import Plan
from index.access import NONE, Access
from index.base import StoreError, Unavailable
from index.elastic import bulk
from index.elastic.connect import connect
from index.elastic.errors import Said, told
from index.elastic.version import is_too_old, versions
from index.elastic.wording import sentences
from tests.index.elastic import opened, said

PLAIN = b"\r\nContent-Length: 2\r\nConnection: close\r\nContent-Type: "


@contextmanager
def answering(answer: bytes | None) -> Iterator[str]:
    """The url of a server that gives everybody the same answer, or closes without one."""
    with create_server(("127.0.0.1", 0)) as server:
        Thread(target=_answer, args=(server, answer), daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/offers"


def _answer(server: Any, answer: bytes | None) -> None:
    while True:
        try:
            client, _ = server.accept()
        except OSError:
            return
        with client:
            client.recv(65536)
            client.sendall(answer or b"")


def test_nothing_listens(tmp_path: Path) -> None:
    with create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    told = said(f"http://127.0.0.1:{port}/offers", tmp_path, Unavailable)
    assert told == "nothing listens there; start Elasticsearch, or see host and port in `store`"


def test_a_host_that_has_no_address(tmp_path: Path) -> None:
    told = said("https://nowhere.invalid:9200/offers", tmp_path, Unavailable)
    assert told.startswith("no address is known for nowhere.invalid; see its spelling")


def test_a_server_that_says_nothing(tmp_path: Path) -> None:
    with create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/offers"
        told = said(url, tmp_path, Unavailable, Access(timeout=0.2))
    assert told.startswith("no answer came in time; it may be overloaded")


def test_tls_to_a_plain_port(elasticsearch: str, tmp_path: Path) -> None:
    url = f"{elasticsearch.replace('http:', 'https:')}/offers"
    assert said(url, tmp_path, StoreError).startswith("what listens there speaks no TLS; see the")


@pytest.mark.parametrize(
    ("answer", "kind", "begin"),
    [
        (None, Unavailable, "the connection was closed without an answer; either it is starting"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", StoreError, "what listens there is not Elasticsearch; see"),
        (b"HTTP/1.1 200 OK" + PLAIN + b"application/json\r\n\r\n{}", StoreError, "what answers"),
        (b"HTTP/1.1 200 OK" + PLAIN + b"text/html\r\n\r\nhi", StoreError, "what answers there is"),
        (b"HTTP/1.1 404 No" + PLAIN + b"text/html\r\n\r\nhi", StoreError, "what answers there is"),
        (b"HTTP/1.1 406 No" + PLAIN + b"text/html\r\n\r\nhi", StoreError, "this is not Elastic"),
        (b"HTTP/1.1 302 No" + PLAIN + b"text/html\r\n\r\nhi", StoreError, "it answers that it is"),
        (b"HTTP/1.1 407 No" + PLAIN + b"text/html\r\n\r\nhi", StoreError, "a proxy in between w"),
        (b"HTTP/1.1 502 No" + PLAIN + b"text/html\r\n\r\nhi", Unavailable, "a proxy in between d"),
        (b"HTTP/1.1 504 No" + PLAIN + b"text/html\r\n\r\nhi", Unavailable, "a proxy in between w"),
        (b"HTTP/1.1 503 No" + PLAIN + b"text/html\r\n\r\nhi", Unavailable, "it is not ready (hi)"),
        (b"HTTP/1.1 200 OK" + PLAIN + b"application/json\r\n\r\n{a", StoreError, "what listens"),
    ],
)
def test_something_else_answers(
    tmp_path: Path, answer: bytes | None, kind: type[StoreError], begin: str
) -> None:
    with answering(answer) as url:
        assert said(url, tmp_path, kind).startswith(begin)


def test_a_server_that_is_too_old(tmp_path: Path) -> None:
    """The words are those of Elasticsearch 7, which cannot be had here."""
    body = {
        "error": {
            "type": "media_type_header_exception",
            "reason": "Invalid media-type value on headers [Accept]",
        }
    }
    found = told("http://es/x", Said.of(400, body), "x")
    assert str(found) == "http://es/x: this Elasticsearch is too old; 8.19 or newer is needed"


@pytest.mark.parametrize(
    ("version", "old"),
    [("7.17.29", True), ("8.2.0", True), ("8.18.8", True), ("8.19.0", False), ("9.2.0", False)],
)
def test_versions(version: str, old: bool) -> None:
    assert is_too_old(version) is old
    assert is_too_old(f"{version}-SNAPSHOT") is old


def test_a_password_in_the_url_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        opened("https://elastic:hunter2@es.example:9200/offers", tmp_path)
    assert str(caught.value).startswith("https://es.example:9200/offers: the URL holds a user name")
    assert "hunter2" not in "".join(map(str, (caught.value, caught.value.__context__)))


@pytest.mark.parametrize(
    "name", ["Offers", "a/b", "-x", "_x", "a*", "a,b", "a b", "x" * 201, "%61"]
)
def test_names_that_no_index_may_have(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match="is no name for a store"):
        opened(f"http://127.0.0.1:1/{name}", tmp_path)


def test_what_is_written_to_a_server_that_is_gone() -> None:
    """The silence itself is told, after all tries."""
    with create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    gone = connect(f"http://127.0.0.1:{port}/offers", NONE)
    waited: list[float] = []
    with pytest.raises(Unavailable, match="nothing listens there; start Elasticsearch"):
        bulk.write(gone.client, [bulk.Line("x", "a", "{}")], gone.url, waited.append)
    assert sum(waited) == sum(bulk.PAUSES)
    gone.close()


class Counting(BaseHTTPRequestHandler):
    """Counts what it is asked, and hangs up."""

    asked: list[str]

    def do_POST(self) -> None:
        self.asked.append(self.path)
        self.close_connection = True

    do_PUT = do_POST  # noqa: N815 - what the library calls

    def log_message(self, *args: object) -> None:
        pass


@pytest.mark.parametrize(
    ("ask", "times"),
    [
        (lambda client: client.search(index="x"), 2),
        (lambda client: client.mget(index="x", ids=["a"]), 2),
        (lambda client: client.bulk(operations=["{}"]), 1),
        (lambda client: client.indices.create(index="x"), 1),
        (lambda client: client.index(index="x", document={}), 1),
    ],
)
def test_what_changes_something_is_sent_once(ask: Callable[[Any], object], times: int) -> None:
    Counting.asked = []
    with HTTPServer(("127.0.0.1", 0), Counting) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        cluster = connect(f"http://127.0.0.1:{server.server_port}/x", NONE)
        with pytest.raises(Exception, match="Connection"):
            ask(cluster.client)
        server.shutdown()
    assert len(Counting.asked) == times
    cluster.close()


def test_plain_to_a_tls_port(secured: Plan, tmp_path: Path) -> None:
    url = f"{secured.url.replace('https:', 'http:')}/offers"
    told = said(url, tmp_path, Unavailable)
    assert told.endswith("or it speaks TLS and `store` must begin with https://")


def _as(secured: Plan, name: str = "admin", **different: Any) -> Access:
    assert secured.security is not None
    user = next(user for user in secured.security.users if user.name == name)
    given: dict[str, Any] = {"user": name, "password": user.password, "ca_file": secured.authority}
    return Access(**(given | different))


@pytest.mark.parametrize(
    ("different", "begin"),
    [
        ({"password": "hunter2"}, "the login is refused; see user and password, or API key"),
        ({"user": None, "password": None}, "the login is refused; see user and password, or API"),
        (
            {"user": None, "password": None, "api_key": "aHVudGVyMjpodW50ZXIy"},
            "the login is refused; see user and password, or API key",
        ),
        ({"ca_file": None}, "nobody who is trusted here vouches for its certificate (unable"),
        ({"ca_file": None, "fingerprint": "00" * 32}, "its certificate has another fingerprint"),
    ],
)
def test_who_is_not_let_in(
    secured: Plan, tmp_path: Path, different: dict[str, Any], begin: str
) -> None:
    url = f"{secured.url}/offers"
    told = said(url, tmp_path, StoreError, _as(secured, **different))
    assert told.startswith(begin)
    assert "hunter2" not in told
    assert "aHVudGVy" not in told


def test_a_fingerprint_is_enough(secured: Plan) -> None:
    assert secured.security is not None
    certificate = ssl.PEM_cert_to_DER_cert(secured.security.certificates.certificate)
    fingerprint = hashlib.sha256(certificate).hexdigest()
    access = _as(secured, ca_file=None, fingerprint=fingerprint)
    cluster = connect(f"{secured.url}/offers", access)
    assert versions(cluster.client)
    cluster.close()


def test_files_of_authorities_that_will_not_do(tmp_path: Path) -> None:
    url = "https://127.0.0.1:1/offers"
    with pytest.raises(StoreError, match=r"ca.pem cannot be read: No such file"):
        connect(url, Access(ca_file=tmp_path / "ca.pem"))
    (tmp_path / "ca.pem").write_text("hello")
    with pytest.raises(StoreError, match=r"ca.pem holds no certificates in PEM"):
        connect(url, Access(ca_file=tmp_path / "ca.pem"))


def test_only_the_authorities_named_are_trusted(secured: Plan, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    other.write_text(certificates.make().authority, "ascii")
    told = said(f"{secured.url}/offers", tmp_path, StoreError, _as(secured, ca_file=other))
    assert told.startswith("nobody who is trusted here vouches for its certificate")


def test_no_authority_is_added_to_the_one_named(secured: Plan) -> None:
    cluster = connect(f"{secured.url}/offers", _as(secured))
    assert versions(cluster.client)
    node: Any = cluster.client.transport.node_pool.get()
    assert len(node.config.ssl_context.get_ca_certs()) == 1
    cluster.close()


def test_every_sentence_fits_on_a_line_and_says_what_to_do() -> None:
    for kind in sentences().values():
        for sentence in kind.values():
            assert "\n" not in str(sentence["say"])
