"""Crawls at once, in processes of their own, judged by what the servers saw of them."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest

from crawlers.holder import DEAD
from crawlers.process import Exit
from offers.lease import Lease
from offers.run import Coverage, End
from tests.crawlers.desk import Desk, eventually
from tests.crawlers.test_crawl import FIELDS, ad, listing
from tests.crawlers.web import Answer, Web

DELAY = 0.02
ADS = 8

NAMES = """
import socket
real = socket.gethostbyname
known = {names}
socket.gethostbyname = lambda name: known[name] if name in known else real(name)
"""
"""Stands in for a name server."""


class Names:
    """Names below localhost, and the addresses of this machine that they lead to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: dict[str, str] = {}

    def add(self, name: str, web: Web) -> str:
        self.known[name] = web.address
        (self.folder / "sitecustomize.py").write_text(NAMES.format(names=self.known))
        return f"http://{name}:{web.port}/"

    @property
    def path(self) -> str:
        return os.pathsep.join([str(self.folder), os.environ.get("PYTHONPATH", "")])


@pytest.fixture
def names(tmp_path: Path) -> Names:
    (tmp_path / "names").mkdir()
    return Names(tmp_path / "names")


def board(web: Web, prefix: str = "", *, ads: int = ADS) -> str:
    """A board below a path, so that two may be at one host; its path."""
    numbers = range(ads)
    links = "".join(f'<a class=ad href="/{prefix}ads/{number}">x</a>' for number in numbers)
    web.routes[f"/{prefix}"] = Answer(links)
    web.routes |= {f"/{prefix}ads/{number}": ad(number) for number in numbers}
    return f"/{prefix}"


def site(desk: Desk, name: str, start: str, *hosts: str, delay: float = DELAY) -> None:
    listed = ", ".join(f'"{host}"' for host in hosts)
    desk.site(name, start, f"private_hosts = [{listed}]\n{FIELDS}", loopback=False, delay=delay)


def crawled_at_once(desk: Desk, web: Web, sites: tuple[str, str], shared: str, path: str) -> None:
    """Both to their ends; the first, at this web, is held up until the second waits for it."""
    let = Event()
    rules = iter([Answer("", 404, hold=let)])
    web.routes["/robots.txt"] = lambda: next(rules, Answer("", 404))
    first = desk.started(sites[0], PYTHONPATH=path)
    eventually(lambda: web.asked)
    second = desk.started(sites[1], PYTHONPATH=path)
    eventually(lambda: waiting(desk, shared))
    let.set()
    errors = [crawl.communicate()[1] for crawl in (first, second)]
    assert [first.returncode, second.returncode] == [Exit.DONE, Exit.DONE], errors


def waiting(desk: Desk, shared: str = "domain 127.0.0.1") -> Lease | None:
    """The lease, if somebody waits for it."""
    with desk.store() as store:
        lease = store.journal.lease(shared)
    return lease if lease and lease.waiting else None


def assert_in_turn(*webs: Web, delay: float = DELAY) -> list[tuple[float, float]]:
    """No request came while another was answered, nor too soon after it."""
    spans = sorted(span for web in webs for span in web.spans)
    assert all(later[0] - earlier[0] >= delay for earlier, later in pairwise(spans))
    assert all(later[0] >= earlier[1] for earlier, later in pairwise(spans))
    return spans


def test_two_sites_on_one_host(desk: Desk, web: Web, names: Names) -> None:
    for name in ("a", "b"):
        site(desk, name, web.url(board(web, f"{name}/")), "127.0.0.1")
    crawled_at_once(desk, web, ("a", "b"), "domain 127.0.0.1", names.path)
    assert len(assert_in_turn(web)) == 2 * (ADS + 2)
    # Who waits is next, though the other had more to ask.
    assert web.asked[:2] == ["/robots.txt"] * 2


def test_two_hosts_of_one_domain(desk: Desk, web: Web, other: Web, names: Names) -> None:
    """At two addresses, and nevertheless one after the other."""
    for name, server in (("one", web), ("two", other)):
        host = f"{name}.board.localhost"
        site(desk, name, names.add(host, server) + board(server)[1:], host)
    crawled_at_once(desk, web, ("one", "two"), "domain board.localhost", names.path)
    assert len(assert_in_turn(web, other)) == 2 * (ADS + 2)


