"""All sites of a workspace: the good ones, and what is wrong with the others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workspace import hosts
from workspace.fault import Fault
from workspace.settings import Settings
from workspace.site import SiteFile
from workspace.site_file import read_site
from workspace.table import Document, written


@dataclass(frozen=True, slots=True)
class Sites:
    """Site files by name, and what is wrong with the others. Warnings stop nothing."""

    good: Mapping[str, SiteFile]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def read_sites(folder: Path, settings: Settings) -> Sites:
    """All of `sites/*.toml`. A site with a fault is left out, the others are there."""
    documents = [Document(file, folder) for file in written(folder / "sites", ".toml")]
    found = _read(documents, settings)
    return replace(found, warnings=(*found.warnings, *_alone(folder)))


def read_file(file: Path, settings: Settings) -> Sites:
    """The site of one file, wherever it lies."""
    return _read([Document(file, file.parent)], settings)


def _read(documents: Sequence[Document], settings: Settings) -> Sites:
    good = {}
    for document in documents:
        site = read_site(document, settings.zone)
        if site and _honest(document, site, settings):
            good[site.name] = site
    faults = [fault for document in documents for fault in document.faults]
    warnings = [fault for document in documents for fault in document.warnings]
    return Sites(good, tuple(faults), tuple(warnings))


def _honest(document: Document, site: SiteFile, settings: Settings) -> bool:
    """What the workspace as a whole must be before it may crawl this site."""
    if settings.clock and not site.loopback:
        # What was seen when would be a lie.
        document.wrong(
            ("start",),
            "is not on loopback, and the clock of this workspace stands still",
            "take clock out of offerwatch.toml, or keep this site in another workspace",
        )
    if hosts.is_made_up(settings.contact_host) and not all(map(hosts.is_made_up, site.hosts)):
        document.wrong(
            ("start",),
            f"its keeper cannot reach you: contact in offerwatch.toml is {settings.contact}",
            "write an address there that somebody reads",
        )
    return not document.faults


def _alone(folder: Path) -> Iterator[Fault]:
    """Python files without a site file of their name, which nothing will ever run."""
    for file in written(folder / "sites", ".py"):
        if not file.with_suffix(".toml").exists():
            yield Fault(
                file=file.relative_to(folder).as_posix(),
                line=1,
                field=None,
                problem="is of no use without a site file of its name",
                remedy=f"write sites/{file.stem}.toml, or take it away",
            )
