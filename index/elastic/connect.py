"""From a store URL to a cluster."""

import logging
import ssl
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from elastic_transport import NodeConfig, Transport, TransportApiResponse, Urllib3HttpNode
from elasticsearch import Elasticsearch
from urllib3 import HTTPSConnectionPool

from index.access import Access
from index.base import StoreError
from index.elastic.cluster import Cluster
from index.elastic.name import store_name

REPEATABLE = ("_search", "_msearch", "_mget", "_count", "_refresh", "_pit", "_has_privileges")
"""Ends of paths of POST requests that change nothing, however often they are sent."""

PORTS = {"https": 443, "http": 80}
"""Where a URL without a port leads to."""


class Careful(Transport):
    """Sends a request that got no answer again, to another host if there is one, but only if it
    changes nothing: the first may have been heard. `index.elastic.bulk` does so for documents,
    each of which says by itself whether it was written already."""

    def perform_request(self, method: str, target: str, **how: Any) -> TransportApiResponse:
        how["max_retries"] = len(self.node_pool) if _is_repeatable(method, target) else 0
        return super().perform_request(method, target, **how)


class Trusting(Urllib3HttpNode):
    """Believes those certificates that its context does, and no others: the client would add the
    authorities that browsers know."""

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        if isinstance(self.pool, HTTPSConnectionPool):
            self.pool.ca_certs = None


def connect(url: str, access: Access) -> Cluster:
    """The cluster at `https://HOST:PORT/NAME`. Nothing is asked of it yet.

    Raises `StoreError` if URL, host or certificates will not do.
    """
    # The client logs each failure with its trace; what matters of it becomes our error.
    logging.getLogger("elastic_transport").setLevel(logging.CRITICAL)
    name = store_name(url)
    try:
        client = Elasticsearch(
            [_node(each) for each in (url, *access.hosts)],
            transport_class=Careful,
            node_class=Trusting,
            basic_auth=(access.user, access.password) if access.user and access.password else None,
            api_key=access.api_key,
            request_timeout=access.timeout,
            http_compress=access.compress,
            **_trust(url, access),
        )
    except (ValueError, UnicodeError) as error:
        raise StoreError(f"{_shown(url)} is no address of Elasticsearch: {error}") from error
    return Cluster(client, name, _shown(url))


def _trust(url: str, access: Access) -> dict[str, Any]:
    """Whose certificates are believed: a fingerprint, the authorities of a file, or those that
    this computer trusts anyway."""
    if not url.startswith("https:"):
        return {}
    if access.fingerprint:
        return {"ssl_assert_fingerprint": access.fingerprint}
    try:
        return {"ssl_context": ssl.create_default_context(cafile=access.ca_file)}
    except ssl.SSLError as error:
        raise StoreError(f"{access.ca_file} holds no certificates in PEM (ca_file)") from error
    except OSError as error:
        raise StoreError(f"{access.ca_file} cannot be read: {error.strerror} (ca_file)") from error


def _node(url: str) -> str:
    """The server of a URL, with its port. A password in it is refused, and not repeated."""
    parts = urlsplit(url)
    if parts.username is not None or parts.password is not None:
        raise StoreError(
            f"{_shown(url)}: the URL holds a user name or password; take it out, and write user"
            " and password_env in [elasticsearch] of offerwatch.toml"
        )
    if not parts.hostname:
        raise StoreError(
            f"{url}: the host is missing, as in https://es.example.org:9200/offerwatch"
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}:{parts.port or PORTS[parts.scheme]}"


def _shown(url: str) -> str:
    """The URL without user and password."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _is_repeatable(method: str, target: str) -> bool:
    if method == "POST":
        return target.partition("?")[0].rpartition("/")[2] in REPEATABLE
    return method in {"GET", "HEAD"}
