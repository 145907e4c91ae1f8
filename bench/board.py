"""A board on loopback in a process of its own, so that its CPU seconds are nobody's.

`python -m bench.board --ads N --size BYTES` prints its address and serves until its standard
input ends. Pages are made up once from the demo's ads, in a dozen languages, with what portals put
around an ad: menus, scripts, styles, similar ads. `/asked` says how many pages were sent.
"""

import asyncio
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.request import urlopen

from bench.pages import PAGES, Ad, ad_page, list_page, made_ads

HEAD = (
    "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {size}\r\n\r\n"
)


@dataclass(frozen=True, slots=True)
class Board:
    """Where a board stands."""

    url: str

    @property
    def start(self) -> str:
        return f"{self.url}/list/1"

    def asked(self) -> int:
        """How many pages of it were sent so far."""
        with urlopen(f"{self.url}/asked") as answer:
            return int(answer.read())


@contextmanager
def board(ads: int, size: int) -> Iterator[Board]:
    """A board with so many ads on pages of so many bytes, until the end of the block."""
    command = [sys.executable, "-m", "bench.board", "--ads", str(ads), "--size", str(size)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield Board(process.stdout.readline().strip())
        finally:
            process.stdin.close()


class _Server:
    def __init__(self, ads: int, size: int) -> None:
        self.ads: tuple[Ad, ...] = made_ads(ads)
        self.size = size
        self.sent = 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while (asked := await reader.readline()).strip():
            while (await reader.readline()).strip():
                pass
            writer.write(self._answer(asked.split()[1].decode()))
            await writer.drain()
        writer.close()

    def _answer(self, path: str) -> bytes:
        body = self._body(path)
        status = "404 Not Found" if body is None else "200 OK"
        return HEAD.format(status=status, size=len(body or b"")).encode() + (body or b"")

    def _body(self, path: str) -> bytes | None:
        _, kind, *rest = path.split("/")
        if kind == "asked":
            return str(self.sent).encode()
        if kind not in {"list", "ad"}:
            return None
        self.sent += 1
        number = int(rest[0])
        if kind == "ad":
            return ad_page(self.ads[number], self.size)
        some = self.ads[(number - 1) * PAGES : number * PAGES]
        return list_page(some, number, last=number * PAGES >= len(self.ads))


async def _serve(ads: int, size: int) -> None:
    server = await asyncio.start_server(_Server(ads, size).talk, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    print(f"http://{host}:{port}", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--ads", type=int, default=1_000)
    parser.add_argument("--size", type=int, default=10_000, help="bytes of an ad's page")
    told = parser.parse_args()
    asyncio.run(_serve(told.ads, told.size))


if __name__ == "__main__":
    main()
