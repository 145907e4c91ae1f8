"""Who may do what on a server, and how it proves to be itself, in files that it reads."""

import base64
import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from demo.elasticsearch.certificates import Certificates

AUTHORITY = "tls/authority.pem"
"""The authority's certificate, in the server's folder of configuration."""

_CERTIFICATE, _KEY = "tls/server.pem", "tls/server.key"

_TLS = {"key": _KEY, "certificate": _CERTIFICATE, "certificate_authorities": AUTHORITY}

SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "xpack.security.enabled": "true",
        "xpack.security.autoconfiguration.enabled": "false",
        "xpack.security.enrollment.enabled": "false",
        "xpack.security.http.ssl.enabled": "true",
        "xpack.security.transport.ssl.enabled": "true",
        "xpack.security.authc.realms.file.file1.order": "0",
        **{
            f"xpack.security.{side}.ssl.{name}": value
            for side in ("http", "transport")
            for name, value in _TLS.items()
        },
    }
)

ROUNDS = 10_000
"""Of PBKDF2, as in Elasticsearch's setting `pbkdf2_10000`."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody in the server's own files. A role is one of Elasticsearch's or of `roles.yml`."""

    name: str
    password: str = field(repr=False)
    roles: tuple[str, ...] = ("superuser",)

    @property
    def login(self) -> tuple[str, str]:
        return self.name, self.password


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """Users, of whom the first may do everything, `roles` as text of a `roles.yml`."""

    certificates: Certificates
    users: tuple[User, ...]
    roles: str = ""


def write(security: Security, config: Path) -> None:
    """Write all of it into a folder of configuration."""
    (config / "tls").mkdir(exist_ok=True)
    texts = {
        AUTHORITY: security.certificates.authority,
        _CERTIFICATE: security.certificates.certificate,
        _KEY: security.certificates.key,
        "roles.yml": security.roles,
        "users": _lines(f"{user.name}:{_hash(user.password)}" for user in security.users),
        "users_roles": _lines(_held(security.users)),
    }
    for name, text in texts.items():
        (config / name).write_text(text, "utf-8")


def _held(users: tuple[User, ...]) -> Iterable[str]:
    for role in sorted({role for user in users for role in user.roles}):
        yield f"{role}:{','.join(user.name for user in users if role in user.roles)}"


def _hash(password: str) -> str:
    """As `elasticsearch-users` writes it: rounds, salt and key of PBKDF2 with HMAC-SHA-512."""
    salt = os.urandom(32)
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ROUNDS, dklen=32)
    return f"{{PBKDF2}}{ROUNDS}${base64.b64encode(salt).decode()}${base64.b64encode(key).decode()}"


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
