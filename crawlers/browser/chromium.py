"""A Chromium that can reach nothing: its flags, its pages, its end."""

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self, cast

from playwright.async_api import Browser, BrowserContext, Error, Playwright, async_playwright

from crawlers.browser.folder import browser_folder
from crawlers.swept import SweptFolder

logger = logging.getLogger(__name__)

FLAGS = (
    # No network: no name is resolved, and the proxy for all the rest is a port where nobody is.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    # WebRTC needs the switch of full browsers (seen to work in Chromium 156) or of small shells.
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    # Nothing of its own accord.
    "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-default-apps", "--disable-domain-reliability",
    "--disable-crash-reporter", "--disable-breakpad", "--no-pings",
    "--dns-prefetch-disable", "--disable-notifications", "--mute-audio", "--disable-gpu",
    "--disable-features=WebUSB,WebBluetooth,WebTransport,Prerender2,SpeculationRulesPrefetchProxy",
    "--blink-settings=imagesEnabled=false",
    # A page that eats memory ends before the machine does.
    "--js-flags=--max-old-space-size=512",
)  # fmt: skip
"""Told to Chromium beside what Playwright tells it."""

NO_CALLS = """
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport"]) {
  delete globalThis[name];
}
"""
"""Run in every frame before its own scripts: the flags hold alone, and this without them."""

START = 60.0
END = 10.0
"""Seconds that the browser has to start, and to end."""

OWN = ("PATH", "LANG", "LC_ALL", "TZ")
"""What a browser may know of our environment: there are passwords in it."""


class NotStarted(Exception):
    """The browser that was found does not start."""


class Chromium:
    """One browser, the driver that speaks to it, and their folder. Made by `start`."""

    def __init__(self, folder: SweptFolder, nowhere: socket.socket) -> None:
        self._folder = folder
        self._nowhere = nowhere
        self._driver: Playwright | None = None
        self._browser: Browser | None = None
        self._session: Any = None
        self._group = 0
        self.pages = 0

    @classmethod
    async def start(cls, program: Path) -> Self:
        """Raises `NotStarted`, and nothing is left then."""
        made = cls(browser_folder(), _nobody())
        try:
            await asyncio.wait_for(made._launch(program), START)
        except (Error, OSError, TimeoutError) as error:
            await made.close()
            raise NotStarted(f"{program} does not start: {_reason(error)}") from error
        return made

    async def _launch(self, program: Path) -> None:
        folder = self._folder.path
        with _temporary(folder):
            self._driver = await async_playwright().start()
        self._browser = await self._driver.chromium.launch(
            executable_path=program,
            args=list(FLAGS),
            proxy={"server": _url(self._nowhere), "bypass": "<-loopback>"},
            env=cast("dict[str, str | float | bool]", _environment(folder)),
            artifacts_dir=folder / "artifacts",
            # A sandbox of Chromium's own kind cannot be made by root.
            chromium_sandbox=os.geteuid() != 0,
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
            timeout=START * 1000,
        )
        self._session = await self._browser.new_browser_cdp_session()
        self._group = next(pid for kind, pid in await self._processes() if kind == "browser")
        self._folder.started(self._group)

    async def context(self, agent: str) -> BrowserContext:
        """Where one page lives: nothing is remembered from the last, and nothing is allowed."""
        assert self._browser
        self.pages += 1
        context = await self._browser.new_context(
            user_agent=agent,
            service_workers="block",
            accept_downloads=False,
            permissions=[],
            locale="en-US",
            viewport={"width": 1280, "height": 1600},
        )
        await context.add_init_script(NO_CALLS)
        return context

    async def memory(self) -> int:
        """Bytes that its processes share with nobody; 0 where that cannot be told."""
        return sum(_private(pid) for _, pid in await self._processes())

    async def _processes(self) -> list[tuple[str, int]]:
        told = await self._session.send("SystemInfo.getProcessInfo")
        return [(process["type"], process["id"]) for process in told["processInfo"]]

    async def close(self) -> None:
        """End it at once: there is nothing in it that would be worth keeping."""
        if self._group:
            with suppress(ProcessLookupError):
                os.killpg(self._group, signal.SIGKILL)
        for part in (self._browser and self._browser.close, self._driver and self._driver.stop):
            if part:
                try:
                    await asyncio.wait_for(part(), END)
                except (Error, TimeoutError, OSError) as error:
                    logger.debug("the browser ends badly: %s", error)
        if self._group:
            self._folder.ended(self._group)
        await asyncio.to_thread(self._folder.close)
        self._nowhere.close()


def _reason(error: Exception) -> str:
    """What the program itself said last, where it said something."""
    lines = str(error).strip().splitlines() or ["no answer in time"]
    said = [line.partition("[err]")[2].strip() for line in lines if "[err]" in line]
    return next((line for line in reversed(said) if "ERROR" in line or "FATAL" in line), lines[0])


def _nobody() -> socket.socket:
    """A port of our own where nobody listens, and where nobody else can."""
    held = socket.socket()
    held.bind(("127.0.0.1", 0))
    return held


def _url(nowhere: socket.socket) -> str:
    return f"http://127.0.0.1:{nowhere.getsockname()[1]}"


def _environment(folder: Path) -> Mapping[str, str]:
    known = {name: os.environ[name] for name in OWN if name in os.environ}
    return {**known, "HOME": str(folder), "TMPDIR": str(folder)}


@contextmanager
def _temporary(folder: Path) -> Iterator[None]:
    """The driver takes its folder for temporary files from our environment, when it starts."""
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before


def _private(pid: int) -> int:
    try:
        _, resident, shared, *_ = Path(f"/proc/{pid}/statm").read_text("ascii").split()
    except (OSError, ValueError):
        return 0
    return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")
