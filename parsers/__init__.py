"""From a page to offers, and what an offer says. Pure: no network, no clock, no settings."""
