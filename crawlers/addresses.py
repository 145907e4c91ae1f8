"""No crawl reaches loopback, private or link-local addresses unless its site file says so."""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from twisted.internet.interfaces import (
    IAddress,
    IHostnameResolver,
    IHostResolution,
    IResolutionReceiver,
)
from zope.interface import implementer  # type: ignore[import-untyped]

from crawlers.guard import NotAsked
from crawlers.hosts import host, site_of
from workspace.hosts import is_private
from workspace.site import SiteFile


def public(address: str) -> bool:
    """Whether an IP address is of the public internet."""
    return not is_private(str(ip_address(address.partition("%")[0])))


@implementer(IResolutionReceiver)
class _Sieve:
    """Passes on what a name resolves to, all of it or, if one address is not public, nothing."""

    def __init__(self, receiver: Any, name: str, refused: dict[str, str]) -> None:
        self.receiver = receiver
        self.name = name
        self.refused = refused
        self.found: list[Any] = []

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        self.found.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        private = next((found.host for found in self.found if not public(found.host)), None)
        if private is None:
            for address in self.found:
                self.receiver.addressResolved(address)
        else:
            self.refused[self.name] = private
        self.receiver.resolutionComplete()


@implementer(IHostnameResolver)
class PublicResolver:
    """A resolver whose answers are public addresses, but for names that have leave.

    The connection is made to the very address that was looked at, so a name that changes its
    mind in between gains nothing.
    """

    def __init__(
        self, inner: Any, leave: frozenset[str], refused: dict[str, str] | None = None
    ) -> None:
        self.inner = inner
        self.leave = leave
        self.refused: dict[str, str] = {} if refused is None else refused

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        receiver: Any = resolutionReceiver
        if hostName not in self.leave:
            receiver = _Sieve(resolutionReceiver, hostName, self.refused)
        found: IHostResolution = self.inner.resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )
        return found


class PublicAddresses:
    """Refuses addresses written as such, and has every name looked up by `PublicResolver`."""

    def __init__(self, site: SiteFile) -> None:
        self.site = site
        self.resolver: PublicResolver | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        made = cls(site_of(crawler))
        crawler.signals.connect(made.stand_guard, signals.engine_started)
        return made

    def stand_guard(self) -> None:
        """Wrap whatever resolver the reactor has by now; settings have no say in it."""
        from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one

        running: Any = reactor
        if running.nameResolver is not self.resolver:
            refused = self.resolver.refused if self.resolver else {}
            leave = self.site.private_hosts
            self.resolver = PublicResolver(running.nameResolver, leave, refused)
            running.installNameResolver(self.resolver)

    def process_request(self, request: Request) -> None:
        if self.resolver:
            # Somebody may have given the reactor another resolver since.
            self.stand_guard()
        name = host(request)
        if is_private(name) and name not in self.site.private_hosts:
            raise refusal(request.url, name, name, self.site)

    def refused(self, request: Request) -> NotAsked | None:
        """Why a name could not be resolved, if it was for its address."""
        name = host(request)
        found = self.resolver.refused.get(name) if self.resolver else None
        return refusal(request.url, name, found, self.site) if found else None


def refusal(url: str, name: str, address: str, site: SiteFile) -> NotAsked:
    """What a page leads to is no host that its operator named, so it is not offered as one."""
    said = f"{url} leads to {address}, which is no address of the public internet"
    leave = f': if that is meant, add private_hosts = ["{name}"] to {site.file.name}'
    return NotAsked("address", said + (leave if name in site.hosts else ""))
