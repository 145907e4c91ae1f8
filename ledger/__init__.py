"""What was read and what was remembered become versions, events and seals. It decides; the index
only stores."""

from ledger.book import Conflict, Ledger, Tally

__all__ = ["Conflict", "Ledger", "Tally"]
