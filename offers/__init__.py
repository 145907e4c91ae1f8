"""The words that all other rooms share. Pure values: no network, no clock, no settings."""
