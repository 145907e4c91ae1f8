"""Which pictures two ads have in common, told by their addresses. None is ever fetched or shown."""

from collections.abc import Iterable, Mapping

from console.desk import Desk
from offers.family import Link
from offers.offer import Offer


def in_common(desk: Desk, links: Iterable[Link]) -> Mapping[str, tuple[str, ...]]:
    """By the id of a link the addresses of pictures that both of its ads state, as the first of the
    two states them; the other may name the same picture in another size. Those that stand on very
    many ads are left out: they say nothing of two of them."""
    links = tuple(links)
    known = desk.store.index.known({id_ for link in links for id_ in (link.one, link.other)})
    keyed = {id_: _keyed(desk, one.offer) for id_, one in known.items() if not one.sealed}
    both = ((link.id, keyed.get(link.one, {}), keyed.get(link.other, {})) for link in links)
    found = {id_: mine.keys() & theirs.keys() for id_, mine, theirs in both}
    hubs = _hubs(desk) if any(found.values()) else frozenset()
    told = {link.id: keyed[link.one] for link in links if found[link.id] - hubs}
    return {
        id_: tuple(url for key, url in mine.items() if key in found[id_] - hubs)
        for id_, mine in told.items()
    }


def _keyed(desk: Desk, offer: Offer) -> Mapping[str, str]:
    """The addresses of an ad by the keys under which ads are compared."""
    # What makes these takes a while to load, and help must not wait for it.
    from parsers.prints import picture

    return {picture(url, desk.kinship.key): url for url in offer.images}


def _hubs(desk: Desk) -> frozenset[str]:
    from ledger.families.comparing import ruled

    families = desk.store.families
    tables = families.tables()
    return frozenset(ruled(tables, families.rulings()).hubs) if tables else frozenset()


def told(addresses: Iterable[str]) -> str:
    """`picture https://cdn.example/work.jpg`."""
    return ", ".join(f"picture {address}" for address in addresses)
