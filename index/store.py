"""From a store URL to a store."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urlsplit

from index.access import NONE, Access
from index.base import Store, StoreError, Tokens
from index.health import Finding, Now, warn
from index.sqlite import health as sqlite_health
from index.sqlite.store import SqliteStore
from index.sqlite.upkeep import SqliteUpkeep
from index.upkeep import Upkeep

EXAMPLE = "sqlite:///offerwatch.db"


def open_store(url: str, tokens: Tokens, *, folder: Path, access: Access = NONE) -> Store:
    """Open the store at a URL, or make it.

    `sqlite:///name.db` is a file in `folder`, `sqlite:////srv/name.db` one with an absolute path.
    `https://host:9200/name` is a store of that name on Elasticsearch, reached by `access`.
    `tokens` cuts text into folded words and must be the same each time.

    Raises `StoreError` when the store cannot be opened; the message says what to do about it.
    """
    if is_on_server(url):
        # Only who has such a store waits for the client to load.
        from index.elastic.store import ElasticStore  # noqa: PLC0415

        return ElasticStore.open(url, tokens, access)
    return SqliteStore.open(_path(url, folder), tokens)


def is_made(url: str, *, folder: Path, access: Access = NONE) -> bool:
    """Whether there is a store at a URL already. Raises `StoreError`."""
    if not is_on_server(url):
        return _path(url, folder).exists()
    from index.elastic.store import ElasticStore  # noqa: PLC0415

    return ElasticStore.is_made(url, access)


def open_upkeep(url: str, tokens: Tokens, *, folder: Path, access: Access = NONE) -> Upkeep:
    """The same store as it stands, to be looked after: it is neither made nor brought up to date
    by that. Raises `StoreError`."""
    if is_on_server(url):
        from index.elastic.upkeep import ElasticUpkeep  # noqa: PLC0415

        return ElasticUpkeep.open(url, tokens, access)
    return SqliteUpkeep.open(_path(url, folder), tokens)


def examine(url: str, *, folder: Path, now: Now, access: Access = NONE) -> Iterator[Finding]:
    """Look the place over where a store is: whether it can be used, and for how long. Raises
    `StoreError`, what was found until then comes before that."""
    if is_on_server(url):
        from index.elastic.connect import connect  # noqa: PLC0415
        from index.elastic.health import examine as look_over  # noqa: PLC0415

        with closing(connect(url, access)) as cluster:
            yield from look_over(cluster, now)
        return
    path = _path(url, folder)
    if path.exists():
        yield from sqlite_health.examine(path)
    else:
        yield warn("store", f"{path} is not there yet", "the first crawl makes it")


def named(url: str, folder: Path) -> str:
    """What the store at a URL is called: the same for each way to write it, and without what is
    secret in it."""
    if not is_on_server(url):
        return str(_path(url, folder).resolve())
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower()
    return f"{parts.scheme.lower()}://{host}/{parts.path.strip('/') or 'offerwatch'}"


def is_on_server(url: str) -> bool:
    """Whether the store at a URL is no file. Raises `StoreError` for any other kind of URL."""
    scheme = url.partition(":")[0].lower()
    if scheme not in {"http", "https", "sqlite"}:
        raise StoreError(f"{url}: no store is called so; use {EXAMPLE}")
    return scheme != "sqlite"


def _path(url: str, folder: Path) -> Path:
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if parts.netloc or parts.query or parts.fragment or not name or "\0" in name:
        raise StoreError(f"{url}: three slashes and the name of a file are needed, as in {EXAMPLE}")
    if name == ":memory:":
        raise StoreError(f"{url}: a store must outlast the program; use {EXAMPLE}")
    return folder / name
