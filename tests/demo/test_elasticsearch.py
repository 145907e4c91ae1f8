"""A real server, as people try it and tests use it."""

import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError

import pytest

from demo.elasticsearch.__main__ import main
from demo.elasticsearch.asking import Asker, Refused
from demo.elasticsearch.cluster import cluster, well
from demo.elasticsearch.plan import Plan
from demo.elasticsearch.ports import HOST, is_free
from demo.elasticsearch.server import Server, asker
from tests.elasticsearch import locks, own, remove, version

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that servers can get into, unlike pytest's own when root runs it."""
    with tempfile.TemporaryDirectory(prefix="offerwatch-test-") as made:
        Path(made).chmod(0o711)
        yield Path(made) / "kept"


def wait_until(holds: Callable[[], bool]) -> None:
    """Return when it holds, and fail if it does not come to that."""
    until = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < until
        sleep(0.05)


def gone(group: int) -> bool:
    """Whether no process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_test_has_names_of_its_own(elasticsearch: str, prefix: str) -> None:
    ask = Asker(elasticsearch).ask
    ask(f"/_component_template/{prefix}-part", "PUT", {"template": {}})
    whole = {"index_patterns": [f"{prefix}-*"], "composed_of": [f"{prefix}-part"]}
    ask(f"/_index_template/{prefix}-whole", "PUT", whole)
    ask(f"/{prefix}-open", "PUT", {"aliases": {f"{prefix}-called": {}}})
    ask(f"/{prefix}-hidden", "PUT", {"settings": {"index.hidden": True}})
    ask(f"/{prefix}-closed", "PUT")
    ask(f"/{prefix}-closed/_close", "POST")
    remove(Asker(elasticsearch), prefix)
    for path in (
        f"/_component_template/{prefix}-part",
        f"/_index_template/{prefix}-whole",
        *(f"/{prefix}-{name}" for name in ("open", "called", "hidden", "closed")),
    ):
        with pytest.raises(Refused, match="404"):
            ask(path)


def test_the_server_is_of_the_version_that_was_asked_for(elasticsearch: str) -> None:
    (node,) = Asker(elasticsearch).ask("/_nodes/_local")["nodes"].values()
    assert node["version"] == version()


def test_what_was_acknowledged_is_there_after_a_kill(folder: Path) -> None:
    with Server(own(folder)) as server:
        server.asker.ask("/offers/_doc/1", "PUT", {"title": "waiter"})
        before = server.pid
        server.kill()
        assert gone(before)
        server.restart()
        assert server.asker.ask("/offers/_doc/1")["_source"] == {"title": "waiter"}
        last = server.pid
    wait_until(lambda: gone(last))
    assert is_free(server.plan.port)
    assert (folder / "data").is_dir()


LAUNCH = """
import sys
from demo.elasticsearch.server import Server
from tests.elasticsearch import own
server = Server(own())
server.launch()
print(server.pid, server.plan.folder, flush=True)
sys.stdin.read()
"""


def test_nothing_is_left_when_whoever_started_it_is_killed() -> None:
    own()  # or skipped
    with subprocess.Popen(
        [sys.executable, "-c", LAUNCH], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        pid, folder = process.stdout.readline().decode().split()
        os.killpg(int(pid), 0)
        process.kill()
    wait_until(lambda: gone(int(pid)))
    wait_until(lambda: not Path(folder).exists())


BLOCKED = """
import os
import pickle
import sys
from pathlib import Path

def test_blocks(elasticsearch):
    run = Path(os.environ["OFFERWATCH_TEST_RUN"])
    plan = pickle.loads((run / "open").read_bytes())
    Path("said.new").write_text(f"{plan.port} {plan.folder} {run}")
    Path("said.new").rename("said")
    sys.__stdin__.read()
