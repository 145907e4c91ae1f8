"""What became of an ad, told from what the ledger wrote down. Pure: no store, no clock."""
