"""A server that runs on this computer: started, killed, started again, and ended."""

import os
import shutil
import signal
import ssl
import tempfile
import time
from pathlib import Path
from secrets import token_hex
from typing import Self

from demo.elasticsearch.asking import Asker, Refused
from demo.elasticsearch.cache import cache, check_open
from demo.elasticsearch.fetch import home_of
from demo.elasticsearch.java import java_for
from demo.elasticsearch.kept import Kept, Order
from demo.elasticsearch.missing import NotStarted
from demo.elasticsearch.plan import Plan, check_ours, write
from demo.elasticsearch.ports import free_ports
from demo.elasticsearch.release import RELEASES
from demo.elasticsearch.security import Security

PATIENCE = 180.0
"""Seconds that a server has to come up; alone on two cores it takes under 20."""

GRACE = 30.0
"""Seconds that a server has to end by itself once it was told to."""

PAUSE = 0.2
"""Seconds between two looks whether a server is up."""

TAIL = 4000
"""Characters of its log that one is shown when it did not come up."""

MEMORY = Path("/dev/shm")  # noqa: S108 - names in it end in chance
"""A folder in memory that every user may write to."""

ROOM = 2 * 1024**3
"""Bytes that must be free there; a container often has 64 MB."""

HEALTH = "/_cluster/health?wait_for_status=yellow&timeout=1s"


def plan(
    version: str,
    *,
    folder: Path | None = None,
    port: int = 0,
    heap: int = 512,
    security: Security | None = None,
) -> Plan:
    """A server, fetched if it has to be; `port` 0 takes a free one.

    Without a `folder` it gets one that goes with it; without `security` it serves whoever is on
    this computer. Raises `Missing`.
    """
    release = RELEASES[version]
    java = java_for(release)
    home = home_of(release, cache())
    place = (folder or _passing()).absolute()
    check_ours(place)
    check_open(place.parent)
    http, transport = free_ports(2)
    return Plan(
        release=release,
        java=java,
        home=home,
        folder=place,
        port=port or http,
        transport=transport,
        heap=heap,
        passing=folder is None,
        security=security,
    )


def _passing() -> Path:
    """In memory where Linux has a place for that: a disk takes ten times as long to make indices,
    each of which it must have safely."""
    roomy = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    place = MEMORY if roomy else Path(tempfile.gettempdir())
    return place / f"offerwatch-elasticsearch-{token_hex(8)}"


def asker(plan: Plan) -> Asker:
    """Asks the server as the first of its users, and trusts its authority alone."""
    if not plan.security:
        return Asker(plan.url)
    trust = ssl.create_default_context(cadata=plan.security.certificates.authority)
    return Asker(plan.url, trust, plan.security.users[0].login)


class Server:
    """A context manager: up inside, and without a trace after unless its folder is to stay.

    It also ends when this process dies in whatever way. With `hold` see `demo.elasticsearch.kept`.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.asker = asker(plan)
        self._kept: Kept | None = None

    @property
    def url(self) -> str:
        return self.plan.url

    @property
    def pid(self) -> int:
        """Of the process that was started, which is also that of its group."""
        return self._running.group

    @property
    def _running(self) -> Kept:
        assert self._kept, "the server was not started"
        return self._kept

    def start(self, hold: int | None = None) -> Self:
        """Start it and wait until it answers; raises `NotStarted`."""
        self.launch(hold)
        self.wait()
        return self

    def launch(self, hold: int | None = None) -> None:
        """Start it without waiting."""
        write(self.plan)
        order = Order(
            command=self.plan.command,
            environment=self.plan.environment,
            log=self.plan.log,
            remove=self.plan.folder if self.plan.passing else None,
        )
        self._kept = Kept(order, hold)

    def wait(self, health: str = HEALTH, seconds: float = PATIENCE) -> None:
        """Return once the cluster says it is well; raises `NotStarted` with the end of the log."""
        until = time.monotonic() + seconds
        while not self._well(health):
            if self._running.wait(PAUSE):
                raise NotStarted(f"Elasticsearch ended while it started:\n{self.tail()}")
            if time.monotonic() > until:
                self.stop()
                raise NotStarted(f"Elasticsearch was not up after {seconds:g} s:\n{self.tail()}")

    def runs(self) -> bool:
        """Whether it has not ended by itself."""
        return not self._running.wait(0)

    def kill(self) -> None:
        """End it as a power cut does; returns when it is gone."""
        self._running.kill()
        self._gone(GRACE)

    def restart(self) -> Self:
        """Start it anew where it was, after `kill` or while it runs."""
        self.end()
        return self.start()

    def end(self) -> None:
        """Have it end in order, and kill it if it does not; what it wrote stays."""
        if self._kept:
            self._kept.signal(signal.SIGTERM)
            if not self._kept.wait(GRACE):
                self.kill()
            self._kept.let_go()
            self._kept = None

    def stop(self) -> None:
        """End it for good, with its folder unless that is to stay."""
        self.end()
        if self.plan.passing:
            shutil.rmtree(self.plan.folder, ignore_errors=True)

    def leave(self) -> None:
        """It goes on for whoever holds the descriptor that it was started with."""
        self._running.leave()
        self._kept = None

    def __enter__(self) -> Self:
        try:
            return self.start()
        except BaseException:
            self.stop()
            raise

    def __exit__(self, *error: object) -> None:
        self.stop()

    def _gone(self, seconds: float) -> None:
        if not self._running.wait(seconds):
            raise TimeoutError(f"process group {self.pid} is still there after {seconds:g} s")

    def _well(self, health: str) -> bool:
        try:
            return not self.asker.ask(health)["timed_out"]
        except (OSError, Refused):
            return False

    def tail(self) -> str:
        """The end of what the server logged."""
        return self.plan.log.read_text("utf-8", "replace")[-TAIL:]
