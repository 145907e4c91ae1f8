"""How a store on a server is reached, and how large it is made: what its URL does not say."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """`hosts` are further URLs of the same cluster. Either `user` and `password` or `api_key`;
    neither is ever shown. `ca_file` or `fingerprint` (SHA-256 of a certificate, in hexadecimal)
    say whom to trust, where the system's own authorities do not do.

    `timeout` is in seconds, for one request. `shards` and `replicas` count when indices are made;
    `replicas` of `None` is one copy as soon as there is a second node.
    """

    hosts: Sequence[str] = ()
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    api_key: str | None = field(default=None, repr=False)
    ca_file: Path | None = None
    fingerprint: str | None = None
    timeout: float = 30.0
    compress: bool = False
    shards: int = 1
    replicas: int | None = None


NONE = Access()
"""What a server without locks needs."""
