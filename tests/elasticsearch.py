"""One Elasticsearch for all tests of a run, whichever worker needs it first.

The run's own process, which outlives its workers, holds a pipe open by name. The worker that first
asks for a server starts it with the reading end, and so it ends with the run, in whatever way that
ends. `elasticsearch` is its url; `prefix` is what all names of one test begin with. `secured` is
another one, with TLS and users.
"""

import fcntl
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from secrets import token_hex

import pytest

from demo.elasticsearch.asking import Asker
from demo.elasticsearch.certificates import make
from demo.elasticsearch.java import newest_release
from demo.elasticsearch.missing import Missing
from demo.elasticsearch.plan import BRIEF, Plan
from demo.elasticsearch.release import RELEASES
from demo.elasticsearch.security import Security, User
from demo.elasticsearch.server import Server, plan
from index.elastic.roles import as_file, roles

VERSION = "OFFERWATCH_TEST_ELASTICSEARCH"
"""The version to test with; the newest that runs on the Java there is without it."""

RUN = "OFFERWATCH_TEST_RUN"
"""The folder that the processes of a run share; set by the run, not by people."""

HEAP = 640
"""MB; the server takes about 300 more."""

ROLES = """
writer:
  cluster: [monitor, manage_index_templates]
  indices:
    - names: ["t*"]
      privileges: [all]
reader:
  cluster: [monitor]
  indices:
    - names: ["t*"]
      privileges: [read, view_index_metadata]
"""
"""What the users `writer` and `reader` of `secured` may do; `admin` may do everything."""

TOGETHER = 50
"""Indices deleted by one request, whose line may have 4,096 bytes."""

HELD = pytest.StashKey[int]()


def pytest_configure(config: pytest.Config) -> None:
    """Make the pipe in the process that is no worker."""
    asked = os.environ.get(VERSION)
    if asked and asked not in RELEASES:
        raise pytest.UsageError(f"{VERSION}={asked}: one of {', '.join(RELEASES)} can be had")
    if hasattr(config, "workerinput"):
        return
    folder = Path(tempfile.mkdtemp(prefix="offerwatch-run-"))
    os.mkfifo(folder / "held")
    # To open one end alone would wait for the other.
    config.stash[HELD] = os.open(folder / "held", os.O_RDWR)
    os.environ[RUN] = str(folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Let go of the servers."""
    held = config.stash.get(HELD, None)
    if held is not None:
        os.close(held)
        shutil.rmtree(os.environ.pop(RUN), ignore_errors=True)


NEEDED_BY = {"elasticsearch", "secured", "prefix"}
"""The fixtures of this module, as those which need a server ask for them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have `-k elastic` find every test that needs a server."""
    for item in items:
        if isinstance(item, pytest.Function) and NEEDED_BY & set(item.fixturenames):
            item.extra_keyword_matches.add("elasticsearch")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say so when the newest release was not tested because no Java here runs it."""
    newest = list(RELEASES.values())[-1]
    if (Path(os.environ[RUN]) / "open").exists() and newest_release() != newest:
        terminalreporter.write_line(
            f"Elasticsearch {version()} was tested; {newest.version} needs Java"
            f" {newest.least_java} or newer, which is not here"
        )


def version() -> str:
    """The version to test with."""
    return os.environ.get(VERSION) or newest_release().version


@pytest.fixture(scope="session")
def elasticsearch() -> str:
    """The url of a running server, which all tests share: see `prefix`."""
    return shared("open", lambda: None).url


@pytest.fixture(scope="session")
def secured() -> Plan:
    """A running server that asks who one is, which all tests share: its `url`, `authority` (a file)
    and `security.users`, who are `admin`, `writer` and `reader`."""
    return shared("secured", locks)


@pytest.fixture
def prefix(elasticsearch: str) -> Iterator[str]:
    """What the names of this test's indices and templates begin with; they go with the test."""
    with names(Asker(elasticsearch)) as mine:
        yield mine


@contextmanager
def names(asker: Asker) -> Iterator[str]:
    """A name whose indices and templates go with the context."""
    mine = name()
    try:
        yield mine
    finally:
        remove(asker, mine)


def name() -> str:
    """A prefix that nobody else has: lower case letters and digits, without a sign at its end."""
    return f"t{token_hex(6)}"


def remove(asker: Asker, prefix: str) -> None:
    """Delete the indices and templates whose names begin so."""
    found = asker.ask(f"/_resolve/index/{prefix}*?expand_wildcards=all")
    names = [index["name"] for index in found["indices"]]
    # One by one they would take four times as long.
    for at in range(0, len(names), TOGETHER):
        asker.ask(f"/{','.join(names[at : at + TOGETHER])}", "DELETE")
    # What is composed of components holds them fast.
    for kind in ("index_template", "component_template"):
        for template in asker.ask(f"/_{kind}?filter_path={kind}s.name").get(f"{kind}s", ()):
            if template["name"].startswith(prefix):
                asker.ask(f"/_{kind}/{template['name']}", "DELETE")


def own(folder: Path | None = None, security: Security | None = None) -> Plan:
    """A server that one test has for itself, to be started by it, which costs half a minute of a
    core. Skips as `shared` does."""
    try:
        made = plan(version(), heap=HEAP, folder=folder, security=security)
    except Missing as error:
        pytest.skip(str(error))
    return replace(made, options=BRIEF)


def shared(kind: str, security: Callable[[], Security | None]) -> Plan:
    """The run's server of that kind, started if this is the first to ask.

    Without a Java, Maven or a network the test is skipped, which CI takes for a failure.
    """
    folder = Path(os.environ[RUN])
    with (folder / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = folder / kind
        if not told.exists():
            told.write_bytes(pickle.dumps(_start(security, folder / "held")))
    outcome: Plan | str = pickle.loads(told.read_bytes())
    if isinstance(outcome, str):
        pytest.skip(outcome)
    return outcome


def _start(security: Callable[[], Security | None], held: Path) -> Plan | str:
    """The plan it follows; or what is missing, which the others need not find out again."""
    try:
        server = Server(own(security=security()))
    except pytest.skip.Exception as missing:
        return str(missing)
    server.start(os.open(held, os.O_RDONLY))
    server.leave()
    return server.plan


def locks() -> Security:
    """An authority, and the users `admin`, `writer` and `reader`; and one for each of the product's
    own roles, called like it, for stores whose names are a test's. A keeper is an analyst, too."""
    users = [User("admin", token_hex(8))]
    users += [User(name, token_hex(8), (name,)) for name in ("writer", "reader")]
    for role in roles("t*"):
        held = (role, "offerwatch_analyst") if role == "offerwatch_keeper" else (role,)
        users.append(User(role, token_hex(8), held))
    return Security(certificates=make(), users=tuple(users), roles=ROLES + as_file("t*"))
