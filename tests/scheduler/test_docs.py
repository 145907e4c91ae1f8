"""docs/service.md shows schedules that are right, and knows every word that the service says."""

import inspect
import re
import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from scheduler import service
from workspace.schedule import read
from workspace.table import Document, Table

PAGE = (Path(__file__).parents[2] / "docs" / "service.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_examples_are_schedules(tmp_path: Path, number: int) -> None:
    file = tmp_path / "site.toml"
    file.write_text(EXAMPLES[number], encoding="utf-8")
    document = Document(file, tmp_path)
    data = tomllib.loads(EXAMPLES[number])["schedule"]
    assert read(Table(document, ("schedule",), data), ZoneInfo("UTC"))
    assert document.faults == []


def test_every_word_is_explained() -> None:
    words = set(re.findall(r'_say\("(\w+)"', inspect.getsource(service)))
    assert {word for word in words if f"`{word}`" not in PAGE} == set()
