"""Makes a workspace: the folder that an operator starts with."""

from importlib.resources import files
from pathlib import Path

from workspace import secret
from workspace.once import write_once
from workspace.where import SETTINGS

FOLDERS = {
    ".": 0o700,
    "sites": 0o755,
    "alerts": 0o755,
    "pages": 0o755,
    "lists": 0o755,
    "captures": 0o700,
    "locks": 0o700,
}
"""Folders and who may enter. The first holds the store as well, which is nobody else's business;
it keeps its permissions if it was there before."""

FILES = {
    ".gitignore": "first_gitignore.txt",
    "scrapy.cfg": "first_scrapy.txt",
    "sites/bazaar.toml": "first_site.toml",
    "alerts/passports.toml": "first_rule.toml",
    SETTINGS: "first_settings.toml",
}
"""Where each first file goes. The settings come last: they make the folder a workspace."""


STORE = "offerwatch.db"
"""The store that the first settings name."""


class AlreadyThere(Exception):
    """The folder is a workspace already; nothing was changed."""


def init(folder: Path) -> tuple[Path, ...]:
    """Make a workspace in `folder` and return the files that were written.

    What is there already is left as it is, so that a crash midway is mended by a second call.
    Raises `AlreadyThere` if the folder is a whole workspace, `NoSecret` if it holds a store whose
    secret is gone, and `OSError` as it comes.
    """
    if (folder / SETTINGS).exists():
        raise AlreadyThere(
            f"{folder / SETTINGS} is there already and was left alone: edit it, or choose another "
            "folder"
        )
    for name, mode in FOLDERS.items():
        (folder / name).mkdir(mode=mode, parents=True, exist_ok=True)
    made = [folder / secret.FILE] if secret.read(folder) is None else []
    secret.ensure(folder, used=(folder / STORE).exists)
    for name, source in FILES.items():
        content = files("workspace").joinpath(source).read_bytes()
        if write_once(folder / name, content, 0o644):
            made.append(folder / name)
    return tuple(made)
