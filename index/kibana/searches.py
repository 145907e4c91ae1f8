"""Saved searches: questions that analysts and operators ask again and again."""

from dataclasses import dataclass

from index.kibana.views import FAMILIES, HISTORY, MATCHES, OFFERS, RUNS

KQL, LUCENE = "kuery", "lucene"
"""Kibana's two query languages. Ours is the second: what works on the command line works there."""

OFFER_COLUMNS = (
    *("title", "kind", "site", "arrival", "language", "country", "price", "currency", "contact"),
    *("rank", "family"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A table of `columns`, by the field `sort`, the largest first."""

    id: str
    title: str
    columns: tuple[str, ...]
    view: str = OFFERS
    sort: str = "first_seen"
    query: str = ""
    language: str = KQL


NEWEST, RANKED, LARGEST = "newest-offers", "ranked-offers", "largest-families"
LAST_RUNS = "last-runs"

SEARCHES = (
    Search(
        id=NEWEST,
        title="Newest offers",
        columns=OFFER_COLUMNS,
    ),
    Search(
        id=RANKED,
        title="Offers to look at first",
        columns=("title", "kind", "site", "rank", "indicator", "contradicted", "route", "contact"),
        sort="rank",
        query="rank:*",
    ),
    Search(
        id=LARGEST,
        title="Largest families",
        view=FAMILIES,
        columns=("title", "size", "sites", "site", "kind", "country", "first_seen", "family"),
        sort="size",
        query="size:[2 TO *]",
        language=LUCENE,
    ),
    Search(
        id="again",
        title="Offers that were seen before",
        columns=("title", "arrival", "site", "contact", "name", "family"),
        query="arrival:* and not arrival:new",
    ),
    Search(
        id="travel-routes",
        title="Routes that are offered",
        columns=("title", "route", "from", "via", "to", "means", "departure", "fare", "currency"),
        query="origin:* or destination:*",
    ),
    Search(
        id="fees",
        title="Work for which the worker is to pay",
        columns=("title", "site", "country", "fee", "deposit", "due", "currency", "paid_by"),
        query="fee:* or deposit:*",
    ),
    Search(
        id="travel-by-telegram",
        title="Travel offers with a Telegram name",
        columns=("title", "site", "place", "price", "currency", "telegram"),
        query="kind:travel and telegram:*",
    ),
    Search(
        id="documents",
        title="Offers that speak of passports and visas",
        columns=OFFER_COLUMNS,
        query="passport* OR паспорт* OR جواز OR visa OR виза",
        language=LUCENE,
    ),
    Search(
        id="gone-soon",
        title="Offers that are gone",
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
