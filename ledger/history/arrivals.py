"""Where an ad was seen before it came here, in one sentence."""

from datetime import tzinfo

from offers.family import Relation
from offers.life import Known

ALIKE = {
    Relation.SAME: "seen before",
    Relation.PARTIAL: "in part seen before",
    Relation.REPOST: "posted again; seen before",
    Relation.TEMPLATE: "for another place seen before",
}
"""What the ad that was seen before is to this one."""


def told(known: Known, zone: tzinfo) -> str:
    """`seen before on bazaar on 2026-03-02 with other contacts`, the day in that zone; empty where
    nothing like it was."""
    before = known.arrival
    if before is None:
        return ""
    where = f"on {before.site} on {before.seen.astimezone(zone):%Y-%m-%d}"
    return f"{ALIKE[before.relation]} {where}{' with other contacts' * before.other_contacts}"
