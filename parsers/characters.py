"""The characters that a text has, looked at once: what it has none of is not looked for."""

from functools import lru_cache

SHORT, REMEMBERED = 10_000, 64
"""Characters of a text of which they are remembered, and of how many texts: whoever folds, cleans
and cuts a field does so one right after the other."""


def characters(text: str) -> frozenset[str]:
    """Each character of a text."""
    return _once(text) if len(text) <= SHORT else frozenset(text)


@lru_cache(maxsize=REMEMBERED)
def _once(text: str) -> frozenset[str]:
    return frozenset(text)


def pictured(text: str) -> bool:
    """Whether a text may have emoji, flags or styled letters: characters beyond the first plane.
    Patterns that hold such are slow to look for."""
    return len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
