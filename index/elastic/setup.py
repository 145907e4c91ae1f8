"""Makes the indices of a store that is not there yet."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from elasticsearch import AuthorizationException, BadRequestError, NotFoundError

from index.access import Access
from index.base import StoreError, Tokens
from index.elastic.analysis import Tier, best, described
from index.elastic.cluster import Cluster
from index.elastic.errors import gone, translated
from index.elastic.layout import FILTERS, LAYOUT_VERSION, OURS, Part, mappings
from index.elastic.texts import EVERYWHERE
from index.elastic.version import is_too_old, versions
from index.elastic.wording import fault
from index.fingerprint import fingerprint

EXISTS = "resource_already_exists_exception"

PRIORITY = 500
"""Above the templates that Elasticsearch brings along, which have up to 200."""


REFRESHED = "1s"
"""How soon a search finds what others wrote."""


def index_name(cluster: Cluster, part: Part, number: int) -> str:
    """The name of an index behind an alias: `NAME-offers-000001`."""
    return f"{cluster.alias(part)}-{number:06}"


def missing(cluster: Cluster) -> list[Part]:
    """Parts that have no index yet, or none that we may see."""
    with translated(cluster.url):
        found = cluster.client.indices.get_alias(
            index=f"{cluster.name}-*", name=f"{cluster.name}-*", allow_no_indices=True
        )
    names = {alias for index in found.values() for alias in index["aliases"]}
    return [part for part in Part if cluster.alias(part) not in names]


def make(cluster: Cluster, access: Access, tokens: Tokens) -> None:
    """Make the store if it is not there. Several at once do no harm.

    Of a store that is there nothing is asked but what stands in the mapping of its offers, so that
    whoever may only read can open it: offers are made last, and where they are all else is too.
    """
    if is_there(cluster):
        return
    with translated(cluster.url):
        try:
            _make_all(cluster, access, tokens)
        except AuthorizationException as error:
            raise fault(cluster.url, "answer", "owner", index=cluster.name) from error
    if left := missing(cluster):
        raise StoreError(
            f"{cluster.url}: {index_name(cluster, left[0], 1)} is there and was not made by"
            " offerwatch; give the store another name: the path of `store` in offerwatch.toml"
        )


def is_there(cluster: Cluster) -> bool:
    """Whether the store was made. Raises `StoreError` if what has its name is another's."""
    alias = cluster.alias(Part.OFFERS)
    with translated(cluster.url):
        try:
            found = cluster.client.indices.get_mapping(index=alias)
        except NotFoundError:
            return False
    for index, one in found.items():
        ours = one["mappings"].get("_meta", {}).get(OURS)
        if index == alias or not isinstance(ours, Mapping):
            raise StoreError(
                f"{cluster.url}: {alias} is there and was not made by offerwatch; give the store"
                " another name: the path of `store` in offerwatch.toml"
            )
        if ours["layout"] > LAYOUT_VERSION:
            raise StoreError(
                f"{cluster.url}: the store was made by a newer version of offerwatch (layout"
                f" {ours['layout']}, this one knows {LAYOUT_VERSION}); update this one"
            )
    return True


def _make_all(cluster: Cluster, access: Access, tokens: Tokens) -> None:
    if any(map(is_too_old, versions(cluster.client))):
        raise fault(cluster.url, "type", "media_type_header_exception")
    _require_empty(cluster)
    forbid_others(cluster)
    left = missing(cluster)
    # The cluster works on several at once in half the time; offers say that all else is there.
    with ThreadPoolExecutor(len(Part)) as pool:
        others = (part for part in left if part is not Part.OFFERS)
        for made in [
            pool.submit(make_part, cluster, part, body(part, access, tokens)) for part in others
        ]:
            made.result()
    if Part.OFFERS in left:
        make_part(cluster, Part.OFFERS, body(Part.OFFERS, access, tokens, best(cluster)))


def _require_empty(cluster: Cluster) -> None:
    """Raises `StoreError` if there were offers: somebody deleted their index, and a new one in its
    place would hide that."""
    history = cluster.alias(Part.HISTORY)
    try:
        found = cluster.client.indices.stats(index=history, metric="docs")
    except NotFoundError:
        return
    if found["_all"]["primaries"].get("docs", {}).get("count"):
        raise gone(cluster.url, cluster.alias(Part.OFFERS))


def forbid_others(cluster: Cluster) -> None:
    """No index of ours comes into being by a write, with a mapping that was guessed.

    A store may be called `logs`, as a template is that Elasticsearch brings along: ours is called
    so that it takes no other's place. What all parts have in common is a component of it: an index
    that somebody makes under one of our names by hand lets in no field of its own accord either.
    """
    ours = f"{cluster.name}-{OURS}"
    shared = {"mappings": {"dynamic": "strict"}, "settings": {"refresh_interval": REFRESHED}}
    cluster.client.cluster.put_component_template(name=ours, template=shared)
    cluster.client.indices.put_index_template(
        name=ours,
        index_patterns=[f"{cluster.alias(part)}-0*" for part in Part],
        composed_of=[ours],
        allow_auto_create=False,
        priority=PRIORITY,
    )


def make_part(cluster: Cluster, part: Part, whole: Mapping[str, Any]) -> None:
    """Its first index, unless it is there. `whole` are its mappings and settings."""
    try:
        cluster.client.indices.create(
            index=index_name(cluster, part, 1), aliases=alias(cluster, part), **whole
        )
    except BadRequestError as error:
        if error.error != EXISTS:
            raise


def alias(cluster: Cluster, part: Part) -> Mapping[str, Any]:
    """The alias of a part, with what it shows of the index."""
    return {cluster.alias(part): {"filter": FILTERS[part]} if part in FILTERS else {}}


def body(part: Part, access: Access, tokens: Tokens, tier: Tier | None = None) -> Mapping[str, Any]:
    """Mappings and settings of a part's index, as one is made now. Offers need a `tier`."""
    found = settings(part, access)
    if tier:
        asked = {"query": {"default_field": list(EVERYWHERE)}}
        found = {**found, "analysis": tier.analysis(tokens), **asked}
    return {"mappings": mappings(part, made(part, tokens, tier)), "settings": found}


def made(part: Part, tokens: Tokens, tier: Tier | None = None) -> Mapping[str, Any]:
    """How documents of a part are made now: what its index has in `_meta`. Where that is something
    else, it is to be migrated."""
    if part is Part.OFFERS and tier:
        return {"layout": LAYOUT_VERSION, "folding": fingerprint(tokens), **described(tier)}
    return {"layout": LAYOUT_VERSION}


def settings(part: Part, access: Access) -> Mapping[str, Any]:
    """The settings of a part's index."""
    copies = (
        {"auto_expand_replicas": "0-1"}
        if access.replicas is None
        else {"number_of_replicas": access.replicas}
    )
    shards = access.shards if part in {Part.OFFERS, Part.HISTORY} else 1
    return {"number_of_shards": shards, "refresh_interval": REFRESHED, **copies}
