"""All that a store on Elasticsearch holds as a stream of entries."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from index.codec import encode
from index.elastic import claims, documents, dumping_families
from index.elastic.claims import TOLD, Standing
from index.elastic.cluster import PAGE, Cluster, Found, Source, slices
from index.elastic.documents import Kind
from index.elastic.journal import ElasticJournal
from index.elastic.kept import value, where
from index.elastic.layout import Part
from index.elastic.listing import Listing
from index.elastic.mailing import ATTEMPT
from index.elastic.matches import ENTERED
from index.elastic.names import thing
from index.elastic.quotes import MATCH
from index.elastic.records import BY_TIME
from index.elastic.runs import PROBLEM, RUN
from index.elastic.slots import Slot, slots
from index.entries import Entry, EntryKind, entry_of, joined, mailing_entry
from offers.alert import Attempt, Match, RuleState
from offers.audit import AuditEntry
from offers.run import Problem, Run, Visit

SLICE = 100
"""Offers whose history is in memory at a time."""

AGAIN = 5
"""Times that slots are read anew because what they named was replaced meanwhile."""

EVERYTHING: Source = {"match_all": {}}

_VALUES: Sequence[tuple[EntryKind, Part, Source, type]] = (
    (EntryKind.RUN, Part.RUNS, where(kind=RUN), Run),
    (EntryKind.PROBLEM, Part.RUNS, where(kind=PROBLEM), Problem),
    (EntryKind.VISIT, Part.VISITS, EVERYTHING, Visit),
    (EntryKind.MATCH, Part.MATCHES, where(kind=MATCH, state=ENTERED), Match),
    (EntryKind.ATTEMPT, Part.MAILINGS, where(kind=ATTEMPT), Attempt),
    (EntryKind.RULE, Part.RULES, EVERYTHING, RuleState),
)

Documents = Mapping[str, Found]


def dump(cluster: Cluster) -> Iterator[Entry]:
    """What is written meanwhile may be in it or not, each offer as a whole."""
    hits = cluster.scan(Part.OFFERS, EVERYTHING, source=False, hidden=True)
    for some in slices((hit["_id"] for hit in hits), SLICE):
        yield from _offers(cluster, some)
    # Whoever asks that finishes what others left half done.
    ElasticJournal(cluster).unmailed()
    for kind, part, query, made in _VALUES:
        for hit in cluster.scan(part, query):
            yield entry_of(kind, value(cluster, part, made, Found.of(hit)))
    for mailing in ElasticJournal(cluster).each_mailing():
        yield mailing_entry(mailing)
    yield from _told(cluster)
    audit = Listing(part=Part.AUDIT, query=EVERYTHING, by=BY_TIME).read(cluster)
    for number, one in enumerate(audit):
        entry = value(cluster, Part.AUDIT, AuditEntry, one)
        yield Entry(kind=EntryKind.AUDIT, key=str(number), document=encode(entry))
    yield from dumping_families.dump(cluster)


def _offers(cluster: Cluster, ids: Sequence[str]) -> Iterator[Entry]:
    for _ in range(AGAIN):
        read = slots(cluster, ids, whole=True)
        history, sealed = _documents(cluster, list(read.values()))
        left = [slot.id for slot in read.values() if not _is_whole(slot, history, sealed)]
        if not left:
            break
    seen = _sightings(cluster, [slot for slot in read.values() if slot.open], Part.HISTORY)
    seen |= _sightings(cluster, [slot for slot in read.values() if slot.protects], Part.SEALED)
    for slot in read.values():
        yield from _of_slot(slot, history, sealed)
        yield from seen.get(slot.id, ())


def _documents(cluster: Cluster, read: Sequence[Slot]) -> tuple[Documents, Documents]:
    """What the slots name, open and sealed."""
    entered = [name for slot in read if slot.open for name in slot.names("entered")]
    closed = [name for slot in read for name in _sealed_names(slot)]
    return cluster.documents(Part.HISTORY, entered), cluster.documents(Part.SEALED, closed)


def _sealed_names(slot: Slot) -> Sequence[str]:
    if not slot.protects:
        return slot.names("originals")
    return (*slot.names("originals"), *slot.names("entered"), slot.life_id)


def _is_whole(slot: Slot, history: Documents, sealed: Documents) -> bool:
    open_ = slot.names("entered") if slot.open else ()
    return all(name in history for name in open_) and all(
        name in sealed for name in _sealed_names(slot)
    )


def _of_slot(slot: Slot, history: Documents, sealed: Documents) -> Iterator[Entry]:
    if slot.erased:
        fields = {"at": slot.source["erased"]}
        yield Entry(kind=EntryKind.TOMBSTONE, key=slot.id, fields=fields, offer=slot.id)
        return
    where_ = history if slot.open else sealed
    entered = [where_[name].source for name in slot.names("entered")]
    yield from _wordings(slot.id, EntryKind.VERSION, entered)
    for source in entered:
        if source["kind"] == Kind.EVENT:
            event = documents.read_event(source)
            yield Entry(kind=EntryKind.EVENT, key=event.id, document=encode(event), offer=slot.id)
    originals = [sealed[name].source for name in slot.names("originals")]
    yield from _wordings(slot.id, EntryKind.ORIGINAL, originals)
    yield from _life(slot, sealed)


def _wordings(offer: str, kind: EntryKind, sources: Sequence[Source]) -> Iterator[Entry]:
    """By fetch time, and in the order of writing where that is equal."""
    versions = (one for one in sources if one["kind"] == Kind.VERSION)
    for rank, one in enumerate(sorted(versions, key=lambda one: int(one["moment"]))):
        fields = {
            "previous": one["previous"],
            "run": one["run"],
            "seen": one["moment"],
            "rank": rank,
        }
        if kind is EntryKind.ORIGINAL:
            fields["protects"] = one["protects"]
        document = _dumped(one["document"])
        yield Entry(kind=kind, key=one["id"], document=document, fields=fields, offer=offer)


def _life(slot: Slot, sealed: Documents) -> Iterator[Entry]:
    if slot.protects:
        source = sealed[slot.life_id].source
        offer, protects = source["document"], str(slot.protects)
    else:
        source, protects = slot.source, None
        offer = source["offer"]
    fields = {"revision": slot.revision, "protects": protects}
    life = _dumped(source["life"])
    yield Entry(kind=EntryKind.OFFER, key=slot.id, document=_dumped(offer), offer=slot.id)
    yield Entry(kind=EntryKind.LIFE, key=slot.id, document=life, fields=fields, offer=slot.id)


def _sightings(cluster: Cluster, read: Sequence[Slot], part: Part) -> dict[str, list[Entry]]:
    """Those in versions that count."""
    found: dict[str, list[Entry]] = {slot.id: [] for slot in read}
    field = "entered" if part is Part.HISTORY else "originals"
    counting = {slot.id: set(map(thing, slot.names(field))) for slot in read}
    if not read:
        return found
    for hit in cluster.scan(part, where(kind=Kind.SIGHTING, offer=list(found))):
        one = documents.read_sighting(hit["_source"])
        if one.version in counting[one.offer]:
            found[one.offer].append(
                Entry(kind=EntryKind.SIGHTING, key=one.id, document=encode(one), offer=one.offer)
            )
    return found


def _told(cluster: Cluster) -> Iterator[Entry]:
    """Who was told of what, and who is still to be. Of matches that are gone only what counts."""
    hits = cluster.scan(Part.MATCHES, where(kind=TOLD))
    for some in slices(map(Found.of, hits), PAGE):
        mailings = claims.mailings_of(cluster, some)
        matches = cluster.documents(
            Part.MATCHES, {str(one.source["match"]) for one in some}, only=["state"]
        )
        for one in some:
            taken = claims.standing(cluster, one, mailings) is Standing.TAKEN
            match = matches.get(one.source["match"])
            if taken or (match and match.source.get("state") == ENTERED):
                yield _of_told(one.source, str(one.source["mailing"]) if taken else None)


def _of_told(source: Source, mailing: str | None) -> Entry:
    key = joined(source["match"], source["recipient"])
    fields = {"rule": source["rule"], "mailing": mailing}
    return Entry(kind=EntryKind.TOLD, key=key, fields=fields)


def _dumped(parsed: Any) -> str:
    return json.dumps(parsed, ensure_ascii=False, separators=(",", ":"))
