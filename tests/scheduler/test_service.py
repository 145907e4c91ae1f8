"""The service: crawls come when they are due, mails once each, and it ends when it is told to."""

import re
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from alerts.outbox import Outbox
from demo.mailbox import Mailbox
from offers.run import Coverage, End
from scheduler.service import Service
from tests.crawlers.desk import eventually
from tests.scheduler.conftest import Desk, Serve
from workspace.lock import Busy

STOPS = [signal.SIGTERM, signal.SIGINT]


@dataclass
class Silent:
    """A site that takes every connection and never answers."""

    listener: socket.socket

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}/"

    def visited(self) -> socket.socket:
        """The next connection, once somebody makes one."""
        return self.listener.accept()[0]


@pytest.fixture
def silent() -> Iterator[Silent]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(90)
        yield Silent(listener)


@pytest.mark.fresh
def test_from_schedule_to_inbox(
    desk: Desk, boards: list[str], serve: Serve, mailbox: Mailbox
) -> None:
    served = serve()
    subjects = {kept.message["Subject"] for kept in mailbox.wait(3)}
    assert any("documents-and-fees" in subject for subject in subjects)
    for board in boards:
        assert "exit=done" in served.wait(f"crawled site={board} ")[0]
    assert served.stop() == 0
    assert served.lines[-1].endswith(" stopped")
    assert not any(desk.workspace.is_locked(f"site-{board}") for board in boards)
    assert_nobody_told_twice(mailbox)

    runs = len(desk.runs())
    served = serve()
    served.wait("crawled site=crossings ", times=2)
    # A stop may come between the writing of a mail and its sending; who serves next sends it.
    eventually(lambda: is_all_told(desk, mailbox))
    assert served.stop(signal.SIGINT) == 0
    assert len(desk.runs()) > runs
    assert_nobody_told_twice(mailbox)
    # Nothing of an ad, and nobody's address, is in what the service says.
    assert not [line for line in served.lines if "@" in line or "http" in line]


def assert_nobody_told_twice(mailbox: Mailbox) -> None:
    sent = [kept.message["Message-ID"] for kept in mailbox.messages]
    assert len(sent) == len({*sent})


def is_all_told(desk: Desk, mailbox: Mailbox) -> bool:
    """Whether every match is in one mail to everybody it is for, and every mail came."""
    with desk.workspace.open_store() as store:
        mailings = store.journal.mailings()
        matches = [match for rule in desk.workspace.rules().good
                   for match in store.journal.matches(rule=rule)]  # fmt: skip
    wanted = sorted((match.id, to) for match in matches for to in match.recipients)
    written = sorted((id_, one.recipient) for one in mailings for id_ in one.matches)
    sent = {kept.message["Message-ID"] for kept in mailbox.messages}
    return written == wanted and sent == {mailing.message_id for mailing in mailings}


def test_one_service_a_workspace(desk: Desk) -> None:
    with desk.workspace.lock("service", "a test"), pytest.raises(Busy, match="a test"):
        Service(desk.workspace).run()


@pytest.mark.parametrize("number", STOPS)
def test_crawls_end_with_the_service(
    desk: Desk, serve: Serve, silent: Silent, number: signal.Signals
) -> None:
    desk.site("silent", silent.url, "1h")
    served = serve()
    with silent.visited():
        assert served.stop(number) == 0
    assert not desk.workspace.is_locked("site-silent")
    assert [run.end for run in desk.runs()] == [End.ABORTED]


def test_a_crawl_that_outlives_a_killed_service_is_left_alone(
    desk: Desk, serve: Serve, silent: Silent
) -> None:
    desk.site("silent", silent.url, "2s")
    served = serve()
    with silent.visited():
        served.stop(signal.SIGKILL)
        assert desk.workspace.is_locked("site-silent")
        served = serve()
        served.wait('skipped site=silent reason="its last crawl goes on"')
        assert len(desk.runs()) == 1
        assert desk.runs()[0].end is None
        assert served.stop() == 0


def test_a_dead_run_is_mended(desk: Desk) -> None:
    with desk.workspace.open_store() as store:
        desk.workspace.ledger(store).begin("bazaar", desk.workspace.now())
    run_until(desk, ("mended site=bazaar", nothing))
    assert [run.end for run in desk.runs()] == [End.ABORTED]