"""


def test_a_run_that_is_killed_takes_its_server_with_it(tmp_path: Path) -> None:
    own()  # or skipped
    (tmp_path / "test_blocks.py").write_text(BLOCKED)
    (tmp_path / "pytest.ini").write_text("[pytest]")
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", "-p", "tests.elasticsearch", "-n", "1", "test_blocks.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    ) as process:
        wait_until((tmp_path / "said").exists)
        port, folder, run = (tmp_path / "said").read_text().split()
        assert not is_free(int(port))
        process.kill()
    wait_until(lambda: is_free(int(port)))
    wait_until(lambda: not Path(folder).exists())
    shutil.rmtree(run)


def test_a_stranger_learns_nothing(secured: Plan) -> None:
    good = asker(secured)
    assert good.ask("/_security/_authenticate")["username"] == "admin"
    for login in (("admin", "wrong"), ("nobody", "x"), None):
        with pytest.raises(Refused, match="401"):
            replace(good, login=login).ask("/_cluster/health")
    with pytest.raises(URLError, match="CERTIFICATE_VERIFY_FAILED"):
        replace(good, trust=ssl.create_default_context()).ask("/_cluster/health")
    with pytest.raises((URLError, ConnectionError)):
        replace(good, url=good.url.replace("https", "http")).ask("/_cluster/health")


def test_users_may_do_what_their_roles_say(secured: Plan) -> None:
    assert secured.security is not None
    users = {
        user.name: replace(asker(secured), login=user.login) for user in secured.security.users
    }
    path = f"/t{os.getpid()}"
    users["writer"].ask(f"{path}/_doc/1", "PUT", {"title": "waiter"})
    assert users["reader"].ask(f"{path}/_doc/1")["found"]
    for name, forbidden in (("reader", f"{path}/_doc/2"), ("writer", "/other/_doc/1")):
        with pytest.raises(Refused, match="403"):
            users[name].ask(forbidden, "PUT", {"title": "waiter"})
    remove(users["admin"], path[1:])


@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_cluster_outlives_one_of_its_servers() -> None:
    with cluster(version(), security=locks()) as (one, two, three):
        settings = {"settings": {"number_of_replicas": 2}}
        one.asker.ask("/offers", "PUT", settings)
        one.asker.ask("/offers/_doc/1", "PUT", {"title": "waiter"})
        two.kill()
        three.wait(well(2, "yellow"))
        assert three.asker.ask("/offers/_doc/1")["found"]
        two.restart()
        three.wait(well(3))
        assert two.asker.ask("/offers/_doc/1?preference=_local")["found"]


def readline(process: subprocess.Popen[bytes]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline().decode()
    assert line, "it ended"
    return line


def test_the_command_says_where_it_is_and_ends_quietly(folder: Path) -> None:
    own()  # or skipped
    command = [sys.executable, "-m", "demo.elasticsearch", "--port", "0", "--keep", str(folder)]
    with subprocess.Popen(
        [*command, "--version", version(), "--secure"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        assert process.stdout is not None
        said = "".join(iter(lambda: readline(process), "Ctrl-C ends it\n"))
        told = tomllib.loads(said.partition("\n\n")[2])
        reached = told["elasticsearch"]
        trust = ssl.create_default_context(cafile=reached["ca_file"])
        login = reached["user"], Path(reached["password_file"]).read_text().strip()
        asked = Asker(told["store"], trust, login).ask("/_cluster/health")
        assert asked["status"] == "green"
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read().decode()
    assert process.returncode == 0
    assert "Traceback" not in rest
    assert is_free(int(told["store"].rpartition(":")[2]))
    assert (folder / "data").is_dir()


def test_a_taken_port_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--port", str(port)]) == 1
    assert capsys.readouterr().err == f"port {port} is taken; try --port 0\n"


def test_a_folder_with_other_things_is_left_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own()  # or skipped
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    assert main(["--port", "0", "--keep", str(folder)]) == 1
    assert capsys.readouterr().err.startswith(f"{folder} holds other things")
    assert [each.name for each in folder.iterdir()] == ["letter.txt"]
