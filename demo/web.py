"""Serves the boards on loopback: each board at an address of its own, one port for all."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import partial
from threading import Lock, Thread
from types import TracebackType
from typing import Self
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
from demo.server import Seen, Server, Service

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
        self._servers: list[Server] = []

    def __enter__(self) -> Self:
        """Raises `OSError` where the port is taken at one of the addresses."""
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
        # Each waits for its next look at the clock: side by side, not one after another.
        ends = [Thread(target=server.shutdown) for server in self._servers]
        for end in ends:
            end.start()
        for end in ends:
            end.join()
        for server in self._servers:
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

    def _note(self, seen: Seen) -> None:
        with self._lock:
            self._seen.append(seen)

    def _answer(self, board: Board, target: str) -> tuple[Answer, datetime]:
        """What the board answers today, and since when: five o'clock of a simulated day."""
        with self._lock:
            day, times = self._day, self._times[board.name, target]
            self._times[board.name, target] += 1
        answer = self._on(board, target, day, times)
        since = day
        while since > max(1, day - DAYS) and self._on(board, target, since - 1, times) == answer:
            since -= 1
        return answer, datetime.combine(day_date(since), time(5), UTC)

    def _on(self, board: Board, target: str, day: int, times: int) -> Answer:
        parts = urlsplit(target)
        if parts.path == "/robots.txt":
            return self._robots(board)
        return board.answer(
            Asked(
                path=unquote(parts.path),
                query=dict(parse_qsl(parts.query)),
                day=day,
                base=self.url(board.name, ""),
                times=times,
            )
        )

    def _robots(self, board: Board) -> Answer:
        if board.robots is None:
            return missing()
        text = board.robots.replace("{base}", self.url(board.name, ""))
        return Answer(body=text.encode(), type=PLAIN)

    def _bound(self) -> list[Server]:
        """A server for each board; several ports are tried if any will do."""
        for left in reversed(range(1 if self.port else TRIES)):
            bound: list[Server] = []
            try:
                for name in BOARDS:
                    port = bound[0].server_address[1] if bound else self.port
                    bound.append(Server(self._service(name), address(name), port))
            except OSError:
                for server in bound:
                    server.server_close()
                if not left:
                    raise
            else:
                return bound
        raise AssertionError("the last try returns or raises")

    def _service(self, name: str) -> Service:
        board = BOARDS[name]
        return Service(board=board, answer=partial(self._answer, board), note=self._note)
