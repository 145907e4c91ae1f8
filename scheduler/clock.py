"""Calls for work when it is due: the only module that knows APScheduler."""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from apscheduler.events import EVENT_JOB_MAX_INSTANCES, JobSubmissionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from scheduler.times import after
from workspace.schedule import Schedule

JOBS = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
"""However late, run once: after a machine slept, or when all workers were busy for long."""


class ScheduleTrigger(BaseTrigger):  # type: ignore[misc]  # the library is untyped
    """A schedule as the library asks for it. Its own cron trigger counts weekdays from Monday."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        """The next time after the previous one that has not passed already."""
        if previous is None:
            return after(self.schedule, now.astimezone(UTC))
        found = after(self.schedule, previous.astimezone(UTC))
        if found is None or found > now:
            return found
        # Times that have passed make one run, not many: the next one is after now.
        return after(self.schedule, now.astimezone(UTC))


class Clock:
    """Calls `work(name)` in threads of its own, at most `at_once` side by side.

    A name whose work still goes on is not called a second time; `skipped(name)` says so. Nothing
    is kept: whoever starts plans everything anew.
    """

    def __init__(
        self, work: Callable[[str], None], skipped: Callable[[str], None], at_once: int
    ) -> None:
        self._work = work
        quiet = logging.getLogger("scheduler.clock")
        quiet.setLevel(logging.ERROR)
        self._scheduler = BackgroundScheduler(
            logger=quiet,
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(at_once)},
            job_defaults=JOBS,
        )

        def overrun(event: JobSubmissionEvent) -> None:
            skipped(event.job_id)

        self._scheduler.add_listener(overrun, EVENT_JOB_MAX_INSTANCES)

    def plan(self, name: str, schedule: Schedule, first: datetime) -> None:
        """Call for this work at `first` and by the schedule from then on, instead of whatever was
        planned under its name."""
        self._scheduler.add_job(
            self._work,
            ScheduleTrigger(schedule),
            args=[name],
            id=name,
            replace_existing=True,
            next_run_time=first,
        )

    def drop(self, name: str) -> None:
        """Call for this work no more; what goes on goes on."""
        if self._scheduler.get_job(name):
            self._scheduler.remove_job(name)

    @property
    def planned(self) -> Mapping[str, datetime]:
        """What comes next (UTC) under each name."""
        return {
            job.id: job.next_run_time.astimezone(UTC)
            for job in self._scheduler.get_jobs()
            if job.next_run_time
        }

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """Call for no more work and wait until what goes on has ended."""
        self._scheduler.shutdown(wait=True)
