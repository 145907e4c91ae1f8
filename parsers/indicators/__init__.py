"""Indicators: which signs of a possibly exploitative offer an ad shows or contradicts."""
