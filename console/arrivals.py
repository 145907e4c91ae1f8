"""Where an ad was seen before it came here, in one sentence."""

from console.desk import Desk
from offers.family import Arrival, Grade, Relation

ALIKE = {
    Relation.SAME: "seen before",
    Relation.PARTIAL: "in part seen before",
    Relation.REPOST: "posted again; seen before",
    Relation.TEMPLATE: "for another place seen before",
}
"""What the ad that was seen before is to this one, where both are one family."""

LINKED = {
    Grade.CONTACT: "another ad with a contact of it seen",
    Grade.STEM: "another ad with a name like one of its own seen",
    Grade.IMAGE: "another ad with its picture seen",
}
"""The same for ads that have only so much in common."""


def told(arrival: Arrival, desk: Desk) -> str:
    """`seen before on bazaar on 2026-03-02 with other contacts`."""
    begun = LINKED.get(arrival.grade) or ALIKE[arrival.relation]
    where = f"{begun} on {arrival.site} on {desk.when(arrival.seen)[:10]}"
    return f"{where} with other contacts" if arrival.other_contacts else where
