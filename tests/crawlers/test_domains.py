"""Which hosts share a limit."""

import asyncio

import pytest

from crawlers.domains import addresses, domains, registrable


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("jobs.bazaar.example", "bazaar.example"), ("bazaar.example", "bazaar.example"),
        ("www.bbc.co.uk", "bbc.co.uk"), ("a.b.c.com.br", "c.com.br"),
        ("one.github.io", "github.io"),
        ("xn--80ak6aa92e.xn--p1ai", "xn--80ak6aa92e.xn--p1ai"), ("www.board.de.", "board.de"),
        ("one.board.localhost", "board.localhost"), ("localhost", "localhost"),
        ("a.b.internal", "b.internal"), ("127.0.0.1", "127.0.0.1"), ("::1", "::1"),
        ("co.uk", "co.uk"),
    ],
)  # fmt: skip
def test_the_registrable_domain(host: str, domain: str) -> None:
    assert registrable(host) == domain


@pytest.mark.parametrize(
    ("host", "narrowest_first"),
    [
        ("jobs.bazaar.example", ("bazaar.example",)),
        ("a.one.github.io", ("one.github.io", "github.io")),
        ("one.blogspot.com", ("one.blogspot.com", "blogspot.com")),
        ("github.io", ("github.io",)), ("127.0.0.1", ("127.0.0.1",)), ("::1", ("::1",)),
        ("a.b.internal", ("b.internal",)), ("www.bbc.co.uk", ("bbc.co.uk",)),
    ],
)  # fmt: skip
def test_a_tenant_comes_before_his_provider(host: str, narrowest_first: tuple[str, ...]) -> None:
    assert domains(host) == narrowest_first


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "2001:db8::1"])
def test_an_address_is_its_own(address: str) -> None:
    assert asyncio.run(addresses(address)) == (address,)
