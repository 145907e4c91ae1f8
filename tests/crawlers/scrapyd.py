"""A Scrapyd on loopback, in an environment that has what we need and nothing of ours."""

import json
import os
import signal
import socket
import subprocess
import sys
import sysconfig
from contextlib import suppress
from pathlib import Path
from typing import Any, Self
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from tests.crawlers.desk import ROOT, eventually

CONFIG = """
[scrapyd]
bind_address = 127.0.0.1
http_port = {port}
poll_interval = 0.1
max_proc = 2
items_dir = items
jobs_dir = jobs
"""


def built_egg(folder: Path) -> Path:
    """The egg as `make egg` makes it, with nothing written into the tree."""
    command = [sys.executable, "-W", "ignore", "setup.py", "--quiet"]
    command += ["egg_info", "--egg-base", str(folder), "build", "--build-base", f"{folder}/build"]
    command += ["bdist_egg", "--bdist-dir", f"{folder}/bdist", "--dist-dir", f"{folder}/dist"]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=120)
    (egg,) = (folder / "dist").glob("*.egg")
    return egg


def bare_python(folder: Path) -> Path:
    """A Python that sees the packages installed here, but not our own rooms: a `.pth` file names
    the folder, and those that lie in there are not followed."""
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=120
    )
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "installed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin/python"


class Scrapyd:
    """Started when made, stopped by `close`. Its folder holds eggs, queues and logs."""

    def __init__(self, folder: Path, python: Path, workspace: Path) -> None:
        self.folder = folder
        folder.mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        (folder / "scrapyd.conf").write_text(CONFIG.format(port=self.port))
        told = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        self.log = (folder / "log").open("w")
        self.process = subprocess.Popen(
            [python, "-m", "scrapyd"],
            cwd=folder,
            env={**told, "HOME": str(folder), "OFFERWATCH_WORKSPACE": str(workspace)},
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        eventually(self._answers)
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(60)
        with suppress(ProcessLookupError):
            # Jobs that a failing test has left behind.
            os.killpg(self.process.pid, signal.SIGKILL)
        self.log.close()

    def _answers(self) -> bool:
        assert self.process.poll() is None, (self.folder / "log").read_text()
        try:
            return bool(self.get("daemonstatus")["status"] == "ok")
        except URLError:
            return False

    def get(self, what: str, **told: str) -> Any:
        return self._answer(f"{what}.json?{urlencode(told)}")

    def _answer(self, path: str, body: bytes | None = None, **headers: str) -> Any:
        request = Request(f"http://127.0.0.1:{self.port}/{path}", body, headers)
        with urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def add(self, egg: Path, version: str) -> Any:
        """`addversion.json`, as a form with a file in it."""
        edge = b"--edge\r\nContent-Disposition: form-data; name="
        fields = {b"project": b"offerwatch", b"version": version.encode()}
        parts = [edge + b'"%s"\r\n\r\n%s\r\n' % field for field in fields.items()]
        file = edge + b'"egg"; filename="project.egg"\r\n\r\n' + egg.read_bytes() + b"\r\n"
        kind = "multipart/form-data; boundary=edge"
        return self._answer(
            "addversion.json", b"".join([*parts, file, b"--edge--\r\n"]), **{"Content-Type": kind}
        )

    def schedule(self, site: str, *settings: str, **arguments: str) -> str:
        """The number of a new job."""
        told = [("project", "offerwatch"), ("spider", site), *arguments.items()]
        told += [("setting", setting) for setting in settings]
        answer = self._answer("schedule.json", urlencode(told).encode())
        assert answer["status"] == "ok", answer
        return str(answer["jobid"])

    def running(self, job: str) -> int | None:
        """The process of a job, once it has one."""
        jobs = self.get("listjobs", project="offerwatch")["running"]
        return next((known["pid"] for known in jobs if known["id"] == job), None)

    def finished(self, job: str) -> str:
        """The log of a job that has ended, waited for."""
        eventually(lambda: self.get("status", job=job)["currstate"] == "finished", 120)
        (log,) = self.folder.glob(f"logs/offerwatch/*/{job}.log")
        return log.read_text()


def listening(pid: int) -> list[int]:
    """The TCP ports on which a process waits for somebody (proc(5): state 0A)."""
    held = set()
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        try:
            held.add(str(handle.readlink()))
        except FileNotFoundError:
            continue
    ports = []
    for table in ("tcp", "tcp6"):
        for row in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            _, local, _, state, *_, inode = row.split()[:10]
            if state == "0A" and f"socket:[{inode}]" in held:
                ports.append(int(local.rpartition(":")[2], 16))
    return ports
