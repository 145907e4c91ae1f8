"""The demo's boards, mail server and store, while somebody looks at them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from secrets import token_hex
from urllib.parse import urlsplit

from console.exits import Exit, Refused
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


@contextmanager
def open_store(store: str) -> Iterator[str]:
    """The URL of a store for one demo: a file in its folder, an Elasticsearch that ends with the
    demo, or a store of a new name on the server at that URL. Raises `Refused`."""
    if store == "sqlite":
        yield demo_workspace.STORE
    elif store == "elasticsearch":
        with _elasticsearch() as url:
            yield _named(url)
    elif urlsplit(store).scheme in {"http", "https"} and urlsplit(store).hostname:
        yield _named(store)
    else:
        raise Refused(f"--store {store}: write sqlite, elasticsearch or an URL", Exit.USAGE)


def _named(server: str) -> str:
    return f"{server.rstrip('/')}/demo-{token_hex(4)}"


@contextmanager
def _elasticsearch() -> Iterator[str]:
    # Hardly anybody needs a server.
    from demo.elasticsearch.java import newest_release
    from demo.elasticsearch.missing import Missing, NotStarted
    from demo.elasticsearch.server import Server, plan

    try:
        server = Server(plan(newest_release().version)).start()
    except (Missing, NotStarted) as error:
        raise Refused(str(error)) from error
    try:
        yield server.url
    finally:
        server.stop()
