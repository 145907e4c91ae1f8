"""What all tests share: in CI a skipped test is a failure, and long rounds run when asked for."""

import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from tests import forked

pytest_plugins = ["tests.elasticsearch", "tests.vacancies"]

LONG = "OFFERWATCH_LONG"

PATIENT = 900
"""Seconds: who is allowed so many takes a minute or more."""

HEARD: dict[int, Any] = {signal.SIGINT: signal.default_int_handler, signal.SIGHUP: signal.SIG_DFL}
"""Signals that commands are ended by, and what Python does with them by itself."""


settings.register_profile("patient", settings.default, deadline=None)
"""How fast an example is depends on what else the machine does."""


def pytest_configure() -> None:
    """What is started in the background of a shell, or below `nohup`, is deaf to them, and so would
    be all that the tests start."""
    settings.load_profile("patient")
    for number, usual in HEARD.items():
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, usual)


def pytest_unconfigure() -> None:
    forked.hang_up()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """The processes of a test are forked, but where it is marked: see `tests.forked`."""
    if os.environ.get(forked.FRESH) or item.get_closest_marker("fresh"):
        yield
        return
    with forked.taken_over():
        yield


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long rounds are left out, not skipped: a seeded sample of each has a test of its own. What
    may take long comes first, or one worker would be at it when all others are done."""
    if os.environ.get(LONG):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=long)
    items[:] = sorted(
        (item for item in items if item not in long), key=lambda item: not _may_take_long(item)
    )


def _may_take_long(item: pytest.Item) -> bool:
    allowed = item.get_closest_marker("timeout")
    return allowed is not None and allowed.args[0] >= PATIENT


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """No server, no browser, no excuse: what CI did not test has not passed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") and skipped and session.exitstatus == pytest.ExitCode.OK:
        print(f"\n{len(skipped)} tests were skipped; in CI that is a failure")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
