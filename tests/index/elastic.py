"""Stores on Elasticsearch that open, and that do not."""

from pathlib import Path

import pytest

from index.access import NONE, Access
from index.base import Store, StoreError
from index.store import open_store
from parsers.fold import tokens


def opened(url: str, folder: Path, access: Access = NONE) -> Store:
    return open_store(url, tokens, folder=folder, access=access)


def said(url: str, folder: Path, kind: type[StoreError], access: Access = NONE) -> str:
    """What is said about a store that cannot be opened: one line, with its url in front."""
    with pytest.raises(StoreError) as caught:
        opened(url, folder, access)
    assert type(caught.value) is kind
    text = str(caught.value)
    assert "\n" not in text
    assert text.startswith(f"{url}: ")
    return text.removeprefix(f"{url}: ")
