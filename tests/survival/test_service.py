"""The service over the demo for a long while, stopped and started in between: all arrives once."""

import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pytest

from demo import workspace as demo_workspace
from demo.mailbox import Mailbox
from demo.web import DemoWeb
from index.query.tree import Everything
from offers.life import EventKind
from offers.run import End
from workspace.folder import Workspace

MINUTES = 10
STRETCHES = 4
DAYS = 3
EVERY = "15s"


def hurried(folder: Path) -> None:
    """Every site of the demo, every few seconds; without the one that needs a browser."""
    for file in (folder / "sites").glob("*.toml"):
        text = file.read_text("utf-8")
        if "render = true" in text:
            file.unlink()
            continue
        plan = f'[schedule]\nevery = "{EVERY}"\n'
        file.write_text(re.sub(r"\[schedule\]\n[^\[]*", plan, text), "utf-8")


@contextmanager
def service(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`offerwatch run`, ended by SIGTERM, which it must take well."""
    command = [sys.executable, "-m", "console", "-w", str(folder), "run"]
    with (folder / "service.log").open("ab") as log:
        process = subprocess.Popen(command, stderr=log, start_new_session=True)
        yield process
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


@pytest.mark.long
@pytest.mark.timeout(MINUTES * 60 + 600)
def test_ten_minutes(tmp_path: Path) -> None:
    with DemoWeb() as web, Mailbox() as mailbox:
        demo_workspace.write(tmp_path, port=web.port, smtp_port=mailbox.port, clock=None)
        hurried(tmp_path)
        for stretch in range(STRETCHES):
            web.day = min(stretch + 1, DAYS)
            over = monotonic() + MINUTES * 60 / STRETCHES
            with service(tmp_path) as process:
                while monotonic() < over:
                    with pytest.raises(subprocess.TimeoutExpired):
                        process.wait(max(0.01, over - monotonic()))
        arrived = [kept.message["Message-ID"] for kept in mailbox.messages]
    check(Workspace.open(tmp_path), arrived)


def check(workspace: Workspace, arrived: list[str]) -> None:
    with workspace.open_store() as store:
        runs = store.journal.runs(limit=10_000)
        print(f"\n{len(runs)} runs: {Counter(run.end for run in runs)}, {len(arrived)} mails")
        assert [run.reason for run in runs if run.end not in {End.OK, End.ABORTED}] == []
        offers = store.index.search(Everything(), limit=1000).offers
        assert len(offers) > 100
        for known in offers:
            events = store.index.events(known.offer.id)
            assert sum(event.kind is EventKind.NEW for event in events) == 1
            assert len({event.id for event in events}) == len(events)
        mailings = store.journal.mailings()
        mailed = [(match, made.recipient) for made in mailings for match in made.matches]
        assert len(mailed) == len(set(mailed))
        assert sorted(arrived) == sorted(made.message_id for made in mailings)
        assert len(arrived) >= 3
