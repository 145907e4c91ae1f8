"""Turns site files into spiders, for `scrapy list`, `scrapy crawl` and `python -m crawlers`."""

import builtins
import inspect
import logging
import sys
from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Self

from scrapy import Request
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawlers.browser.found import NoBrowser, chromium
from crawlers.guard import NotAsked
from crawlers.hosts import host
from crawlers.spider import SiteSpider
from workspace import NoWorkspace, find
from workspace.folder import Workspace
from workspace.settings import WrongSettings
from workspace.site import SiteFile
from workspace.sites import Sites
from workspace.table import written

logger = logging.getLogger(__name__)

FOLDER = "OFFERWATCH_WORKSPACE"
SECONDS = "OFFERWATCH_SECONDS"
"""Settings by which `crawlers.process` names the workspace and the time limit."""


class SiteLoader:
    """What Scrapy asks for spiders. A fault in one site's files leaves the others alone."""

    def __init__(self, settings: BaseSettings) -> None:
        self.folder: str | None = settings.get(FOLDER)
        self.seconds = float(settings.get(SECONDS) or 0)

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        return cls(settings)

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace that counts here. Raises `UsageError`, which Scrapy shows as one line."""
        try:
            return Workspace.open(Path(self.folder) if self.folder else find())
        except (NoWorkspace, WrongSettings) as error:
            raise UsageError(str(error), print_help=False) from error

    @cached_property
    def sites(self) -> Sites:
        return self.workspace.sites()

    def list(self) -> list[str]:
        """All sites whose file is in order; what is wrong with the others goes to stderr."""
        for fault in self.sites.faults:
            print(f"left out: {fault}", file=sys.stderr)
        return sorted(self.sites.good)

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """The sites that may ask the host of this request."""
        try:
            name = host(request)
        except NotAsked:
            return []
        return [site.name for site in self.sites.good.values() if name in site.hosts]

    def file(self, name: str) -> Path:
        """The file of a site, faulty or not. Raises `UsageError` if there is none."""
        for file in written(self.workspace.folder / "sites", ".toml"):
            if file.stem == name:
                return file
        raise UsageError(self._why_not(name), print_help=False)

    def load(self, spider_name: str) -> type[SiteSpider]:
        """The spider of a site. Raises `UsageError` if there is none that can crawl."""
        site = self.sites.good.get(spider_name)
        if site is None:
            raise UsageError(self._why_not(spider_name), print_help=False)
        if site.render:
            try:
                chromium()
            except NoBrowser as error:
                raise UsageError(f"{site.name} is left out: {error}", print_help=False) from error
        run_time = self.workspace.settings.crawl.run_time
        limit = timedelta(seconds=self.seconds) if self.seconds else run_time
        return self.spider(site, limit)

    def _why_not(self, name: str) -> str:
        faults = [str(fault) for fault in self.sites.faults if Path(fault.file).stem == name]
        known = ", ".join(sorted(self.sites.good)) or "none"
        return "\n".join(faults) or f"there is no site {name!r}; there are: {known}"

    def spider(self, site: SiteFile, limit: timedelta) -> type[SiteSpider]:
        """The spider of a site file, wherever that lies. Raises `UsageError` for Python beside it
        that cannot be used."""
        own = self._own_module(site)
        modules = [module for module in (own, _shipped(site.name)) if module]
        base = next((made for module in modules for made in _spiders(module, site)), SiteSpider)
        told: dict[str, object] = {
            "name": site.name,
            "site": site,
            "workspace": self.workspace,
            "seconds": limit.total_seconds(),
            "__module__": __name__,
        }
        read = getattr(own, "read", None) if site.profile.reader == site.name else None
        if callable(read):
            told["reader"] = staticmethod(read)
        return type(base.__name__, (base,), told)

    def _own_module(self, site: SiteFile) -> ModuleType | None:
        """`NAME.py` beside the site file, run only when its site is crawled."""
        file = site.file.with_suffix(".py")
        if file not in written(file.parent, ".py"):
            return None
        spec = spec_from_file_location(f"offerwatch_site_{site.name.replace('-', '_')}", file)
        assert spec
        assert spec.loader
        module = module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
        except Exception as error:
            # An operator's file may fail in any way, and its author wants to know where.
            logger.exception("%s cannot be used", file)
            reason = f"sites/{file.name} cannot be used: {type(error).__name__}: {error}"
            raise UsageError(reason, print_help=False) from error
        return module


def _shipped(name: str) -> ModuleType | None:
    path = f"crawlers.sites.{name}"
    return import_module(path) if name.isidentifier() and find_spec(path) else None


def _spiders(module: ModuleType, site: SiteFile) -> Iterator[type[SiteSpider]]:
    for _, made in inspect.getmembers(module, inspect.isclass):
        if issubclass(made, SiteSpider) and vars(made).get("name") == site.name:
            yield made
