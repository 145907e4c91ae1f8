"""An ad as it stands on its page: what a reader found, before anyone asked what it means."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from offers.offer import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Ad:
    """`key` is the site's own number of the ad; `url` is absolute; `anchor` tells ads of one
    page apart. Paragraphs of `text` are parted by an empty line.

    `said` holds what the page says in labelled places, word for word: `published`,
    `valid_until`, `employer`, `place`, `country`, `price`, `currency`, `per`, `contact` and
    whatever else a site file names. Never view counts or other numbers that change by themselves.

    `images` are addresses of its pictures as `parsers.pictures` tells them.

    `sources` says of each field what it was read from, in words for an operator: a selector,
    `JSON-LD title`, `listing: .place`. It is no part of what was published.
    """

    url: str
    title: str | None = None
    text: str | None = None
    key: str | None = None
    anchor: str | None = None
    said: Mapping[str, str] = field(default_factory=dict)
    images: tuple[str, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class AdsFound:
    """What one reader made of one page. No ads and no warning: the page says there are none."""

    ads: tuple[Ad, ...]
    warnings: tuple[str, ...] = ()
