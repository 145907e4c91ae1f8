"""Runs, and what went wrong in them."""

from collections.abc import Sequence

from index.codec import decode, encode
from index.spelling import storable
from index.sqlite.part import Part
from index.times import stamp
from offers.page import Capture
from offers.run import Look, Problem, Run


class Runs(Part):
    def write_run(self, run: Run) -> None:
        with self.connections.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO run (id, site, started, living, document)"
                " VALUES (?, ?, ?, ?, ?)",
                (run.id, run.site, stamp(run.started), run.end is None, encode(run)),
            )

    def run(self, id: str) -> Run | None:
        rows = self.rows("SELECT document FROM run WHERE id = ?", id)
        return decode(Run, rows[0][0]) if rows else None

    def runs(
        self, *, site: str | None = None, living: bool | None = None, limit: int = 50
    ) -> Sequence[Run]:
        rows = self.rows(
            "SELECT document FROM run WHERE (?1 IS NULL OR site = ?1)"
            " AND (?2 IS NULL OR living = ?2) ORDER BY started DESC, id DESC LIMIT ?3",
            site,
            living,
            max(0, limit),
        )
        return [decode(Run, document) for (document,) in rows]

    def last_full_look(self, site: str) -> Run | None:
        rows = self.rows(
            "SELECT document FROM run WHERE site = ? AND json_extract(document, '$.look') = ?"
            " ORDER BY started DESC, id DESC LIMIT 1",
            site,
            Look.FULL,
        )
        return decode(Run, rows[0][0]) if rows else None

    def add_problem(self, problem: Problem) -> None:
        with self.connections.write() as connection:
            connection.execute(
                "INSERT INTO problem (run, number, kind, url, reason, capture)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (
                    problem.run,
                    problem.number,
                    problem.kind,
                    storable(problem.url),
                    storable(problem.reason),
                    encode(problem.capture) if problem.capture else None,
                ),
            )

    def problems(self, run: str) -> Sequence[Problem]:
        rows = self.rows(
            "SELECT number, kind, url, reason, capture FROM problem WHERE run = ? ORDER BY number",
            run,
        )
        return [
            Problem(
                run=run,
                number=number,
                kind=kind,
                url=url,
                reason=reason,
                capture=decode(Capture, capture) if capture else None,
            )
            for number, kind, url, reason, capture in rows
        ]
