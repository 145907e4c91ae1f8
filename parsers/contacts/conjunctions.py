"""Words that stand between the contacts of a list: `and`, `or`."""

from functools import cache

from parsers.fold import fold
from parsers.letters import table


@cache
def and_or() -> str:
    """For a regular expression over folded text, longer words first."""
    rows = table("contact_conjunctions.tsv")
    words = {fold(word).text for _, some in rows for word in some.split()}
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))
