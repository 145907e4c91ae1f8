"""All packs of a workspace beside those that come along: the good ones, and what is wrong."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from parsers.indicators.combined import Packs
from parsers.indicators.pack import Pack
from parsers.indicators.shipped import shipped
from workspace.fault import Fault
from workspace.pack_file import base_of, read_pack
from workspace.table import Document, written

FOLDER = "indicators"


@dataclass(frozen=True)
class OwnPacks:
    """The packs of the operator, and what is wrong with the others. Warnings stop nothing."""

    good: tuple[Pack, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]

    @cached_property
    def all(self) -> Packs:
        """Those that come along and, over them, the operator's."""
        return Packs((*shipped().packs, *self.good)) if self.good else shipped()


def read_packs(folder: Path) -> OwnPacks:
    """All of `indicators/*.toml`, by name: a later one may change what an earlier one says. A pack
    with a fault is left out, the others are there."""
    documents = [Document(file, folder) for file in written(folder / FOLDER, ".toml")]
    good: list[Pack] = []
    for document in documents:
        before = (*shipped().packs, *good)
        pack = read_pack(document, Packs(before).indicators, base_of(before))
        if pack and _is_named(document, pack, before):
            good.append(pack)
    return OwnPacks(
        good=tuple(good),
        faults=tuple(fault for document in documents for fault in document.faults),
        warnings=tuple(fault for document in documents for fault in document.warnings),
    )


def _is_named(document: Document, pack: Pack, before: tuple[Pack, ...]) -> bool:
    """Whether no other pack has the name: hits tell their pack by it."""
    if any(pack.name == other.name for other in before):
        document.wrong(("pack", "name"), f"{pack.name} is the name of another pack", "take another")
        return False
    return True
