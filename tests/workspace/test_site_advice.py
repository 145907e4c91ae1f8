"""What a site file hardly means is warned of, with line and remedy, and what is meant is not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workspace.test_faults import cases, told
from workspace.folder import Workspace

ROOT = Path(__file__).parents[2]
Write = Callable[..., Workspace]

HEAD = """name = "bazaar"
start = ["https://bazaar.example/"]
purpose = "test"
cleared = "yes"
"""


@pytest.mark.parametrize(("text", "said"), cases("advice"))
def test_warned_of(write: Write, text: str, said: str) -> None:
    found = write({"sites/bazaar.toml": text}).sites()
    assert list(found.good) == ["bazaar"]
    assert told(found.warnings) == said


MEANT = {
    "an XPath inside": 'item = "li"\n[fields]\ntitle = "./h2"\ntext = "(.//p)[1]"\n',
    "an XPath for an ad's own page": '[links]\noffer = "a"\n[fields]\ntitle = "//h1"\n',
    "an XPath for the items themselves": 'item = "//li"\n[fields]\ntitle = "h2"\n',
    "a constant for what is not found": (
        '[fields]\ncountry = { select = "b", regex = \'B.\', constant = "BG", required = true }\n'
    ),
    "one page of the list, and others by number": (
        '[links]\nnext = []\npages = { url = "https://bazaar.example/?p={page}", last = 9 }\n'
    ),
    "looks as long as a crawl is away": 'full_look = "3h"\n[schedule]\nevery = "3h"\n',
    "crawls further apart than looks unsaid": '[schedule]\nevery = "4d"\n',
    "by hand": 'full_look = "1h"\nrecheck = "1h"\n',
    "crawls close together at some time": (
        'full_look = "2h"\n[schedule]\ncron = "0 6,7,18 * * *"\n'
    ),
    "a line that comes round once in years": (
        'full_look = "30d"\nrecheck = "3650d"\n[schedule]\ncron = "0 0 1 * *"\n'
    ),
    "a browser": 'render = true\nreader = "jobposting"\n',
}


@pytest.mark.parametrize("case", MEANT)
def test_not_warned_of(write: Write, case: str) -> None:
    found = write({"sites/bazaar.toml": HEAD + MEANT[case]}).sites()
    assert (told(found.faults), told(found.warnings)) == ("", "")


def test_the_sites_of_the_demo_are_meant() -> None:
    assert Workspace.open(ROOT / "demo/workspace").sites().warnings == ()
