"""Walks through a board by the links that its site file names, with nothing but lxml."""

import tomllib
from collections.abc import Iterator
from functools import cache
from gzip import decompress
from importlib.resources import files
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import HTTPRedirectHandler, Request, build_opener

from lxml import etree, html

from demo.web import DemoWeb

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


class Stay(HTTPRedirectHandler):
    """Redirects are answers like others: some lead where nobody should go."""

    def redirect_request(self, *args: Any, **named: Any) -> None:
        return None


OPENER = build_opener(Stay)


def fetch(url: str, method: str = "GET", **headers: str) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers with names in lower case."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with OPENER.open(Request(url, method=method, headers=names)) as answer:
            return answer.status, answer.read(), _lower(answer.headers)
    except HTTPError as error:
        with error:
            return error.code, error.read(), _lower(error.headers)


def _lower(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


@cache
def site(name: str) -> dict[str, Any]:
    file = files("demo").joinpath("workspace", "sites", f"{name}.toml")
    return tomllib.loads(file.read_text("utf-8"))


def select(root: Any, selector: str) -> list[Any]:
    if selector.startswith(("/", "./", "(")):
        return list(root.xpath(selector))
    return list(root.cssselect(selector))


def document(body: bytes | str) -> Any:
    return html.document_fromstring(body)


def tree(url: str) -> Any:
    status, body, _ = fetch(url)
    if status == 429:
        status, body, _ = fetch(url)
    assert status == 200, (status, url)
    made = document(body)
    made.make_links_absolute(url)
    return made


def several(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def local(web: DemoWeb, name: str, url: str) -> str:
    """A URL of the site file, at the port where the boards are served."""
    return url.replace(":8765/", f":{web.port}/")


def listings(web: DemoWeb, name: str) -> Iterator[tuple[str, Any]]:
    """All listing pages that the site file leads to, each once, with their URLs."""
    links = site(name).get("links", {})
    waiting = [local(web, name, url) for url in site(name)["start"]]
    if "pages" in links:
        span = range(links["pages"]["first"], links["pages"]["last"] + 1)
        template = local(web, name, links["pages"]["url"])
        waiting = [template.replace("{page}", str(number)) for number in span]
    seen: set[str] = set()
    while waiting:
        url = waiting.pop(0)
        if url in seen:
            continue
        seen.add(url)
        page = tree(url)
        yield url, page
        for selector in several(links.get("next", [])):
            waiting += [urljoin(url, found.get("href")) for found in select(page, selector)]


def offers(web: DemoWeb, name: str) -> set[str]:
    """URLs of ad pages, from listings and sitemaps."""
    found = {
        link.get("href")
        for _, page in listings(web, name)
        for selector in several(site(name)["links"]["offer"])
        for link in select(page, selector)
    }
    for url in site(name).get("sitemaps", []):
        found |= set(sitemap(local(web, name, url)))
    return found


def sitemap(url: str) -> Iterator[str]:
    body = fetch(url)[1]
    root = etree.fromstring(decompress(body) if url.endswith(".gz") else body)
    for loc in root.iter(LOC):
        if root.tag.endswith("sitemapindex"):
            yield from sitemap(loc.text or "")
        else:
            yield loc.text or ""


def words(element: Any) -> str:
    """What an element says, white space made single."""
    return " ".join(" ".join(element.itertext()).split())
