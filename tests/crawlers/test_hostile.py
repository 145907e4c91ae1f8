"""Pages made to harm whoever reads them: the crawl goes on, in bounded memory, and says why."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing

import pytest

from offers.run import End
from tests.crawlers.desk import Desk
from tests.crawlers.hostile_pages import FEEDS, PAGES
from tests.crawlers.hostile_web import HostileWeb, Talk, bomb, endless, head, packed
from tests.crawlers.test_crawl import FIELDS, ad, listing, offers
from tests.crawlers.web import Answer, Web

MEBIBYTE = 1 << 20
MEMORY = 400 * MEBIBYTE
SECONDS = ("-s", "DOWNLOAD_TIMEOUT=6", "-s", "RETRY_TIMES=0")
GZIP, ZLIB = 31, 15


@pytest.fixture
def hostile() -> Iterator[HostileWeb]:
    made = HostileWeb()
    yield made
    made.close()


MEASURED = """
import os, sys
crawl = os.spawnv(os.P_NOWAIT, sys.argv[1], sys.argv[1:])
_, _, used = os.wait4(crawl, 0)
print(used.ru_maxrss * 1024, used.ru_utime + used.ru_stime)
"""
"""A process between the test's and the crawl's: a process counts the memory of its parent."""


def crawled(desk: Desk, name: str) -> tuple[int, float]:
    """The peak of a crawl's resident memory in bytes, and its seconds of CPU."""
    command = [sys.executable, "-m", "scrapy", "crawl", name, *SECONDS]
    with (desk.folder / "log").open("wb") as log:
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, *command],
            cwd=desk.folder, stdout=subprocess.PIPE, stderr=log, check=True,
        )  # fmt: skip
    memory, seconds = done.stdout.split()
    return int(memory), float(seconds)


