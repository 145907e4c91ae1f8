"""Where pages tell of an ad's pictures without being asked: in data about it, and in what they show
to whoever shares them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import islice

from offers.ad import Ad
from parsers.dom import Dom
from parsers.picture_key import picture_key
from parsers.pictures import FIELD, LOOKED_AT, pictures
from parsers.readers.loose_json import Json
from parsers.readers.markup import Told
from parsers.readers.told import objects
from parsers.urls import absolute

LEAST = 50
"""Pixels: what is said to be less wide or high is an icon, or counts visitors."""

NUMBER = re.compile(r"\s*[0-9.+-]*\s*")
"""Stands where a picture is named by its number, and numbers are read as they are written."""

PIXELS = re.compile(r"\s*([0-9]{1,5})(?:px)?\s*")

SHARED = "meta[property^='og:image' i], meta[name^='og:image' i]"
"""What a page shows to whoever shares it (ogp.me): an address, and its properties after it."""

ADDRESSES = frozenset({"og:image", "og:image:url", "og:image:secure_url"})
SIZES = frozenset({"og:image:width", "og:image:height"})

OWNERS = ("hiringOrganization", "publisher", "author", "provider", "sourceOrganization")
"""Whose logos and faces stand beside a posting, and are often told as its picture."""


def told(value: Json) -> Iterator[str]:
    """What stands where data names a picture: an address, an ImageObject, or several of them,
    however nested (schema.org/image, schema.org/ImageObject)."""
    waiting = [value]
    for _ in range(LOOKED_AT):
        one = waiting.pop() if waiting else None
        if isinstance(one, str) and not NUMBER.fullmatch(one):
            yield one
        elif isinstance(one, list):
            waiting += one[:LOOKED_AT][::-1]
        elif isinstance(one, dict) and not (_tiny(one.get("width")) or _tiny(one.get("height"))):
            waiting.append(one.get("contentUrl") or one.get("url"))


def of_posting(posting: Told, base: str) -> tuple[str, ...]:
    """The pictures of a posting; not those that are its firm's."""
    return pictures(told(posting.get("image")), base, of_others(posting, base))


def of_others(posting: Told, base: str) -> frozenset[str]:
    """Keys of pictures that are those of an organisation or a person, as a posting says."""
    owners = [one for name in OWNERS for one in objects(posting.get(name))]
    written = (each for one in owners for name in ("logo", "image") for each in told(one.get(name)))
    urls = (absolute(base, one) for one in islice(written, LOOKED_AT))
    return frozenset(picture_key(url) for url in urls if url)


def shared(dom: Dom) -> Iterator[str]:
    """The addresses that a page shows to whoever shares it."""
    last: str | None = None
    for meta in dom.all(SHARED)[:LOOKED_AT]:
        name = (meta.get("property") or meta.get("name") or "").strip().lower()
        if name in SIZES and _tiny(meta.get("content")):
            last = None
        elif name in ADDRESSES:
            if last:
                yield last
            last = meta.get("content")
    if last:
        yield last


def with_shared(ad: Ad, dom: Dom, without: Collection[str] = ()) -> Ad:
    """The ad, which has the page to itself, with what the page shows to whoever shares it."""
    found = pictures((*ad.images, *shared(dom)), dom.base, without)
    if len(found) == len(ad.images):
        return ad
    source = ", ".join(filter(None, (ad.sources.get(FIELD), "og:image")))
    return replace(ad, images=found, sources={**ad.sources, FIELD: source})


def _tiny(said: Json) -> bool:
    """`16`, `16px`: less than a picture of an ad has."""
    found = PIXELS.fullmatch(said) if isinstance(said, str) else None
    return found is not None and int(found[1]) < LEAST
