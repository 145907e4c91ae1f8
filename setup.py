"""What `scrapyd-deploy` asks for an egg; everything else stands in pyproject.toml."""

from setuptools import setup

setup()
