"""A server that says whatever bytes it likes, as slowly as it likes."""

import gzip
import socket
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Event, Thread

Talk = Iterator[bytes]
MOST_AT_ONCE = 64 * 1024
END = b"\r\n\r\n"


class HostileWeb:
    """Answers paths in `talks` with whatever bytes they yield, all others with `pages`."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        self.pages: dict[str, str] = {}
        self.talks: dict[str, Callable[[], Talk]] = {}
        self.over = Event()
        self.socket = socket.create_server((address, 0), backlog=50)
        self.address, self.port = self.socket.getsockname()
        Thread(target=self._serve, daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://{self.address}:{self.port}{path}"

    def close(self) -> None:
        self.over.set()
        self.socket.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                asker, _ = self.socket.accept()
                Thread(target=self._answer, args=(asker,), daemon=True).start()

    def _answer(self, asker: socket.socket) -> None:
        with asker, suppress(OSError):
            asker.settimeout(60)
            asked = b""
            while END not in asked:
                asked += asker.recv(4096) or END
            path = [*asked.split(b" "), b"", b""][1].decode("latin-1")
            for piece in self.talks.get(path, lambda: page(self.pages.get(path)))():
                asker.sendall(piece)

    def drip(self, piece: bytes, seconds: float) -> Talk:
        """One piece after the other until the test is over."""
        while not self.over.wait(seconds):
            yield piece

    def silence(self) -> Talk:
        self.over.wait(120)
        yield b""


def page(html: str | None) -> Talk:
    status = "404 Not Found" if html is None else "200 OK"
    body = (html or "").encode()
    yield head(f"HTTP/1.1 {status}", f"Content-Length: {len(body)}") + body


def head(first: str = "HTTP/1.1 200 OK", *lines: str, type: str = "text/html") -> bytes:
    return "\r\n".join([first, f"Content-Type: {type}", "Connection: close", *lines]).encode() + END


def endless(piece: bytes) -> Talk:
    """For as long as somebody listens; a gigabyte at most."""
    many = piece * max(MOST_AT_ONCE // len(piece), 1)
    for _ in range((1 << 30) // len(many)):
        yield many


def bomb(size: int, wbits: int) -> bytes:
    """Zeros, packed a thousand times smaller; without an end, which nobody gets to."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    begun = packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b"\0" * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return begun + block * (size >> 20)


def packed(body: bytes) -> bytes:
    return gzip.compress(body, 1)
