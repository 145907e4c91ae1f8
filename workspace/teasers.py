"""What a list says of its ads before anybody follows its links: teasers name people, too."""

from collections.abc import Mapping

from offers.ad import Ad, AdsFound
from offers.offer import Offer
from offers.page import Page
from offers.profile import Profile
from parsers.blocks.entries import entries_of, text_of
from parsers.dom import Dom, NotRead
from parsers.offer import read_offers

PROFILE = Profile(site="teasers")


def teasers(page: Page) -> tuple[Offer, ...]:
    """The entries of a list, each read as if it were an ad; none where nothing repeats."""
    try:
        return read_offers(page, PROFILE, reader=_entries).offers
    except NotRead:
        return ()


def _entries(page: Page, profile: Profile, listed: Mapping[str, str]) -> AdsFound:
    del profile, listed
    found = entries_of(Dom(page), None)
    ads = (
        Ad(url=page.url, anchor=str(number), title=entry.title, text=text_of(entry))
        for number, entry in enumerate(found.entries if found else ())
    )
    return AdsFound(tuple(ads))
