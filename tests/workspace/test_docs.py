"""docs/sites.md and docs/workspace.md name every key there is, and their examples are right."""

import re
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from workspace.fault import spelt
from workspace.folder import Workspace
from workspace.settings import WrongSettings, read_settings
from workspace.site_file import read_site
from workspace.table import Document

Write = Callable[..., Workspace]

DOCS = Path(__file__).parents[2] / "docs"


def documented(page: str) -> list[str]:
    """The keys in the first column of the tables of a page."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


def examples(page: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def keys(document: Document) -> set[str]:
    """Every key that the reading of this document asked for; tables stand for what is in them."""
    tables = {spelt(table) for table in document.tables}
    asked = {spelt((*at, key)) for at, table in document.tables.items() for key in table.asked}
    return {key for key in asked - tables if key}


def test_every_key_of_a_site_file_is_documented(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("[fields.NAME]\n[links.pages]\n")
    document = Document(tmp_path / "x.toml", tmp_path)
    read_site(document, ZoneInfo("UTC"))
    assert sorted(documented("sites.md")) == sorted(keys(document) | {"fields.NAME"})


def test_every_key_of_the_settings_is_documented(tmp_path: Path) -> None:
    (tmp_path / "offerwatch.toml").write_text("")
    document = Document(tmp_path / "offerwatch.toml", tmp_path)
    with pytest.raises(WrongSettings):
        read_settings(document)
    assert sorted(documented("workspace.md")) == sorted(keys(document))


def test_every_key_of_the_settings_is_explained_in_the_first_ones(tmp_path: Path) -> None:
    text = (Path(read_settings.__code__.co_filename).parent / "first_settings.toml").read_text()
    named = set(re.findall(r"^(?:# )?([a-z_]+) = ", text, re.MULTILINE))
    assert named == {key.rpartition(".")[2] for key in documented("workspace.md")}


@pytest.mark.parametrize("example", examples("sites.md"))
def test_example_of_a_site_file(write: Write, example: str) -> None:
    name = re.findall('^name = "(.*)"', example)[0]
    real = 'contact = "mailto:desk@unseen.org"\n'
    found = write({f"sites/{name}.toml": example, f"sites/{name}.py": ""}, real).sites()
    assert (list(found.good), found.faults, found.warnings) == ([name], (), ())


def test_the_whole_example_is_the_one_that_init_makes(tmp_path: Path) -> None:
    first = (Path(read_settings.__code__.co_filename).parent / "first_site.toml").read_text()
    bare = "".join(re.sub(r" *#.*", "", row) + "\n" for row in first.splitlines())
    assert examples("sites.md")[0].strip() == bare.strip()


@pytest.mark.parametrize("example", examples("workspace.md"))
def test_example_of_the_settings(write: Write, example: str) -> None:
    assert write(settings=example).settings.contact_host == "unseen.example"
