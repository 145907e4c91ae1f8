"""What the parts of the journal share: the file."""

from dataclasses import dataclass
from typing import Any

from index.sqlite.connection import Connections


@dataclass(frozen=True)
class Part:
    """A part of the journal. May be used by several threads at once."""

    connections: Connections

    def rows(self, sql: str, *parameters: object) -> list[Any]:
        """What a reading statement gives."""
        with self.connections.read() as connection:
            return connection.execute(sql, parameters).fetchall()
