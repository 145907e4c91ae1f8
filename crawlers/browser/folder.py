"""The folder that a browser writes into, which never outlives the crawl."""

import asyncio
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from secrets import token_hex
from tempfile import gettempdir

PREFIX = "offerwatch-browser-"

ROOM = 25
"""Characters that the path above may have: Chromium makes a socket far below, whose path the kernel
takes up to 107 characters of."""


class BrowserFolder:
    """A folder of our own, and a broom beside it: a process that removes the folder and kills what
    still runs once this process lets go of it or is dead, whatever it died of."""

    def __init__(self) -> None:
        above = gettempdir()
        self.path = Path(above if len(above) <= ROOM else "/tmp", PREFIX + token_hex(8))  # noqa: S108
        source = files(__package__).joinpath("broom.py").read_text("utf-8")
        self._broom = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", source, str(self.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # what kills our group must leave the broom
        )
        self.path.mkdir(mode=0o700)

    def started(self, group: int) -> None:
        """Have this process group killed in the end, if it is still there."""
        self._tell(group)

    def ended(self, group: int) -> None:
        """Forget a group: its number may belong to somebody else by now."""
        self._tell(-group)

    def _tell(self, number: int) -> None:
        assert self._broom.stdin
        self._broom.stdin.write(b"%d\n" % number)
        self._broom.stdin.flush()

    async def close(self) -> None:
        """Let go; when this returns, the folder is gone."""
        assert self._broom.stdin
        self._broom.stdin.close()
        await asyncio.to_thread(self._broom.wait)
