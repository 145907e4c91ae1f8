"""Where a crawl without a browser never goes, however it is told to: servers that count say so."""

import os
import socket
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from crawlers.process import Exit
from tests.crawlers.desk import Desk, eventually
from tests.crawlers.test_crawl import FIELDS, ad
from tests.crawlers.traps import SPELLINGS, Traps, targets, traps
from tests.crawlers.web import Answer, Web

WATCH = """
import errno, os, socket

NAMES = {name: addresses.split("|") for name, addresses in
         (pair.split("=") for pair in os.environ.get("TEST_NAMES", "").split() )}
real = socket.gethostbyname

def told(name):
    # Stands in for a name server: each time the next of the answers, the last one for ever.
    with open(os.environ["TEST_NOTES"], "a") as notes:
        print("asked", name, file=notes)
    answers = NAMES.get(name)
    if answers is None:
        return real(name)
    return answers.pop(0) if len(answers) > 1 else answers[0]

socket.gethostbyname = told

class Noted(socket.socket):
    # The internet of these tests takes no calls: nothing leaves this machine.
    def connect_ex(self, address):
        with open(os.environ["TEST_NOTES"], "a") as notes:
            print("connects", address[0], file=notes)
        if not address[0].startswith(("127.", "::1")):
            return errno.ECONNREFUSED
        return super().connect_ex(address)

socket.socket = Noted
"""
"""Notes every name that a crawl has looked up and every address that it connects to."""


@pytest.fixture
def trap() -> Iterator[Traps]:
    with traps() as made:
        yield made


class Watched:
    """Crawls of one desk, whose look-ups and connections are noted."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.folder = folder
        self.notes = folder / "notes"
        folder.mkdir()
        self.notes.touch()
        (folder / "sitecustomize.py").write_text(WATCH)

    def crawl(self, name: str, **names: str) -> int:
        """The exit code. `names` are answers of the name server, `a|b` first one, then other."""
        told = " ".join(f"{name.replace('_', '.')}={said}" for name, said in names.items())
        done = self.desk.crawl(
            name, PYTHONPATH=str(self.folder), TEST_NOTES=str(self.notes), TEST_NAMES=told
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode

    def noted(self, word: str) -> list[str]:
        lines = [line.split() for line in self.notes.read_text().splitlines()]
        return [rest for first, rest in lines if first == word]


@pytest.fixture
def watched(desk: Desk, tmp_path: Path) -> Watched:
    return Watched(desk, tmp_path / "watched")


def link(url: str) -> str:
    return f'<a class=ad href="{url}">x</a>'


def linked(web: Web, urls: list[str]) -> None:
    web.routes["/"] = Answer("".join(map(link, ["/ads/1", *urls])))


def redirected(web: Web, urls: list[str]) -> None:
    for number, url in enumerate(urls, 10):
        said = url.encode("utf-8").decode("latin-1")
        web.routes[f"/ads/{number}"] = Answer(status=302, headers={"Location": said})
    linked(web, [f"/ads/{number}" for number in range(10, 10 + len(urls))])


def refreshed(web: Web, urls: list[str]) -> None:
    for number, url in enumerate(urls, 10):
        page = f'<meta charset=utf-8><meta http-equiv=refresh content="0; url={url}">'
        web.routes[f"/ads/{number}"] = Answer(page)
    linked(web, [f"/ads/{number}" for number in range(10, 10 + len(urls))])


@pytest.mark.parametrize("way", [linked, redirected, refreshed])
def test_no_address_is_reached(
    watched: Watched, web: Web, trap: Traps, way: Callable[[Web, list[str]], None]
) -> None:
    """In any spelling, by links, redirects and pages that move by themselves."""
    web.routes["/ads/1"] = ad(1)
    urls = targets(trap.port)
    way(web, list(urls.values()))
    watched.desk.site("board", web.url("/"), FIELDS)
    watched.crawl("board")
    print(f"{way.__name__}: {len(urls)} addresses, {trap}")
    assert set(trap.counts.values()) == {0}, trap
    assert set(watched.noted("connects")) == {"127.0.0.1"}
    assert "/ads/1" in web.asked
    told = watched.desk.problems()
    assert sum(problem.kind == "address" for problem in told) > 10
    if way is redirected:
        assert len(told) >= len(urls)


@pytest.mark.parametrize("kind", ["loopback", "decimal", "IPv4-mapped", "localhost", "file"])
def test_robots_txt_leads_nowhere_else(watched: Watched, web: Web, trap: Traps, kind: str) -> None:
    """It is asked for with the same care: a redirect of it to an address inside is none."""
    leads = {"Location": targets(trap.port)[kind]}
    web.routes |= {"/robots.txt": Answer(status=302, headers=leads), "/": Answer(link("/ads/1"))}
    watched.desk.site("board", web.url("/"), FIELDS)
    assert watched.crawl("board") not in {Exit.DONE, Exit.USAGE}
    assert set(trap.counts.values()) == {0}, trap
    assert set(web.asked) == {"/robots.txt"}
    assert set(watched.noted("connects")) == {"127.0.0.1"}


INSIDE = {
    "loopback.example.net": "127.0.0.2",
    "private.example.net": "10.0.0.8",
    "linklocal.example.net": "169.254.169.254",
    "shared.example.net": "100.64.0.1",
    "nowhere.example.net": "0.0.0.0",
    "multicast.example.net": "224.0.0.1",
}
"""Names of a site that lead to where it has no leave to be."""


def test_names_that_lead_inside(watched: Watched, web: Web, trap: Traps) -> None:
    """Leave for one host of the site is no leave for another."""
    hosts = f'hosts = {list(INSIDE)}\nprivate_hosts = ["127.0.0.1"]\n'
    watched.desk.site("board", web.url("/"), hosts + FIELDS, loopback=False, delay=1)
    linked(web, [f"http://{name}:{trap.port}/ads/2" for name in INSIDE])
    web.routes["/ads/1"] = ad(1)
    watched.crawl("board", **{name.replace(".", "_"): at for name, at in INSIDE.items()})
    assert INSIDE.keys() <= set(watched.noted("asked"))
    assert set(watched.noted("connects")) == {"127.0.0.1"}
    assert set(trap.counts.values()) == {0}, trap
    told = watched.desk.problems()
    assert {problem.kind for problem in told} == {"address"}
    assert len(told) == len(INSIDE)
    assert all(any(at in problem.reason for problem in told) for at in INSIDE.values())


RESOLVER = """
from crawlers.spider import SiteSpider
from twisted.internet import reactor
from twisted.internet.base import ThreadedResolver

