"""A desk that writes to a mail server of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.mailbox import Mailbox
from tests.alerts.desk import Desk, a_desk


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path, mailbox: Mailbox) -> Iterator[Desk]:
    with a_desk(tmp_path, mailbox) as made:
        yield made
