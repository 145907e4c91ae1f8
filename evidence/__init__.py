"""Proof of what a site answered: records that are kept as received and found again."""
