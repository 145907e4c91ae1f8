"""The operator's folder: its settings, sites, rules and secrets, and the store that they name.

What `offerwatch`, `scrapy crawl` and a Scrapyd job all start from.
"""

from workspace.where import NoWorkspace, find

__all__ = ["NoWorkspace", "find"]
