"""From a store URL to a cluster."""

from urllib.parse import urlsplit

from elasticsearch import Elasticsearch

from index.access import Access
from index.base import StoreError
from index.elastic.cluster import Cluster

NAME = "offerwatch"
"""What a store is called whose URL has no path."""


def connect(url: str, access: Access) -> Cluster:
    """The cluster at `https://HOST:PORT/NAME`. Nothing is asked of it yet."""
    parts = urlsplit(url)
    name = parts.path.strip("/") or NAME
    if "/" in name or name != name.lower():
        raise StoreError(f"{url}: the path is the name of the store: one word in lower case")
    client = Elasticsearch(
        [f"{parts.scheme}://{parts.netloc}", *access.hosts],
        request_timeout=access.timeout,
        http_compress=access.compress,
        max_retries=0,
    )
    return Cluster(client, name, url)
