"""Servers that nobody should ever reach, and every way of writing where they are."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import product
from threading import Lock, Thread

HOSTS = ("127.0.0.2", "::1", "127.0.0.1")
"""Where traps listen: an address without leave, its sister of IPv6, and the board's own under
names that have no leave."""

SPELLINGS = {
    "loopback": "127.0.0.2",
    "decimal": "2130706434",
    "octal": "0177.0.0.2",
    "octal, all of it": "017700000002",
    "hexadecimal": "0x7f.0.0.2",
    "hexadecimal, all of it": "0x7f000002",
    "short": "127.2",
    "IPv6 loopback": "[::1]",
    "IPv4-mapped": "[::ffff:127.0.0.2]",
    "IPv4-mapped, in hexadecimal": "[::ffff:7f00:2]",
    "IPv4-compatible": "[::127.0.0.2]",
    "6to4": "[2002:7f00:2::1]",
    "NAT64": "[64:ff9b::127.0.0.2]",
    "local NAT64": "[64:ff9b:1::127.0.0.2]",
    "localhost": "localhost",
    "a name below localhost": "board.localhost",
    "this host": "0.0.0.0",
    "this host, short": "0",
    "IPv6 this host": "[::]",
    "wide digits": "１２７.0.0.2",
    "circled digits": "①②⑦.⓪.⓪.②",
    "ideographic dots": "127。0。0。2",
    "percent-coded": "%31%32%37.0.0.2",
    "private": "10.0.0.8",
    "private, 172": "172.16.0.1",
    "private, 192": "192.168.1.1",
    "link-local": "169.254.169.254",
    "IPv6 link-local": "[fe80::1]",
    "unique local": "[fd00::1]",
    "shared": "100.64.0.1",
    "multicast": "224.0.0.1",
    "IPv6 multicast": "[ff02::1]",
    "broadcast": "255.255.255.255",
    "documentation": "192.0.2.1",
    "with a password": "user:pw@127.0.0.2",
}
"""Kinds of addresses and how one of each is written in a URL."""

OTHER_SCHEMES = {
    "file": "file:///etc/hostname",
    "data": "data:text/html,<h1>here</h1>",
    "ftp": "ftp://127.0.0.2:{port}/ads",
}


def targets(port: int) -> dict[str, str]:
    """URLs by kind, each of which leads to a trap or to a network that is none of ours."""
    http = {kind: f"http://{host}:{port}/ads/1" for kind, host in SPELLINGS.items()}
    return http | {kind: url.format(port=port) for kind, url in OTHER_SCHEMES.items()}


@dataclass
class Traps:
    """TCP and UDP servers at one port; `counts` says how often each was reached."""

    port: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def __str__(self) -> str:
        return ", ".join(f"{server}: {count}" for server, count in self.counts.items())

    def reached(self, server: str) -> None:
        with self._lock:
            self.counts[server] += 1

    def serve(self, kind: socket.SocketKind, host: str) -> socket.socket:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.socket(family, kind)
        try:
            listening.bind((host, self.port))
        except OSError:
            listening.close()
            raise
        self.port = listening.getsockname()[1]
        name = f"{'TCP' if kind is socket.SOCK_STREAM else 'UDP'} {host}"
        self.counts[name] = 0
        if kind is socket.SOCK_STREAM:
            listening.listen(64)
        Thread(target=self._count, args=(listening, name), daemon=True).start()
        return listening

    def _count(self, listening: socket.socket, name: str) -> None:
        while True:
            try:
                if listening.type is socket.SOCK_STREAM:
                    listening.accept()[0].close()
                elif not listening.recv(1):
                    return  # shut down
            except OSError:
                return
            self.reached(name)


KINDS = (socket.SOCK_STREAM, socket.SOCK_DGRAM)


@contextmanager
def traps() -> Iterator[Traps]:
    made, listening = _opened()
    try:
        yield made
    finally:
        for each in listening:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


def _opened() -> tuple[Traps, list[socket.socket]]:
    """At a port that is free at all of the addresses: others take ports at the same time."""
    for last in (*[False] * 20, True):
        made, listening = Traps(), list[socket.socket]()
        try:
            for kind, host in product(KINDS, HOSTS):
                listening.append(made.serve(kind, host))
        except OSError:
            for each in listening:
                each.close()
            if last:
                raise
        else:
            return made, listening
    raise AssertionError
