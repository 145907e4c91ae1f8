"""Workspaces to try things on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from workspace.folder import Workspace

SETTINGS = 'contact = "mailto:watch@example.org"\n'

Write = Callable[..., Workspace]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes files, named by their path, into a workspace and opens it."""

    def write(files: dict[str, str] | None = None, settings: str = SETTINGS) -> Workspace:
        for name, text in {"offerwatch.toml": settings, **(files or {})}.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return Workspace.open(tmp_path)

    return write
