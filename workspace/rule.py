"""Alert rules: what `alerts/NAME.toml` says, once it has been read and found right."""

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from index.query.parse import QueryError, parse
from offers.life import EventKind
from parsers.fold import tokens
from workspace import values
from workspace.site_file import NAME
from workspace.table import Document, Table

MARKINGS = ("TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR")
"""Labels of the Traffic Light Protocol 2.0 (FIRST, August 2022)."""

CONTACTS = ("masked", "shown")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRule:
    """`text` is the file as it was read, `query` in the language of docs/query.md.

    `marking` is a label of TLP 2.0. `contacts` is `masked` or `shown`. `events` are those on
    whose occasion the rule is asked.
    """

    name: str
    file: Path
    text: str
    query: str
    recipients: tuple[str, ...]
    marking: str
    contacts: str
    events: frozenset[EventKind]
    description: str | None = None


def read_rule(document: Document, now: datetime, zone: tzinfo) -> AlertRule | None:
    """The rule that a file holds, or `None` if the document has faults.

    `now` and `zone` are what a query may reckon from.
    """
    if not document.readable:
        return None
    rule = _rule(document.root, now, zone)
    document.close()
    return rule if not document.faults else None


def _rule(root: Table, now: datetime, zone: tzinfo) -> AlertRule:
    file = root.document.path
    if not re.fullmatch(NAME, file.stem):
        root.wrong((), "the file is not named as rules are", "use a-z, 0-9, - and _, at most 40")
    if root.take("name", values.line, file.stem) != file.stem:
        root.wrong(("name",), f"is not the name of the file, {file.name}", "drop it")
    query = root.need("query", values.text, "query = 'waiter AND passport'") or ""
    if query:
        _check_query(root, query, now, zone)
    kinds = values.one_of({kind.value: kind for kind in EventKind})
    return AlertRule(
        name=file.stem,
        file=file,
        text=root.document.text,
        query=query,
        recipients=root.need("to", values.each(values.mail), 'to = ["analyst@example.org"]') or (),
        marking=root.take("marking", values.one_of({m: m for m in MARKINGS}), "TLP:AMBER"),
        contacts=root.take("contacts", values.one_of({c: c for c in CONTACTS}), "masked"),
        events=frozenset(root.take("events", values.each(kinds), (EventKind.NEW,))),
        description=root.take("description", values.text, None),
    )


def _check_query(root: Table, query: str, now: datetime, zone: tzinfo) -> None:
    try:
        parse(query, now=now, zone=zone, tokens=tokens)
    except QueryError as error:
        pointed = error.pointed().removesuffix(f" {error.message}").replace("\n", "\n    ")
        root.wrong(("query",), str(error), f"see docs/query.md\n    {pointed}")
