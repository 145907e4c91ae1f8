"""What is known of an ad that helps to tell one place of a name from another."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from parsers.letters import table
from parsers.places.gazetteer import known

_GROUPS = (
    frozenset({"sr", "hr", "bs", "sl", "mk", "sh"}),
    frozenset({"id", "ms"}),
    frozenset({"cs", "sk"}),
    frozenset({"am", "ti"}),
    frozenset({"nb", "no", "nn", "da", "sv"}),
    frozenset({"hi", "ne", "mr"}),
    frozenset({"uk", "be"}),
    frozenset({"ku", "kmr"}),
    frozenset({"fil", "tl"}),
    frozenset({"tr", "az"}),
)
"""Languages that short texts are easily taken for one another in."""


@dataclass(frozen=True, slots=True)
class Context:
    """`languages` of ad and site (all if empty); `home` the site's country, `said` those of the
    labelled fields; `named` those that the prose names without doubt."""

    languages: frozenset[str] = frozenset()
    home: str | None = None
    said: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()

    @classmethod
    def of(cls, languages: Iterable[str], home: str | None, said: Iterable[str]) -> "Context":
        spoken = frozenset(languages)
        wide = spoken.union(*(group for group in _GROUPS if not group.isdisjoint(spoken)))
        return cls(wide, home, frozenset(said))

    @property
    def native(self) -> frozenset[str]:
        """The languages of the site's country."""
        return _spoken_in().get(self.home or "", frozenset())

    def naming(self, ids: Iterable[str]) -> "Context":
        """The same, with countries that the prose names."""
        codes = [id_[8:] for id_ in ids if id_.startswith("country:")]
        return replace(self, named=frozenset(codes)) if codes else self

    @staticmethod
    def countries(ids: Iterable[str]) -> frozenset[str]:
        """The countries of places, by their ids."""
        return frozenset(code for id_ in ids if (code := known(id_).spot.country))


@cache
def _spoken_in() -> Mapping[str, frozenset[str]]:
    """By country the languages in which ads are written there."""
    found: dict[str, set[str]] = defaultdict(set)
    for language, countries in table("language_regions.tsv"):
        for country in countries.split():
            found[country].add(language)
    return {country: frozenset(some) for country, some in found.items()}
