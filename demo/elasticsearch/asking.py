"""Asks a server plainly, as curl does: no client, so that it says what any would be told."""

import base64
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

PATIENCE = 60.0
"""Seconds for an answer."""


class Refused(Exception):
    """The server answered with an error."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"{status}: {said[:500]}")
        self.status = status


@dataclass(frozen=True, slots=True)
class Asker:
    """One server by its url. `trust` is for https, `login` a name and password."""

    url: str
    trust: ssl.SSLContext | None = None
    login: tuple[str, str] | None = None

    def ask(self, path: str, method: str = "GET", body: object = None) -> Any:
        """What the server answers, from JSON. `path` begins with a slash.

        Raises `Refused` for a status from 400 on and `OSError` when there is no answer.
        """
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.url + path, data, dict(self._headers()), method=method)  # noqa: S310
        try:
            with urlopen(request, timeout=PATIENCE, context=self.trust) as answer:  # noqa: S310
                return json.load(answer)
        except HTTPError as error:
            with error:
                raise Refused(error.code, error.read().decode("utf-8", "replace")) from None

    def _headers(self) -> Mapping[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.login:
            token = base64.b64encode(":".join(self.login).encode()).decode()
            headers["Authorization"] = f"Basic {token}"
        return headers
