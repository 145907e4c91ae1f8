"""Stands between a client and a real Elasticsearch, and hands on what it is to hand on."""

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

KEPT = ("content-type", "x-elastic-product")
"""Headers of an answer that the client looks at."""


OWN = ("host", "content-length", "connection")
"""Headers of a request that each connection has for itself."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a client wants, and the way to have it done."""

    method: str
    path: str
    body: bytes
    headers: dict[str, str]
    server: str

    @property
    def is_bulk(self) -> bool:
        return self.path.partition("?")[0].endswith("/_bulk")

    def handed_on(self, body: bytes | None = None) -> "Answer":
        """What the server answers to it, or to another body in its place."""
        connection = HTTPConnection(self.server, timeout=60)
        try:
            connection.request(self.method, self.path, body or self.body or None, self.headers)
            said = connection.getresponse()
            kept = {name: value for name, value in said.getheaders() if name.lower() in KEPT}
            return Answer(said.status, said.read(), kept)
        finally:
            connection.close()

    def operations(self) -> Sequence[bytes]:
        """The operations of a bulk request, each with its document."""
        lines = self.body.splitlines(keepends=True)
        found: list[bytes] = []
        while lines:
            head = lines.pop(0)
            found.append(head if b'{"delete"' in head[:10] else head + lines.pop(0))
        return found

    def without(self, unwanted: Callable[[bytes], bool], status: int) -> "Answer":
        """A bulk request of which some operations are not done, and answered with that status."""
        operations = self.operations()
        done = [one for one in operations if not unwanted(one)]
        answers = json.loads(self.handed_on(b"".join(done)).body)["items"] if done else []
        refused = {"status": status, "error": {"type": "es_rejected_execution", "reason": "busy"}}
        items = [{"index": refused} if unwanted(one) else answers.pop(0) for one in operations]
        return Answer.of(200, {"took": 1, "errors": True, "items": items})


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to the client."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, status: int, said: object) -> "Answer":
        headers = {"Content-Type": "application/json", "X-Elastic-Product": "Elasticsearch"}
        return cls(status, json.dumps(said).encode(), headers)


Judge = Callable[[Request], Answer | None]
"""What becomes of a request; `None`: the client never hears of it."""


@dataclass(slots=True)
class Relay:
    """A context manager. `judge` may be replaced at any time; whatever it is, it hands on."""

    server: str
    judge: Judge = Request.handed_on
    _http: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        assert self._http
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> Self:
        relay, host = self, urlsplit(self.server).netloc

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def handle_one_request(self) -> None:
                self.raw_requestline = self.rfile.readline(65537)
                if not self.raw_requestline or not self.parse_request():
                    self.close_connection = True
                    return
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {n: v for n, v in self.headers.items() if n.lower() not in OWN}
                request = Request(self.command, self.path, body, headers, host)
                self._answer(relay.judge(request))

            def _answer(self, answer: Answer | None) -> None:
                if answer is None:
                    self.close_connection = True
                    return
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, format: str, *args: Any) -> None:
                """Tests tell what matters."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._http
        self._http.shutdown()
        self._http.server_close()
