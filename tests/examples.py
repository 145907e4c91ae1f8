"""How many examples a property is tried with."""

import os

AGAIN = "OFFERWATCH_AGAIN"
"""Set where all was asked of one release of Elasticsearch already, and is asked of another."""

SHARE = 4


def examples(number: int) -> int:
    """So many; of another release a fourth, for what is ours is the same there."""
    return max(number // SHARE, 3) if os.environ.get(AGAIN) else number
