"""How stored offers are read again: by today's parsers, as their sites' files say."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from offers.offer import Offer
from offers.profile import Profile
from parsers.offer import read_again

if TYPE_CHECKING:
    from workspace.folder import Workspace


def reader(workspace: "Workspace") -> Callable[[Offer], Offer]:
    """Reads an offer again, for the indicators of the workspace's own packs too. Of a site without
    a file only its country is known, from the offer."""
    good, packs = workspace.sites().good, workspace.packs().all

    @cache
    def profile(site: str, country: str | None) -> Profile:
        return good[site].profile if site in good else Profile(site=site, country=country)

    return lambda offer: read_again(offer, profile(offer.site, offer.site_country), packs)