def test_two_domains_at_one_address(desk: Desk, web: Web, names: Names) -> None:
    for name in ("a", "b"):
        host = f"{name}.localhost"
        site(desk, name, names.add(host, web) + board(web, f"{name}/")[1:], host)
    crawled_at_once(desk, web, ("a", "b"), "address 127.0.0.1", names.path)
    assert len(assert_in_turn(web)) == 2 * (ADS + 2)
    # Who waits is next, though the other had more to ask.
    assert web.asked[:2] == ["/robots.txt"] * 2


def test_domains_that_share_nothing_do_not_wait(
    desk: Desk, web: Web, other: Web, names: Names
) -> None:
    """While one holds its turn, the other is crawled from end to end."""
    held = Event()
    for name, server in (("one", web), ("two", other)):
        host = f"{name}.localhost"
        site(desk, name, names.add(host, server) + board(server)[1:], host)
    web.routes["/ads/0"] = Answer("<h1>x", hold=held)
    first = desk.started("one", PYTHONPATH=names.path)
    eventually(lambda: "/ads/0" in web.asked)
    assert desk.crawl("two", PYTHONPATH=names.path).returncode == Exit.DONE
    held.set()
    first.communicate()
    assert first.returncode == Exit.DONE


def test_two_hosts_in_one_crawl(desk: Desk, web: Web, other: Web, names: Names) -> None:
    start = names.add("www.board.localhost", web)
    far = names.add("ads.board.localhost", other)
    site(desk, "one", start, "www.board.localhost", "ads.board.localhost")
    numbers = range(ADS)
    web.routes["/"] = Answer("".join(f'<a class=ad href="{far}{n}">x</a>' for n in numbers))
    other.routes |= {f"/{number}": ad(number) for number in numbers}
    assert desk.crawl("one", PYTHONPATH=names.path).returncode == Exit.DONE
    assert len(assert_in_turn(web, other)) == ADS + 3


@pytest.fixture
def held(desk: Desk, web: Web) -> Iterator[Event]:
    """Two sites at one host; the first is held up at its first ad."""
    let = Event()
    for name in ("a", "b"):
        site(desk, name, web.url(board(web, f"{name}/", ads=3)), "127.0.0.1")
    answers = iter([Answer("<h1>x", hold=let)])
    web.routes["/a/ads/0"] = lambda: next(answers, ad(0))
    yield let
    let.set()


def blocked(desk: Desk, web: Web) -> tuple[subprocess.Popen[str], subprocess.Popen[str]]:
    """The first crawl in the middle of a request, and the second waiting for it."""
    first = desk.started("a")
    eventually(lambda: "/a/ads/0" in web.asked)
    second = desk.started("b")
    eventually(lambda: waiting(desk))
    return first, second


def test_who_takes_long_is_waited_for(desk: Desk, web: Web, held: Event) -> None:
    """Longer than a dead one would be."""
    first, second = blocked(desk, web)
    lease = waiting(desk)
    assert lease
    eventually(lambda: (now := waiting(desk)) and now.beat > DEAD + 1)
    assert "/b/" not in web.asked
    held.set()
    assert [crawl.communicate() and crawl.returncode for crawl in (first, second)] == [0, 0]
    assert_in_turn(web)


def test_who_is_killed_holds_up_nobody_for_long(desk: Desk, web: Web, held: Event) -> None:
    first, second = blocked(desk, web)
    killed = time.monotonic()
    first.kill()
    first.communicate()
    second.communicate()
    assert second.returncode == Exit.DONE
    assert web.asked[-1] == "/b/ads/2"
    # It died with two leases; with a machine that has more to do than this test.
    assert min(at for at in web.times if at > killed) - killed < DEAD * 3


def test_who_stood_still_begins_his_request_anew(desk: Desk, web: Web, held: Event) -> None:
    """A process that comes back to life finds that others went on without it."""
    first, second = blocked(desk, web)
    os.kill(first.pid, signal.SIGSTOP)
    second.communicate()
    assert second.returncode == Exit.DONE
    assert web.asked[-1] == "/b/ads/2"
    os.kill(first.pid, signal.SIGCONT)
    _, log = first.communicate()
    assert first.returncode == Exit.DONE, log
    assert web.asked.count("/a/ads/0") == 2
    assert {run.end for run in desk.runs()} == {End.OK}
    assert len(desk.titles()) == 3


