"""What a change of the ledger comes to: documents, and the slot that makes them count."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from index.base import Tokens
from index.elastic import documents
from index.elastic.cluster import Action, Found, json_object
from index.elastic.encoding import Encoder
from index.elastic.layout import Part
from index.elastic.names import Names, document_name
from index.elastic.sightings import sighted
from index.elastic.slots import Marks, Slot, Unfinished, open_body, sealed_body
from offers.life import Change, Sighting, Version
from offers.offer import Protects


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`before` is written first, `slot` makes it count, `old` is erased in the end. `unfinished`:
    more is to be done then."""

    offer: str
    before: Sequence[Action]
    slot: Action
    old: Sequence[Action] = ()
    unfinished: Unfinished | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planner:
    """Plans changes of one attempt to write. `stored` are documents of the history, open and
    sealed, that the slots name and that are to be written anew. Raises `ValueError` for values
    that could not be read back."""

    attempt: str
    tokens: Tokens
    stored: Mapping[str, Found]
    sightings: Mapping[str, Sequence[Sighting]]
    encoder: Encoder = field(default_factory=Encoder)

    def plan(self, change: Change, slot: Slot) -> Plan:
        """A seal never opens again: a change that forgets it is written sealed."""
        protects = change.known.sealed or slot.protects
        return self._sealed(change, slot, protects) if protects else self._open(change, slot)

    def _open(self, change: Change, slot: Slot) -> Plan:
        entered = Names.of(Part.HISTORY, self.attempt, slot.id, slot.names("entered"))
        originals = Names.of(Part.SEALED, self.attempt, slot.id, slot.names("originals"))
        expires = None if slot.found else change.known.expires
        self._enter(entered, change.versions, expires=expires)
        self._enter_events(entered, change)
        self._enter(originals, change.originals, Protects.SEEKER, expires)
        self._redact(entered, change)
        marks = self._open_marks(change, slot, originals, entered)
        written = self.encoder.checked(change.known.offer)
        body = open_body(change.known, written, marks, self.tokens)
        seen = [sighted(Part.HISTORY, one, self.attempt) for one in change.sightings]
        return Plan(
            offer=slot.id,
            before=(*entered.actions, *originals.actions, *seen),
            slot=slot.write(body),
            unfinished=marks.unfinished,
        )

    def _open_marks(self, change: Change, slot: Slot, wordings: Names, entered: Names) -> Marks:
        return Marks(
            revision=slot.revision + 1,
            attempt=self.attempt,
            entered=entered.named,
            originals=wordings.named,
            withheld={Protects.SEEKER} if wordings.documents else (),
            superseded=(*slot.names("superseded"), *entered.superseded),
            unfinished=Unfinished.REDACTING if change.redacted else slot.unfinished,
        )

    def _enter(
        self,
        names: Names,
        versions: Collection[Version],
        protects: Protects | None = None,
        expires: datetime | None = None,
    ) -> None:
        """Wordings that are there already stay as they are. `expires` of an offer that is new."""
        for one in versions:
            if one.id not in names:
                document = self.encoder.document(one.offer)
                names.write(one.id, documents.version(one, document, protects, expires))

    def _enter_events(self, names: Names, change: Change, protects: Protects | None = None) -> None:
        for one in change.events:
            if (id_ := one.id) not in names:
                names.write(id_, documents.event(one, protects, id_))

    def _redact(self, entered: Names, change: Change) -> None:
        """Another document takes the place of a wording; the slot names it from then on."""
        new = {version.id: version for version in change.versions}
        for one in change.redacted:
            stored = self.stored.get(entered.documents.get(one.id, ""))
            document = self.encoder.document(one.offer)
            if stored:
                # Its original may bear the same name in the sealed part, and be what was read.
                gone = {"document", "protects"}
                kept = {k: v for k, v in stored.source.items() if k not in gone}
                entered.write(one.id, json_object(kept, document=document))
            elif one.id in new:
                entered.write(one.id, documents.version(new[one.id], document))

    def _sealed(self, change: Change, slot: Slot, protects: Protects) -> Plan:
        there = () if slot.open else slot.names("entered")
        events = Names.of(Part.SEALED, self.attempt, slot.id, there)
        wordings = Names.of(Part.SEALED, self.attempt, slot.id, slot.names("originals"))
        seen = list(change.sightings)
        if slot.open:
            self._move(slot, wordings, events, protects)
            seen += self.sightings.get(slot.id, ())
        expires = None if slot.found else change.known.expires
        self._enter(wordings, (*change.originals, *change.versions), protects, expires)
        self._enter_events(events, change, protects)
        life = self._life(change, slot, protects)
        marks = self._sealed_marks(slot, protects, wordings, events)
        sightings = [sighted(Part.SEALED, one, self.attempt, protects) for one in seen]
        return Plan(
            offer=slot.id,
            before=(*wordings.actions, *events.actions, *sightings, life),
            slot=slot.write(sealed_body(protects, life.id, marks)),
            old=[Action(Part.SEALED, slot.life_id, None)] if slot.protects else (),
            unfinished=marks.unfinished,
        )

    def _life(self, change: Change, slot: Slot, protects: Protects) -> Action:
        known = replace(change.known, sealed=protects)
        document, _ = self.encoder.checked(known.offer)
        body = documents.life(known, document, protects)
        return Action(Part.SEALED, document_name(slot.id, self.attempt), body, about=slot.id)

    def _sealed_marks(
        self, slot: Slot, protects: Protects, wordings: Names, events: Names
    ) -> Marks:
        before = () if slot.open else slot.names("superseded")
        withheld = () if slot.open else slot.source.get("withheld", ())
        return Marks(
            revision=slot.revision + 1,
            attempt=self.attempt,
            entered=events.named,
            originals=wordings.named,
            withheld={protects, *map(Protects, withheld)},
            superseded=(*before, *wordings.superseded),
            unfinished=Unfinished.SEALING if slot.open else slot.unfinished,
        )

    def _move(self, slot: Slot, wordings: Names, events: Names, protects: Protects) -> None:
        """The history of an open life, copied into the sealed store under names of its own."""
        for name in (*slot.names("originals"), *slot.names("entered")):
            source = {**self.stored[name].source, "protects": protects}
            kept = events if source["kind"] == documents.Kind.EVENT else wordings
            if kept is events or name in slot.names("originals") or source["id"] not in wordings:
                kept.write(source["id"], json_object(source))
