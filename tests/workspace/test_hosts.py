"""A host has one spelling, and what is private is seen in all of them."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workspace.fault import Wrong
from workspace.hosts import host, host_of, is_loopback, is_made_up, is_private, url

SPELLINGS = {
    "WWW.Jobs.Example": "www.jobs.example",
    "bücher.example": "xn--bcher-kva.example",
    "БЮРО.example": "xn--90a0af9c.example",
    "my_board.example": "my_board.example",
    "127.0.0.1": "127.0.0.1",
    "[::1]": "::1",
    "0:0:0:0:0:0:0:1": "::1",
    "2001:DB8::0:1": "2001:db8::1",
}


@pytest.mark.parametrize(("written", "one"), SPELLINGS.items(), ids=SPELLINGS)
def test_one_spelling(written: str, one: str) -> None:
    assert host(written) == one


DISGUISED = [
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "127.1",
    "127.0.1",
    "127.0.0.01",
    "1.2.3.4.5",
    "256.1.1.1",
    "a.0x",
    "１２７.0.0.1",
    "①２７.0.0.1",
    "127。0。0。1x.1",
]


@pytest.mark.parametrize("name", DISGUISED)
def test_addresses_in_disguise_are_refused(name: str) -> None:
    with pytest.raises(Wrong, match="is an address in disguise"):
        host(name)
    with pytest.raises(Wrong, match="is an address in disguise"):
        url(f"http://{name}/")


def test_full_stops_of_other_scripts_are_full_stops() -> None:
    with pytest.raises(Wrong):
        url("http://127。0。0。1/")


NO_HOSTS = (
    "a..example",
    ".example",
    "example.",
    "-a.example",
    "a b.example",
    "a.example:80",
    "[::1]:80",
    "https://a.example",
    "user@a.example",
    "%31.example",
    "a\\.example",
    "a;rm -rf.example",
    "*.example",
    "x" * 64 + ".example",
    ".".join(["x" * 60] * 5),
    "[::1",
)


@pytest.mark.parametrize("name", NO_HOSTS)
def test_what_is_no_host(name: str) -> None:
    with pytest.raises(Wrong):
        host(name)


NO_URLS = (
    "http:///path",
    "//a.example/",
    "javascript:alert(1)",
    "http://a.example:99999/",
    "http://a.example:0/",
    "http://a.example:80x/",
    "http://user@a.example/",
    "http://@a.example/",
    "http://a.example\\@127.0.0.1/",
    "http://a.example /",
    "http://[::1/",
    "http://[::1]x/",
    "http://a%2eexample%2f/",
)


@pytest.mark.parametrize("address", NO_URLS)
def test_what_is_no_url(address: str) -> None:
    with pytest.raises(Wrong):
        url(address)


def test_password_in_a_url_is_not_repeated() -> None:
    with pytest.raises(Wrong) as caught:
        url("https://me:hunter2@a.example/")
    assert "hunter2" not in str(caught.value)


def test_urls_stay_as_they_were_written() -> None:
    assert url("HTTPS://Bücher.Example:8443/Neu?a=%20#top") == (
        "HTTPS://Bücher.Example:8443/Neu?a=%20#top"
    )
    assert host_of("HTTPS://Bücher.Example:8443/Neu") == "xn--bcher-kva.example"


PRIVATE = [
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "127.0.0.1",
    "127.255.1.1",
    "0.0.0.0",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "ff02::1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "::7f00:1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001::1",
    "64:ff9b:1::7f00:1",
    "fec0::1",
    "192.0.0.8",
    "192.88.99.1",
    "3fff::1",
    "5f00::1",
    "100:0:0:1::1",
    "localhost",
    "a.localhost",
    "intranet",
    "printer.local",
    "db.internal",
    "nas.lan",
    "x.home.arpa",
    "a.onion",
]
PUBLIC = [
    "8.8.8.8",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2606:4700::1",
    "jobs.example",
    "local.example",
    "a.co",
]


@pytest.mark.parametrize("name", PRIVATE)
def test_private(name: str) -> None:
    assert is_private(host(name))
    assert is_made_up(host(name))


@pytest.mark.parametrize("name", PUBLIC)
def test_public(name: str) -> None:
    assert not is_private(host(name))
    assert not is_loopback(host(name))


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "localhost", "a.localhost"]
)
def test_loopback(name: str) -> None:
    assert is_loopback(host(name))


@pytest.mark.parametrize(
    "name", ["10.0.0.1", "0.0.0.0", "::", "128.0.0.1", "localhost.example", "intranet"]
)
def test_not_loopback(name: str) -> None:
    assert not is_loopback(host(name))


@pytest.mark.parametrize(
    ("name", "made_up"),
    [("a.example", True), ("a.test", True), ("www.example.org", True), ("work.ua", False)],
)
def test_made_up(name: str, made_up: bool) -> None:
    assert is_made_up(name) is made_up


@given(st.ip_addresses(v=4))
def test_no_spelling_of_an_ipv4_address_passes_for_a_name(address: ipaddress.IPv4Address) -> None:
    """Every spelling that inet_aton knows is refused or read as the address that it is."""
    number = int(address)
    for spelling in (str(number), hex(number), f"0{number:o}", f"{number >> 24}.{number % 2**24}"):
        with pytest.raises(Wrong):
            host(spelling)
    assert host(str(address)) == str(address)


@given(st.text(max_size=30))
def test_any_text_is_a_host_or_wrong(text: str) -> None:
    try:
        found = host(text)
    except Wrong:
        return
    assert found == host(found)
    assert found.isascii()
    assert not set(found) & set("/\\@ ?#%")
    assert host_of(url(f"http://{f'[{found}]' if ':' in found else found}/")) == found
