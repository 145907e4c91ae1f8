"""One spelling for addresses of the same picture: in other sizes, at another quality, fetched
through somebody who makes these.

Told by what is documented of those who make sizes, and by nothing else: a picture that two
addresses do not share by these rules is two pictures. Conservative, for whom it takes for one it
says so to an analyst. Every rule gives what it leaves alone the second time.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from urllib.parse import parse_qs, urlsplit

from parsers.identity import canonical_url
from parsers.letters import table
from parsers.urls import absolute

STEPS = 8
"""What is left of an address is looked at once more, so many times: one may stand in another."""

FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|heic)\Z", re.IGNORECASE)
PORTS = re.compile(r":(?:80|443)\Z")

VALUES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "number": re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,3})?"),
        "pair": re.compile(r"[0-9]{1,4}(?:,|%2C|x)[0-9]{1,4}", re.IGNORECASE),
        "words": re.compile(r"[A-Za-z](?:[A-Za-z,-]|%2C){0,39}", re.IGNORECASE),
        "flag": re.compile(r"[01]|true|false", re.IGNORECASE),
        "any": re.compile(r".*", re.DOTALL),
    }
)
"""What the parameters of `picture_parameters.tsv` hold."""

CLOUDFLARE = re.compile(r".*?/cdn-cgi/image/[^/]+/+(.+)", re.DOTALL)
"""`/cdn-cgi/image/OPTIONS/SOURCE`, the source an address or a path of the same host
(developers.cloudflare.com/images/transform-images/transform-via-url)."""

ABSOLUTE = re.compile(r"https?:/{1,2}", re.IGNORECASE)

PHOTON = re.compile(r"i[0-3]\.wp\.com")
"""`i0.wp.com/HOST/PATH` (Photon, developer.wordpress.com/docs/photon)."""

HOSTED = re.compile(r"/[\w-]+(?:\.[\w-]+)+/.")

NEXT = "/_next/image"
"""`/_next/image?url=SOURCE&w=..&q=..` (nextjs.org/docs/app/api-reference/components/image)."""

NAMED = re.compile(r"(?:-[0-9]{2,4}x[0-9]{2,4})+(?=\.[A-Za-z]{3,4}\Z)")
"""`work-300x200.jpg` of `work.jpg`: sizes that WordPress keeps beside what was uploaded
(developer.wordpress.org/reference/classes/wp_image_editor/get_suffix); others name them so, too."""

UPLOADED = re.compile(r"(?:-[0-9]{2,4}x[0-9]{2,4}|-scaled)+(?=\.[A-Za-z]{3,4}\Z)")
UPLOADS = "/wp-content/uploads/"
"""`work-scaled.jpg` stands for a large upload since WordPress 5.3
(core.trac.wordpress.org/changeset/46659)."""

SEGMENT = re.compile(r"[0-9]{2,4}x[0-9]{2,4}")
"""`/300x200/` between two slashes, as in addresses of Thumbor (thumbor.readthedocs.io, usage)."""

OPTION = re.compile(r"s=[0-9]{1,4}(?:x[0-9]{1,4})?(?:;q=[0-9]{1,3})?")
"""`/image;s=644x461` at the end: as pages of OLX state their pictures
(`ireland.apollo.olxcdn.com/v1/files/NAME/image;s=1000x700`)."""

GOOGLE = re.compile(r"=[a-z]{1,3}[0-9]{0,4}(?:-[a-z]{1,3}[0-9]{0,4})*\Z")
"""`=w400-h300-c` at the end, on `googleusercontent.com`
(developers.google.com/people/image-sizing)."""

CLOUDINARY = re.compile(r"(?:(?:w|h|c|q|f|g|ar|dpr)_[\w.:-]{1,40},?)+|s--[\w-]{8,32}--")
"""Parts of a path that name sizes and signatures, after `/image/upload/` on `res.cloudinary.com`
(cloudinary.com/documentation/transformation_reference). Overlays, effects and cut-outs are none."""


def picture_key(url: str) -> str:
    """The address of a picture without scheme and without what makes a size of it; equal for
    addresses of which that can be told on paper. `url` is absolute; what is none stays as it is."""
    key = url
    try:
        for _ in range(STEPS):
            before, key = key, _spelt(url)
            if key == before:
                break
            url = f"https://{key}"
    except ValueError:
        pass
    return key


def _spelt(url: str) -> str:
    found = next(filter(None, (inside(url) for inside in INSIDE)), None)
    url = absolute(url, found) or url
    parts = urlsplit(canonical_url(url))
    host = PORTS.sub("", parts.netloc)
    path = _path(host, parts.path)
    query = "&".join(_left(parts.query, is_file=bool(FILE.search(path))))
    return f"{host}{path}?{query}" if query else host + path


def _of_cloudflare(url: str) -> str | None:
    parts = urlsplit(url)
    found = CLOUDFLARE.fullmatch(parts.path)
    if found is None:
        return None
    query = f"?{parts.query}" if parts.query else ""
    return ("" if ABSOLUTE.match(found[1]) else "/") + found[1] + query


def _of_photon(url: str) -> str | None:
    parts = urlsplit(url)
    is_one = PHOTON.fullmatch(parts.hostname or "") and HOSTED.match(parts.path)
    return f"https:/{parts.path}" if is_one else None


def _of_next(url: str) -> str | None:
    parts = urlsplit(url)
    if not parts.path.endswith(NEXT):
        return None
    return next(iter(parse_qs(parts.query, max_num_fields=20).get("url", [])), None)


INSIDE = (_of_cloudflare, _of_photon, _of_next)
"""The address, or path of the same host, that another address names as what it makes a size of."""


def _path(host: str, path: str) -> str:
    """A path without what names a size in it."""
    if host == "res.cloudinary.com":
        before, upload, after = path.partition("/image/upload/")
        parts = (part for part in after.split("/") if not CLOUDINARY.fullmatch(part))
        return before + upload + "/".join(parts)
    if host.endswith(".googleusercontent.com"):
        return GOOGLE.sub("", path)
    first, *middle, last = path.split("/") if path.count("/") > 1 else ("", path[1:])
    kept = [part for part in middle if not SEGMENT.fullmatch(part)]
    name, _, option = last.partition(";")
    name = name if OPTION.fullmatch(option) else last
    if FILE.search(name):
        name = (UPLOADED if UPLOADS in path else NAMED).sub("", name)
    return "/".join((first, *kept, name))


def _left(query: str, *, is_file: bool) -> Iterator[str]:
    """The parameters that say which picture it is."""
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        rules = _rules(name.lower())
        if not any((is_file or anywhere) and holds(value) for holds, anywhere in rules):
            yield pair


Rule = tuple[Callable[[str], object], bool]
"""Whether a value is one of those that make a size, and whether it is so of any address."""


@cache
def _parameters() -> Mapping[str, tuple[Rule, ...]]:
    found: dict[str, tuple[Rule, ...]] = {}
    for name, values, where, _ in table("picture_parameters.tsv"):
        rule = VALUES[values].fullmatch, where == "anywhere"
        found[name] = (*found.get(name, ()), rule)
    return found


def _rules(name: str) -> tuple[Rule, ...]:
    known = _parameters()
    beginning = (known[star] for star in known if star[-1] == "*" and name.startswith(star[:-1]))
    return known.get(name) or next(beginning, ())
