"""Families in a workspace's store, entered by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from offers.family import Arrival, Family, Grade, Kin, Link, Print, Relation
from offers.life import Change, Known
from offers.offer import Contact, Offer, offer_id
from offers.span import Span
from tests.console.hand import OFFER, SEEN, Hand
from workspace.folder import Workspace

FOUND = datetime(2026, 11, 4, tzinfo=UTC)
COPY = replace(
    OFFER,
    id=offer_id("souq", "9"),
    site="souq",
    key="9",
    url="https://souq.example/9",
    title="Waiters wanted",
    contacts=(
        Contact(kind="phone", value="+12025550177", raw="0177", span=Span("text", 0, 4)),
        Contact(kind="telegram", value="waiters_eu", raw="eu", span=Span("text", 0, 2)),
    ),
    digest="",
)
"""The waiter's ad on another site, by another number."""


def entered(
    hand: Hand, founder: Offer, *others: Offer, relation: Relation = Relation.SAME
) -> Family:
    """Make these one family: each of the others is like the founder."""
    with Workspace.open(hand.folder).open_store() as store:
        ids = [one.id for one in (founder, *others)]
        known = store.index.known(ids)
        family = _family(founder, [known[id_] for id_ in ids])
        kin = [Kin(print=_print(known[id_]), base=founder.id, family=founder.id) for id_ in ids]
        links = [linked(founder, one, relation=relation) for one in others]
        store.families.enter(kin, links, [family])
        told = [replace(known[one.id], family=founder.id, arrival=_arrival(founder, relation))
                for one in others]  # fmt: skip
        first = replace(known[founder.id], family=founder.id)
        assert not store.index.put([Change(known=one) for one in (first, *told)])
    return family


def linked(
    one: Offer,
    other: Offer,
    *,
    grade: Grade = Grade.NEAR,
    relation: Relation = Relation.SAME,
) -> Link:
    first, second = sorted((one.id, other.id))
    return Link(
        one=first,
        other=second,
        grade=grade,
        relation=relation,
        score=0.81,
        why=("words: 85% in common",),
        at=FOUND,
        method="words-1",
    )


def _family(founder: Offer, known: Sequence[Known]) -> Family:
    return Family(
        id=founder.id,
        base=founder.id,
        size=len(known),
        sites=tuple(sorted({one.offer.site for one in known})),
        first_seen=min(one.first_seen for one in known),
        last_seen=max(one.last_seen for one in known),
        title=founder.title,
        kinds=("job",),
        languages=("en",),
        countries=("DE",),
    )


def _print(known: Known) -> Print:
    return Print(
        offer=known.offer.id,
        version=known.version,
        tables="start",
        site=known.offer.site,
        first_seen=known.first_seen,
    )


def _arrival(founder: Offer, relation: Relation) -> Arrival:
    return Arrival(
        earlier=founder.id,
        site=founder.site,
        seen=SEEN,
        grade=Grade.NEAR,
        relation=relation,
        other_contacts=True,
    )
