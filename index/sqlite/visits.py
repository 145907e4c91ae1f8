"""The last visits of pages: read and written for many pages at once, erased with their offers."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from index.codec import decode, encode
from index.spelling import storable
from index.sqlite.part import Part
from index.times import stamp
from offers.run import Visit

_GIVEN = "IN (SELECT value FROM json_each(?))"
_PAGES = f"""
    SELECT json_extract(document, '$.url') FROM version JOIN offer USING (n)
        WHERE offer.id {_GIVEN}
    UNION SELECT json_extract(document, '$.url') FROM sealed_version WHERE offer {_GIVEN}
    UNION SELECT json_extract(document, '$.url') FROM sealed_offer WHERE id {_GIVEN}
    UNION SELECT json_extract(document, '$.url') FROM document JOIN offer USING (n)
        WHERE id {_GIVEN}
    UNION SELECT url FROM visit_offer WHERE offer {_GIVEN}
"""
_LEADING = f"""
    SELECT site, url FROM visit WHERE leads AND EXISTS (
        SELECT 1 FROM json_each(document, '$.leads') AS lead
        WHERE json_extract(lead.value, '$.url') {_GIVEN})
"""
_PAIRS = "SELECT value ->> 0, value ->> 1 FROM json_each(?)"


class Visits(Part):
    def visit(self, site: str, url: str) -> Visit | None:
        return self.visits(site, [url]).get(url)

    def visits(self, site: str, urls: Collection[str]) -> Mapping[str, Visit]:
        stored = {url: storable(url) for url in urls}
        asked = f"SELECT url, document FROM visit WHERE site = ? AND url {_GIVEN}"
        found = dict(self.rows(asked, site, json.dumps(list(stored.values()))))
        return {url: decode(Visit, found[key]) for url, key in stored.items() if key in found}

    def write_visits(self, visits: Sequence[Visit]) -> None:
        if not visits:
            return
        with self.connections.write() as connection:
            _erase(connection, ((visit.site, storable(visit.url)) for visit in visits))
            _write(connection, list(_remaining(connection, visits)))

    def drop_visits(self, before: datetime) -> int:
        with self.connections.write() as connection:
            old = connection.execute("SELECT site, url FROM visit WHERE at < ?", (stamp(before),))
            return _erase(connection, old.fetchall())


def forget(connection: sqlite3.Connection, offers: Iterable[str]) -> None:
    """Erase the visits of every page that a wording of the offers was read from, or that held
    them when it was last visited, and those of the listings that led to such pages."""
    given = json.dumps(list(offers))
    pages = [url for (url,) in connection.execute(_PAGES, (given,) * 5)]
    urls = json.dumps(pages)
    found = connection.execute(f"SELECT site, url FROM visit WHERE url {_GIVEN}", (urls,))
    leading = connection.execute(_LEADING, (urls,)) if pages else ()
    _erase(connection, [*found, *leading])


def _remaining(connection: sqlite3.Connection, visits: Sequence[Visit]) -> Iterator[Visit]:
    """The visits without offers that were erased. A page that held these alone has none."""
    named = json.dumps([offer for visit in visits for offer in visit.offers])
    asked = f"SELECT id FROM tombstone WHERE id {_GIVEN}"
    erased = {id_ for (id_,) in connection.execute(asked, (named,))}
    for visit in visits:
        left = tuple(offer for offer in visit.offers if offer not in erased)
        if left or not visit.offers:
            yield replace(visit, offers=left)


def _write(connection: sqlite3.Connection, visits: Sequence[Visit]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO visit (site, url, at, leads, document) VALUES (?, ?, ?, ?, ?)",
        [
            (one.site, storable(one.url), stamp(one.at), bool(one.leads), encode(one))
            for one in visits
        ],
    )
    connection.executemany(
        "INSERT INTO visit_offer (offer, site, url) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(offer, one.site, storable(one.url)) for one in visits for offer in one.offers],
    )


def _erase(connection: sqlite3.Connection, pages: Iterable[tuple[str, str]]) -> int:
    given = (json.dumps(list(pages)),)
    connection.execute(f"DELETE FROM visit_offer WHERE (site, url) IN ({_PAIRS})", given)
    return connection.execute(f"DELETE FROM visit WHERE (site, url) IN ({_PAIRS})", given).rowcount
