"""Ports of loopback that nobody has."""

import socket
from random import SystemRandom

HOST = "127.0.0.1"

BELOW = range(20_000, 32_000)
"""Linux gives ports from 32,768 on to outgoing connections (ip_local_port_range): a server that
comes back must find its own still free."""


def free_ports(count: int) -> list[int]:
    """That many different ones, free at this moment."""
    found = [port for port in SystemRandom().sample(BELOW, 50 + count) if is_free(port)]
    return found[:count]


def is_free(port: int) -> bool:
    """Whether a server could listen there."""
    try:
        socket.create_server((HOST, port)).close()
    except OSError:
        return False
    return True
