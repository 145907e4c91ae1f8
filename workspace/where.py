"""Which folder is the workspace: asked once, when a command starts."""

import os
from collections.abc import Iterator
from configparser import ConfigParser
from configparser import Error as ConfigError
from contextlib import suppress
from pathlib import Path

SETTINGS = "offerwatch.toml"
VARIABLE = "OFFERWATCH_WORKSPACE"
SCRAPY = "scrapy.cfg"


class NoWorkspace(Exception):
    """There is no workspace where one was looked for; the message says what to do."""


def find(start: Path | None = None) -> Path:
    """The workspace that counts in the folder `start` (the current one if not given).

    The environment variable OFFERWATCH_WORKSPACE comes first, then the nearest folder upward
    with an offerwatch.toml, then the nearest scrapy.cfg upward that has
    `[offerwatch] workspace = FOLDER`, a relative FOLDER being beside that scrapy.cfg.
    Raises `NoWorkspace`.
    """
    here = (start or Path.cwd()).resolve()
    named = os.environ.get(VARIABLE)
    if named:
        return checked(here / _home(named), f"the environment variable {VARIABLE}")
    for folder in _upward(here):
        if (folder / SETTINGS).is_file():
            return folder
    for folder in _upward(here):
        named = _named_by(folder / SCRAPY)
        if named:
            return checked(folder / _home(named), f"{folder / SCRAPY}")
    raise NoWorkspace(
        f"no {SETTINGS} in {here} or above it: change into a workspace, name one with "
        f"{VARIABLE}=DIR, or make one with `offerwatch init DIR`"
    )


def checked(folder: Path, named_by: str) -> Path:
    """The folder as an absolute path, if it is a workspace; `NoWorkspace` if not."""
    with suppress(RuntimeError, ValueError, OSError):
        folder = folder.resolve()
        if (folder / SETTINGS).is_file():
            return folder
    raise NoWorkspace(
        f"{folder}, named by {named_by}, has no {SETTINGS}: name another folder, or make a "
        f"workspace there with `offerwatch init {folder}`"
    )


def _home(named: str) -> Path:
    """The path that somebody wrote, with a home folder in place of `~` where there is one."""
    with suppress(RuntimeError):
        return Path(named).expanduser()
    return Path(named)


def _upward(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.parents


def _named_by(file: Path) -> str | None:
    """What a scrapy.cfg says about the workspace; `None` if there is no such file or word."""
    if not file.is_file():
        return None
    config = ConfigParser(interpolation=None)
    try:
        config.read_string(file.read_text(encoding="utf-8"), source=str(file))
    except (ConfigError, UnicodeDecodeError) as error:
        raise NoWorkspace(f"{file} cannot be read: {error}") from error
    return config.get("offerwatch", "workspace", fallback=None)
