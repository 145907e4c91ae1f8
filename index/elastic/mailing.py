"""Mailings as documents, and back."""

from base64 import b64decode, b64encode
from dataclasses import replace

from index.elastic.claims import state
from index.elastic.cluster import Cluster, Found
from index.elastic.kept import changed, term, times, value, whole, written
from index.elastic.layout import Part
from offers.alert import Mailing, MailingState

MAILING, ATTEMPT = "mailing", "attempt"
"""Kinds of documents beside each other."""


def body(mailing: Mailing, state: str, attempt: str) -> str:
    """The document of a mailing in that state, written by that attempt."""
    moments = times(mailing.made)
    fields = {
        "kind": MAILING,
        "id": mailing.id,
        "rule": term(mailing.rule),
        "recipient": term(mailing.recipient),
        "offers": [term(offer) for offer in mailing.offers],
        "matches": list(mailing.matches),
        "state": state,
        "made": moments["at"],
        "moment": moments["moment"],
        "attempt": attempt,
        "message": b64encode(mailing.message).decode(),
    }
    return written(fields, replace(mailing, message=b""))


def mailing_of(cluster: Cluster, found: Found) -> Mailing:
    """Raises `StoreError`."""
    kept = value(cluster, Part.MAILINGS, Mailing, found)
    stands = state(cluster, found)
    with whole(cluster, Part.MAILINGS, found.id):
        message = b64decode(found.source["message"], validate=True)
        return replace(kept, state=MailingState(stands), message=message)


def without_text(found: Found, **more: str) -> str:
    """The document of a mailing that says no more what it said; `more` are other fields."""
    return changed(found.source, message="", **more)
