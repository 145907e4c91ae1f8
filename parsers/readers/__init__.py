"""Page -> ads: a reader for each way of publishing them, found by name."""
