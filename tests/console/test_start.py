"""The command starts fast, since it waits for no room that it does not need; and TAB works."""

import os
import subprocess
import sys

import pytest

from tests.console.hand import Hand

TELL_MODULES = """
import sys
from console.main import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""
OF_COMMANDS = {
    "apscheduler",
    "demo.web",
    "elasticsearch",
    "jinja2",
    "playwright",
    "scrapy",
    "twisted",
}
OF_READING = {"bs4", "feedparser", "luqum", "lxml", "phonenumbers", "pydantic", "workspace.folder"}


@pytest.mark.parametrize(
    ("words", "kept_out"),
    [(["--help"], OF_COMMANDS | OF_READING), (["search", "waiter"], OF_COMMANDS)],
)
def test_no_room_is_loaded_before_it_is_needed(
    hand: Hand, words: list[str], kept_out: set[str]
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", TELL_MODULES, "-w", str(hand.folder), *words],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(ended.stderr.split()) & kept_out == set()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("se", ["search", "sealed"]),
        ("crawl b", ["bazaar"]),
        ("sites check s", ["souq"]),
        ("search --site s", ["souq"]),
        ("alerts test ", ["waiters"]),
        ("search --ki", ["--kind"]),
    ],
)
@pytest.mark.fresh
def test_completion_knows_commands_options_and_names(
    empty: Hand, typed: str, offered: list[str]
) -> None:
    for file in ("sites/bazaar.toml", "sites/souq.toml", "alerts/waiters.toml"):
        (empty.folder / file).touch()
    command = f"offerwatch {typed}"
    asked = {
        "_OFFERWATCH_COMPLETE": "complete_bash",
        "COMP_WORDS": command,
        "COMP_CWORD": str(len(command.split(" ")) - 1),
        "OFFERWATCH_WORKSPACE": str(empty.folder),
    }
    ended = subprocess.run(
        [sys.executable, "-m", "console"],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout.split() == offered
