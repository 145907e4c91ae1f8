"""Who speaks in an ad: somebody who offers, who seeks, or who reports."""

from offers.offer import Speaker
from parsers.wording import Wording


def speaker(wording: Wording) -> Speaker | None:
    """To be told by phrases."""
    return None
