"""A workspace with rules, a store, and crawls that noticed something."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from alerts.outbox import Outbox
from alerts.watch import Watcher
from demo.mailbox import Mailbox
from index.base import Store
from offers.alert import Match
from offers.offer import Offer
from offers.run import Coverage, End, Run
from tests.alerts.ads import NOON, offer
from workspace.folder import Workspace

ANALYST = "analyst@desk.example"
SENDER = "offerwatch@desk.example"
MINUTE = timedelta(minutes=1)


@dataclass
class Desk:
    """Time moves when a test says so: `now` is handed to whatever is tried."""

    folder: Path
    store: Store
    now: datetime = NOON

    @property
    def workspace(self) -> Workspace:
        return Workspace.open(self.folder)

    def pass_time(self, length: timedelta = MINUTE) -> datetime:
        self.now += length
        return self.now

    def rule(self, query: str, name: str = "waiters", **more: object) -> None:
        """Write a rule file, as an operator does."""
        keys = {"query": query, "to": [ANALYST], **more}
        lines = [f"{key} = {value!r}" for key, value in keys.items()]
        self.write(name, "\n".join(lines))

    def write(self, name: str, text: str) -> None:
        file = self.folder / "alerts" / f"{name}.toml"
        file.write_text(text, encoding="utf-8")

    def ads(self, *titles: str) -> list[Offer]:
        """Ads seen now, each with its title as its key."""
        return [offer(title, title=title, text="Apply within.", seen=self.now) for title in titles]

    def begin(self, *ads: Offer, site: str = "bazaar") -> Run:
        """A crawl that has seen these ads and goes on."""
        run = self.workspace.ledger(self.store).begin(site, self.now)
        self.workspace.ledger(self.store).record(run, ads)
        return run

    def end(self, run: Run, end: End = End.OK, coverage: Coverage = Coverage.FULL) -> Run:
        return self.workspace.ledger(self.store).end(run, end, coverage, self.now)

    def crawl(self, *ads: Offer, site: str = "bazaar") -> Run:
        """A crawl from its beginning to its end, a minute later than whatever was before."""
        self.pass_time()
        seen = [replace(ad, seen=self.now) for ad in ads]
        return self.end(self.begin(*seen, site=site))

    def take(self) -> Mapping[str, int]:
        return Watcher(self.workspace, self.store).take(self.pass_time())

    def fill(self) -> Mapping[str, int]:
        return Outbox(self.workspace, self.store).fill(self.pass_time())

    def deliver(self, later: timedelta = MINUTE) -> Mapping[str, int]:
        return Outbox(self.workspace, self.store).deliver(self.pass_time(later))

    def matches(self, rule: str = "waiters") -> Sequence[Match]:
        return self.store.journal.matches(rule=rule)

    def matched(self, rule: str = "waiters") -> list[str]:
        """Titles of the offers that a rule matched, one for each match."""
        known = self.store.index.known({match.offer for match in self.matches(rule)})
        return sorted(known[match.offer].offer.title or "" for match in self.matches(rule))


def settings(mailbox: Mailbox | None, tls: str = "none", **more: object) -> str:
    """offerwatch.toml with the way to a mail server."""
    text = 'contact = "mailto:analyst@desk.example"\ntimezone = "Europe/Berlin"\n'
    if mailbox is None:
        return text
    keys = {"host": mailbox.host, "port": mailbox.port, "sender": SENDER, "tls": tls, **more}
    return text + "\n[mail]\n" + "\n".join(f"{key} = {value!r}" for key, value in keys.items())


@contextmanager
def a_desk(folder: Path, mailbox: Mailbox) -> Iterator[Desk]:
    """A desk without rules that writes to that mail server."""
    (folder / "alerts").mkdir()
    (folder / "offerwatch.toml").write_text(settings(mailbox), encoding="utf-8")
    with Workspace.open(folder).open_store() as store:
        yield Desk(folder, store)


def plain(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")


def page(message: EmailMessage) -> str:
    part = message.get_body(("html",))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")
