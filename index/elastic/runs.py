"""Runs, and what went wrong in them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from index.elastic.cluster import Action
from index.elastic.kept import Kept, named, term, times, value, where, written
from index.elastic.layout import Part
from index.elastic.listing import Listing
from index.spelling import storable
from offers.run import Look, Problem, Run

RUN, PROBLEM = "run", "problem"
BY_START = ("moment", "id")


class Runs(Kept):
    def write_run(self, run: Run) -> None:
        """One request: a crawl does this every second."""
        self.cluster.write([Action(Part.RUNS, named(run.id), written(_fields(run), run))])

    def run(self, id: str) -> Run | None:
        found = self.cluster.document(Part.RUNS, named(id))
        if found is None or found.source.get("kind") != RUN:
            return None
        return value(self.cluster, Part.RUNS, Run, found)

    def runs(
        self, *, site: str | None = None, living: bool | None = None, limit: int = 50
    ) -> Sequence[Run]:
        return self._newest(limit, site=None if site is None else term(site), living=living)

    def last_full_look(self, site: str) -> Run | None:
        return next(iter(self._newest(1, site=term(site), look=Look.FULL)), None)

    def _newest(self, limit: int, **terms: str | bool | None) -> Sequence[Run]:
        query = where(kind=RUN, **terms)
        newest = Listing(part=Part.RUNS, query=query, by=BY_START, descending=True)
        return [
            value(self.cluster, Part.RUNS, Run, one) for one in newest.read(self.cluster, limit)
        ]

    def add_problem(self, problem: Problem) -> None:
        kept = replace(problem, url=storable(problem.url), reason=storable(problem.reason))
        fields = {
            "kind": PROBLEM,
            "id": _problem_id(problem),
            "run": term(problem.run),
            "number": problem.number,
            "problem": term(problem.kind),
            "url": term(problem.url),
            "reason": kept.reason,
        }
        self.cluster.write(
            [Action(Part.RUNS, _problem_id(problem), written(fields, kept), create=True)]
        )

    def problems(self, run: str) -> Sequence[Problem]:
        query = where(kind=PROBLEM, run=term(run))
        found = Listing(part=Part.RUNS, query=query, by=("number",)).read(self.cluster)
        return [value(self.cluster, Part.RUNS, Problem, one) for one in found]


def _problem_id(problem: Problem) -> str:
    """No run is called so."""
    return named(f"{problem.run} problem {problem.number}")


def _fields(run: Run) -> dict[str, Any]:
    """What Kibana shows of a run. A count without a name is none that it could."""
    found: dict[str, Any] = {
        "kind": RUN,
        "id": term(run.id),
        "site": term(run.site),
        "started": times(run.started)["at"],
        "moment": times(run.started)["moment"],
        "living": run.end is None,
        "coverage": run.coverage,
        "look": run.look,
        "held": run.held,
        "counts": {name: count for name, count in run.counts.items() if name.strip()},
    }
    if run.ended is not None:
        found["ended"] = times(run.ended)["at"]
        found["seconds"] = (run.ended - run.started).total_seconds()
    return found | {name: given for name, given in _ending(run).items() if given is not None}


def _ending(run: Run) -> dict[str, str | None]:
    return {"end": run.end, "reason": None if run.reason is None else storable(run.reason)}