class Board(SiteSpider):
    name = "board"
    def {method}:
        reactor.installResolver(ThreadedResolver(reactor))
        {then}
"""


EARLY = {
    "method": "__init__(self, *told, **named)",
    "then": "super().__init__(*told, **named)",
}
LATE = {"method": "links(self, page)", "then": "return super().links(page)"}


def test_a_name_that_changes_its_mind(watched: Watched, trap: Traps) -> None:
    """First an address of the internet, which the connection goes to, then one inside, which it is
    asked for again because of a resolver that remembers nothing."""
    start = f"http://turncoat.example.net:{trap.port}/"
    watched.desk.site("board", start, FIELDS, loopback=False, delay=1)
    (watched.desk.folder / "sites/board.py").write_text(RESOLVER.format(**EARLY))
    assert watched.crawl("board", turncoat_example_net="8.8.8.8|127.0.0.2") == Exit.BROKEN
    assert watched.noted("asked").count("turncoat.example.net") >= 2
    assert set(watched.noted("connects")) <= {"8.8.8.8"}
    assert set(trap.counts.values()) == {0}, trap
    assert "127.0.0.2" in watched.desk.problems()[-1].reason


@pytest.mark.parametrize("when", [EARLY, LATE])
def test_another_resolver_changes_nothing(
    watched: Watched, web: Web, trap: Traps, when: dict[str, str]
) -> None:
    hosts = 'hosts = ["inner.example.net"]\nprivate_hosts = ["127.0.0.1"]\n'
    watched.desk.site("board", web.url("/"), hosts + FIELDS, loopback=False, delay=1)
    (watched.desk.folder / "sites/board.py").write_text(RESOLVER.format(**when))
    linked(web, [f"http://inner.example.net:{trap.port}/ads/2"])
    web.routes["/ads/1"] = ad(1)
    watched.crawl("board", inner_example_net="127.0.0.2")
    assert set(trap.counts.values()) == {0}, trap
    assert [problem.kind for problem in watched.desk.problems()] == ["address"]


def test_leave_is_for_the_named_host(watched: Watched, web: Web, trap: Traps) -> None:
    """`private_hosts` opens the one address that it names: the trap there is reached, no other."""
    leave = 'private_hosts = ["127.0.0.1", "127.0.0.2"]\n'
    watched.desk.site("board", web.url("/"), leave + FIELDS, loopback=False)
    linked(web, list(targets(trap.port).values()))
    web.routes["/ads/1"] = ad(1)
    watched.crawl("board")
    assert eventually(lambda: trap.counts["TCP 127.0.0.2"]) > 0
    assert {server for server, count in trap.counts.items() if count} == {"TCP 127.0.0.2"}
    assert set(watched.noted("connects")) == {"127.0.0.1", "127.0.0.2"}


def test_traps_are_there() -> None:
    """They count whoever does come, or all of this would prove nothing."""
    with traps() as trap:
        for name in trap.counts:
            protocol, host = name.split()
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            kind = socket.SOCK_STREAM if protocol == "TCP" else socket.SOCK_DGRAM
            with socket.socket(family, kind) as caller:
                caller.connect((host, trap.port))
                if kind is socket.SOCK_DGRAM:
                    caller.send(b"x")
            eventually(partial(trap.counts.get, name))
    assert set(trap.counts.values()) == {1}
    assert len(SPELLINGS) > 30
    assert os.environ.get("TEST_NOTES") is None
