"""What is known about an ad that helps to read its contacts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from parsers.letters import table

MOST = 6
"""Countries tried for one number; more only make more wrong ones."""

SITE, SAID, GUESSED = 0.9, 0.7, 0.6
"""How sure a national number is by where its country comes from: the site file, the ad, or its
language, which countries share. Set by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """`country` is the site's, `said` countries that the ad names (ISO 3166-1 alpha-2);
    `languages` ISO 639 codes, the ad's own first; `home` the host of the site. `handles` is the
    service that a lone `@name` means on this site, where the site is part of it."""

    country: str | None = None
    said: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    home: str = ""
    handles: str | None = None

    def regions(self) -> Iterator[tuple[str, float]]:
        """Countries to read a national number in, with how sure that would be."""
        rated: dict[str, float] = {}
        if self.country:
            rated[self.country] = SITE
        for country in self.said:
            rated.setdefault(country, SAID)
        for language in self.languages:
            for country in _spoken().get(language, ()):
                rated.setdefault(country, GUESSED)
        yield from list(rated.items())[:MOST]


@cache
def _spoken() -> dict[str, tuple[str, ...]]:
    return {row[0]: tuple(row[1].split()) for row in table("language_regions.tsv")}
