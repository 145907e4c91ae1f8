"""What a server is to be: its release, place, ports and settings, and the files it reads."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from demo.elasticsearch import security as guard
from demo.elasticsearch.java import Java
from demo.elasticsearch.kept import identity
from demo.elasticsearch.missing import Missing
from demo.elasticsearch.ports import HOST
from demo.elasticsearch.release import Release
from demo.elasticsearch.security import AUTHORITY, Security

CONFIG = "elasticsearch.yml"

SETTINGS = {
    "cluster.name": "offerwatch",
    "http.host": HOST,
    "transport.host": HOST,
    "xpack.ml.enabled": "false",
    # A full disk here is nothing to hold back for.
    "cluster.routing.allocation.disk.threshold_enabled": "false",
}
"""What all servers have in common."""

OPEN = {"xpack.security.enabled": "false"}
"""On loopback, for whoever is on this computer."""

ALONE = (("discovery.type", "single-node"),)

BRIEF = ("-XX:TieredStopAtLevel=1", "-XX:-UseG1GC", "-XX:+UseSerialGC")
"""Options for a server that lives for minutes and is small: it compiles less, starts with half the
work, and clears its memory alone, which takes a twelfth less."""

LAUNCHER = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""The program that starts the server has next to nothing to do, and is not worth compiling."""

_NOT_OURS = ("-Xlog:gc*", "-XX:+HeapDumpOnOutOfMemoryError", "-XX:ErrorFile")
"""Options of the JVM that write files into the folder of the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One server. `home` is the unpacked program, `folder` what it may write to, `heap` is in MB.

    `passing` says that the folder goes when the server does, `options` are more of the JVM's, and
    `others` how the server finds its cluster.
    """

    release: Release
    java: Java
    home: Path
    folder: Path
    port: int
    transport: int
    heap: int = 512
    passing: bool = True
    name: str = "node-1"
    security: Security | None = None
    options: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ALONE

    @property
    def url(self) -> str:
        return f"{'https' if self.security else 'http'}://{HOST}:{self.port}"

    @property
    def authority(self) -> Path:
        """The file of the authority to trust, of a server with security."""
        return self.config / AUTHORITY

    @property
    def config(self) -> Path:
        return self.folder / "config"

    @property
    def log(self) -> Path:
        """What the server prints, which is also what it logs."""
        return self.folder / "server.log"

    @property
    def command(self) -> list[str]:
        return [str(self.home / "bin" / "elasticsearch")]

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of ours: its own folders, and the programs that its scripts call."""
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.folder),
            "ES_JAVA_HOME": str(self.java.home),
            "ES_PATH_CONF": str(self.config),
            "ES_TMPDIR": str(self.folder / "tmp"),
            "ES_JAVA_OPTS": " ".join((f"-Xms{self.heap}m", f"-Xmx{self.heap}m", *self.options)),
            "CLI_JAVA_OPTS": LAUNCHER,
        }


def check_ours(folder: Path) -> None:
    """Raise `Missing` when there is something else in the folder: what is in it is given away."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "config" / CONFIG).is_file():
        raise Missing(
            f"{folder} holds other things; name an empty folder, or one that is not there"
        )


def write(plan: Plan) -> None:
    """Make the folders and the configuration, for the user that the server runs as."""
    plan.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("config/jvm.options.d", "data", "logs", "tmp"):
        (plan.folder / name).mkdir(parents=True, exist_ok=True)
    for name in ("log4j2.properties", "role_mapping.yml", "roles.yml", "users", "users_roles"):
        if not (plan.config / name).exists():
            shutil.copyfile(plan.home / "config" / name, plan.config / name)
    lines = (plan.home / "config" / "jvm.options").read_text("utf-8").splitlines()
    ours = [line for line in lines if not any(other in line for other in _NOT_OURS)]
    (plan.config / "jvm.options").write_text("\n".join(ours) + "\n", "utf-8")
    (plan.config / CONFIG).write_text(_settings(plan), "utf-8")
    if plan.security:
        guard.write(plan.security, plan.config)
    hand_over(plan.folder)


def hand_over(folder: Path) -> None:
    """Give the folder and all in it to whom servers run as, if we are root."""
    to = identity()
    if to:
        for each in (folder, *folder.rglob("*")):
            os.chown(each, to["user"], to["group"], follow_symlinks=False)


def _settings(plan: Plan) -> str:
    own = {
        "node.name": plan.name,
        "http.port": str(plan.port),
        "transport.port": str(plan.transport),
        "path.data": str(plan.folder / "data"),
        "path.logs": str(plan.folder / "logs"),
    }
    every = SETTINGS | own | dict(guard.SETTINGS if plan.security else OPEN) | dict(plan.others)
    return "".join(f"{name}: {value}\n" for name, value in every.items())
