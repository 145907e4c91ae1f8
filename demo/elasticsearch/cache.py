"""Where fetched servers lie: outside the tree, so that the next run starts at once."""

import os
from pathlib import Path

from demo.elasticsearch.missing import Missing

VARIABLE = "OFFERWATCH_ELASTICSEARCH_CACHE"
"""Names the folder in the environment."""


def cache() -> Path:
    """The folder that `OFFERWATCH_ELASTICSEARCH_CACHE` names, else one in the user's cache.

    Root's servers run as somebody else, who cannot look into root's home: theirs is in /var/cache.
    """
    if named := os.environ.get(VARIABLE):
        return Path(named).absolute()
    if user := os.environ.get("XDG_CACHE_HOME"):
        return Path(user).absolute() / "offerwatch" / "elasticsearch"
    above = Path("/var/cache") if os.geteuid() == 0 else Path.home() / ".cache"
    return above / "offerwatch" / "elasticsearch"


def check_open(folder: Path) -> None:
    """Raise `Missing` if root keeps others from going into the folder, where its servers run as
    nobody."""
    if os.geteuid() != 0:
        return
    for each in (folder, *folder.parents):
        if each.exists() and not each.stat().st_mode & 0o001:
            raise Missing(
                f"{each} is closed to others, and a server does not run as root: it runs as nobody"
                f" and must get into {folder}. Name another folder, or: chmod o+x {each}"
            )
