"""The demo's boards and mail server, while somebody looks at them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from demo import workspace as demo_workspace
from demo.mailbox import Mailbox
from demo.web import DemoWeb


@contextmanager
def open_boards() -> Iterator[DemoWeb]:
    """The boards at their usual port if it is free, else at any."""
    with ExitStack() as stack:
        try:
            web = stack.enter_context(DemoWeb(demo_workspace.PORT))
        except OSError:
            web = stack.enter_context(DemoWeb())
        yield web


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    """The mail server, likewise."""
    with ExitStack() as stack:
        try:
            made = stack.enter_context(Mailbox(demo_workspace.SMTP_PORT))
        except OSError:
            made = stack.enter_context(Mailbox())
        yield made
