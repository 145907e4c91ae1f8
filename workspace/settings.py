"""Reads `offerwatch.toml`: what holds for the whole workspace."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from index.access import NONE, Access
from workspace import codes, hosts, passwords, values
from workspace.fault import Fault, Wrong, shown
from workspace.store import ElasticSettings, elasticsearch, store
from workspace.table import Document, Table

PORTS = {"starttls": 587, "tls": 465, "none": 25}
"""The usual port of a mail server (RFC 6409, RFC 8314), by how the connection is secured."""


SERVERS = ("http://", "https://")
"""How URLs of stores begin that are other programs'."""


class WrongSettings(Exception):
    """offerwatch.toml cannot be used; `faults` says all that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """`tls` is `starttls`, `tls` (from the first byte) or `none` (loopback only).

    The password is never in here: `password` looks it up when it is needed.
    """

    host: str
    port: int
    sender: str
    tls: str
    user: str | None
    password_env: str | None
    password_file: Path | None

    def password(self) -> str | None:
        """The password, from the environment or the file; `None` where no user logs in.

        Raises `NoPassword`.
        """
        what = "the password of the mail server"
        return passwords.look_up(self.password_env, self.password_file, what)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSettings:
    """`run_time` is how long a crawl may last, `at_once` how many run side by side."""

    run_time: timedelta
    at_once: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`store` is a store URL, `contact` goes into the user agent, `zone` is the operator's.

    `elasticsearch` says how a store there is reached. `clock` is the moment (UTC) at which the
    workspace's time stands still, `None` for real time. `captures` is an absolute path. `mail` is
    `None` where no mail is to be sent.
    """

    store: str
    elasticsearch: ElasticSettings
    contact: str
    zone: ZoneInfo
    keep_days: int
    clock: datetime | None
    mail: MailSettings | None
    crawl: CrawlSettings
    captures: Path

    @property
    def on_server(self) -> bool:
        """Whether the store is another program's, and no file."""
        return self.store.startswith(SERVERS)

    def access(self, url: str | None = None) -> Access:
        """How the store is reached, or another one that is named, with secrets where it takes any;
        raises `StoreError`. Who is to log in there says nothing to another server."""
        url = url or self.store
        if not url.startswith(SERVERS):
            return NONE
        access = self.elasticsearch.access()
        nodes = {urlsplit(node).netloc for node in (self.store, *access.hosts)}
        if urlsplit(url).netloc in nodes or not self.on_server:
            return access
        return replace(access, hosts=(), user=None, password=None, api_key=None, fingerprint=None)

    @property
    def contact_host(self) -> str:
        """The host of the contact, be it a mail address or a page."""
        if self.contact.startswith("mailto:"):
            return self.contact.rpartition("@")[2].lower()
        return hosts.host_of(self.contact)


def read_settings(document: Document) -> Settings:
    """The settings of a workspace; raises `WrongSettings` with all that is wrong."""
    settings = _settings(document.root, document.path.parent) if document.readable else None
    if document.readable:
        document.close()
    if document.faults or settings is None:
        raise WrongSettings(tuple(document.faults))
    return settings


def _settings(root: Table, folder: Path) -> Settings:
    crawl = root.table("crawl")
    captures = root.table("captures").take("folder", values.path, Path("captures"))
    url = root.take("store", store, "sqlite:///offerwatch.db")
    return Settings(
        store=url,
        elasticsearch=elasticsearch(root.table("elasticsearch"), url, folder),
        contact=root.need("contact", contact, 'contact = "mailto:you@example.org"') or "",
        zone=root.take("timezone", codes.zone, ZoneInfo("UTC")),
        keep_days=root.take("keep_days", values.whole(1, 36500), 365),
        clock=root.take("clock", moment, None),
        mail=_mail(root.table("mail"), folder),
        crawl=CrawlSettings(
            run_time=timedelta(minutes=crawl.take("run_minutes", values.number(0.1, 1440), 60)),
            at_once=crawl.take("at_once", values.whole(1, 64), 2),
        ),
        captures=folder / captures,
    )


def _mail(table: Table, folder: Path) -> MailSettings | None:
    host = table.take("host", hosts.host, "")
    tls = table.take("tls", values.one_of({word: word for word in PORTS}), "starttls")
    password_env, password_file = passwords.take(table, "password", folder)
    settings = MailSettings(
        host=host,
        port=table.take("port", values.whole(1, 65535), PORTS[tls]),
        sender=table.take("sender", values.mail, ""),
        tls=tls,
        user=table.take("user", values.line, None),
        password_env=password_env,
        password_file=password_file,
    )
    if not table.data:
        return None
    _check_mail(table, host, tls)
    return settings


def _check_mail(table: Table, host: str, tls: str) -> None:
    """What must agree between the keys of [mail]."""
    for key in ("host", "sender"):
        if key not in table.data:
            table.wrong((key,), "is missing", f'write {key} = "..." or drop [mail]')
    if tls == "none" and host and not hosts.is_loopback(host):
        table.wrong(("tls",), f"mail to {host} would go out in the open", 'write "starttls"')
    if ("user" in table.data) != passwords.given(table, "password"):
        table.wrong(("user",), "user and password need each other", "write both or neither")


def contact(value: object) -> str:
    """Where a site's owner reaches the operator: `mailto:ADDRESS` or an https page."""
    words = values.line(value)
    if not words.isascii():
        raise Wrong(f"{shown(words)} holds letters that no header may", "write it in ASCII")
    scheme, _, rest = words.partition(":")
    if scheme == "mailto":
        values.mail(rest)
    elif scheme == "https":
        hosts.url(words)
    else:
        raise Wrong(f"{shown(words)} is no way to reach you", 'write "mailto:you@example.org"')
    return words


def moment(value: object) -> datetime:
    """A moment with an offset, as UTC."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise Wrong(f"{shown(value)} is no moment with an offset", "write 2026-11-02T08:00:00Z")
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise Wrong(f"{shown(value)} is before or after all time", "write a nearer one") from None
