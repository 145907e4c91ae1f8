"""Commands that are ended from outside: Ctrl-C, SIGTERM and a closed terminal are one to them."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from console.exits import Exit, Refused

SIGNALS = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def stoppable() -> Iterator[None]:
    """Whatever is open is closed, then it is `Refused` as stopped."""
    # What was ignored when we began stays so: `nohup`.
    before = {
        number: handler
        for number in SIGNALS
        if (handler := signal.getsignal(number)) is not signal.SIG_IGN
    }
    for number in before:
        signal.signal(number, _stop)
    try:
        yield
    except KeyboardInterrupt:
        raise Refused("stopped", Exit.STOPPED) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(_number: int, _frame: FrameType | None) -> None:
    # One is enough, and often two come: the second must not break off what the first began.
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
