"""Indicators that an ad shows or contradicts. None of them says what an ad is."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from offers.span import Span


class Tier(StrEnum):
    """How much an indicator says, after the grades of the ILO's operational indicators. `context`
    ranks nothing, `protect` switches safeguards on, `mitigating` speaks for a lawful offer."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"
    CONTEXT = "context"
    PROTECT = "protect"
    MITIGATING = "mitigating"


class State(StrEnum):
    """Whether an ad shows an indicator or says the contrary ("no fee"). What it shows in neither
    way is not stated."""

    PRESENT = "present"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorHit:
    """One indicator in one place of an ad.

    `pack` is the pack it comes from with its version (`offerwatch 1`), `weight` what it adds to the
    sum by which ads are ranked. `phrase` is the phrase as the pack spells it and `gloss` what it
    means in English; `because` says in a sentence why one that is no phrase holds. `raw` and `span`
    quote the ad; the whole ad speaks where `span` is `None`.
    """

    id: str
    tier: Tier
    state: State
    pack: str
    weight: float
    raw: str = ""
    span: Span | None = None
    phrase: str | None = None
    language: str | None = None
    gloss: str | None = None
    because: str | None = None


def shown(hits: Iterable[IndicatorHit]) -> dict[str, float]:
    """The weight of each indicator that is present and nowhere contradicted, once each."""
    hits = tuple(hits)
    denied = {hit.id for hit in hits if hit.state is State.CONTRADICTED}
    return {hit.id: hit.weight for hit in hits if hit.id not in denied}


def rank(hits: Iterable[IndicatorHit]) -> float:
    """The sum by which ads are ranked, never below 0."""
    return max(0.0, sum(shown(hits).values()))
