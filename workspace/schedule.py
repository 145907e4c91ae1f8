"""When a site is crawled: a cron line in a time zone, or an interval."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from workspace import codes, values
from workspace.fault import Wrong, shown
from workspace.table import Table

SHORTEST = timedelta(minutes=1)
"""Between two crawls of a site that is not on loopback; cron can say no less."""

SOME_DAY = datetime(2026, 1, 1)  # noqa: DTZ001
"""Any day will do to ask whether a cron line ever comes round."""

NEXT = 20
"""So many firings of a cron line show how close they come to each other."""


@dataclass(frozen=True, slots=True)
class Cron:
    """Five cron fields (minute, hour, day, month, weekday), read in `zone`."""

    line: str
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Every:
    """So long after the start of the last crawl comes the next."""

    interval: timedelta


Schedule = Cron | Every


def read(table: Table, zone: ZoneInfo) -> Schedule | None:
    """The table [schedule] of a site file; `zone` counts unless the table names another."""
    line = table.take("cron", cron, None)
    every = table.take("every", values.length, None)
    zone = table.take("timezone", codes.zone, zone)
    if "cron" in table.data and "every" in table.data:
        table.wrong(("every",), "stands beside cron", "keep one of the two")
    if table.data and not table.data.keys() & {"cron", "every"}:
        table.wrong((), "says neither cron nor every", 'write cron = "15 */3 * * *"')
    if "timezone" in table.data and "every" in table.data:
        table.wrong(("timezone",), "means nothing beside every", "drop it")
    if line:
        return Cron(line, zone)
    return Every(every) if every else None


def gap(schedule: Schedule) -> timedelta:
    """The shortest time between two crawls by a schedule; of a cron line, among the next ones."""
    if isinstance(schedule, Every):
        return schedule.interval
    times = islice(CronSim(schedule.line, SOME_DAY), NEXT)
    return min((later - earlier for earlier, later in pairwise(times)), default=timedelta.max)


def cron(value: object) -> str:
    """A cron line of five fields that comes round some day."""
    words = values.line(value)
    remedy = 'write minute, hour, day, month and weekday, as in "15 */3 * * *"'
    if len(words.split()) != 5:
        raise Wrong(f"{shown(words)} has {len(words.split())} fields, not five", remedy)
    try:
        next(CronSim(words, SOME_DAY))
    except (CronSimError, ValueError, OverflowError) as error:
        raise Wrong(f"{shown(words)} is not a cron line: {error}".lower(), remedy) from error
    except StopIteration:
        raise Wrong(f"{shown(words)} never comes round", remedy) from None
    return words
