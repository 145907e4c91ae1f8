"""A small board on loopback for the commands that look at sites."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


class Board:
    """Pages by path, and what was asked for."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.pages: dict[str, str] = {}
        self.asked: list[str] = []
        self.held: dict[str, Event] = {}
        self.came: dict[str, Event] = {}

    def hold(self, path: str) -> Event:
        """Keep whoever asks for a page waiting until the event is set."""
        self.came[path] = Event()
        self.held[path] = Event()
        return self.held[path]

    def asked_for(self, path: str) -> None:
        """Wait until somebody asks for a page that is held."""
        assert self.came[path].wait(60)

    def jobs(self, *titles: str) -> None:
        """A list of jobs, and a page for each of them."""
        self.pages["/jobs"] = (
            f"<html><h1>Jobs</h1><ul>{''.join(map(_entry, enumerate(titles)))}</ul>"
        )
        self.pages |= {f"/job/{n}": _ad(n, title) for n, title in enumerate(titles)}


def _entry(told: tuple[int, str]) -> str:
    number, title = told
    return (
        f"<li class=entry><a class=ad href=/job/{number}>{title}</a>"
        f"<span class=price>{number}200 EUR</span><span class=place>Rome</span></li>"
    )


def _ad(number: int, title: str) -> str:
    return (
        f"<html><a href=/jobs>Jobs</a><main><h1>{title}</h1>"
        f"<span class=price>{number}200 EUR</span>"
        f"<div class=description><p>{title}: from December on, in a house with forty rooms. Room "
        f"and meals are free, papers are done by us, two days off a week.</p>"
        f"<p>Call +1 202 555 012{number % 10} in the evening.</p></div></main></html>"
    )


@contextmanager
def served() -> Iterator[Board]:
    """A board that answers until the context ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    _Handler.board = board = Board(server.server_address[1])
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield board
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    board: Board

    def do_GET(self) -> None:
        self.board.asked.append(self.path)
        if held := self.board.held.get(self.path):
            self.board.came[self.path].set()
            held.wait(60)
        page = self.board.pages.get(self.path)
        body = (page or "not here").encode()
        self.send_response(200 if page is not None else 404)
        kind = "text/plain" if self.path == "/robots.txt" else "text/html; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass
