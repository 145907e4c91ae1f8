"""What a limit holds for: the registrable domain of a host, and the addresses that it leads to."""

import asyncio
from functools import cache, lru_cache
from ipaddress import ip_address
from typing import Any

from tldextract import TLDExtract
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]


def registrable(host: str) -> str:
    """The domain that one owner registered, as far as the public suffix list tells: hosts of one
    provider (`a.github.io`, `b.github.io`) share it, for they share machines. Of a name under no
    known suffix it is the last two labels, an address is its own.
    """
    if _is_address(host):
        return host
    found = _suffixes()(host)
    if found.domain and found.suffix:
        return f"{found.domain}.{found.suffix}"
    return ".".join(host.rstrip(".").split(".")[-2:])


@lru_cache(maxsize=256)
def domains(host: str) -> tuple[str, ...]:
    """All that a limit holds for, the narrowest first: of a tenant of a provider his own name, then
    the provider's. What a tenant asks for is no word of the others."""
    shared = registrable(host)
    found = _suffixes()(host, include_psl_private_domains=True)
    own = f"{found.domain}.{found.suffix}" if found.domain and found.suffix else shared
    return (shared,) if own == shared or _is_address(host) else (own, shared)


async def addresses(host: str) -> tuple[str, ...]:
    """The addresses of a host in their order, found as the downloads find them; none if it has
    none that may be asked. A process without a reactor cannot ask."""
    if _is_address(host):
        return (str(ip_address(host)),)
    from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one

    running: Any = reactor
    found = _Found()
    running.nameResolver.resolveHostName(found, host)
    return await found.complete


@implementer(IResolutionReceiver)
class _Found:
    """Takes down what a resolver finds."""

    def __init__(self) -> None:
        self.hosts: set[str] = set()
        self.complete: asyncio.Future[tuple[str, ...]] = asyncio.get_running_loop().create_future()

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        pass

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        self.hosts.add(getattr(address, "host", ""))

    def resolutionComplete(self) -> None:  # noqa: N802
        if not self.complete.done():
            self.complete.set_result(tuple(sorted(self.hosts)))


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@cache
def _suffixes() -> TLDExtract:
    """The public suffix list as it was packaged: nothing is fetched or cached."""
    return TLDExtract(suffix_list_urls=(), cache_dir=None)
