"""`offerwatch run`: the service that crawls by schedule and mails what is new."""

import typer

from console.desk import workspace_of
from console.guide import command

EXAMPLES = (
    "offerwatch run                      # until Ctrl-C or SIGTERM",
    "offerwatch -w /srv/watch run 2>> run.log",
)


def register(app: typer.Typer) -> None:
    command(app, "run", *EXAMPLES, panel="Watch")(run)


def run(ctx: typer.Context) -> None:
    """Crawl by the schedules of the site files and mail what alert rules find, until stopped.

    One service a workspace: a second one is refused with exit code 5.
    """
    # The scheduler is needed for this alone, and slow to start.
    from scheduler.service import Service

    Service(workspace_of(ctx)).run()