def html(body: bytes, *lines: str) -> Talk:
    yield head("HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *lines) + body


def chunked(pieces: Iterator[bytes], extension: bytes = b"") -> Talk:
    yield head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked")
    for piece in pieces:
        yield b"%x%s\r\n%s\r\n" % (len(piece), extension, piece)


def starting(first: bytes, rest: Iterator[bytes]) -> Talk:
    yield first
    yield from rest


def moved(target: str) -> Talk:
    yield head("HTTP/1.1 302 Found", f"Location: {target}", "Content-Length: 0")


H1 = b"<h1>An ad</h1><p class=text>"
TYPED = "Content-Encoding: "


def transport(web: HostileWeb) -> Mapping[str, tuple[Callable[[], Talk], set[str]]]:
    """What a server may do, and the kinds of problem that it may be recorded as."""
    return {
        "gzip": (lambda: html(bomb(1 << 30, GZIP), TYPED + "gzip"), {"too-large"}),
        "deflate": (lambda: html(bomb(1 << 30, ZLIB), TYPED + "deflate"), {"too-large"}),
        "raw deflate": (lambda: html(bomb(1 << 30, -15), TYPED + "deflate"), {"too-large"}),
        "packed twice": (
            lambda: html(packed(bomb(1 << 28, GZIP)), TYPED + "gzip, gzip"), {"too-large"}),
        "packed often": (lambda: html(b"x", TYPED + ", ".join(["gzip"] * 50)), {"broken-data"}),
        "brotli": (lambda: html(H1, TYPED + "br"), {"broken-data"}),
        "zstd": (lambda: html(H1, TYPED + "zstd"), {"broken-data"}),
        "packing unknown": (lambda: html(H1, TYPED + "x-\u00ff\u00ff"), {"broken-data"}),
        "gzip cut off": (lambda: html(packed(H1 * 999)[:-40], TYPED + "gzip"), {"broken-data"}),
        "100 MB": (lambda: starting(head("HTTP/1.1 200 OK", "Content-Length: 104857600"),
                                    endless(b"x")), {"too-large"}),
        "100 MB unsaid": (lambda: starting(head(), endless(b"x" * 1000)), {"too-large"}),
        "chunks for ever": (lambda: chunked(endless(b"x" * 4000)), {"too-large"}),
        "long words between chunks": (
            lambda: chunked(endless(b"x"), b";" + b"y" * 900), {"broken-data", "too-large"}),
        "endless word between chunks": (
            lambda: starting(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked"),
                             endless(b"1;" + b"y" * 8000)), {"broken-data", "too-large"}),
        "trailers for ever": (
            lambda: starting(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + b"0\r\n",
                             endless(b"X-A: b\r\n")), {"broken-data", "too-large"}),
        "headers for ever": (
            lambda: starting(b"HTTP/1.1 200 OK\r\n", endless(b"X-A: b\r\n")), {"too-large"}),
        "one header of 10 MB": (
            lambda: starting(b"HTTP/1.1 200 OK\r\nX-A: ", endless(b"b" * 1000)),
            {"too-large", "unreachable"}),
        "a header goes on": (
            lambda: starting(b"HTTP/1.1 200 OK\r\nX-A: b\r\n", endless(b" more\r\n")),
            {"too-large"}),
        "a status for ever": (
            lambda: starting(b"HTTP/1.1 200 ", endless(b"OK ")), {"too-large", "unreachable"}),
        "100 Continue for ever": (
            lambda: endless(b"HTTP/1.1 100 Continue\r\n\r\n"), {"too-large", "broken-data"}),
        "103 for ever": (
            lambda: endless(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"), {"too-large"}),
        "a byte at a time": (
            lambda: starting(head("HTTP/1.1 200 OK", "Content-Length: 5000"),
                             web.drip(b"x", 0.2)), {"time-out"}),
        "a header at a time": (
            lambda: starting(b"HTTP/1.1 200 OK\r\n", web.drip(b"X-A: b\r\n", 0.2)), {"time-out"}),
        "nothing": (web.silence, {"time-out"}),
        "closed at once": (lambda: iter(()), {"unreachable"}),
        "HTTP/0.9": (lambda: iter([H1]), {"broken-data", "unreachable"}),
        "garbage": (lambda: iter([bytes(range(256)) * 40]), {"broken-data", "unreachable"}),
        "another protocol": (
            lambda: iter([b"SSH-2.0-OpenSSH_9.9\r\n\r\n"]), {"broken-data", "unreachable"}),
        "a status of words": (
            lambda: iter([b"HTTP/1.1 many OK\r\n\r\n"]), {"broken-data", "unreachable"}),
        "a length of words": (
            lambda: iter([head("HTTP/1.1 200 OK", "Content-Length: many")]),
            {"broken-data", "unreachable"}),
        "two lengths": (
            lambda: iter([head("HTTP/1.1 200 OK", "Content-Length: 5", "Content-Length: 9") + H1]),
            {"broken-data", "unreachable"}),
        "less than it says": (
            lambda: iter([head("HTTP/1.1 200 OK", "Content-Length: 5000") + H1]), {"broken-data"}),
        "a chunk that is cut off": (
            lambda: iter([head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + b"ff\r\nx"]),
            {"broken-data"}),
        "chunks of words": (
            lambda: iter([head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + b"many\r\nx"]),
            {"broken-data"}),
        "a circle": (lambda: moved("/a%20circle"), {"http"}),
        "moved to nonsense": (lambda: moved("http://[::1"), {"broken-data", "http", "address"}),
        "moved to a script": (lambda: moved("javascript:alert(1)"), {"address", "broken-data"}),
        "moved to a file": (lambda: moved("file:///etc/passwd"), {"http"}),
        "moved to data": (lambda: moved("data:text/html,<h1>x</h1>"), {"http"}),
        "moved far": (lambda: moved("/" + "x" * 12_000), {"missing", "http", "broken-data"}),
        "moved to a NUL": (lambda: moved("/\0\x01"), {"missing", "http", "broken-data", "address"}),
        "a picture as text": (lambda: html(b"\x89PNG\r\n\x1a\n" + b"\0" * 5000), {"media"}),
    }  # fmt: skip


def path(name: str) -> str:
    return "/" + name.replace(" ", "%20")


def test_servers_that_mean_harm(desk: Desk, hostile: HostileWeb, other: Web) -> None:
    """All of them in one crawl, each between two good pages; another site is read meanwhile."""
    tried = transport(hostile)
    hostile.talks = {path(name): talk for name, (talk, _) in tried.items()}
    good = [f"/good/{number}" for number in range(len(tried) + 1)]
    hostile.pages = {url: f"<h1>{url}</h1><p class=text>Pickers wanted" for url in good}
    links = [url for pair in zip(good, map(path, tried), strict=False) for url in pair] + good[-1:]
    hostile.pages["/"] = "".join(f'<a class=ad href="{url}">x</a>' for url in links)
    desk.site("board", hostile.url("/"), FIELDS)
    other.routes |= {"/": listing(1, 2), "/ads/1": ad(1), "/ads/2": ad(2)}
    leave = 'private_hosts = ["127.0.0.2"]\n'
    desk.site("calm", other.url("/"), leave + FIELDS, loopback=False)
    calm = desk.started("calm")
    memory, _ = crawled(desk, "board")
    _, log = calm.communicate()
    ends = {run.site: run for run in desk.runs()}
    assert "calm" in ends, log
    assert ends["calm"].end is End.OK, log
    told = desk.told(ends["board"].id)
    problems = {problem.url.removeprefix(hostile.url("")): problem for problem in told}
    for name, (_, kinds) in tried.items():
        assert path(name) in problems, name
        assert problems[path(name)].kind in kinds, (name, problems[path(name)])
    assert memory < MEMORY, f"{memory / MEBIBYTE:.0f} MiB"
    read = {known.offer.title for known in offers(desk) if known.offer.site == "board"}
    assert read == set(good)
    assert "Traceback" not in (desk.folder / "log").read_text()


def served(web: Web, pages: Mapping[str, tuple[str, bytes]]) -> list[str]:
    """The addresses of pages, each with a good one behind it."""
    good = Answer("<h1>Good</h1><p class=text>Pickers wanted")
    for number, (kind, body) in enumerate(pages.values()):
        web.routes[f"/bad/{number}"] = Answer(body, type=kind)
        web.routes[f"/good/{number}"] = good
    return [f"/{which}/{number}" for number in range(len(pages)) for which in ("bad", "good")]


READERS = {
    "selectors": '[fields]\ntitle = "h1"\ntext = "body"\n',
    "jobposting": "",
}
DULL = {
    "angles", "ampersands", "comment", "headings", "charset python", "charset rot13",
    "charset base64", "charset idna", "open nobr", "open form", "open ul", "open math",
    "links in links", "telephones", "mails", "prices",
}  # fmt: skip
"""Like others here; tests/parsers tries them with every reader."""


@pytest.mark.parametrize("reader", READERS)
def test_pages_that_mean_harm(desk: Desk, web: Web, reader: str) -> None:
    pages = {name: page for name, page in PAGES.items() if name not in DULL}
    web.routes["/reloads"] = Answer('<meta http-equiv=refresh content="0;url=/reloads">')
    links = "".join(f'<a class=ad href="{url}">x</a>' for url in served(web, pages))
    web.routes["/"] = Answer(links)
    rest = f'reader = "{reader}"\n[links]\noffer = "a.ad"\n{READERS[reader]}'
    desk.site("board", web.url("/"), rest)
    memory, seconds = crawled(desk, "board")
    log = (desk.folder / "log").read_text()
    assert web.asked[-1] == f"/good/{len(pages) - 1}", log[-3000:]
    assert memory < MEMORY, f"{memory / MEBIBYTE:.0f} MiB"
    assert seconds < 90
    assert "Traceback" not in log
    assert [problem for problem in desk.problems() if problem.kind == "reader"] == []
    assert desk.runs()[0].end in {End.OK, End.BROKEN}


def test_feeds_that_mean_harm(desk: Desk, web: Web) -> None:
    starts = []
    for number, body in enumerate(FEEDS.values()):
        web.routes[f"/{number}.xml"] = Answer(body, type="application/xml")
        starts.append(web.url(f"/{number}.xml"))
    item = "<item><title>Good</title><link>/x</link><description>Pickers</description></item>"
    web.routes["/good.xml"] = Answer(f"<rss version='2.0'><channel>{item}", type="text/xml")
    starts.append(web.url("/good.xml"))
    desk.site("board", '", "'.join(starts), 'reader = "feed"\n')
    memory, _ = crawled(desk, "board")
    log = (desk.folder / "log").read_text()
    assert memory < MEMORY, f"{memory / MEBIBYTE:.0f} MiB"
    assert "Good" in desk.titles()
    assert "Traceback" not in log
    assert "root:" not in str(desk.titles())
    assert [problem for problem in desk.problems() if problem.kind == "reader"] == []


def urls(number: int) -> bytes:
    entries = (b"<url><loc>http://127.0.0.1/%d</loc></url>" % n for n in range(number))
    return b"<urlset>" + b"".join(entries) + b"</urlset>"


def index(*locations: str) -> Answer:
    named = "".join(f"<sitemap><loc>{location}</loc></sitemap>" for location in locations)
    return Answer(f"<sitemapindex>{named}</sitemapindex>", type="application/xml")


CALLED = {"/one.xml", "/two.xml", "/good.xml"}
"""Sitemaps that others name."""


def test_sitemaps_that_mean_harm(desk: Desk, web: Web) -> None:
    packed_as = "application/gzip"
    web.routes |= {
        "/self.xml": index(web.url("/self.xml"), web.url("/one.xml")),
        "/one.xml": index(web.url("/two.xml"), web.url("/good.xml")),
        "/two.xml": index(web.url("/one.xml"), web.url("/self.xml")),
        "/many.xml.gz": Answer(packed(urls(1_000_000)), type=packed_as),
        "/bomb.xml.gz": Answer(bomb(1 << 30, GZIP), type=packed_as),
        "/cut.xml.gz": Answer(packed(urls(50))[:-30], type=packed_as),
        "/deep.xml": Answer(b"<urlset>" + b"<url>" * 300_000, type="application/xml"),
        "/laughs.xml": Answer(FEEDS["laughs"], type="application/xml"),
        "/good.xml": Answer(f"<urlset><url><loc>{web.url('/ads/1')}</loc></url></urlset>"),
        "/ads/1": ad(1),
    }
    mapped = [url for url in web.routes if url.endswith((".gz", ".xml")) and url not in CALLED]
    named = "\n".join(f'  "{web.url(url)}",' for url in mapped)
    fields = FIELDS.partition("[fields]")[2]
    rest = f'reader = "selectors"\nsitemaps = [\n{named}\n]\n[fields]{fields}'
    desk.site("board", web.url("/"), rest)
    memory, _ = crawled(desk, "board")
    log = (desk.folder / "log").read_text()
    assert memory < MEMORY, f"{memory / MEBIBYTE:.0f} MiB"
    assert desk.titles() == {"Ad number 1"}, log[-3000:]
    assert web.asked.count("/one.xml") == 1
    failed = {problem.url.rpartition("/")[2] for problem in desk.problems()}
    assert failed == {"many.xml.gz", "bomb.xml.gz", "cut.xml.gz", "deep.xml", "laughs.xml"}
    assert "Traceback" not in log


ROBOTS = {
    "100 MB": lambda: starting(head(type="text/plain"), endless(b"Disallow: /x\n")),
    "a bomb": lambda: html(bomb(1 << 30, GZIP), TYPED + "gzip"),
    "binary": lambda: html(b"\0\xff" * 500_000),
    "a million rules": lambda: html(
        b"User-agent: *\n" + b"".join(b"Disallow: /x%d*y$\n" % n for n in range(400_000))
    ),
    "a pattern": lambda: html(b"User-agent: *\nDisallow: /" + b"*a" * 5_000 + b"*b$\n"),
    "many stars": lambda: html(b"User-agent: *\nDisallow: /" + b"*" * 50_000 + b"b$\n"),
    "names": lambda: html(b"User-agent: " + b"x" * 400_000 + b"\nDisallow: /\n"),
    "a delay": lambda: html(b"User-agent: *\nCrawl-delay: nan\nCrawl-delay: -1\nDisallow: /b\n"),
}


def test_robots_that_mean_harm(desk: Desk) -> None:
    """A site on as many ports as there are files: each port has rules of its own."""
    long = "/" + "a" * 1_500
    with ExitStack() as stack:
        starts = {}
        for name, talk in ROBOTS.items():
            web = stack.enter_context(closing(HostileWeb()))
            web.talks["/robots.txt"] = talk
            web.pages = {long: f"<h1>{name}</h1><p class=text>y"}
            starts[name] = web.url(long)
        fields = FIELDS.partition("[fields]")[2]
        rest = f'reader = "selectors"\n[fields]{fields}'
        desk.site("board", '", "'.join(starts.values()), rest)
        memory, seconds = crawled(desk, "board")
    log = (desk.folder / "log").read_text()
    assert memory < MEMORY, f"{memory / MEBIBYTE:.0f} MiB"
    assert seconds < 60
    assert "Traceback" not in log
    assert desk.titles() == ROBOTS.keys() - {"a bomb"}, log[-3000:]
    assert starts["a bomb"] in {problem.url for problem in desk.problems()}
