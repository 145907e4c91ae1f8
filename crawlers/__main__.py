"""`python -m crawlers NAME`: one crawl of one site, in this process.

Exit codes: 0 the run ended ok or empty, 1 broken, 2 the crawl could not start (no such site or
workspace, a fault in the site file, a store that cannot be opened), 3 blocked, 4 aborted (by
Ctrl-C, SIGTERM or the time limit), 5 another crawl of the site is running.
"""

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawlers.keeper import Keeper
from crawlers.loader import FOLDER, SECONDS
from crawlers.process import EXITS, Exit
from workspace.lock import Busy


def main(arguments: list[str] | None = None) -> int:
    asked = _asked(arguments)
    settings = Settings()
    settings.setmodule("crawlers.settings", priority="project")
    settings.set(FOLDER, str(asked.workspace) if asked.workspace else None, "project")
    settings.set(SECONDS, asked.seconds, "project")
    settings.set("LOG_LEVEL", asked.log_level, "cmdline")
    process = AsyncCrawlerProcess(settings)
    try:
        crawler = process.create_crawler(asked.name)
    except UsageError as error:
        print(error, file=sys.stderr)
        return Exit.USAGE
    process.crawl(crawler)
    process.start()
    return _exit(crawler)


def _exit(crawler: Crawler) -> Exit:
    keeper = crawler.get_extension(Keeper)
    if keeper is None or keeper.run is None:
        return Exit.BUSY if keeper and isinstance(keeper.refused, Busy) else Exit.USAGE
    return EXITS[keeper.run.run.end] if keeper.run.run.end else Exit.ABORTED


def _asked(arguments: list[str] | None) -> Namespace:
    parser = ArgumentParser(
        prog="python -m crawlers", description=__doc__, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("name", metavar="NAME", help="the site, as in sites/NAME.toml")
    parser.add_argument("--workspace", type=Path, metavar="DIR", help="default: as `offerwatch`")
    parser.add_argument("--seconds", type=float, metavar="N", help="time limit of the run")
    parser.add_argument("--log-level", default="INFO", metavar="LEVEL")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
