"""Recorded pages: `pages/SITE/CASE/` holds a page and, in `expected.json`, what is read from it.

`given` says where the page is from and what a reader is told beside it; `ads`, `offers` and
`links`, each if it is there, what must be read: by the reader alone, by all that reads ads, and as
links. `warnings` come with them, and `raises` stands for all of them where the page cannot be read.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from offers.page import Page
from offers.profile import FieldRule, Profile
from workspace import told
from workspace.fault import Fault, Keys, Step, Wrong, shown
from workspace.json_file import Json, JsonDocument
from workspace.table import Table
from workspace.values import flag, kind, whole

EXPECTED = "expected.json"
PAGES = "pages"
CASE = r"[a-z0-9][a-z0-9_-]{0,59}"

UNDATED = datetime(2026, 11, 5, 12, tzinfo=UTC)
"""When a page was fetched that does not say so: relative dates are reckoned from then."""

PARTS = ("ads", "offers", "links")
TEXTS = frozenset({"url", "title", "text", "key", "anchor", "speaker", "published"}) | {
    "valid_until", "employer", "language",
}  # fmt: skip
LISTS = frozenset({"kinds", "places", "contacts", "money", *told.LATER})
TABLES = frozenset({"said", "listed"})


class BadCase(Exception):
    """A recorded page cannot be used; `faults` says all that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`listed` is what the listing said of the page's ad. `item` and `fields` are rules that a
    reader is told where there is no site file; `ids` the offers that the page holds. A case whose
    `expires` has come is erased. `given` is all of that as it is written."""

    folder: Path
    page: Page
    expected: Mapping[str, Json]
    listed: Mapping[str, str] = field(default_factory=dict)
    item: str | None = None
    fields: tuple[FieldRule, ...] = ()
    ids: tuple[str, ...] = ()
    expires: datetime | None = None
    given: Mapping[str, Json] = field(default_factory=dict)
    places: Mapping[Keys, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def urls(self) -> tuple[str, ...]:
        """The page, and the ads that it is expected to lead to."""
        links = self.expected.get("links")
        offers = links.get("offers") if isinstance(links, dict) else None
        told = offers if isinstance(offers, list) else []
        leading = [str(each.get("url")) for each in told if isinstance(each, dict)]
        return self.page.url, *leading

    def profile(self, reader: str) -> Profile:
        """What a reader is told by the case alone."""
        site = self.folder.parent.name
        return Profile(site=site, reader=reader, item=self.item, fields=self.fields)

    def line(self, keys: Keys) -> int:
        """The line of a key of `expected.json`, or of what it would stand in."""
        while keys and keys not in self.places:
            keys = keys[:-1]
        return self.places.get(keys, 1)


def folders(root: Path, site: str | None = None) -> tuple[Path, ...]:
    """The folders of all cases under `root`, those of one site if that is named."""
    found = (each for each in root.glob("*/*") if site in {None, each.parent.name})
    return tuple(sorted(each for each in found if each.is_dir() and each.name[0] != "."))


def read_case(folder: Path, root: Path) -> Case:
    """The case in a folder; file names in faults are relative to `root`. Raises `BadCase`."""
    document = JsonDocument(folder / EXPECTED, root)
    _no_nulls(document)
    pages = sorted(folder.glob("page.*"))
    if len(pages) != 1:
        document.wrong((), f"has {len(pages)} pages beside it", "keep one file named page.html")
    case = _case(document, folder) if document.readable else None
    if case:
        document.close()
    if case is None or document.faults:
        raise BadCase(tuple(document.faults))
    return replace(case, page=replace(case.page, body=pages[0].read_bytes()))


def _no_nulls(document: JsonDocument) -> None:
    """Values are read as TOML's are, and TOML has no null."""
    for keys in _nulls(document.root.data, ()):
        document.wrong(keys, "is null", "leave out what is not there")
    document.readable = not document.faults


