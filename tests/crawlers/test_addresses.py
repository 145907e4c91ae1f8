"""Which addresses a crawl may reach."""

from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from crawlers.addresses import PublicResolver, public


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public(address: str) -> None:
    assert public(address)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
     "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1",
     "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1"],
)  # fmt: skip
def test_not_public(address: str) -> None:
    assert not public(address)


class Told:
    """A resolver that knows one answer, and a receiver that notes it."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses
        self.got: list[str] = []
        self.complete = False

    def resolveHostName(self, receiver: Any, *_: Any) -> None:  # noqa: N802
        receiver.resolutionBegan(None)
        for address in self.addresses:
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, 80))
        receiver.resolutionComplete()

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802
        pass

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.got.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.complete = True


def resolved(leave: frozenset[str], *addresses: str) -> tuple[Told, PublicResolver]:
    told = Told(*addresses)
    resolver = PublicResolver(told, leave)
    resolver.resolveHostName(told, "board.example")  # type: ignore[arg-type]
    assert told.complete
    return told, resolver


def test_public_answers_pass() -> None:
    told, resolver = resolved(frozenset(), "93.184.216.34", "2606:2800::1")
    assert told.got == ["93.184.216.34", "2606:2800::1"]
    assert resolver.refused == {}


def test_one_private_address_among_several_is_enough() -> None:
    """Else the next connection might take that one."""
    told, resolver = resolved(frozenset(), "93.184.216.34", "10.0.0.1")
    assert told.got == []
    assert resolver.refused == {"board.example": "10.0.0.1"}


def test_leave_is_for_the_named_host_only() -> None:
    assert resolved(frozenset({"board.example"}), "10.0.0.1")[0].got == ["10.0.0.1"]
    assert resolved(frozenset({"other.example"}), "10.0.0.1")[0].got == []
