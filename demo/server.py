"""HTTP/1.1 for one board at its loopback address, with conditional requests."""

import socket
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any

from demo.board import Answer, Board


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it reached a board. `path` has its query; names of headers are lower case."""

    board: str
    method: str
    path: str
    headers: Mapping[str, str]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What stands behind a server: `answer` gives for a path and query what is sent and since
    when (UTC) it is so; `note` is told of every request."""

    board: Board
    answer: Callable[[str], tuple[Answer, datetime]]
    note: Callable[[Seen], None]


class Server(ThreadingHTTPServer):
    """Serves one board; each connection has a thread."""

    daemon_threads = True
    request_queue_size = 128  # five, the default, makes bursts of clients wait a second
    server_address: tuple[str, int]

    def __init__(self, service: Service, host: str, port: int) -> None:
        self.service = service
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Without the look-up of a host name that the parent makes: a name server may be slow."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that go away in the middle are nothing to report."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 10
    server: Server

    def do_GET(self) -> None:
        self._serve(with_body=True)

    def do_HEAD(self) -> None:
        self._serve(with_body=False)

    def version_string(self) -> str:
        return "nginx"

    def log_message(self, format: str, *args: object) -> None:
        """Requests are counted, not printed."""

    def _serve(self, *, with_body: bool) -> None:
        service = self.server.service
        headers = {name.lower(): value for name, value in self.headers.items()}
        service.note(Seen(service.board.name, self.command, self.path, headers, datetime.now(UTC)))
        answer, since = service.answer(self.path)
        tags = _tags(answer, since) if answer.status == 200 else {}
        if tags and _unchanged(headers, tags, since):
            answer = Answer(status=304)
        self._send(answer, tags, with_body=with_body)

    def _send(self, answer: Answer, tags: dict[str, str], *, with_body: bool) -> None:
        self.send_response(answer.status)
        if answer.status != 304:
            self.send_header("Content-Type", answer.type)
            self.send_header("Content-Length", str(len(answer.body)))
        for name, value in (*tags.items(), *answer.headers):
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(answer.body[: answer.cut])
        if answer.cut is not None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_WR)


def _tags(answer: Answer, since: datetime) -> dict[str, str]:
    digest = sha256(answer.body).hexdigest()[:20]
    return {"ETag": f'"{digest}"', "Last-Modified": format_datetime(since, usegmt=True)}


def _unchanged(headers: Mapping[str, str], tags: Mapping[str, str], since: datetime) -> bool:
    """RFC 9110, 13.1: If-None-Match decides alone where it is present."""
    if "if-none-match" in headers:
        asked = {tag.strip().removeprefix("W/") for tag in headers["if-none-match"].split(",")}
        return bool(asked & {"*", tags["ETag"]})
    try:
        return since <= parsedate_to_datetime(headers.get("if-modified-since", ""))
    except (TypeError, ValueError):  # no date, or one without a zone
        return False
