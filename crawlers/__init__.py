"""The Scrapy project: brings pages home politely, safely and honestly."""
