"""Which ads are the same ad: new ones are compared with all others, at once and one writer at a
time, and families follow from what was found and decided."""

from ledger.families.kinship import Kinship

__all__ = ["Kinship"]
