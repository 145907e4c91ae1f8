"""Recorded pages: what each reader makes of them stands beside them in `expected.json`.

`given` holds the url of the page and what a site file would say; `ads` and `warnings`, or
`raises`, what the reader must answer. To add a case, add a folder.
"""

import json
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from offers.ad import Ad
from offers.page import Page
from offers.profile import FieldRule, Profile
from parsers.dom import NotRead
from parsers.readers import READERS, read_ads, site_readers

PAGES = Path(__file__).parents[2] / "pages"
CASES = sorted(path.parent for path in PAGES.glob("*/*/expected.json"))


def page_of(folder: Path, given: dict[str, Any]) -> Page:
    body = next(folder.glob("page.*")).read_bytes()
    return Page(
        asked=given["url"],
        url=given["url"],
        status=200,
        body=body,
        fetched=datetime(2026, 11, 5, 12, tzinfo=UTC),
        headers=tuple(given.get("headers", {}).items()),
        charset=given.get("encoding"),
    )


def profile_of(folder: Path, given: dict[str, Any]) -> Profile:
    rules = (
        FieldRule(**(rule | {"select": tuple(rule.get("select", ()))}))
        for rule in given.get("fields", [])
    )
    reader = folder.parent.name
    return Profile(site="board", reader=reader, item=given.get("item"), fields=tuple(rules))


def told(ad: Ad) -> dict[str, Any]:
    return {name: value for name, value in asdict(ad).items() if value and name != "sources"}


def answer(folder: Path, given: dict[str, Any]) -> dict[str, Any]:
    page, profile = page_of(folder, given), profile_of(folder, given)
    try:
        found = read_ads(page, profile, given.get("listed", {}))
    except NotRead as error:
        return {"raises": {"error": type(error).__name__, "reason": error.reason}}
    return {"ads": [told(ad) for ad in found.ads], "warnings": list(found.warnings)}


@pytest.mark.parametrize("folder", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_page_reads_as_recorded(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    given = expected.pop("given")
    assert answer(folder, given) == expected


def test_every_reader_has_recorded_pages() -> None:
    cases = Counter(folder.parent.name for folder in CASES)
    assert set(cases) == set(READERS) | site_readers()
    assert [name for name in READERS if cases[name] < 4] == []
