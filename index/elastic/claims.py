"""Who tells whom of which match: a document for each match and recipient, which a mailing claims.

A mailing is made of several documents. It is `FORMING` until it has claimed all its pairs; then
one write makes it count. A claim names the mailing and the attempt to make it, for a mailing with
the same matches may be made again: a claim holds if that very attempt came to something. Once it
did for good the pair is no longer `due`, so that nobody has to look again.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from index.elastic.cluster import Cluster, Found
from index.elastic.kept import changed, term, whole
from index.elastic.layout import Part
from offers.alert import Mailing, MailingState, Match
from offers.ids import derive

TOLD = "told"
"""What kind of document this is."""

FORMING = "forming"
"""Claims are being made. A mailing that crashed stays so until somebody else wants its pairs."""

WITHDRAWN = "withdrawn"
"""Its claims are being let go, and then it is erased."""


class Standing(StrEnum):
    """Whether a pair may be claimed. A contested one is claimed by a mailing that is `FORMING`."""

    FREE = "free"
    CONTESTED = "contested"
    TAKEN = "taken"


_STANDING: Mapping[str, Standing] = {
    FORMING: Standing.CONTESTED,
    WITHDRAWN: Standing.FREE,
    **dict.fromkeys(MailingState, Standing.TAKEN),
}
STATE = ("kind", "state", "attempt")
"""What has to be known of a mailing to judge its claims."""


def told_id(match: str, recipient: str) -> str:
    return derive(TOLD, match, recipient)


def due(match: Match, recipient: str) -> str:
    """The document of a match that a recipient is still to be told of."""
    return changed(
        {},
        kind=TOLD,
        match=match.id,
        rule=term(match.rule),
        offer=term(match.offer),
        recipient=term(recipient),
        due=True,
    )


def claimed(mailing: Mailing, match: str, attempt: str, found: Found | None) -> str:
    """The document with the claim of this attempt in it."""
    blank = {
        "kind": TOLD,
        "match": match,
        "rule": term(mailing.rule),
        "recipient": term(mailing.recipient),
    }
    source = found.source if found else blank
    return changed(source, mailing=mailing.id, attempt=attempt, due=True)


def freed(found: Found) -> str:
    """The document without a claim."""
    return changed(found.source, mailing=None, attempt=None, due=True)


def mailings_of(cluster: Cluster, told: Collection[Found]) -> Mapping[str, Found]:
    """What stands now of the mailings that claim these."""
    ids = {one.source["mailing"] for one in told if one.source.get("mailing")}
    return cluster.documents(Part.MAILINGS, ids, only=STATE)


def state(cluster: Cluster, mailing: Found) -> str:
    """Raises `StoreError` for one that no mailing can be in."""
    with whole(cluster, Part.MAILINGS, mailing.id):
        found = str(mailing.source["state"])
        if found not in _STANDING:
            raise ValueError(f"{found!r} is no state of a mailing")
        return found


def standing(cluster: Cluster, told: Found | None, mailings: Mapping[str, Found]) -> Standing:
    """How it stands with a pair, by the mailings of `mailings_of`."""
    mailing = mailings.get(told.source.get("mailing") or "") if told else None
    if told is None or mailing is None or not is_by(told, mailing):
        return Standing.FREE
    return _STANDING[state(cluster, mailing)]


def is_by(told: Found, mailing: Found) -> bool:
    """Whether that mailing, made by the same attempt, claims the pair."""
    claim = (told.source.get("mailing"), told.source.get("attempt"))
    return claim == (mailing.id, mailing.source.get("attempt"))
