"""A stream of entries becomes what a store on Elasticsearch holds."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from secrets import token_hex
from typing import Any

from index.base import StoreError, Tokens
from index.codec import Life, decode, why
from index.elastic import documents, finishing
from index.elastic.cluster import Action, Cluster, json_object, slices
from index.elastic.documents import Kind
from index.elastic.layout import Part
from index.elastic.loading_journal import JournalLoader
from index.elastic.names import document_name
from index.elastic.slots import Marks, Slot, erased_body, open_body, sealed_body, slots
from index.entries import Entry, EntryKind, bundles
from offers.life import Event, Known, Sighting
from offers.offer import Offer, Protects

BATCH = 100
"""Offers written at a time."""

ENTRIES = 200
"""Entries of the journal written at a time. Mailings hold whole messages."""

_DEFECTS = (ValueError, KeyError, TypeError)


def load(cluster: Cluster, tokens: Tokens, entries: Iterable[Entry]) -> None:
    """Raises `StoreError` naming the entry that cannot be stored."""
    attempt = token_hex(8)
    anew = _is_anything_there(cluster)
    journal = JournalLoader(cluster, attempt)
    journal.clear()
    for is_offer, some in groupby(bundles(entries), key=lambda bundle: bool(bundle[0].offer)):
        if is_offer:
            for batch in slices(some, BATCH):
                OfferLoader(cluster, tokens, attempt, anew).write(batch)
        else:
            for few in slices((bundle[0] for bundle in some), ENTRIES):
                journal.write(few)


def _is_anything_there(cluster: Cluster) -> bool:
    """Whether an earlier attempt wrote something, be it without the slots that would name it."""
    body = {"size": 0, "track_total_hits": 1}
    parts = (Part.OFFERS, Part.HISTORY, Part.SEALED)
    found = (cluster.search(part, body, fresh=True, hidden=True) for part in parts)
    return any(one["hits"]["total"]["value"] for one in found)


@dataclass(slots=True)
class OfferLoader:
    """Writes some offers with all that belongs to them: documents first, then the slots that name
    them. `anew`: something may be there about them."""

    cluster: Cluster
    tokens: Tokens
    attempt: str
    anew: bool
    before: list[Action] = field(default_factory=list)

    def write(self, batch: Sequence[Sequence[Entry]]) -> None:
        read = slots(self.cluster, [bundle[0].offer for bundle in batch])
        if self.anew:
            self._erase(list(read))
        last = [self._planned(bundle, read[bundle[0].offer]) for bundle in batch]
        self.cluster.write(self.before)
        for action, held in zip(last, self.cluster.write(last), strict=True):
            if not held:
                raise StoreError(
                    f"{self.cluster.url}: somebody else writes offer {action.id} meanwhile; stop"
                    " what writes to this store"
                )

    def _erase(self, there: Sequence[str]) -> None:
        """What an earlier attempt wrote about these, or whatever else is there."""
        finishing.erase(self.cluster, Part.HISTORY, there)
        finishing.erase(self.cluster, Part.SEALED, there)

    def _planned(self, bundle: Sequence[Entry], slot: Slot) -> Action:
        by_kind: dict[EntryKind, list[Entry]] = {kind: [] for kind in EntryKind}
        for entry in bundle:
            by_kind[entry.kind].append(entry)
        try:
            return slot.write(self._body(by_kind))
        except _DEFECTS as error:
            raise StoreError(f"offer {slot.id} cannot be stored: {why(error)}") from error

    def _body(self, entries: Mapping[EntryKind, Sequence[Entry]]) -> str:
        """The slot; what it names is put before."""
        if stones := entries[EntryKind.TOMBSTONE]:
            return erased_body(int(stones[0].fields["at"] or 0))
        [life], [text] = entries[EntryKind.LIFE], entries[EntryKind.OFFER]
        read = decode(Offer, text.document)
        revision = int(life.fields["revision"] or 0)
        known = decode(Life, life.document).known(read, str(revision))
        protects = life.fields["protects"] and Protects(str(life.fields["protects"]))
        part = Part.SEALED if protects else Part.HISTORY
        marks = Marks(
            revision=revision,
            attempt=self.attempt,
            entered=[
                *self._wordings(part, entries[EntryKind.VERSION]),
                *self._events(part, entries[EntryKind.EVENT], protects or None),
            ],
            originals=self._wordings(Part.SEALED, entries[EntryKind.ORIGINAL]),
            withheld=_withheld(entries[EntryKind.ORIGINAL], protects or None),
        )
        self._sightings(part, entries[EntryKind.SIGHTING], protects or None)
        if protects:
            return self._sealed(known, (text, life), protects, marks)
        body = open_body(known, (text.document, read), marks, self.tokens)
        return _with_life(body, life)

    def _sealed(
        self, known: Known, written: tuple[Entry, Entry], protects: Protects, marks: Marks
    ) -> str:
        text, life = written
        body = _with_life(documents.life(known, text.document, protects), life)
        return sealed_body(protects, self._put(Part.SEALED, life.key, body), marks)

    def _put(self, part: Part, id_: str, body: str) -> str:
        name = document_name(id_, self.attempt)
        self.before.append(Action(part, name, body))
        return name

    def _wordings(self, part: Part, entries: Sequence[Entry]) -> list[str]:
        ordered = sorted(entries, key=lambda entry: int(entry.fields["rank"] or 0))
        return [self._put(part, one.key, _wording(one)) for one in ordered]

    def _events(self, part: Part, entries: Sequence[Entry], protects: Protects | None) -> list[str]:
        return [
            self._put(part, one.key, documents.event(decode(Event, one.document), protects))
            for one in entries
        ]

    def _sightings(self, part: Part, entries: Sequence[Entry], protects: Protects | None) -> None:
        for one in entries:
            seen = documents.sighting(decode(Sighting, one.document), protects)
            self.before.append(Action(part, one.key, seen))


def _wording(entry: Entry) -> str:
    seen = int(entry.fields["seen"] or 0)
    fields: dict[str, Any] = {
        "kind": Kind.VERSION,
        "id": entry.key,
        "offer": entry.offer,
        "previous": entry.fields["previous"],
        "run": entry.fields["run"],
        "at": seen // 1000,
        "moment": seen,
    }
    if "protects" in entry.fields:
        fields["protects"] = entry.fields["protects"]
    return json_object(fields, document=entry.document)


def _withheld(originals: Sequence[Entry], protects: Protects | None) -> frozenset[Protects]:
    found = {Protects(str(one.fields["protects"])) for one in originals}
    return frozenset(found | ({protects} if protects else set()))


def _with_life(body: str, life: Entry) -> str:
    """The document with the life as it was written, maybe by an older program."""
    fields = {name: value for name, value in json.loads(body).items() if name != "life"}
    return json_object(fields, life=life.document)
