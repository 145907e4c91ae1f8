"""A process of ours that is told what to do, and tells what came of it, in lines of JSON.

There is one reactor to a process, so whatever fetches is a process of its own. This module is what
its parent holds of it, and knows nothing of Scrapy.
"""

import json
import os
import signal
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any, Self

import crawlers
from crawlers.process import GRACE
from crawlers.swept import SweptFolder
from offers.page import Page

SAID = 600
"""Characters of a process's last words that are passed on."""


def page_told(page: Page) -> Mapping[str, object]:
    """A page as a line can hold it."""
    return {
        "asked": page.asked,
        "url": page.url,
        "status": page.status,
        "body": b64encode(page.body).decode(),
        "fetched": page.fetched.isoformat(),
        "redirects": page.redirects,
        "headers": page.headers,
        "charset": page.charset,
        "rendered": page.rendered,
    }


def page_heard(told: Mapping[str, Any]) -> Page:
    """The page of which such a line tells."""
    return Page(
        asked=told["asked"],
        url=told["url"],
        status=told["status"],
        body=b64decode(told["body"]),
        fetched=datetime.fromisoformat(told["fetched"]),
        redirects=tuple(told["redirects"]),
        headers=tuple((name, value) for name, value in told["headers"]),
        charset=told["charset"],
        rendered=told["rendered"],
    )


class Silent(Exception):
    """The process ended before it answered; the message is the last that it said."""


class Talk:
    """`python -m MODULE`, started when entered, ended when left.

    `seconds` is how long it may last; it is killed `GRACE` seconds after that. `scratch` is a
    folder for it, gone when it has ended. Both are gone soon when this process dies.
    """

    def __init__(self, module: str, *arguments: str, seconds: float) -> None:
        self._command = [sys.executable, "-m", module, *arguments, "--seconds", str(seconds)]
        self._seconds = seconds

    def __enter__(self) -> Self:
        self._folder = SweptFolder()
        self.scratch = self._folder.path
        with (self.scratch / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [*self._command, "--scratch", str(self.scratch)],
                # Our packages lie side by side in the folder above this one, installed or not.
                cwd=Path(crawlers.__file__).parent.parent,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        self._folder.started(self._process.pid)
        self._over = Timer(self._seconds + GRACE, self._kill)
        self._over.daemon = True
        self._over.start()
        return self

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, **told: object) -> Mapping[str, Any]:
        """The answer to one question. Raises `Silent`."""
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(told).encode() + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise Silent(self.last_words()) from error
        answer = next(self.lines(), None)
        if answer is None:
            raise Silent(self.last_words())
        return answer

    def lines(self) -> Iterator[Mapping[str, Any]]:
        """What it tells, until it ends."""
        assert self._process.stdout
        for line in self._process.stdout:
            yield json.loads(line)

    def end(self) -> int:
        """Wait for its own end; the exit code."""
        return self._process.wait()

    def last_words(self) -> str:
        """The last line of its log, once it has ended."""
        self._process.wait()
        said = (self.scratch / "log").read_text("utf-8", "replace").strip().splitlines()
        return said[-1][-SAID:] if said else "the process that fetches ended without a word"

    def _kill(self) -> None:
        if self._process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):
                if pipe:
                    pipe.close()
        try:
            # Without us at the other end of its stdin it ends by itself: `crawlers.errand`.
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._kill()
            self._process.wait()
        self._over.cancel()
        self._folder.ended(self._process.pid)
        self._folder.close()
