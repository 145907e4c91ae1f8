"""Entries of the journal become documents, many at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from index.base import StoreError
from index.codec import decode, why
from index.elastic import claims, epochs, loading_families
from index.elastic.cluster import Action, Cluster
from index.elastic.journal import ElasticJournal
from index.elastic.kept import changed, term, times, written
from index.elastic.layout import Part
from index.elastic.mailing import body as letter
from index.elastic.matches import ENTERED
from index.elastic.quotes import MATCH
from index.elastic.sweeping import sweep
from index.entries import Entry, EntryKind, mailing_of, parted
from index.times import stamp
from offers.alert import Attempt, Match, RuleState
from offers.audit import AuditEntry
from offers.family import Tables
from offers.run import Problem, Run, Visit

PARTS = (
    *(Part.RUNS, Part.VISITS, Part.MATCHES, Part.MAILINGS, Part.RULES, Part.AUDIT),
    *loading_families.PARTS,
)

_DEFECTS = (ValueError, KeyError, TypeError)


@dataclass(frozen=True, slots=True)
class Gathering(Cluster):
    """A cluster of which everything is as it is asked for; what is written is gathered."""

    actions: list[Action] = field(default_factory=list)

    def write(self, actions: Sequence[Action]) -> Sequence[bool]:
        self.actions.extend(actions)
        return [True] * len(actions)


@dataclass(slots=True)
class JournalLoader:
    """`attempt` is what mailings and who was told by them have in common."""

    cluster: Cluster
    attempt: str

    def clear(self) -> None:
        """Erase what is there."""
        for part in PARTS:
            sweep(self.cluster, part, {"match_all": {}}, hidden=True)

    def write(self, entries: Sequence[Entry]) -> None:
        gathering = Gathering(self.cluster.client, self.cluster.name, self.cluster.url)
        journal = ElasticJournal(gathering)
        self._write_visits([one for one in entries if one.kind is EntryKind.VISIT])
        self._write_tables([one for one in entries if one.kind is EntryKind.TABLES])
        for entry in entries:
            try:
                if writing := _BY_JOURNAL.get(entry.kind):
                    writing(journal, entry)
                elif making := self._documents.get(entry.kind):
                    gathering.actions.append(making(entry))
            except _DEFECTS as error:
                raise StoreError(
                    f"{entry.kind} {entry.key} cannot be stored: {why(error)}"
                ) from error
        self.cluster.write(gathering.actions)
        self.cluster.write(self._told([one for one in entries if one.kind is EntryKind.TOLD]))

    @property
    def _documents(self) -> Mapping[EntryKind, Callable[[Entry], Action]]:
        return {
            EntryKind.MATCH: self._match,
            EntryKind.MAILING: self._mailing,
            EntryKind.AUDIT: self._audit,
            **loading_families.WRITING,
        }

    def _write_visits(self, entries: Sequence[Entry]) -> None:
        ElasticJournal(self.cluster).write_visits([decode(Visit, one.document) for one in entries])

    def _write_tables(self, entries: Sequence[Entry]) -> None:
        for one in entries:
            made = decode(Tables, one.document)
            epochs.add(self.cluster, made, current=bool(one.fields["current"]))

    def _match(self, entry: Entry) -> Action:
        match = decode(Match, entry.document)
        fields = {
            "kind": MATCH,
            "id": match.id,
            "rule": term(match.rule),
            "offer": term(match.offer),
            "state": ENTERED,
            "attempt": self.attempt,
            **times(match.at),
        }
        return Action(Part.MATCHES, match.id, written(fields, match))

    def _mailing(self, entry: Entry) -> Action:
        mailing = mailing_of(entry)
        return Action(Part.MAILINGS, mailing.id, letter(mailing, mailing.state, self.attempt))

    def _audit(self, entry: Entry) -> Action:
        """The number that its place among all is, in place of that among those of its moment."""
        one = decode(AuditEntry, entry.document)
        id_ = f"{stamp(one.at)}-{entry.key}"
        fields = {"id": id_, "number": int(entry.key), "attempt": self.attempt, **times(one.at)}
        return Action(Part.AUDIT, id_, written(fields, one))

    def _told(self, entries: Sequence[Entry]) -> Sequence[Action]:
        """Their matches were written before them."""
        pairs = {entry.key: [str(one) for one in parted(entry.key)] for entry in entries}
        matches = self.cluster.documents(Part.MATCHES, {match for match, _ in pairs.values()})
        actions = []
        for entry in entries:
            match, recipient = pairs[entry.key]
            mailing = entry.fields["mailing"]
            fields = {
                "kind": claims.TOLD,
                "match": match,
                "rule": term(str(entry.fields["rule"])),
                "recipient": term(recipient),
                "due": mailing is None,
            }
            if found := matches.get(match):
                fields["offer"] = found.source["offer"]
            if mailing is not None:
                fields |= {"mailing": mailing, "attempt": self.attempt}
            actions.append(
                Action(Part.MATCHES, claims.told_id(match, recipient), changed({}, **fields))
            )
        return actions


_BY_JOURNAL: Mapping[EntryKind, Callable[[ElasticJournal, Entry], None]] = {
    EntryKind.RUN: lambda journal, one: journal.write_run(decode(Run, one.document)),
    EntryKind.PROBLEM: lambda journal, one: journal.add_problem(decode(Problem, one.document)),
    EntryKind.ATTEMPT: lambda journal, one: journal.write_attempt(decode(Attempt, one.document)),
    EntryKind.RULE: lambda journal, one: journal.write_rule_state(decode(RuleState, one.document)),
}
