"""Addresses of the pictures of an ad, as pages state them.

Addresses alone: nothing here, and nothing that stores or shows them, fetches a picture. Logos,
icons, faces of members and what stands for a missing picture say nothing of an ad and are left out
where their name or size gives them away; all others become hubs by standing on many ads.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from urllib.parse import quote, urlsplit, urlunsplit

from parsers.dom import Element
from parsers.picture_key import picture_key
from parsers.urls import absolute

FIELD = "images"
"""The field of a site file that says where an ad's pictures stand."""

MOST = 10
"""Addresses of one ad, the first of its page; galleries beyond that tell no more."""

LONGEST = 2_000
"""Characters of an address. Those of Telegram have 400; longer ones are data or an attack."""

LOOKED_AT = 200
"""Values and elements that are looked at for one ad."""

SAFE = "/:@!$&()*+,;=~-._%?[]"
"""What stays as it is in an address; all else beyond letters and digits is escaped."""

CARRIERS = {
    "img": ("data-src", "data-original", "data-lazy-src", "src", "data-srcset", "srcset"),
    "source": ("data-srcset", "srcset"),
    "meta": ("content",),
    "link": ("href",),
}
"""Attributes in which elements name a picture, those of pages that load late first: until then
`src` has what stands for a picture."""

FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|\Z)", re.IGNORECASE)
"""A link to such a file leads to the picture itself, at its full size."""

PAINTED = re.compile(r"""url\(\s*["']?([^"')\s]{1,2000})""", re.IGNORECASE)
"""`background-image: url(...)` of a style."""

STYLE = 10_000
"""Characters of a style that are looked at."""

WORDS = re.compile(r"[^a-z0-9]+")
SAYS_NOTHING = frozenset(
    {
        *("logo", "logos", "logotype", "logotip", "companylogo", "favicon", "icon", "icons"),
        *("avatar", "avatars", "gravatar", "userpic", "sprite", "sprites"),
        *("placeholder", "placeholders"),
    }
)
"""Words of a path that stand in no picture of an ad."""

STANDS_IN = re.compile(
    r"(?:no[-_]?(?:image|photo|picture|img|pic|foto|cover|thumb)s?(?:[-_].*)?"
    r"|blank|spacer|pixel|transparent|loading|loader|spinner|dummy|empty|clear|[01]x[01])"
    r"\.[a-z]{3,4}"
)
"""Names of files that stand for a picture which is not there, or count visitors."""

DRAWN = (".svg", ".ico")
"""Drawings: signs and logos, never the photograph of an ad."""


def pictures(
    written: Iterable[str | None], base: str, without: Collection[str] = ()
) -> tuple[str, ...]:
    """The addresses among what is written, absolute, each picture once; none whose key is among
    those `without`. What is no address is left out, whatever it is."""
    found: dict[str, str] = {}
    for one in islice(written, LOOKED_AT):
        url = address(one, base)
        if url and (key := picture_key(url)) not in without:
            found.setdefault(key, url)
            if len(found) == MOST:
                break
    return tuple(found.values())


def pictures_in(said: str | None, base: str) -> tuple[str, ...]:
    """Those that a field of a site file found: one a line."""
    return pictures(said.split("\n"), base) if said else ()


def address(written: str | None, base: str) -> str | None:
    """An address of a picture as it is kept: http(s), without user and fragment, in ASCII.

    `None` for all else, data in an address for one, and for pictures that say nothing of an ad.
    """
    if not written or len(written) > LONGEST:
        return None
    url = absolute(base, written.replace("&amp;", "&"))
    if url is None:
        return None
    parts = urlsplit(url)
    netloc = _ascii(parts.netloc)
    if netloc is None or _says_nothing(parts.path):
        return None
    path, query = quote(parts.path, safe=SAFE), quote(parts.query, safe=SAFE)
    made = urlunsplit((parts.scheme, netloc, path, query, ""))
    return made if len(made) <= LONGEST else None


def _ascii(netloc: str) -> str | None:
    """A host as it is asked for by name; `None` where somebody is named who logs in, and for what
    is no name."""
    if "@" in netloc:
        return None
    try:
        plain = netloc.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    return plain if re.fullmatch(r"[a-z0-9._:\[\]-]+", plain) else None


def _says_nothing(path: str) -> bool:
    plain = path.lower()
    name = plain.rpartition("/")[2]
    if not SAYS_NOTHING.isdisjoint(WORDS.split(plain)) or name.endswith(DRAWN):
        return True
    return STANDS_IN.fullmatch(name) is not None


def shown(elements: Iterable[Element]) -> Iterator[str]:
    """The addresses of pictures that elements name or hold, in their order."""
    for element in elements:
        if own := _carried(element):
            yield own
            continue
        for inner in element.all("img")[:LOOKED_AT]:
            if one := _carried(inner):
                yield one


def _carried(element: Element) -> str | None:
    if element.tag == "a" and FILE.search(href := (element.get("href") or "")[-LONGEST:]):
        return href
    for name in CARRIERS.get(element.tag, ()):
        if value := (element.get(name) or "").strip():
            return value.split(maxsplit=1)[0].rstrip(",") if name.endswith("srcset") else value
    return painted(element)


def painted(element: Element) -> str | None:
    """The picture that an element's style paints behind it."""
    found = PAINTED.search((element.get("style") or "")[:STYLE])
    return found[1] if found else None
