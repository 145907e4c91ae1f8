"""Where the store is, and how one on a server is reached: `store` and `[elasticsearch]`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from index.access import NONE, Access
from index.base import StoreError
from index.elastic.name import store_name
from workspace import hosts, passwords, values
from workspace.fault import Wrong, shown
from workspace.table import Table

EXAMPLE = 'write "sqlite:///offerwatch.db"'
SERVER = '"https://HOST:9200/NAME" of Elasticsearch'
FINGERPRINT = r"([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}"
"""SHA-256 in hexadecimal, as `openssl x509 -fingerprint -sha256` writes it or without colons."""

MOST_SHARDS = 1024
"""Elasticsearch's own limit for one index (`es.index.max_number_of_shards`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElasticSettings:
    """How Elasticsearch is reached: what `index.access.Access` says, but for secrets.

    Those are never in here: `access` looks them up when they are needed.
    """

    plain: Access
    password_env: str | None = None
    password_file: Path | None = None
    api_key_env: str | None = None
    api_key_file: Path | None = None

    def access(self) -> Access:
        """With the secrets. Raises `StoreError` if they are not where they should be."""
        try:
            return Access(
                hosts=self.plain.hosts,
                user=self.plain.user,
                password=passwords.look_up(
                    self.password_env, self.password_file, "the password for Elasticsearch"
                ),
                api_key=passwords.look_up(
                    self.api_key_env, self.api_key_file, "the API key for Elasticsearch"
                ),
                ca_file=self.plain.ca_file,
                fingerprint=self.plain.fingerprint,
                timeout=self.plain.timeout,
                compress=self.plain.compress,
                shards=self.plain.shards,
                replicas=self.plain.replicas,
            )
        except passwords.NoPassword as error:
            raise StoreError(f"{error}; see [elasticsearch] in offerwatch.toml") from error


def elasticsearch(table: Table, url: str, folder: Path) -> ElasticSettings:
    """What `[elasticsearch]` says; `url` is the store's."""
    ca_file = table.take("ca_file", values.path, None)
    password_env, password_file = passwords.take(table, "password", folder)
    api_key_env, api_key_file = passwords.take(table, "api_key", folder)
    timeout = table.take("timeout", _patience, timedelta(seconds=NONE.timeout))
    plain = Access(
        hosts=table.take("hosts", values.each(_node), ()),
        user=table.take("user", values.line, None),
        ca_file=folder / ca_file if ca_file else None,
        fingerprint=table.take("fingerprint", _fingerprint, None),
        timeout=timeout.total_seconds(),
        compress=table.take("compress", values.flag, NONE.compress),
        shards=table.take("shards", values.whole(1, MOST_SHARDS), NONE.shards),
        replicas=table.take("replicas", values.whole(0, 100), NONE.replicas),
    )
    _check(table, url)
    return ElasticSettings(
        plain=plain,
        password_env=password_env,
        password_file=password_file,
        api_key_env=api_key_env,
        api_key_file=api_key_file,
    )


def _check(table: Table, url: str) -> None:
    """What must agree between the keys, and with the store."""
    password, key = passwords.given(table, "password"), passwords.given(table, "api_key")
    if ("user" in table.data) != password:
        table.wrong(("user",), "user and password need each other", "write both or neither")
    elif password and key:
        table.wrong(("user",), "stands beside an API key", "keep one of the two")
    trust = [name for name in ("ca_file", "fingerprint") if name in table.data]
    if len(trust) == 2:
        table.wrong(("fingerprint",), "stands beside ca_file", "keep one of the two")
    if trust and url.startswith("http:"):
        table.wrong((trust[0],), "store has no certificate to check", 'write store = "https://..."')


def store(value: object) -> str:
    """A store URL: `sqlite:///FILE`, or `https://HOST:PORT/NAME` of Elasticsearch."""
    words = values.line(value)
    scheme = words.partition(":")[0]
    if scheme == "sqlite":
        if re.fullmatch(r"sqlite:///(?!:memory:$)[^?#]*[^?#/]", words):
            return words
        if "@" in words:
            raise Wrong("names no file", EXAMPLE)
        raise Wrong(f"{shown(words)} names no file", EXAMPLE)
    if scheme not in {"http", "https"}:
        raise Wrong(f"there is no store at {shown(scheme)}", f"{EXAMPLE}, or {SERVER}")
    _server(words)
    try:
        store_name(words)
    except StoreError as error:
        raise Wrong(str(error), 'write "https://HOST:9200/offerwatch"') from error
    return words


def _node(value: object) -> str:
    """Another host of the same cluster: a URL without a path."""
    words = values.line(value)
    _server(words)
    if urlsplit(words).path.strip("/"):
        raise Wrong(f"{shown(words)} has a path", "the name of the store stands in store alone")
    return words


def _server(words: str) -> None:
    """Raises `Wrong` for a URL that is none, holds a password, or leads out in the open."""
    if re.match(r"https?:/*[^/]*@", words, re.IGNORECASE):
        raise Wrong(
            "the URL holds a user name or password",
            "take it out, and write user and password_env in [elasticsearch]",
        )
    hosts.url(words)
    parts = urlsplit(words)
    if parts.query or parts.fragment:
        raise Wrong(f"{shown(words)} has a ? or #", "take out what begins there")
    if parts.scheme == "http" and not hosts.is_loopback(hosts.host_of(words)):
        raise Wrong(f"{shown(words)} would go out in the open", "write https://")


def _fingerprint(value: object) -> str:
    read: Callable[[object], str] = values.pattern(
        FINGERPRINT, "write what `openssl x509 -noout -fingerprint -sha256 -in CERTIFICATE` shows"
    )
    return read(value).replace(":", "").lower()


def _patience(value: object) -> timedelta:
    found = values.length(value)
    if not timedelta(seconds=1) <= found <= timedelta(minutes=10):
        raise Wrong(f"{shown(value)} is out of bounds", 'write one from "1s" to "10m"')
    return found
