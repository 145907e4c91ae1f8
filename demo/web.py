"""Serves the boards on loopback: each board at an address of its own, one port for all."""

import socket
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from demo import (
    appjobs,
    bazaar,
    crossings,
    feedboard,
    jobportal,
    oldboard,
    sitemapboard,
    souq,
    telegram,
)
from demo.ads import DAYS, day_date
from demo.board import PLAIN, Answer, Asked, Board, missing

BOARDS: Mapping[str, Board] = {
    board.name: board
    for board in (
        bazaar.BOARD,
        jobportal.BOARD,
        appjobs.BOARD,
        feedboard.BOARD,
        sitemapboard.BOARD,
        telegram.BOARD,
        oldboard.BOARD,
        crossings.BOARD,
        souq.BOARD,
    )
}
"""All boards by name; the first is at 127.0.1.1, the second at 127.0.1.2 and so on."""

TRIES = 50
"""Free ports tried until one is free at every address."""


def address(board: str) -> str:
    """The loopback address of a board."""
    return f"127.0.1.{list(BOARDS).index(board) + 1}"


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it reached a board. `path` has its query; names of headers are lower case."""

    board: str
    method: str
    path: str
    headers: Mapping[str, str]
    at: datetime


class DemoWeb:
    """All boards, served from threads until the context ends.

    `port` 0 takes a free one. `day` may be set at any time, from 1 on: the boards show that day
    from the next request. `requests` are all requests so far, in the order of their coming.
    """

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self._day = 1
        self._lock = Lock()
        self._seen: list[Seen] = []
        self._times: Counter[tuple[str, str]] = Counter()
        self._servers: list[_Server] = []

    def __enter__(self) -> "DemoWeb":
        self._servers = self._bound()
        self.port = self._servers[0].server_address[1]
        for server in self._servers:
            Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    @property
    def day(self) -> int:
        with self._lock:
            return self._day

    @day.setter
    def day(self, day: int) -> None:
        if day < 1:
            raise ValueError(f"the first day is 1, not {day}")
        with self._lock:
            self._day = day

    @property
    def today(self) -> date:
        return day_date(self.day)

    @property
    def requests(self) -> list[Seen]:
        """A copy; later requests do not enter it."""
        with self._lock:
            return list(self._seen)

    def url(self, board: str, path: str = "/") -> str:
        return f"http://{address(board)}:{self.port}{path}"

    def answer(self, board: Board, target: str) -> tuple[Answer, datetime]:
        """The answer of today and since when (UTC, start of a simulated day) it is the same."""
        with self._lock:
            day, times = self._day, self._times[board.name, target]
            self._times[board.name, target] += 1
        answer = self._on(board, target, day, times)
        since = day
        while since > max(1, day - DAYS) and self._on(board, target, since - 1, times) == answer:
            since -= 1
        return answer, datetime.combine(day_date(since), time(5), UTC)

    def note(self, seen: Seen) -> None:
        with self._lock:
            self._seen.append(seen)

    def _on(self, board: Board, target: str, day: int, times: int) -> Answer:
        parts = urlsplit(target)
        if parts.path == "/robots.txt":
            return self._robots(board)
        query = dict(parse_qsl(parts.query))
        base = self.url(board.name, "")
        path = unquote(parts.path)
        return board.answer(Asked(path=path, query=query, day=day, base=base, times=times))

    def _robots(self, board: Board) -> Answer:
        if board.robots is None:
            return missing()
        text = board.robots.replace("{base}", self.url(board.name, ""))
        return Answer(body=text.encode(), type=PLAIN)

    def _bound(self) -> list["_Server"]:
        for _ in range(1 if self.port else TRIES):
            bound: list[_Server] = []
            port = self.port
            try:
                for name in BOARDS:
                    bound.append(_Server(self, BOARDS[name], port))
                    port = bound[0].server_address[1]
            except OSError as error:
                problem = error
                for server in bound:
                    server.server_close()
            else:
                return bound
        raise problem


class _Server(ThreadingHTTPServer):
    """One board at its address."""

    daemon_threads = True
    server_address: tuple[str, int]

    def __init__(self, web: DemoWeb, board: Board, port: int) -> None:
        self.web = web
        self.board = board
        super().__init__((address(board.name), port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that go away in the middle are nothing to report."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """Speaks HTTP/1.1 with conditional requests."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 10
    server: _Server

    def do_GET(self) -> None:
        self._serve(with_body=True)

    def do_HEAD(self) -> None:
        self._serve(with_body=False)

    def version_string(self) -> str:
        return "nginx"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Requests are counted, not printed."""

    def _serve(self, *, with_body: bool) -> None:
        web, board = self.server.web, self.server.board
        headers = {name.lower(): value for name, value in self.headers.items()}
        web.note(Seen(board.name, self.command, self.path, headers, datetime.now(UTC)))
        answer, since = web.answer(board, self.path)
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
        if answer.cut is not None:
            self.close_connection = True
        self.end_headers()
        if with_body:
            self.wfile.write(answer.body[: answer.cut])
        if answer.cut is not None:
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
    except ValueError:
        return False
