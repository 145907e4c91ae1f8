"""What was read and what was remembered become versions, events and seals. It decides; the index
only stores."""

from ledger.book import Conflict, Ledger, Tally
from ledger.families import Kinship

__all__ = ["Conflict", "Kinship", "Ledger", "Tally"]
