"""The demo's workspace: site files and rules for the demo's boards, and copies for other ports."""

import re
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

PORT = 8765
"""The port of the boards for which the files here are written."""

SMTP_PORT = 2525

STORE = "sqlite:///offerwatch.db"

FOLDERS = ("", "sites", "alerts")

SCRAPY = "[settings]\ndefault = crawlers.settings\n"
"""Without it `scrapy`, typed there, would be Scrapy as it comes."""


def write(
    folder: Path, *, port: int, smtp_port: int, clock: datetime | None, store: str = STORE
) -> None:
    """Write a copy of this workspace into `folder`, which is made if need be.

    `clock` is where its time stands still (with an offset); `None`: it has real time. `store` is
    the URL of its store.
    """
    for name in FOLDERS:
        target = folder / name
        target.mkdir(parents=True, exist_ok=True)
        for source in _toml(files(__name__).joinpath(name)):
            text = source.read_text("utf-8").replace(f":{PORT}/", f":{port}/")
            (target / source.name).write_text(text, "utf-8")
    (folder / "scrapy.cfg").write_text(SCRAPY, "utf-8")
    settings = folder / "offerwatch.toml"
    text = settings.read_text("utf-8").replace(f'store = "{STORE}"', f'store = "{store}"')
    settings.write_text(_settings(text, smtp_port, clock), "utf-8")


def _toml(folder: Traversable) -> list[Traversable]:
    return [entry for entry in folder.iterdir() if entry.name.endswith(".toml")]


def _settings(text: str, smtp_port: int, clock: datetime | None) -> str:
    line = "" if clock is None else f"clock = {clock.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    text = re.sub(r"^clock = .*$", line, text, count=1, flags=re.MULTILINE)
    return re.sub(rf"^port = {SMTP_PORT}$", f"port = {smtp_port}", text, flags=re.MULTILINE)
