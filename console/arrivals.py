"""Where an ad was seen before it came here, in one sentence."""

from console.desk import Desk
from offers.family import Arrival, Relation

ALIKE = {
    Relation.SAME: "seen before",
    Relation.PARTIAL: "in part seen before",
    Relation.REPOST: "posted again; seen before",
    Relation.TEMPLATE: "for another place seen before",
}
"""What the ad that was seen before is to this one."""


def told(arrival: Arrival, desk: Desk) -> str:
    """`seen before on bazaar on 2026-03-02 with other contacts`."""
    where = f"{ALIKE[arrival.relation]} on {arrival.site} on {desk.when(arrival.seen)[:10]}"
    return f"{where} with other contacts" if arrival.other_contacts else where
