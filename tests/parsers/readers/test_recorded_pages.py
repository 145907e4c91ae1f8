"""Recorded pages: what each reader makes of them stands beside them in `expected.json`.

They have the format of an operator's own (`workspace.recorded`), the reader's name in place of the
site's. To add a case, add a folder.
"""

from collections import Counter
from pathlib import Path

import pytest

from parsers.readers import READERS, site_readers
from workspace.recorded import folders, read_case
from workspace.replay import Reads, differences, replayed

PAGES = Path(__file__).parents[2] / "pages"
CASES = folders(PAGES)


@pytest.mark.parametrize("folder", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_page_reads_as_recorded(folder: Path) -> None:
    case = read_case(folder, PAGES)
    found = replayed(case, Reads.by(case.profile(folder.parent.name)))
    assert differences(case, found) == ()


def test_every_reader_has_recorded_pages() -> None:
    cases = Counter(folder.parent.name for folder in CASES)
    assert set(cases) == set(READERS) | site_readers()
    assert [name for name in READERS if cases[name] < 4] == []
