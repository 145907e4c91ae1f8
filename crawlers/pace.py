"""The pace of a crawl: what the site file says, what the site asks for, what its speed allows."""

from typing import Any

from scrapy import Request, Spider
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response


class Pace(AutoThrottle):
    """Scrapy's AutoThrottle, with a floor for each host that asked for one."""

    floors: dict[str, float]

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self.floors = {}

    def slow_down(self, host: str, seconds: float) -> None:
        """From now on wait at least so long between two requests to a host."""
        downloader = self.crawler.engine.downloader
        floor = max(seconds, self.mindelay, self.floors.get(host, 0.0))
        self.floors[host] = floor
        # Scrapy forgets a slot that was idle for a minute and makes it anew from these.
        downloader.per_slot_settings[host] = {"concurrency": 1, "delay": floor, "jitter": 0.0}
        slot = downloader.slots.get(host)
        if slot:
            slot.delay = max(slot.delay, floor)

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        key, slot = self._get_slot(request, spider)
        if key and slot:
            slot.delay = max(slot.delay, self.floors.get(key, 0.0))
