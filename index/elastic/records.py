"""Rules as they last were good, and who did what to sealed or erased things."""

from collections.abc import Mapping, Sequence
from itertools import count
from secrets import token_hex

from index.elastic.cluster import Action
from index.elastic.kept import Kept, named, term, times, value, where, whole, written
from index.elastic.layout import Part
from index.elastic.listing import Listing
from index.times import stamp
from offers.alert import RuleState
from offers.audit import AuditEntry

BY_TIME = ("moment", "number")


class Records(Kept):
    def rule_states(self) -> Mapping[str, RuleState]:
        found = Listing(part=Part.RULES, query=where(), by=("id",)).read(self.cluster)
        states = [value(self.cluster, Part.RULES, RuleState, one) for one in found]
        return {state.rule: state for state in sorted(states, key=lambda one: one.rule)}

    def write_rule_state(self, state: RuleState) -> None:
        fields = {"id": term(state.rule), **times(state.since)}
        self.cluster.write([Action(Part.RULES, named(state.rule), written(fields, state))])

    def add_audit(self, entry: AuditEntry) -> None:
        """Under its time and, of several at one time, the next number: the order in which they
        were written, whoever wrote them."""
        attempt = token_hex(8)
        for number in count(self._next(entry)):
            id_ = f"{stamp(entry.at)}-{number}"
            fields = {"id": id_, "number": number, "attempt": attempt, **times(entry.at)}
            body = written(fields, entry)
            [done] = self.cluster.write([Action(Part.AUDIT, id_, body, create=True)])
            if done or self._is_mine(id_, attempt):
                return

    def audit(self) -> Sequence[AuditEntry]:
        found = Listing(part=Part.AUDIT, query=where(), by=BY_TIME).read(self.cluster)
        return [value(self.cluster, Part.AUDIT, AuditEntry, one) for one in found]

    def _next(self, entry: AuditEntry) -> int:
        """Behind all numbers of that time, as far as they are to be seen."""
        query = {"term": {"moment": stamp(entry.at)}}
        last = Listing(part=Part.AUDIT, query=query, by=BY_TIME, descending=True)
        for one in last.read(self.cluster, 1):
            with whole(self.cluster, Part.AUDIT, one.id):
                return int(one.source["number"]) + 1
        return 0

    def _is_mine(self, id_: str, attempt: str) -> bool:
        """Whether it was written, though the answer was lost."""
        found = self.cluster.document(Part.AUDIT, id_)
        return found is not None and found.source.get("attempt") == attempt
