"""Scrapy's settings: what holds for every crawl. `crawlers.guard` sees to it that it does.

Reasons and measurements stand in docs/lawful.md.
"""

import os

# tldextract would fetch its list of suffixes when first used, and it reads this when imported.
os.environ.setdefault("TLDEXTRACT_PUBLIC_SUFFIX_LIST_URLS", "")

BOT_NAME = "offerwatch"
SPIDER_LOADER_CLASS = "crawlers.loader.SiteLoader"
COMMANDS_MODULE = "crawlers.commands"

# Politeness. A site file can only slow down; loopback alone may be asked faster.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "Offerwatch"
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2.0
DOWNLOAD_DELAY_JITTER = 0
RETRY_TIMES = 1
RETRY_HTTP_CODES = [408, 429, 500, 502, 503, 504, 522, 524]
RETRY_EXCEPTIONS = [
    "scrapy.exceptions.DownloadConnectionRefusedError",
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.DownloadTimeoutError",
    "scrapy.exceptions.ResponseDataLossError",
]
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
REFERRER_POLICY = "same-origin"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.8",
    # What `evidence` can undo again with the standard library alone.
    "Accept-Encoding": "gzip, deflate",
}

# Nobody logs in, and nothing is remembered between requests but what the ledger remembers.
COOKIES_ENABLED = False
HTTPCACHE_ENABLED = False
HTTPPROXY_ENABLED = False

# Safety.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {
    "http": "crawlers.download.BreakableDownload",
    "https": "crawlers.download.BreakableDownload",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 30
DNS_TIMEOUT = 15
REDIRECT_MAX_TIMES = 5
# Pages that reload themselves every minute are no redirects.
METAREFRESH_MAXDELAY = 3
# What a script would write is no word of the page.
METAREFRESH_IGNORE_TAGS = ["noscript", "script", "template", "textarea"]
MEMUSAGE_LIMIT_MB = 2048

# What a crawl is made of.
DOWNLOADER_MIDDLEWARES = {
    "crawlers.guard.RequestGuard": 10,
    "crawlers.conditional.Conditional": 20,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawlers.addresses.PublicAddresses": 50,
    "crawlers.hosts.OwnHosts": 60,
    "crawlers.media.NoMedia": 70,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawlers.robots.Robots": 100,
    # Answers come here last: whatever is to be undone, retried or followed has been.
    "crawlers.browser.middleware.Rendering": 110,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "crawlers.retry.PatientRetry": 550,
    "crawlers.whole.WholeAnswers": 585,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
}
EXTENSIONS = {
    "crawlers.keeper.Keeper": 100,
    "crawlers.limits.Limits": 150,
    "crawlers.pace.Pace": 200,
    "crawlers.turns.Turns": 210,
    "scrapy.extensions.throttle.AutoThrottle": None,
    # Items are offers as published, sealed ones too: they go to the ledger and nowhere else.
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
}
ITEM_PIPELINES = {"crawlers.keeper.IntoLedger": 100}
CONCURRENT_ITEMS = 1
# Pages in the order in which they were found, so that a cap cuts off the oldest.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"

LOG_LEVEL = "INFO"
LOG_SHORT_NAMES = True
STATS_DUMP = False
