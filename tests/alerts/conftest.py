"""A desk that writes to a mail server of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.mailbox import Mailbox
from tests.alerts.desk import Desk, settings
from workspace.folder import Workspace


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path, mailbox: Mailbox) -> Iterator[Desk]:
    (tmp_path / "alerts").mkdir()
    (tmp_path / "offerwatch.toml").write_text(settings(mailbox), encoding="utf-8")
    with Workspace.open(tmp_path).open_store() as store:
        yield Desk(tmp_path, store)
