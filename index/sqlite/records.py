"""Rules as they last were good, and who did what to sealed or erased things."""

from collections.abc import Mapping, Sequence

from index.codec import decode, encode
from index.sqlite.part import Part
from index.times import moment, stamp
from offers.alert import RuleState
from offers.audit import AuditEntry


class Records(Part):
    def rule_states(self) -> Mapping[str, RuleState]:
        rows = self.rows("SELECT rule, text, since FROM rule ORDER BY rule")
        return {
            rule: RuleState(rule=rule, text=text, since=moment(since)) for rule, text, since in rows
        }

    def write_rule_state(self, state: RuleState) -> None:
        with self.connections.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO rule (rule, text, since) VALUES (?, ?, ?)",
                (state.rule, state.text, stamp(state.since)),
            )

    def add_audit(self, entry: AuditEntry) -> None:
        with self.connections.write() as connection:
            connection.execute(
                "INSERT INTO audit (at, document) VALUES (?, ?)", (stamp(entry.at), encode(entry))
            )

    def audit(self) -> Sequence[AuditEntry]:
        rows = self.rows("SELECT document FROM audit ORDER BY at, n")
        return [decode(AuditEntry, document) for (document,) in rows]
