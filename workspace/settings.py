"""Reads `offerwatch.toml`: what holds for the whole workspace."""

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from workspace import codes, hosts, values
from workspace.fault import Fault, Wrong, shown
from workspace.table import Document, Table

VARIABLE = r"[A-Za-z_][A-Za-z0-9_]{0,99}"
PORTS = {"starttls": 587, "tls": 465, "none": 25}
"""The usual port of a mail server (RFC 6409, RFC 8314), by how the connection is secured."""


class WrongSettings(Exception):
    """offerwatch.toml cannot be used; `faults` says all that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class NoPassword(Exception):
    """The password of the mail server is not where offerwatch.toml says; how to put it there."""


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
        if self.password_env:
            found = os.environ.get(self.password_env, "")
            where = f"the environment variable {self.password_env}"
        elif self.password_file:
            found = _first_line(self.password_file)
            where = str(self.password_file)
        else:
            return None
        if not found:
            raise NoPassword(f"{where} is empty: put the password of the mail server there")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSettings:
    """`run_time` is how long a crawl may last, `at_once` how many run side by side."""

    run_time: timedelta
    at_once: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`store` is a store URL, `contact` goes into the user agent, `zone` is the operator's.

    `clock` is the moment (UTC) at which the workspace's time stands still, `None` for real time.
    `captures` is an absolute path. `mail` is `None` where no mail is to be sent.
    """

    store: str
    contact: str
    zone: ZoneInfo
    keep_days: int
    clock: datetime | None
    mail: MailSettings | None
    crawl: CrawlSettings
    captures: Path

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
    return Settings(
        store=root.take("store", store, "sqlite:///offerwatch.db"),
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
    file = table.take("password_file", values.path, None)
    settings = MailSettings(
        host=host,
        port=table.take("port", values.whole(1, 65535), PORTS[tls]),
        sender=table.take("sender", values.mail, ""),
        tls=tls,
        user=table.take("user", values.line, None),
        password_env=table.take("password_env", _variable, None),
        password_file=folder / file if file else None,
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
    passwords = [key for key in ("password_env", "password_file") if key in table.data]
    if len(passwords) == 2:
        table.wrong(("password_file",), "stands beside password_env", "keep one of the two")
    if ("user" in table.data) != bool(passwords):
        table.wrong(("user",), "user and password need each other", "write both or neither")


def _variable(value: object) -> str:
    """The name of an environment variable; what was written is not quoted, it may be a secret."""
    try:
        return values.pattern(VARIABLE, "")(value)
    except Wrong:
        raise Wrong("is not the name of a variable", 'write it as in "MAIL_PASSWORD"') from None


def store(value: object) -> str:
    """A store URL: `sqlite:///FILE`, or `https://HOST:PORT` of Elasticsearch."""
    words = values.line(value)
    scheme = words.partition(":")[0]
    if scheme == "sqlite":
        if re.fullmatch(r"sqlite:///(?!:memory:$)[^?#]*[^?#/]", words):
            return words
        raise Wrong(f"{shown(words)} names no file", 'write "sqlite:///offerwatch.db"')
    if scheme not in {"http", "https"}:
        raise Wrong(f"there is no store at {shown(scheme)}", 'write "sqlite:///offerwatch.db"')
    hosts.url(words)
    if scheme == "http" and not hosts.is_loopback(hosts.host_of(words)):
        raise Wrong(f"{shown(words)} would go out in the open", "write https://")
    return words


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


def _first_line(file: Path) -> str:
    try:
        if file.stat().st_mode & 0o077:
            raise NoPassword(f"{file} can be read by others: run `chmod 600 {file}`")
        return file.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise NoPassword(f"{file} cannot be read: {said}") from error
