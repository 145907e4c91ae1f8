"""How many examples a property is tried with, and at which of many moments somebody is killed."""

import os
from random import Random
from secrets import randbits

AGAIN = "OFFERWATCH_AGAIN"
"""Set where all was asked of one release of Elasticsearch already, and is asked of another."""

SHARE = 4


def examples(number: int) -> int:
    """So many; of another release a fourth, for what is ours is the same there."""
    return max(number // SHARE, 3) if os.environ.get(AGAIN) else number


def some_of(number: int, most: int) -> range:
    """Of the numbers below `number` at most `most`, evenly apart. The first of them is drawn, so
    that over several runs all are; what was drawn is printed."""
    step = -(-number // most)
    seed = randbits(32)
    some = range(Random(seed).randrange(step), number, step) if step else range(0)
    print(f"seed {seed}: {some} of {number}")
    return some
