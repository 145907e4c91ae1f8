"""`offerwatch index`: the store as a whole."""

import typer

from console import index_copy, index_flush, index_upkeep
from console.guide import group

EXAMPLES = ("offerwatch index status", "offerwatch index migrate")


def register(app: typer.Typer) -> None:
    inner = group(
        app,
        "index",
        "Look after the store: its state, migrations, copies.",
        *EXAMPLES,
        panel="Keep",
    )
    index_upkeep.register(inner)
    index_copy.register(inner)
    index_flush.register(inner)
