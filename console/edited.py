"""What one edit of an ad changed, in a line."""

from collections.abc import Iterable, Sequence

from console.desk import Desk
from ledger.history.edits import Edit, edits
from offers.life import Event

MOST = 3
"""Values of a field that are named."""


def edits_of(desk: Desk, event: Event) -> tuple[Edit, ...]:
    """The fields that the wording changed which this event is about."""
    versions = desk.store.index.versions(event.offer)
    after = next((each for each in versions if each.id == event.version), None)
    before = next((each for each in versions if after and each.id == after.previous), None)
    return edits(before.offer, after.offer) if before and after else ()


def told(found: Iterable[Edit]) -> str:
    """`title, text, contacts [-phone +48220123452-] {+phone +48220123453+}`."""
    return ", ".join(" ".join([edit.field, *_values(edit)]) for edit in found)


def _values(edit: Edit) -> Sequence[str]:
    return (*_few(edit.went, "[-{}-]"), *_few(edit.came, "{{+{}+}}"))


def _few(values: Sequence[str], sign: str) -> Sequence[str]:
    told = [sign.format(value) for value in values[:MOST]]
    return [*told, f"and {len(values) - MOST} more"] if len(values) > MOST else told
