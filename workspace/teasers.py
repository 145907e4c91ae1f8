"""What a list says of its ads before anybody follows its links: teasers name people, too."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ledger.seal import MASK, seeks
from offers.ad import Ad, AdsFound
from offers.offer import Offer
from offers.page import Page
from offers.profile import Profile
from parsers.blocks.entries import entries_of, text_of
from parsers.blocks.outline import Outline
from parsers.charset import decoded
from parsers.dom import Dom, NotRead
from parsers.offer import read_offers

PROFILE = Profile(site="teasers")
SHORTEST = 3
"""Code points of a piece of text that says anything of anybody."""


def teasers(page: Page) -> tuple[Offer, ...]:
    """The entries of a list, each read as if it were an ad; none where nothing repeats."""
    try:
        return read_offers(page, PROFILE, reader=_entries).offers
    except NotRead:
        return ()


def _entries(page: Page, profile: Profile, listed: Mapping[str, str]) -> AdsFound:
    del profile, listed
    found = entries_of(Outline(Dom(page)))
    ads = (
        Ad(url=page.url, anchor=str(number), title=entry.title, text=text_of(entry))
        for number, entry in enumerate(found.entries if found else ())
    )
    return AdsFound(tuple(ads))


def without_seekers(page: Page) -> Page:
    """The list, what people who seek say of themselves masked wherever it stands in the page: as
    text, in attributes, escaped in scripts. What is spelt in other ways stays; ask `teasers`."""
    text = decoded(page)
    masked = text
    for piece in sorted(_said_by_seekers(page), key=len, reverse=True):
        masked = _mask(masked, piece)
    if masked == text:
        return page
    return replace(page, body=masked.encode("utf-8", "replace"), charset="utf-8")


def _said_by_seekers(page: Page) -> set[str]:
    said = (f"{each.title}\n{each.text}" for each in teasers(page) if seeks(each))
    pieces = (piece.strip() for one in said for piece in one.splitlines())
    return {piece for piece in pieces if len(piece) >= SHORTEST}


def _mask(text: str, piece: str) -> str:
    for way in dict.fromkeys(_spelt(piece)):
        words = r"\s+".join(map(re.escape, way.split()))
        text = re.sub(words, lambda found: MASK * len(found[0]), text)
    return text


def _spelt(piece: str) -> Iterator[str]:
    yield piece
    yield html.escape(piece)
    yield json.dumps(piece)[1:-1]
    yield json.dumps(piece, ensure_ascii=False)[1:-1]