def run_until(desk: Desk, *steps: tuple[str, Callable[[], None]]) -> list[str]:
    """What a service says that does each step when it has said the words, and ends after the
    last one."""
    lines: list[str] = []
    left = list(steps)

    def tell(line: str) -> None:
        lines.append(line.partition(" ")[2])
        if left and left[0][0] in line:
            left.pop(0)[1]()
            if not left:
                service.stop()

    service = Service(desk.workspace, tell=tell, tick=0.05)
    service.run()
    return lines


def nothing() -> None:
    """Do no more than wait for the words."""


def yearly(desk: Desk, cron: str, name: str = "later") -> Callable[[], None]:
    """Writes a site file that is not due for long."""

    def write() -> None:
        desk.site(name, "http://127.0.0.1:9/", "9h")
        file = desk.folder / "sites" / f"{name}.toml"
        text = file.read_text("utf-8").replace('every = "9h"', f'cron = "{cron}"\ntimezone = "UTC"')
        file.write_text(text, encoding="utf-8")

    return write


def test_new_changed_and_removed_site_files(desk: Desk) -> None:
    lines = run_until(
        desk,
        ("started", yearly(desk, "0 0 1 1 *")),
        ("planned site=later", yearly(desk, "0 0 2 1 *")),
        ("planned site=later", (desk.folder / "sites" / "later.toml").unlink),
        ("dropped site=later", nothing),
    )
    assert [line.partition("T")[0] for line in lines] == [
        "started sites=0",
        f"planned site=later first={next_year()}-01-01",
        f"planned site=later first={next_year()}-01-02",
        "dropped site=later",
        "stopping",
        "stopped",
    ]


def next_year() -> int:
    return datetime.now(UTC).year + 1


def test_a_faulty_file_stops_no_other_and_is_said_once_and_not_quoted(desk: Desk) -> None:
    (desk.folder / "sites" / "bad.toml").write_text('name = "+44 20 7946 0123"', encoding="utf-8")
    (desk.folder / "alerts" / "bad.toml").write_text('query = "0123:"', encoding="utf-8")
    lines = run_until(
        desk,
        ("started", yearly(desk, "0 0 1 1 *", "later")),
        ("planned site=later", yearly(desk, "0 0 1 1 *", "latest")),
        ("planned site=latest", nothing),
    )
    faults = [line for line in lines if line.startswith("fault")]
    assert 'fault kind="site file" file=sites/bad.toml line=1 field=name' in faults
    assert "fault kind=rule file=alerts/bad.toml line=1 field=query" in faults
    assert len(faults) == len(set(faults))
    told = "".join(lines)
    assert not [words for words in ("7946 0123", "0123:") if words in told]


def test_a_taken_outbox_is_waited_for(desk: Desk) -> None:
    with ExitStack() as stack:
        stack.enter_context(desk.workspace.lock("outbox", "sending by hand"))
        lines = run_until(
            desk,
            ("postponed", stack.close),
            ("started", yearly(desk, "0 0 1 1 *")),
            ("planned site=later", nothing),
        )
    assert lines[0].startswith('postponed reason="outbox is taken by process ')


def test_a_missed_time_is_caught_up_with(desk: Desk) -> None:
    """Once at the start, though many were missed; a site that never was crawled waits."""
    yearly(desk, "0 0 1 1 *", "missed")()
    yearly(desk, "0 0 1 1 *", "never")()
    long_ago = desk.workspace.now() - timedelta(days=800)
    with desk.workspace.open_store() as store:
        ledger = desk.workspace.ledger(store)
        ledger.end(ledger.begin("missed", long_ago), End.OK, Coverage.PARTIAL, long_ago)
    lines = run_until(desk, ("crawled site=missed", nothing))
    assert len(desk.runs("missed")) == 2
    assert desk.runs("never") == []
    assert [line for line in lines if "site=never" in line] == [
        f"planned site=never first={next_year()}-01-01T00:00:00Z"
    ]


def test_mail_that_could_not_be_sent_goes_later(desk: Desk, boards: list[str]) -> None:
    """A mail server that is away stops no crawl, and loses no mail."""
    file = desk.folder / "offerwatch.toml"
    with Mailbox() as gone:
        text = re.sub(r"(?m)^port = \d+$", f"port = {gone.port}", file.read_text("utf-8"))
    file.write_text(text, encoding="utf-8")
    lines = run_until(desk, ("deferred=", nothing), ("crawled site=", nothing))
    assert not any("sent=" in line for line in lines)
    with Mailbox(gone.port) as back, desk.workspace.open_store() as store:
        outbox = Outbox(desk.workspace, store)
        sent = outbox.deliver(desk.workspace.now() + timedelta(minutes=1))["sent"]
        assert sent == len(back.messages) > 0
