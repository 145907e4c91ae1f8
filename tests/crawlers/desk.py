"""A workspace to crawl in, and crawls as the processes that they are."""

import gzip
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from warcio.cli import main as warcio

from index.base import Store
from index.query.tree import Everything
from offers.run import Problem, Run
from workspace.folder import Workspace

ROOT = Path(__file__).parent.parent.parent
MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


class Desk:
    """A workspace in a folder of its own, and crawls in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "sites").mkdir(parents=True)
        self.set_clock(None)
        (folder / "scrapy.cfg").write_text("[settings]\ndefault = crawlers.settings\n")

    def set_clock(self, days: float | None) -> None:
        """Let the workspace's time stand still, so many days after a Monday."""
        at = MONDAY + timedelta(days=days or 0)
        clock = "" if days is None else f"clock = {at.isoformat()}\n"
        settings = 'contact = "mailto:desk@example.org"\n' + clock
        (self.folder / "offerwatch.toml").write_text(settings)

    def site(
        self, name: str, start: str, rest: str = "", *, loopback: bool = True, delay: float = 0
    ) -> None:
        private = 'private_hosts = ["127.0.0.1"]\n' if loopback else ""
        text = f'name = "{name}"\nstart = ["{start}"]\ndelay = {delay}\n{private}{rest}'
        (self.folder / "sites" / f"{name}.toml").write_text(text)

    def crawl(
        self, name: str, *arguments: str, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """`python -m crawlers NAME`, to its end."""
        command = [sys.executable, "-m", "crawlers", name, "--workspace", str(self.folder)]
        return self._run([*command, *arguments], ROOT, environment)

    def scrapy(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """`scrapy ...`, typed in the workspace's folder."""
        return self._run([sys.executable, "-m", "scrapy", *arguments], self.folder, environment)

    def _run(
        self, command: list[str], folder: Path, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        told = {**os.environ, **environment}
        told.pop("OFFERWATCH_WORKSPACE", None)
        return subprocess.run(
            command, cwd=folder, env=told, capture_output=True, text=True, timeout=120, check=False
        )

    def started(
        self,
        name: str,
        *,
        by_scrapy: bool = False,
        file_limit: int | None = None,
        **environment: str,
    ) -> subprocess.Popen[str]:
        """A crawl that goes on while the test does; `file_limit` in bytes for any one file."""
        ours = ["crawlers", name, "--workspace", str(self.folder)]
        command = [sys.executable, "-m", *(["scrapy", "crawl", name] if by_scrapy else ours)]
        limit = f'ulimit -f {(file_limit or 0) // 512}; exec "$@"'
        return subprocess.Popen(
            ["/bin/sh", "-c", limit, "sh", *command] if file_limit else command,
            cwd=self.folder if by_scrapy else ROOT,
            env={**os.environ, **environment},
            stderr=subprocess.PIPE,
            text=True,
        )

    def warc_check(self, file: Path) -> int:
        """The exit code of `warcio check`."""
        with pytest.raises(SystemExit) as left:
            warcio(["check", str(file)])
        assert isinstance(left.value.code, int)
        return left.value.code

    def unpacked(self, file: Path) -> bytes:
        return gzip.decompress(file.read_bytes())

    def noise(self, size: int) -> str:
        """Words that no compression makes small."""
        return os.urandom(size // 2).hex()

    def titles(self) -> set[str | None]:
        with self.store() as store:
            return {known.offer.title for known in store.index.search(Everything()).offers}

    def store(self) -> Store:
        return Workspace.open(self.folder).open_store()

    def runs(self) -> list[Run]:
        """All runs, oldest first."""
        with self.store() as store:
            return list(reversed(store.journal.runs()))

    def told(self, run: str) -> list[Problem]:
        with self.store() as store:
            return list(store.journal.problems(run))

    def problems(self) -> list[Problem]:
        """The problems of the newest run."""
        with self.store() as store:
            return list(store.journal.problems(store.journal.runs()[0].id))


def eventually(holds: Callable[[], Any], seconds: float = 60) -> Any:
    """What `holds` returns once that is something; fails if it never is."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.01)
    return found
