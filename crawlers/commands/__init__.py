"""Scrapy's commands as they are here: `scrapy NAME` runs the module of that name."""
