"""Pages that need a browser: a Chromium without a network, given what Scrapy fetched for it."""
