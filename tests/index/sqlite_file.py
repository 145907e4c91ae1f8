"""A store's file, and questions to it past the store."""

import sqlite3
from pathlib import Path

import pytest

from index.base import StoreError
from index.store import open_store
from parsers.fold import tokens

URL = "sqlite:///store.db"


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        with connection:
            return connection.execute(sql).fetchall()
    finally:
        connection.close()


def refused(path: Path) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(URL, tokens, folder=path.parent)
    return str(caught.value)
