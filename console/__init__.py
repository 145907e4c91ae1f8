"""The operator's hand: the command `offerwatch`."""
