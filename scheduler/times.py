"""When a schedule comes round, as cron means it: in its time zone, over every change of clocks."""

from datetime import UTC, datetime

from cronsim import CronSim

from workspace.schedule import Cron, Every, Schedule


def after(schedule: Schedule, moment: datetime) -> datetime | None:
    """The first time of a schedule after a moment (both UTC); `None` if there never is one.

    A cron line that names an hour fires once on the day when that hour comes twice, and on the
    day when it is left out as soon as it would be over, as Debian's cron does. An interval is
    reckoned from the moment itself.
    """
    match schedule:
        case Every(interval):
            return moment + interval
        case Cron(line, zone):
            return _cron(line, moment.astimezone(zone), moment)


def _cron(line: str, local: datetime, moment: datetime) -> datetime | None:
    for found in CronSim(line, local):
        at = found.astimezone(UTC)
        # In the second half of a doubled hour the first half is offered once more.
        if at > moment:
            return at
    return None


def first(schedule: Schedule, last: datetime | None, now: datetime) -> datetime | None:
    """When to run first after a start: at once if a time was missed since the last run.

    Without a last run an interval begins at once, and a cron line waits for its time.
    """
    if last is None:
        return now if isinstance(schedule, Every) else after(schedule, now)
    missed = after(schedule, last)
    if missed is None or missed > now:
        return missed
    return now
