"""The table [fields] of a site file: how each labelled thing is found on a page."""

import re
import warnings

from offers.profile import FieldRule
from parsers.selectors import check
from workspace import values
from workspace.fault import Wrong, shown
from workspace.table import Table

FIELD = re.compile(r"[a-z][a-z0-9_]{0,39}")
ATTRIBUTE = r"[A-Za-z_][A-Za-z0-9_:.-]{0,79}"


def selector(value: object) -> str:
    """CSS, or XPath if it begins with `/`, `./` or `(`."""
    words = values.line(value)
    error = check(words)
    if error:
        raise Wrong(error.rstrip("."), 'write CSS as in "h1 a", or XPath that begins with /')
    return words


def css(value: object) -> str:
    """A selector for a browser, which is asked in CSS."""
    words = selector(value)
    if words.lstrip().startswith(("/", "./", "(")):
        raise Wrong(f"{shown(words)} is an XPath", "write CSS, as in button.more")
    return words


def regex(value: object) -> str:
    """A regular expression of Python."""
    words = values.line(value)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(words)
    except (re.error, Warning, OverflowError, RecursionError) as error:
        remedy = "write it between single quotes, so that \\ stays as it is"
        raise Wrong(f"{shown(words)} is not a regular expression: {error}", remedy) from error
    return words


def field_rules(table: Table) -> tuple[FieldRule, ...]:
    """One rule for each key, in the order of the file."""
    return tuple(_rule(table, name) for name in table.data)


def _rule(table: Table, name: str) -> FieldRule:
    if not FIELD.fullmatch(name):
        table.wrong((name,), "is not a name of a field", "use a-z, 0-9 and _, from a letter on")
    if not isinstance(table.data[name], dict):
        select = table.take(name, values.one_or_more(selector), ())
        return FieldRule(name=name, select=select)
    inner = table.table(name)
    rule = FieldRule(
        name=name,
        select=inner.take("select", values.one_or_more(selector), ()),
        attribute=inner.take("attribute", values.pattern(ATTRIBUTE, "write its name alone"), None),
        regex=inner.take("regex", regex, None),
        constant=inner.take("constant", values.text, None),
        listed=inner.take("listed", values.flag, default=False),
        required=inner.take("required", values.flag, default=False),
    )
    if not inner.data.keys() & {"select", "constant"}:
        inner.wrong((), "has neither select nor constant", "say where the field stands")
    return rule
