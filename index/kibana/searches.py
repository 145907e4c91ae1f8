"""Saved searches: questions that analysts and operators ask again and again."""

from dataclasses import dataclass

from index.kibana.views import HISTORY, MATCHES, OFFERS, RUNS

KQL, LUCENE = "kuery", "lucene"
"""Kibana's two query languages. Ours is the second: what works on the command line works there."""

OFFER_COLUMNS = (
    *("title", "kind", "site", "language", "country", "price", "currency", "contact", "rank"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    id: str
    title: str
    view: str
    columns: tuple[str, ...]
    sort: str
    query: str = ""
    language: str = KQL


NEWEST, RANKED, LAST_RUNS = "newest-offers", "ranked-offers", "last-runs"

SEARCHES = (
    Search(
        id=NEWEST,
        title="Newest offers",
        view=OFFERS,
        columns=OFFER_COLUMNS,
        sort="first_seen",
    ),
    Search(
        id=RANKED,
        title="Offers to look at first",
        view=OFFERS,
        columns=("title", "kind", "site", "rank", "indicator", "contradicted", "route", "contact"),
        sort="rank",
        query="rank:*",
    ),
    Search(
        id="travel-routes",
        title="Routes that are offered",
        view=OFFERS,
        columns=("title", "route", "from", "via", "to", "means", "departure", "fare", "currency"),
        sort="first_seen",
        query="origin:* or destination:*",
    ),
    Search(
        id="fees",
        title="Work for which the worker is to pay",
        view=OFFERS,
        columns=("title", "site", "country", "fee", "deposit", "due", "currency", "paid_by"),
        sort="first_seen",
        query="fee:* or deposit:*",
    ),
    Search(
        id="travel-by-telegram",
        title="Travel offers with a Telegram name",
        view=OFFERS,
        columns=("title", "site", "place", "price", "currency", "telegram"),
        sort="first_seen",
        query="kind:travel and telegram:*",
    ),
    Search(
        id="documents",
        title="Offers that speak of passports and visas",
        view=OFFERS,
        columns=OFFER_COLUMNS,
        sort="first_seen",
        query="passport* OR паспорт* OR جواز OR visa OR виза",
        language=LUCENE,
    ),
    Search(
        id="gone-soon",
        title="Offers that are gone",
        view=OFFERS,
        columns=("title", "site", "first_seen", "last_seen", "gone_since", "contact"),
        sort="gone_since",
        query="status:gone",
    ),
    Search(
        id="events",
        title="What happened to offers",
        view=HISTORY,
        columns=("event", "offer", "run"),
        sort="at",
        query="kind:event",
    ),
    Search(
        id="matches",
        title="What alert rules found",
        view=MATCHES,
        columns=("rule", "offer"),
        sort="at",
        query="kind:match",
    ),
    Search(
        id=LAST_RUNS,
        title="Last runs",
        view=RUNS,
        columns=("site", "end", "coverage", "reason", "counts.offers", "counts.problems"),
        sort="started",
        query="kind:run",
    ),
)
