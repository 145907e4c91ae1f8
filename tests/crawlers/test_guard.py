"""Which settings hold, whoever says otherwise."""

from collections.abc import Mapping

import pytest
from scrapy.settings import Settings

from crawlers import guard, settings
from tests.crawlers.desk import Desk
from workspace.folder import Workspace


def enforced(
    desk: Desk,
    said: Mapping[str, object],
    rest: str = "",
    *,
    host: str = "127.0.0.1",
    delay: float = 0,
) -> Settings:
    """The settings of a crawl for which `said` stood on the command line."""
    desk.site("board", f"https://{host}/", rest, loopback=host == "127.0.0.1", delay=delay)
    found = Workspace.open(desk.folder).sites()
    assert found.faults == ()
    made = Settings()
    made.setmodule("crawlers.settings", priority="project")
    for name, value in said.items():
        made.set(name, value, "cmdline")
    guard.enforce(made, found.good["board"], "mailto:desk@example.org")
    return made


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ROBOTSTXT_OBEY", "False"), ("CONCURRENT_REQUESTS_PER_DOMAIN", "8"),
        ("DOWNLOAD_DELAY_JITTER", "1"), ("COOKIES_ENABLED", "True"), ("HTTPPROXY_ENABLED", "1"),
        ("DOWNLOAD_TIMEOUT", "999"), ("DOWNLOAD_TIMEOUT", "0"), ("DOWNLOAD_MAXSIZE", "0"),
        ("RETRY_TIMES", "9"), ("RETRY_TIMES", "-1"), ("TELNETCONSOLE_ENABLED", "1"),
        ("REMOTE_CONTROL_ENABLED", "True"), ("REDIRECT_MAX_TIMES", "99"),
        ("SCHEDULER_MEMORY_QUEUE", "scrapy.squeues.LifoMemoryQueue"),
    ],
)  # fmt: skip
def test_what_holds(desk: Desk, name: str, value: str) -> None:
    assert enforced(desk, {name: value})[name] == getattr(settings, name)


@pytest.mark.parametrize(
    ("name", "value"),
    [("LOG_LEVEL", "DEBUG"), ("DOWNLOAD_TIMEOUT", "5"), ("RETRY_TIMES", "0"),
     ("CLOSESPIDER_PAGECOUNT", "10")],
)  # fmt: skip
def test_what_may_be_said(desk: Desk, name: str, value: str) -> None:
    assert enforced(desk, {name: value})[name] == value


def test_middlewares_hold_as_a_whole(desk: Desk) -> None:
    """A table from outside would be merged with ours, were it not put back."""
    said = {"DOWNLOADER_MIDDLEWARES": {"crawlers.robots.Robots": None, "a.b": 1}}
    made = enforced(desk, said)["DOWNLOADER_MIDDLEWARES"]
    assert dict(made) == settings.DOWNLOADER_MIDDLEWARES


def test_extensions_hold_as_a_whole(desk: Desk) -> None:
    """Turns and pace are among them."""
    said = {"EXTENSIONS": {"crawlers.turns.Turns": None, "crawlers.pace.Pace": None}}
    assert dict(enforced(desk, said)["EXTENSIONS"]) == settings.EXTENSIONS


def test_downloads_hold_as_a_whole(desk: Desk) -> None:
    said = {"DOWNLOAD_HANDLERS": {"http": "scrapy.core.downloader.handlers.http11.HTTP11"}}
    assert dict(enforced(desk, said)["DOWNLOAD_HANDLERS"]) == settings.DOWNLOAD_HANDLERS


def test_what_nobody_knows_is_taken_out(desk: Desk) -> None:
    assert enforced(desk, {"CONCURRENT_REQUESTS_PER_IP": 9})["CONCURRENT_REQUESTS_PER_IP"] is None


@pytest.mark.parametrize(("said", "counts"), [(0, 0), (0.5, 0.5), (7, 7)])
def test_loopback_may_be_asked_fast(desk: Desk, said: float, counts: float) -> None:
    made = enforced(desk, {"DOWNLOAD_DELAY": 0.1}, delay=said)
    assert made.getfloat("DOWNLOAD_DELAY") == counts


@pytest.mark.parametrize(("said", "counts"), [(1, 1), (7, 7)])
def test_others_may_only_be_asked_slowly(desk: Desk, said: float, counts: float) -> None:
    made = enforced(desk, {"DOWNLOAD_DELAY": 0.1}, host="board.example", delay=said)
    assert made.getfloat("DOWNLOAD_DELAY") == counts


def test_certificates_are_the_site_files_to_excuse(desk: Desk) -> None:
    said = {"DOWNLOAD_VERIFY_CERTIFICATES": False}
    assert enforced(desk, said)["DOWNLOAD_VERIFY_CERTIFICATES"] is True
    assert enforced(desk, {}, "insecure_tls = true\n")["DOWNLOAD_VERIFY_CERTIFICATES"] is False
