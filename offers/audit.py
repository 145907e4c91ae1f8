"""Who did what to sealed or deleted things, when and why."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """`subject` is an id, never the content that was opened or erased."""

    at: datetime
    actor: str
    action: str
    subject: str
    reason: str
