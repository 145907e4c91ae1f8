"""Hosts and URLs as the operator writes them: one spelling each, and whether one is private."""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from socket import inet_aton, inet_ntoa
from urllib.parse import SplitResult, urlsplit

from workspace.fault import Wrong, shown
from workspace.values import line

Address = IPv4Address | IPv6Address

MADE_UP = ("example", "test", "invalid", "example.com", "example.net", "example.org")
"""Names that lead nowhere and are there to be written about (RFC 2606)."""

LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
NETLOC = re.compile(r"(?:\[[^\[\]]+\]|[^\[\]:]+)(?::\d*)?")
NUMERIC = re.compile(r"\d+|0x[0-9a-f]*")
CARRIERS = tuple(map(IPv6Network, ("::/96", "::ffff:0:0/96", "64:ff9b::/96")))
"""IPv6 networks that carry an IPv4 address in their last 32 bits (RFC 4291, RFC 6052)."""

RESERVED: tuple[IPv4Network | IPv6Network, ...] = (
    *map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24")),
    *map(IPv6Network, ("64:ff9b:1::/48", "100:0:0:1::/64", "3fff::/20", "5f00::/16", "fec0::/10")),
)
"""Networks that are not of the public internet and that Python takes for it (IANA's registries of
special-purpose addresses; RFC 3879). The first of IPv6 may lead to any IPv4 address."""

INSIDE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa", "onion")
"""Name endings that no public name server knows (RFC 6761, 6762, 7686, 8375, ICANN's lists)."""


def host(value: object) -> str:
    """A host name or address in one spelling: lower case, IDNA, no port.

    Raises `Wrong` for anything else, above all for addresses spelt so that they pass for names:
    browsers and resolvers read 2130706433, 0x7f.1 and 127.1 all as 127.0.0.1.
    """
    words = line(value)
    if "/" in words or "@" in words or re.fullmatch(r"[^:\]]+:\d*|\[.*\]:\d*", words):
        raise Wrong(f"{shown(words)} is not a host", 'write the name alone, as in "jobs.example"')
    return _spelt_once(words[1:-1] if re.fullmatch(r"\[.*\]", words) else words)


def url(value: object) -> str:
    """An http or https URL with a host and no password, as it was written."""
    words = line(value)
    if re.search(r"[\s\\]", words):
        raise Wrong("the URL holds a blank or a backslash", "write %20 or /")
    try:
        parts = urlsplit(words)
        port = parts.port
    except ValueError as error:
        raise Wrong("is not a URL", "check what stands between // and the next /") from error
    if parts.scheme not in {"http", "https"}:
        said = f'the scheme "{parts.scheme}"' if parts.scheme else "no scheme"
        raise Wrong(f"{shown(words)} has {said}", "write http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise Wrong("the URL holds a user name or password", "take it out: nobody logs in here")
    if port == 0:
        raise Wrong(f"{shown(words)} has port 0", "write the port of the site, or none")
    _host(parts)
    return words


def host_of(address: str) -> str:
    """The host of a URL that `url` let pass, in one spelling."""
    return _host(urlsplit(address))


def _host(parts: SplitResult) -> str:
    if not parts.hostname or not NETLOC.fullmatch(parts.netloc):
        raise Wrong("the URL has no host", "write https://host/path")
    return _spelt_once(parts.hostname)


def _spelt_once(name: str) -> str:
    literal = _address(name)
    if literal:
        return str(literal)
    try:
        plain = name.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise Wrong(f"{shown(name)} is not a host name", "check its spelling") from error
    labels = plain.split(".")
    if NUMERIC.fullmatch(labels[-1]):
        # Seen as an address by whoever connects (WHATWG URL, "ends in a number").
        raise Wrong(f"{shown(name)} is an address in disguise", _undisguised(plain))
    if len(plain) > 253 or not all(LABEL.fullmatch(label) for label in labels):
        raise Wrong(f"{shown(name)} is not a host name", "check its spelling")
    return plain


def _undisguised(name: str) -> str:
    """What to write instead; `inet_aton` reads all those spellings and asks no network."""
    try:
        return f"if that is meant, write {inet_ntoa(inet_aton(name))}"
    except OSError:
        return "write it as in 192.0.2.1"


def _address(name: str) -> Address | None:
    try:
        return ip_address(name)
    except ValueError:
        return None


def is_loopback(name: str) -> bool:
    """Whether a host, in the spelling of `host`, is this machine and cannot be another."""
    address = _address(name)
    if address:
        return _embedded(address).is_loopback
    return name == "localhost" or name.endswith(".localhost")


def is_private(name: str) -> bool:
    """Whether a host, in the spelling of `host`, is not of the public internet.

    A public name may still lead to a private address: that is seen only when it is looked up.
    """
    address = _address(name)
    if address:
        inner = _embedded(address)
        reserved = any(address in network for network in RESERVED)
        return reserved or not inner.is_global or inner.is_multicast
    return "." not in name or _under(name, INSIDE)


def is_made_up(name: str) -> bool:
    """Whether no site of the public internet can be at this host."""
    return is_private(name) or _under(name, MADE_UP)


def _under(name: str, endings: tuple[str, ...]) -> bool:
    return any(name == ending or name.endswith("." + ending) for ending in endings)


def _embedded(address: Address) -> Address:
    """The IPv4 address that an IPv6 one carries, if it does."""
    if isinstance(address, IPv4Address) or address.is_loopback or address.is_unspecified:
        return address
    if any(address in network for network in CARRIERS):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour or address
