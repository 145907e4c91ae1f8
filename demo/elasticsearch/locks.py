"""The locks of a server that is tried: made once, and kept with what it stores."""

import json
from dataclasses import asdict
from pathlib import Path
from secrets import token_urlsafe

from demo.elasticsearch.certificates import Certificates, make
from demo.elasticsearch.security import Security, User

FILE = "locks.json"

BARE = "password"
"""The file with the password alone, as clients read it."""

ADMIN = "admin"
"""The name of whoever may do everything."""


def kept(folder: Path | None) -> Security:
    """The locks of the server in the folder, which are made if there is none; raises `Missing`."""
    file = folder / FILE if folder else None
    if file and file.is_file():
        told = json.loads(file.read_text("utf-8"))
        return _locks(Certificates(**told["certificates"]), told["password"])
    return _locks(make(), token_urlsafe(12))


def keep(security: Security, folder: Path) -> None:
    """Write them down for `kept`, and the password for whoever logs in."""
    password = security.users[0].password
    told = {"certificates": asdict(security.certificates), "password": password}
    for name, text in ((FILE, json.dumps(told)), (BARE, f"{password}\n")):
        (folder / name).touch(mode=0o600)
        (folder / name).write_text(text, "utf-8")


def _locks(certificates: Certificates, password: str) -> Security:
    return Security(certificates=certificates, users=(User(ADMIN, password),))
