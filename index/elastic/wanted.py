"""How the indices of a store would be made now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from index.access import Access
from index.base import Tokens
from index.elastic import setup
from index.elastic.analysis import Tier
from index.elastic.indices import State
from index.elastic.layout import Part


@dataclass(frozen=True, slots=True)
class Wanted:
    """`tokens` are how words are folded, `access` says how large indices are made, `tier` how well
    the cluster can cut text into words."""

    access: Access
    tokens: Tokens
    tier: Tier

    def body(self, part: Part) -> Mapping[str, Any]:
        """Mappings and settings of the part's index."""
        return setup.body(part, self.access, self.tokens, self._tier(part))

    def made(self, part: Part) -> Mapping[str, Any]:
        """What its `_meta` says of how its documents were made."""
        return setup.made(part, self.tokens, self._tier(part))

    def is_made(self, part: Part, state: State) -> bool:
        """Whether an index is as it would be made now."""
        return state.made == self.made(part)

    def _tier(self, part: Part) -> Tier | None:
        return self.tier if part is Part.OFFERS else None
