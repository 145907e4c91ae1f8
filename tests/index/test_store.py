"""From a store URL to a store."""

from pathlib import Path

import pytest

from index.base import StoreError
from index.store import open_store
from parsers.fold import tokens

URLS = {
    "postgres://localhost/x": "no store is called so",
    "offerwatch.db": "no store is called so",
    "": "no store is called so",
    "sqlite://": "three slashes",
    "sqlite:///": "three slashes",
    "sqlite://host/x.db": "three slashes",
    "sqlite:///x.db?mode=ro": "three slashes",
    "sqlite:///a%00b": "three slashes",
    "sqlite:///:memory:": "must outlast",
}


@pytest.mark.parametrize("url", URLS)
def test_a_url_that_is_no_store(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=URLS[url]):
        open_store(url, tokens, folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_relative_absolute_and_quoted_paths(tmp_path: Path) -> None:
    (tmp_path / "under").mkdir()
    elsewhere = tmp_path / "under" / "100% ours.db"
    quoted = str(elsewhere).replace("%", "%25").replace(" ", "%20")
    for url in ("sqlite:///a.db", "sqlite:///under/b.db", f"sqlite:///{quoted}"):
        open_store(url, tokens, folder=tmp_path).close()
    assert (tmp_path / "a.db").exists()
    assert (tmp_path / "under" / "b.db").exists()
    assert elsewhere.exists()
