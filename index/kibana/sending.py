"""Hands the objects to a Kibana, by its API for saved objects."""

import json
import ssl
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import urllib3

from index.base import StoreError

PATH = "/api/saved_objects/_import?overwrite=true"
TIMEOUT = 60.0

MEANINGS: Mapping[int, str] = {
    401: "it wants to know who asks: --user and --password-env, or --api-key-env",
    403: "this user may not write saved objects; a role with Kibana's `Saved Objects Management`",
    404: "there is no Kibana at this address, or no such space",
    415: "this Kibana takes no files of saved objects",
    503: "Kibana is not ready yet; try again in a minute",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """How a Kibana is reached. Either `user` and `password` or `api_key`, neither is ever shown."""

    url: str
    space: str | None = None
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    api_key: str | None = field(default=None, repr=False)
    ca_file: Path | None = None

    @property
    def target(self) -> str:
        space = f"/s/{quote(self.space, safe='')}" if self.space else ""
        return f"{self.url.rstrip('/')}{space}{PATH}"

    @property
    def headers(self) -> Mapping[str, str]:
        """Without `kbn-xsrf` Kibana takes no requests that change anything."""
        said = {"kbn-xsrf": "offerwatch", "Accept": "application/json"}
        if self.api_key:
            said["Authorization"] = f"ApiKey {self.api_key}"
        elif self.user:
            login = b64encode(f"{self.user}:{self.password or ''}".encode()).decode()
            said["Authorization"] = f"Basic {login}"
        return said


def send(door: Door, lines: str) -> int:
    """Import the objects over those of the same ids; how many Kibana took.

    Raises `StoreError` in one line with the way out.
    """
    file = ("offerwatch.ndjson", lines.encode(), "application/ndjson")
    try:
        with urllib3.PoolManager(ssl_context=_trust(door), retries=False, timeout=TIMEOUT) as pool:
            answer = pool.request(
                "POST", door.target, fields={"file": file}, headers=dict(door.headers)
            )
    except (urllib3.exceptions.HTTPError, ValueError) as error:
        raise StoreError(f"{_shown(door)}: no Kibana answers there ({_why(error)})") from error
    return _taken(_shown(door), answer.status, answer.data)


def _trust(door: Door) -> ssl.SSLContext | None:
    if not door.url.startswith("https:"):
        return None
    try:
        return ssl.create_default_context(cafile=door.ca_file)
    except (OSError, ssl.SSLError) as error:
        raise StoreError(f"{door.ca_file} holds no certificates in PEM") from error


def _why(error: Exception) -> str:
    """What was in the way, without what the client wraps around it."""
    match error.__cause__ or next(iter(error.args), error):
        case ssl.SSLCertVerificationError(verify_message=said):
            return f"{said}; --ca-file says whom to trust"
        case ssl.SSLError(reason=str(said)):
            return f"no TLS: {said.replace('_', ' ').lower()}"
        case OSError(strerror=str(said)):
            return said
    return str(error)


def _shown(door: Door) -> str:
    parts = urlsplit(door.url)
    return f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")


def _taken(where: str, status: int, body: bytes) -> int:
    if status >= 400 or 300 <= status < 400:
        meaning = MEANINGS.get(status, "Kibana refused it")
        raise StoreError(f"{where}: {meaning} (HTTP {status})")
    try:
        said: Mapping[str, Any] = json.loads(body)
        failed = said.get("errors", ())
        if said["success"]:
            return int(said["successCount"])
        reasons = "; ".join(f"{one['type']} {one['id']}: {one['error']['type']}" for one in failed)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"{where}: what answers there is no Kibana") from error
    raise StoreError(f"{where}: Kibana did not take {reasons}")
