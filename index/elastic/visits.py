"""The last visits of pages: read and written for many pages at once, erased with their offers."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from index.elastic.cluster import Action, Cluster, slices
from index.elastic.documents import Kind
from index.elastic.kept import MANY, Kept, term, value, where, whole, written
from index.elastic.layout import Part
from index.elastic.slots import fit, slots
from index.elastic.sweeping import sweep
from index.spelling import storable
from index.times import stamp
from offers.ids import derive
from offers.run import Visit

URL = ("document.url",)


class Visits(Kept):
    def visit(self, site: str, url: str) -> Visit | None:
        return self.visits(site, [url]).get(url)

    def visits(self, site: str, urls: Collection[str]) -> Mapping[str, Visit]:
        ids = {url: _id(site, url) for url in urls}
        found = self.cluster.documents(Part.VISITS, list(ids.values()))
        return {
            url: value(self.cluster, Part.VISITS, Visit, found[id_])
            for url, id_ in ids.items()
            if id_ in found
        }

    def write_visits(self, visits: Sequence[Visit]) -> None:
        """Offers may be erased just then: either that is seen here, or `forget` finds what was
        written before it looked."""
        last = {_id(one.site, one.url): one for one in visits}
        erased = self._erased(last.values())
        self._write(last, erased)
        late = self._erased(last.values()) - erased
        held = {id_: one for id_, one in last.items() if late.intersection(one.offers)}
        self._write(held, erased | late)

    def drop_visits(self, before: datetime) -> int:
        old = {"range": {"moment": {"lt": stamp(before)}}}
        return sweep(self.cluster, Part.VISITS, old, unchanged=True)

    def _erased(self, visits: Iterable[Visit]) -> frozenset[str]:
        named = {offer for one in visits for offer in one.offers}
        found = slots(self.cluster, named)
        return frozenset(id_ for id_, slot in found.items() if slot.erased)

    def _write(self, visits: Mapping[str, Visit], erased: frozenset[str]) -> None:
        actions = []
        for id_, visit in visits.items():
            left = tuple(offer for offer in visit.offers if offer not in erased)
            kept = bool(left) or not visit.offers
            body = _body(replace(visit, offers=left)) if kept else None
            actions.append(Action(Part.VISITS, id_, body))
        self.cluster.write(actions)


def forget(cluster: Cluster, offers: Collection[str]) -> None:
    """Erase the visits of every page that a wording of the offers was read from, or that held
    them when it was last visited, and those of the listings that led to such pages.

    Call it once their slots say `erased`, and while their history is still there: what the urls
    were is read from slots and from versions, open and sealed.
    """
    for some in slices(offers, MANY):
        pages = {_page(url) for url in _urls(cluster, some)}
        holding = {"terms": {"offers": [*some]}}
        for hit in cluster.scan(Part.VISITS, holding, source=["page"]):
            with whole(cluster, Part.VISITS, hit["_id"]):
                pages.add(hit["_source"]["page"])
        sweep(cluster, Part.VISITS, holding)
        for few in slices(pages, MANY):
            conditions = [{"terms": {name: [*few]}} for name in ("page", "leads")]
            sweep(cluster, Part.VISITS, {"bool": {"should": conditions}})


def _urls(cluster: Cluster, offers: Sequence[str]) -> Iterator[str]:
    """Where wordings of the offers were read, as far as any are left."""
    found = cluster.documents(Part.OFFERS, fit(offers), only=["offer.url"])
    yield from (one.source["offer"]["url"] for one in found.values() if "offer" in one.source)
    for part in (Part.HISTORY, Part.SEALED):
        query = where(offer=offers, kind=[Kind.VERSION, Kind.LIFE])
        for hit in cluster.scan(part, query, source=URL):
            with whole(cluster, part, hit["_id"]):
                yield hit["_source"]["document"]["url"]


def _id(site: str, url: str) -> str:
    return derive("visit", site, storable(url))


def _page(url: str) -> str:
    """What stands for a url, however long that is, whatever site asked for it."""
    return derive("page", storable(url))


def _body(visit: Visit) -> str:
    fields = {
        "site": term(visit.site),
        "page": _page(visit.url),
        "moment": stamp(visit.at),
        "offers": [term(offer) for offer in visit.offers],
        "leads": sorted({_page(lead.url) for lead in visit.leads}),
    }
    return written(fields, visit)
