"""Ads that must not lie open because a minor is recruited, offered or sexualised."""

from offers.offer import Protection
from parsers.wording import Wording


def protections(wording: Wording) -> tuple[Protection, ...]:
    """To be told by phrases."""
    return ()
