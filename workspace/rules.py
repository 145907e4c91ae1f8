"""All alert rules of a workspace: the good ones, and what is wrong with the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workspace.fault import Fault
from workspace.rule import AlertRule, read_rule
from workspace.settings import Settings
from workspace.table import Document, written


@dataclass(frozen=True, slots=True)
class Rules:
    """Alert rules by name, and what is wrong with the others. Warnings stop nothing."""

    good: Mapping[str, AlertRule]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def read_rules(folder: Path, settings: Settings, now: datetime) -> Rules:
    """All of `alerts/*.toml`; queries with relative dates are tried at `now` (UTC)."""
    documents = [Document(file, folder) for file in written(folder / "alerts", ".toml")]
    read = [read_rule(document, now, settings.zone) for document in documents]
    for document, rule in zip(documents, read, strict=True):
        if rule and settings.mail is None:
            document.warn(("to",), "gets no mail", "fill in [mail] in offerwatch.toml")
    return Rules(
        good={rule.name: rule for rule in read if rule},
        faults=tuple(fault for document in documents for fault in document.faults),
        warnings=tuple(fault for document in documents for fault in document.warnings),
    )
