"""`offerwatch kibana`: data views, searches and dashboards for those who look in Kibana."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from console.desk import workspace_of
from console.exits import Exit, Refused
from console.guide import command, group
from console.screen import Screen
from index.elastic.name import NAME, store_name
from workspace import hosts

EXAMPLES = (
    "offerwatch kibana export offerwatch.ndjson",
    "offerwatch kibana import http://127.0.0.1:5601 --user elastic --password-env KIBANA_PASSWORD",
)

File = Annotated[
    Path, typer.Argument(metavar="FILE.ndjson", help="Where to write; - is stdout.", dir_okay=False)
]
Store = Annotated[
    str | None,
    typer.Option(
        "--store-name", metavar="NAME", help="The store's name; else that of the workspace's store."
    ),
]
Url = Annotated[str, typer.Argument(metavar="URL", help="Of Kibana, as in https://HOST:5601.")]
Space = Annotated[str | None, typer.Option("--space", metavar="SPACE", help="A space of Kibana.")]
User = Annotated[str | None, typer.Option("--user", metavar="NAME", help="Whom to log in as.")]
Password = Annotated[
    str | None,
    typer.Option("--password-env", metavar="VAR", help="The variable that holds the password."),
]
Key = Annotated[
    str | None,
    typer.Option("--api-key-env", metavar="VAR", help="Or the variable that holds an API key."),
]
Authority = Annotated[
    Path | None,
    typer.Option(
        "--ca-file", metavar="FILE", help="Whom to trust, if not the system.", dir_okay=False
    ),
]


def register(app: typer.Typer) -> None:
    inner = group(
        app, "kibana", "Views, searches and dashboards for Kibana.", *EXAMPLES, panel="Keep"
    )
    command(inner, "export", EXAMPLES[0])(export)
    command(inner, "import", EXAMPLES[1])(import_)


def export(ctx: typer.Context, file: File, *, store: Store = None) -> None:
    """Write data views, saved searches and dashboards as a file that Kibana imports.

    In Kibana: Stack Management, Saved Objects, Import. docs/kibana.md says what they show.
    """
    from index.kibana.objects import ndjson

    lines = ndjson(_name(ctx, store))
    if str(file) == "-":
        sys.stdout.write(lines)
        return
    file.write_text(lines, "utf-8")
    Screen().say(f"{lines.count(chr(10))} objects in {file}")


def import_(  # noqa: PLR0913 - every option is a parameter
    ctx: typer.Context,
    url: Url,
    *,
    store: Store = None,
    space: Space = None,
    user: User = None,
    password: Password = None,
    key: Key = None,
    ca_file: Authority = None,
) -> None:
    """Hand the same to a Kibana. Objects of an earlier import are replaced, others left alone."""
    from index.kibana.objects import ndjson
    from index.kibana.sending import Door, send

    door = Door(
        url=_checked(url),
        space=space,
        user=user,
        password=_secret(password),
        api_key=_secret(key),
        ca_file=ca_file,
    )
    if bool(user) != bool(password):
        raise Refused("--user and --password-env need each other", Exit.USAGE)
    Screen().say(f"Kibana took {send(door, ndjson(_name(ctx, store)))} objects")


def _name(ctx: typer.Context, given: str | None) -> str:
    """Of the store that the objects look at."""
    if given:
        return store_name(f"https://store/{given}")
    store = workspace_of(ctx).settings.store
    return NAME if store.startswith("sqlite:") else store_name(store)


def _checked(url: str) -> str:
    """Raises `Refused` for what is no URL, or would carry a password in the open."""
    scheme, _, rest = url.partition("://")
    if scheme not in {"http", "https"} or not rest or "@" in rest.partition("/")[0]:
        raise Refused("write the address of Kibana, as in https://HOST:5601", Exit.USAGE)
    if scheme == "http" and not hosts.is_loopback(hosts.host_of(url)):
        raise Refused(f"{url} would go out in the open: write https://", Exit.USAGE)
    return url


def _secret(variable: str | None) -> str | None:
    if variable is None:
        return None
    found = os.environ.get(variable)
    if not found:
        raise Refused(f"the environment variable {variable} is empty", Exit.USAGE)
    return found
