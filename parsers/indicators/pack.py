"""A pack of indicators: what each means, why it counts, and the phrases by which it is found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from offers.indicator import Tier

WEIGHTS: Mapping[Tier, float] = MappingProxyType(
    {
        Tier.STRONG: 3,
        Tier.MEDIUM: 2,
        Tier.WEAK: 1,
        Tier.CONTEXT: 0,
        Tier.PROTECT: 0,
        Tier.MITIGATING: -2,
    }
)
"""What an indicator of each tier adds to the sum where its pack names no weight. Proposed here,
after the three grades of the ILO's operational indicators; every one is measured or replaced."""

ANY = "any"
"""The language of phrases that are spelt alike everywhere: names of services, codes."""

PREFIXES = ("job", "travel", "common", "protect", "mitigate")
"""The first words of the ids that come with Offerwatch. Operators take others."""

CONDITIONS: Mapping[str, str] = MappingProxyType(
    {
        "job": "work is offered, or it is not known what is",
        "travel": "a journey is offered, or it is not known what is",
        "contact": "there is a way to reach whoever speaks",
        "messenger": "one can be reached by a messenger",
        "price": "a sum is named that is no pay",
        "pay": "a pay is named",
        "route": "the ad names a way from one place to another, or to one",
        "place": "a place is named",
        "employer": "the site gives an employer's name",
        "offers": "nobody seeks and nobody reports",
        "seeks": "somebody seeks work or passage",
        "reports": "somebody reports or warns",
        "minor": "somebody under eighteen is recruited, offered or sexualised",
    }
)
"""The words that `needs` knows beside the signs of its pack and the ids of indicators."""


class Change(StrEnum):
    """What an operator's indicator does to one of the same id: stands in its place, adds its
    phrases to it, or takes it away."""

    OVERRIDE = "override"
    EXTEND = "extend"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Saying:
    """Spellings of one phrase, as `parsers.lexicon` reads them, and what they mean in English.

    `provenance` is S (stands so in a source in that language), J (a press rendering of an ad in
    another language), A (adapted from guidance or reporting), G (general knowledge, to be
    confirmed by a native reader). `near` names words of which one must stand near it.
    """

    language: str
    spellings: tuple[str, ...]
    provenance: str
    gloss: str
    near: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator. `needs` are conditions that must all hold, each of them alternatives;
    `check` names what is looked for in the values that were read; `denials` are phrases that say
    the contrary."""

    id: str
    name: str
    tier: Tier
    weight: float
    definition: str
    why: str
    sources: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...] = ()
    check: str | None = None
    phrases: tuple[Saying, ...] = ()
    denials: tuple[Saying, ...] = ()
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Words of which one must stand `within` so many words of a phrase."""

    within: int
    words: Mapping[str, tuple[str, ...]]


Phrases = Mapping[str, tuple[str, ...]]
"""Spellings by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What one file holds. `signs` are words that only `needs` asks for, by their name; `brands`
    the domains of firms whose names others borrow."""

    name: str
    version: int
    changes: tuple[str, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()
    signs: Mapping[str, Phrases] = field(default_factory=dict)
    near: Mapping[str, Near] = field(default_factory=dict)
    before: Phrases = field(default_factory=dict)
    behind: Phrases = field(default_factory=dict)
    brands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Its name with its version, as hits show it."""
        return f"{self.name} {self.version}"
