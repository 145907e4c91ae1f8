"""Nothing is stored that names a capture which may not be on the disk."""

import errno
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.findings import PageRead
from crawlers.run import SiteRun
from evidence.exchange import Exchange
from index.base import StoreError
from offers.page import Page
from workspace.folder import Workspace
from workspace.init import init

URL = "https://bazaar.example/ads/1"
AT = datetime(2026, 11, 3, tzinfo=UTC)


def found() -> PageRead:
    came = Exchange(
        url=URL,
        request=b"GET /ads/1 HTTP/1.1\r\n\r\n",
        head=b"HTTP/1.1 200 OK\r\n\r\n",
        body=b"x",
        at=AT,
    )
    page = Page(asked=URL, url=URL, status=200, body=b"x", fetched=AT)
    return PageRead(page=page, exchanges=(came,), asked=URL, offers=(), listing=True)


@pytest.fixture
def run(tmp_path: Path) -> SiteRun:
    init(tmp_path)
    workspace = Workspace.open(tmp_path)
    return SiteRun(workspace, workspace.sites().good["bazaar"])


def failing(_: int) -> None:
    raise OSError(errno.EIO, "Input/output error")


def test_what_is_entered_was_made_to_last_before(
    run: SiteRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.enter(found())
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", failing)
        with pytest.raises(StoreError, match="cannot keep a capture"):
            run.settle()
    assert run.store.journal.visit("bazaar", URL) is None
    with pytest.raises(StoreError):
        run.settle()
    assert run.store.journal.visit("bazaar", URL) is None
    assert "cannot keep a capture" in (run.end().reason or "")


def test_it_is_entered_with_its_capture(run: SiteRun) -> None:
    run.enter(found())
    run.settle()
    kept = run.store.journal.visit("bazaar", URL)
    assert kept is not None
    assert kept.capture is not None
    run.end()
