"""Every command explains itself, and docs/commands.md knows every command and option."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from console.exits import Exit
from console.main import build

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "commands.md").read_text("utf-8")


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command that does something, with the words that call it."""
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, (*path, name))
    if path and not hasattr(command, "commands"):
        yield path, command


COMMANDS = dict(commands(typer.main.get_command(build())))
EVERY = pytest.mark.parametrize("path", COMMANDS, ids=" ".join)


def section(path: tuple[str, ...]) -> str:
    found = re.search(
        rf"^## offerwatch {' '.join(path)}\n(.*?)(?=^## |\Z)", DOCUMENT, re.MULTILINE | re.DOTALL
    )
    assert found, f"docs/commands.md has no section for {' '.join(path)}"
    return found[1]


@EVERY
def test_every_option_is_documented(path: tuple[str, ...]) -> None:
    options = [name for each in COMMANDS[path].params for name in each.opts if name.startswith("-")]
    told = section(path)
    assert [name for name in options if f"`{name}" not in told] == []


def test_what_is_documented_is_there() -> None:
    told = re.findall(r"^## offerwatch (.+)$", DOCUMENT, re.MULTILINE)
    assert sorted(told) == sorted(" ".join(path) for path in COMMANDS)


def test_the_options_of_all_commands_are_documented() -> None:
    common = DOCUMENT.partition("## offerwatch init")[0]
    names = [name for each in typer.main.get_command(build()).params for name in each.opts]
    assert [name for name in names if name.startswith("-") and f"`{name}" not in common] == []


@pytest.mark.parametrize("code", Exit, ids=lambda code: code.name)
def test_exit_codes_are_documented(code: Exit) -> None:
    assert f"| {code.value} |" in DOCUMENT


@EVERY
@pytest.mark.parametrize("width", [60, 80, 200])
def test_help_has_an_example_that_names_the_command(path: tuple[str, ...], width: int) -> None:
    shown = CliRunner().invoke(build(), [*path, "--help"], env={"COLUMNS": str(width)})
    assert shown.exit_code == Exit.OK
    examples = shown.stdout.partition("Examples")[2]
    assert f"offerwatch {' '.join(path)}" in examples.replace("-w my-watch ", "")
    assert max(map(len, shown.stdout.splitlines())) <= width


def test_help_of_all_has_examples() -> None:
    shown = CliRunner().invoke(build(), ["--help"])
    assert shown.exit_code == Exit.OK
    assert "offerwatch init my-watch" in shown.stdout
    assert all(path[0] in shown.stdout for path in COMMANDS)
