"""What `tests.forked` starts once: a process that has imported and read what all of ours import and
read first, and that forks whenever it is told to.

It imports no reactor, opens no store and starts no thread, so that what is forked off it stands
where an interpreter stands that has done its imports.
"""

import gc
import importlib
import os
import pickle
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from io import TextIOWrapper
from typing import Any

from crawlers import domains
from index.codec import Life, adapter
from offers.ad import Ad, AdsFound
from offers.family import Print, Tables
from offers.lease import Lease
from offers.offer import Offer
from offers.page import Page
from offers.profile import Profile
from offers.run import Run, Visit
from parsers.offer import read_offers
from parsers.rarity import rarity, start
from parsers.walls.judge import wall
from tests.forked import Line, Order, Popen

ROOMS = (
    "offers", "parsers", "index", "evidence", "ledger", "workspace", "crawlers", "alerts",
    "scheduler", "console", "scrapy.downloadermiddlewares", "scrapy.extensions",
    "scrapy.spidermiddlewares",
)  # fmt: skip
"""Packages with all that is in them."""

MODULES = (
    "pydantic.dataclasses", "scrapy.cmdline", "scrapy.dupefilters", "scrapy.logformatter",
    "scrapy.pqueues", "scrapy.shell", "scrapy.squeues", "scrapy.statscollectors",
)  # fmt: skip
"""What Scrapy and pydantic import when they first run."""

STARTING = ("console", "tests.scheduler")
"""Modules whose processes start some of ours: they have a forker of their own."""

ADS = (
    (
        "Waiter in Berlin",
        "Waiters wanted in Berlin, 2000 EUR, visa 500, +1 202 555 0123.",
        "en",
    ),
    ("Офіціант у Варшаву", "Потрібні офіціанти, 5000 zł на місяць. Viber +48 22 694 11 11.", "uk"),
    ("نادل في برلين", "مطلوب نادل في برلين، الراتب 2000 يورو. واتساب 00491512345678", "ar"),
    ("Cieśla", "Cieśla Berlin: hr(at)example.org, od 12 lutego", "pl"),
)
"""What reading these needs is what reading the first ad of a crawl needs."""

STORED = (Lease, Run, Visit, Offer, Life, Tables, Print)

PAGE = "<title>{0}</title><div class=ad><h1>{0}</h1><p>{1}</p><a href=/2>2</a></div>"

USUAL: dict[signal.Signals, Any] = {
    signal.SIGINT: signal.default_int_handler,
    signal.SIGTERM: signal.SIG_DFL,
    signal.SIGHUP: signal.SIG_DFL,
}
"""Signals that are for the group, and to which a forker is deaf: it ends with the one it serves."""

LONGEST = 1 << 18
"""Bytes of an order, which holds an environment; a socket takes no more at once."""


def main(control: socket.socket) -> None:
    warm()
    gc.collect()
    gc.freeze()
    module = serve(control)
    if module:
        runpy.run_module(module, run_name="__main__", alter_sys=True)


def warm() -> None:
    """Import all rooms, and have what their tables hold in memory."""
    for room in ROOMS:
        package = importlib.import_module(room)
        for found in pkgutil.walk_packages(package.__path__, f"{room}."):
            if not found.name.endswith("__main__"):
                importlib.import_module(found.name)
    for module in MODULES:
        importlib.import_module(module)
    for kind in STORED:
        adapter(kind)
    rarity(start())
    domains.registrable("board.example")
    for title, text, code in ADS:
        read(title, text, code)
    assert "twisted.internet.reactor" not in sys.modules
    assert threading.active_count() == 1


def read(title: str, text: str, code: str) -> None:
    """One page with one ad."""
    url = "https://board.example/1"
    seen = datetime(2026, 3, 1, tzinfo=UTC)
    body = PAGE.format(title, text).encode()
    page = Page(asked=url, url=url, status=200, body=body, fetched=seen)
    ad = Ad(url=url, title=title, text=text, said={"published": "2 March 2026 12:30", "place": "x"})
    profile = Profile(site="board", languages=(code, "en"))
    read_offers(page, profile, {}, lambda *_: AdsFound((ad,)))
    wall(page)


def serve(control: socket.socket) -> str | None:
    """Returns in each process that is forked, with the module to run, and here when nobody asks
    any more, with none."""
    for number in USUAL:
        signal.signal(number, signal.SIG_IGN)
    while True:
        told, handles, _, _ = socket.recv_fds(control, LONGEST, 3)
        if not told:
            return None
        order: Order = pickle.loads(told)
        hear, say = os.pipe()
        if _forked_twice():
            control.close()
            os.close(hear)
            return become(order, handles, say)
        for handle in (say, *handles):
            os.close(handle)
        control.send(os.read(hear, 32) or b"0")
        os.close(hear)


def _forked_twice() -> bool:
    """Is this the new process? The one between is gone when this returns in the forker, and so the
    new one is a child of whoever adopts. No signal is lost on it meanwhile."""
    signal.pthread_sigmask(signal.SIG_BLOCK, USUAL)
    between = os.fork()
    if between:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, USUAL)
        os.waitpid(between, 0)
        return False
    if os.fork():
        os._exit(0)
    return True


def become(order: Order, handles: Sequence[int], say: int) -> str | None:
    """Take on what a process has from the one that starts it, and tell its number."""
    if order.new_session:
        os.setsid()
    if order.group >= 0:
        os.setpgid(0, order.group)
    for number, handle in enumerate(handles):
        os.dup2(handle, number)
        os.close(handle)
    for number, usual in USUAL.items():
        signal.signal(number, usual)
    os.chdir(order.folder)
    os.environ.clear()
    os.environ.update(order.environment)
    os.write(say, str(os.getpid()).encode())
    os.close(say)
    if _starts_others(order.module) and (forker := _own_forker()):
        return serve(forker)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, USUAL)
    _look_fresh(order)
    return order.module


def _look_fresh(order: Order) -> None:
    """Put right what an interpreter finds out at its start, and what may be in memory already under
    another name."""
    sys.argv[1:] = order.arguments
    sys.path[0] = order.folder
    sys.stdin, sys.stdout, sys.stderr = map(_stream, ("stdin", "stdout", "stderr"), "rww")
    tempfile.tempdir = None
    for name in (order.module, f"{order.module}.__main__"):
        if not hasattr(sys.modules.get(name), "__path__"):
            sys.modules.pop(name, None)


def _stream(name: str, mode: str) -> TextIOWrapper:
    """One of the usual three, that knows what it leads to now."""
    before = getattr(sys, f"__{name}__")  # which stays, or its end would close our handle
    at_once = before.write_through
    raw = os.fdopen(
        before.fileno(), f"{mode}b", 0 if at_once and mode == "w" else -1, closefd=False
    )
    lines = mode == "w" and not at_once and (name == "stderr" or raw.isatty())
    return TextIOWrapper(
        raw, before.encoding, before.errors, line_buffering=lines, write_through=at_once
    )


def _starts_others(module: str) -> bool:
    return module.startswith(STARTING)


def _own_forker() -> socket.socket | None:
    """In the forker, its end of a line to this process; in this process none."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    if os.fork():
        theirs.close()
        Popen.line = Line(ours)
        subprocess.Popen = Popen  # type: ignore[misc]
        return None
    ours.close()
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nothing, number)
    os.close(nothing)
    return theirs


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv.pop(1))))
