"""What nobody can switch off: settings are put back, requests stripped of special wishes."""

import logging
from copy import deepcopy
from itertools import chain
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, default_settings

from crawlers import settings as ours
from workspace.site import SiteFile
from workspace.site_checks import FLOOR

logger = logging.getLogger(__name__)

SOFTWARE = "Offerwatch/0.1"

FREE = frozenset({
    "CLOSESPIDER_ERRORCOUNT", "CLOSESPIDER_ITEMCOUNT", "CLOSESPIDER_PAGECOUNT",
    "CLOSESPIDER_TIMEOUT", "EDITOR", "LOGSTATS_INTERVAL", "LOG_COLOR", "LOG_DATEFORMAT",
    "LOG_ENABLED", "LOG_ENCODING", "LOG_FILE", "LOG_FILE_APPEND", "LOG_FORMAT", "LOG_LEVEL",
    "LOG_SHORT_NAMES", "LOG_STDOUT", "STATS_DUMP",
})  # fmt: skip
"""The only settings that `-s`, a Python site or the environment may change: what is logged, and
caps that end a crawl sooner."""

INERT = frozenset({"CHECK", "PROJECT", "PYTHON_SHELL", "SETTINGS_MODULE"})
"""What Scrapy itself notes of the environment; nothing reads it."""

OURS = "OFFERWATCH_"
"""How the names of `crawlers.loader`'s own settings begin."""

LOWER = {"DNS_TIMEOUT": 1, "DOWNLOAD_MAXSIZE": 1, "DOWNLOAD_TIMEOUT": 1, "RETRY_TIMES": 0}
"""Settings that may be made smaller than ours, down to this: 0 means "no limit" in some."""

LOCKED = SETTINGS_PRIORITIES["cmdline"] + 10
"""Above everything that Scrapy itself knows."""

WISHES = frozenset({
    "allow_offsite", "autothrottle_dont_adjust_delay", "bindaddress", "dont_obey_robotstxt",
    "download_fail_on_dataloss", "download_maxsize", "download_slot", "download_timeout",
    "handle_httpstatus_all", "handle_httpstatus_list", "max_retry_times", "proxy",
})  # fmt: skip
"""Keys of `Request.meta` by which a request could ask for less politeness or safety.

`download_slot` is among them because Scrapy leaves it on redirects: the new host would be asked
at the old one's pace.
"""

NOT_A_SPIDERS = frozenset({
    "addons", "custom_settings", "download_delay", "download_maxsize", "download_timeout",
    "download_warnsize", "handle_httpstatus_list", "http_pass", "http_user",
    "max_concurrent_requests", "start_requests", "update_settings", "user_agent",
})  # fmt: skip
"""Attributes by which a Python site could do the same. `start_requests` is among them because
Scrapy has stopped calling it, without a word."""


HEADERS = frozenset({"Accept", "Accept-Language", "If-Modified-Since", "If-None-Match", "Referer"})
"""What a request may say besides what all of ours say: no log-in, no cookie, no other name."""


def taken(spider: type, base: type) -> list[str]:
    """Attributes of the guard's that a spider or something it is made of sets beyond `base`."""
    own = [vars(made).keys() for made in spider.__mro__ if made not in base.__mro__]
    return sorted(NOT_A_SPIDERS.intersection(chain(*own)))


def enforce(settings: BaseSettings, site: SiteFile, contact: str) -> None:
    """Put back what was changed from outside, then set what follows from the site file."""
    put_back(settings, LOCKED)
    for name, value in _of_site(site, contact).items():
        settings.set(name, value, LOCKED)
    for name in vars(ours):
        if name.isupper() and name not in FREE and (settings.getpriority(name) or 0) < LOCKED:
            settings.set(name, settings[name], LOCKED)


def put_back(settings: BaseSettings, priority: int = SETTINGS_PRIORITIES["project"]) -> None:
    """Make everything that was changed from outside what it always is, and say so."""
    for name in sorted(name for name in settings if _changed(settings, name)):
        if name not in FREE and not _lowered(settings, name):
            logger.warning("%s cannot be changed: it is what it always is", name)
            settings.attributes.pop(name)
            # Though nobody may know it: Scrapy would put it in again.
            settings.set(name, _always(name), priority)


def _changed(settings: BaseSettings, name: str) -> bool:
    """Said on the command line or by a spider, or by another settings module than ours."""
    told, project = settings.getpriority(name) or 0, SETTINGS_PRIORITIES["project"]
    if told != project or name in INERT or name.startswith(OURS):
        return told > project
    return bool(settings[name] != _always(name))


def _always(name: str) -> Any:
    """What neither we nor Scrapy know is `None`."""
    value = deepcopy(vars(ours).get(name, vars(default_settings).get(name)))
    return BaseSettings(value) if isinstance(value, dict) else value


def _lowered(settings: BaseSettings, name: str) -> bool:
    said = str(settings[name])
    return name in LOWER and said.isdecimal() and LOWER[name] <= int(said) <= vars(ours)[name]


def _of_site(site: SiteFile, contact: str) -> dict[str, Any]:
    delay = site.delay if site.loopback else max(site.delay, FLOOR)
    return {
        "USER_AGENT": user_agent(contact),
        "DOWNLOAD_DELAY": delay,
        "DOWNLOAD_VERIFY_CERTIFICATES": not site.insecure_tls,
    }


def user_agent(contact: str) -> str:
    """Who asks, and whom to turn to about it."""
    return f"{SOFTWARE} (reads public job and travel offers, obeys robots.txt; {contact})"


class NotAsked(IgnoreRequest):
    """A request that is not made; `kind` is the word for the problem that is recorded."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


class RequestGuard:
    """The first middleware that sees a request: only plain GET requests in our own name go on."""

    def __init__(self, agent: str) -> None:
        self.agent = agent

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings["USER_AGENT"])

    def process_request(self, request: Request) -> None:
        if request.method != "GET" or request.body:
            raise NotAsked("reader", f"{request.method} requests are never made")
        for wish in WISHES & request.meta.keys():
            del request.meta[wish]
        for name in [name for name in request.headers if name.decode("latin-1") not in HEADERS]:
            del request.headers[name]
        request.headers["User-Agent"] = self.agent