def _nulls(value: object, keys: Keys) -> Iterator[Keys]:
    inner: Iterable[tuple[Step, object]] = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    for key, each in inner:
        yield from _nulls(each, (*keys, key))
    if value is None:
        yield keys


def _case(document: JsonDocument, folder: Path) -> Case | None:
    root, given = document.root, document.root.table("given")
    _expectations(root)
    return Case(
        folder=folder,
        page=_page(given),
        expected={name: cast("Json", root.data[name]) for name in root.data if name != "given"},
        listed=given.take("listed", _mapping, {}),
        item=given.take("item", _words, None),
        fields=tuple(_rules(given)),
        ids=given.take("offers", _list, ()),
        expires=given.take("expires", _moment, None),
        given=cast("Mapping[str, Json]", given.data),
        places=document.places,
    )


def _page(given: Table) -> Page:
    """The page without its body, which is a file of its own."""
    url = given.need("url", _words, '"url": "https://..."') or ""
    return Page(
        asked=url,
        url=url,
        status=given.take("status", whole(100, 599), 200),
        body=b"",
        fetched=given.take("fetched", _moment, UNDATED),
        headers=tuple(given.take("headers", _mapping, {}).items()),
        charset=given.take("encoding", _words, None),
        rendered=given.take("rendered", flag, default=False),
    )


def _rules(given: Table) -> Iterator[FieldRule]:
    for table in _tables(given, "fields"):
        yield FieldRule(
            name=table.need("name", _words, '"name": "title"') or "",
            select=table.take("select", _list, ()),
            attribute=table.take("attribute", _words, None),
            regex=table.take("regex", _words, None),
            constant=table.take("constant", _words, None),
            listed=table.take("listed", flag, default=False),
            required=table.take("required", flag, default=False),
        )


def _expectations(root: Table) -> None:
    """Note what is wrong in what is expected, written by hand perhaps."""
    for name in ("ads", "offers"):
        for table in _tables(root, name):
            _told(table)
    links = root.table("links")
    links.take("next", _list, ())
    for table in _tables(links, "offers"):
        _told(table)
    root.take("warnings", _list, ())
    raises = root.table("raises")
    for name in ("error", "reason"):
        raises.take(name, _words, None)
    if not root.data.keys() & {*PARTS, "raises"}:
        root.wrong((), "expects nothing", f"write one of {', '.join(PARTS)}, or raises")


def _told(table: Table) -> None:
    table.need("url", _words, '"url": "https://..."')
    for names, read in ((TEXTS, _words), (LISTS, _list), (TABLES, _mapping)):
        for name in names:
            table.take(name, cast("Callable[[object], object]", read), None)


def _tables(table: Table, key: str) -> Iterator[Table]:
    """The objects of a list."""
    for number, data in enumerate(table.take(key, _plain_list, [])):
        if isinstance(data, dict):
            yield Table(table.document, (*table.keys, key, number), data)
        else:
            table.wrong((key, number), f"{shown(data)} is {kind(data)}", "write it as { ... }")


def _plain_list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise Wrong(f"{shown(value)} is {kind(value)}, not a list", "write it as [ ... ]")
    return value


def _words(value: object) -> str:
    """Any text at all: pages hold all kinds."""
    if not isinstance(value, str):
        raise Wrong(f"{shown(value)} is {kind(value)}, not text", "write it in quotes")
    return value


def _list(value: object) -> tuple[str, ...]:
    return tuple(_words(each) for each in _plain_list(value))


def _mapping(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise Wrong(f"{shown(value)} is {kind(value)}", 'write it as { "name": "text" }')
    return {name: _words(each) for name, each in value.items()}


def _moment(value: object) -> datetime:
    try:
        found = datetime.fromisoformat(_words(value))
    except ValueError as error:
        raise Wrong(f"{shown(value)} is no moment", 'write "2026-11-05T12:00:00Z"') from error
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def dumped(content: Mapping[str, Json]) -> bytes:
    """JSON as a person can edit it, half a surrogate pair written as such."""
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace")
