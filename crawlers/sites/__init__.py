"""Spiders of sites that a site file alone cannot describe, each a module named for its site."""