def test_ctrl_c_leaves_the_turn_to_others(desk: Desk, web: Web, held: Event) -> None:
    first, second = blocked(desk, web)
    first.terminate()
    first.communicate()
    second.communicate()
    assert [first.returncode, second.returncode] == [Exit.ABORTED, Exit.DONE]
    with desk.store() as store:
        lease = store.journal.lease("domain 127.0.0.1")
    # Nobody had to end a term of somebody else's, which would have been one more.
    assert lease
    assert lease.term == len(web.asked)


def test_a_busy_site_is_asked_ever_more_slowly(desk: Desk, web: Web) -> None:
    """By its own answers, without Retry-After. It is asked faster again little by little."""
    site(desk, "a", web.url(board(web, "a/", ads=6)), "127.0.0.1")
    busy = iter([Answer("enough", status=503)] * 3)
    web.routes |= {f"/a/ads/{number}": lambda: next(busy, ad(0)) for number in range(6)}
    assert desk.crawl("a").returncode == Exit.DONE
    starts = [begun for begun, _ in web.spans]
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    pauses = [DELAY * factor for factor in (1, 1, 2, 4, 8, 8 * 0.9, 8 * 0.81)]
    assert [gap >= pause for gap, pause in zip(gaps, pauses, strict=False)] == [True] * 7, gaps


def test_a_rest_is_kept_by_all(desk: Desk, web: Web) -> None:
    """By this run, the next one, and another site of the same domain."""
    for name in ("a", "b"):
        site(desk, name, web.url(board(web, f"{name}/", ads=6)), "127.0.0.1")
    web.routes["/a/ads/2"] = Answer("later", status=503, headers={"Retry-After": "3600"})
    for name in ("a", "a", "b"):
        assert desk.crawl(name).returncode == Exit.BLOCKED
    assert web.asked == ["/robots.txt", "/a/", "/a/ads/0", "/a/ads/1", "/a/ads/2"]
    assert [run.coverage for run in desk.runs()] == [Coverage.PARTIAL] * 3
    reasons = [run.reason or "" for run in desk.runs()]
    assert reasons[0] == "127.0.0.1 asks to be left alone for 3600 seconds"
    assert all("the site asked to be left alone for 3" in reason for reason in reasons[1:])
    assert desk.problems() == []


def test_a_short_rest_is_waited_for_by_all(desk: Desk, web: Web) -> None:
    for name in ("a", "b"):
        site(desk, name, web.url(board(web, f"{name}/", ads=1)), "127.0.0.1")
    web.routes["/a/ads/0"] = Answer("later", status=429, headers={"Retry-After": "2"})
    desk.crawl("a")
    assert desk.crawl("b").returncode == Exit.DONE
    refused = [at for at, path in zip(web.times, web.asked, strict=True) if path == "/a/ads/0"]
    after = web.times[web.times.index(refused[-1]) + 1]
    assert len(refused) == 2
    assert refused[1] - refused[0] >= 2
    assert after - refused[1] >= 2


def test_everything_that_is_asked_for_counts(desk: Desk, web: Web) -> None:
    """Five redirects each: long before max_pages is reached, all requests are made."""
    site(desk, "a", web.url("/"), "127.0.0.1", delay=0)
    (desk.folder / "sites" / "a.toml").write_text(
        "max_pages = 10\n" + (desk.folder / "sites" / "a.toml").read_text()
    )
    web.routes["/"] = listing(*range(9))
    for number in range(9):
        hops = [f"/ads/{number}", *(f"/hop/{number}/{hop}" for hop in range(5))]
        for hop, target in pairwise(hops):
            web.routes[hop] = Answer(status=302, headers={"Location": target})
        web.routes[hops[-1]] = ad(number)
    assert desk.crawl("a").returncode == Exit.DONE
    assert len(web.asked) == 10 * 3 + 20
    (run,) = desk.runs()
    assert (run.end, run.coverage) == (End.OK, Coverage.PARTIAL)
    assert run.reason == "50 requests were made, as many as max_pages = 10 allows"
    assert run.counts["offers"] == 8
