"""A web on loopback that answers as it is told and counts who asks."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from threading import Event, Lock, Thread

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """`hold` waits for an event before it answers, `stall` after `cut` bytes of the body; without
    it the answer is broken off there. `tagged` answers have an ETag, and are 304 to whoever asks
    by it."""

    body: bytes | str = b""
    status: int = 200
    type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    hold: Event | None = None
    stall: Event | None = None
    tagged: bool = False


Route = Answer | Callable[[], Answer]


class Web:
    """One site at a loopback address: answers by path, and notes who asked for what."""

    def __init__(self, address: str = "127.0.0.1", tls: SSLContext | None = None) -> None:
        self.routes: dict[str, Route] = {"/robots.txt": Answer("", 404)}
        self._asked: list[tuple[str, Mapping[str, str], float]] = []
        self._spans: list[tuple[float, float]] = []
        self._lock = Lock()
        handler = type("Handler", (_Handler,), {"web": self})
        self.server = ThreadingHTTPServer((address, 0), handler)
        self.server.daemon_threads = True
        self.scheme = "https" if tls else "http"
        if tls:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        self.address = address
        self.port = self.server.server_address[1]
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def url(self, path: str = "/") -> str:
        return f"{self.scheme}://{self.address}:{self.port}{path}"

    def note(self, path: str, headers: Mapping[str, str]) -> None:
        with self._lock:
            self._asked.append((path, headers, time.monotonic()))

    @property
    def asked(self) -> list[str]:
        """Paths in the order of the requests, robots.txt too."""
        with self._lock:
            return [path for path, _, _ in self._asked]

    @property
    def times(self) -> list[float]:
        with self._lock:
            return [at for _, _, at in self._asked]

    def answered(self, begun: float) -> None:
        with self._lock:
            self._spans.append((begun, time.monotonic()))

    @property
    def spans(self) -> list[tuple[float, float]]:
        """From when to when each request was being answered, by when they came in."""
        with self._lock:
            return sorted(self._spans)

    @property
    def agents(self) -> set[str]:
        with self._lock:
            return {headers.get("User-Agent", "") for _, headers, _ in self._asked}

    @property
    def headers(self) -> list[Mapping[str, str]]:
        with self._lock:
            return [headers for _, headers, _ in self._asked]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class _Handler(BaseHTTPRequestHandler):
    web: Web
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        begun = time.monotonic()
        self.web.note(self.path, dict(self.headers))
        try:
            self._answer()
        finally:
            self.web.answered(begun)

    def _answer(self) -> None:
        route = self.web.routes.get(self.path, Answer("not here", 404))
        answer = route if isinstance(route, Answer) else route()
        if answer.hold:
            answer.hold.wait(60)
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        if answer.tagged:
            tag = f'"{sha256(body).hexdigest()}"'
            same = self.headers.get("If-None-Match") == tag
            body, status = (b"", 304) if same else (body, answer.status)
            answer = replace(answer, status=status, headers={**answer.headers, "ETag": tag})
        self.send_response(answer.status)
        headers = {"Content-Type": answer.type, "Content-Length": str(len(body))}
        for name, value in {**headers, **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[: answer.cut])
        if answer.stall:
            self.wfile.flush()
            answer.stall.wait(60)
        if answer.cut is not None:
            self.close_connection = True

    do_POST = do_GET  # noqa: N815 - the name that http.server asks for

    def log_message(self, format: str, *args: object) -> None:
        pass
