"""The half of the store that knows what was done, as `index.base.Journal` asks for it."""

from collections.abc import Collection
from dataclasses import dataclass

from index.elastic import quotes, visits
from index.elastic.leases import Leases
from index.elastic.mailings import Mailings
from index.elastic.matches import Matches
from index.elastic.records import Records
from index.elastic.runs import Runs
from index.elastic.visits import Visits


@dataclass(frozen=True)
class ElasticJournal(Runs, Visits, Matches, Mailings, Records, Leases):
    """May be used by several threads at once."""

    def forget(self, offers: Collection[str]) -> None:
        visits.forget(self.cluster, offers)
        quotes.forget(self.cluster, offers)
