"""Remembers offers and the journal of what was done. `index.base` is the map."""
