"""What a mail says of routes, terms, payments and indicators."""

from collections import Counter
from collections.abc import Iterable, Iterator

from alerts import wording
from alerts.columns import isolated
from alerts.quoting import NAMED, VALUE, Quoter, accounts
from offers.indicator import IndicatorHit, State, rank, shown
from offers.offer import Offer
from offers.place import Place, Route

SEVERAL = 5
"""The most values of one kind."""

NO_VERDICT = "An indicator is a reason to look closer and no verdict: ordinary ads show some, too."


def findings(offer: Offer, quoter: Quoter) -> Iterator[tuple[str, str]]:
    """Pairs of label and value, those without a value among them."""
    yield "Route", _listed(_route(route, quoter) for route in offer.routes)
    yield "Terms", _listed(f"{fact.kind} {quoter.apart(fact.value)}" for fact in offer.facts)
    yield "Payment", _paid(offer, quoter)
    yield from _indicated(offer, quoter)


def _listed(values: Iterable[str]) -> str:
    said = list(dict.fromkeys(filter(None, values)))
    more = f" and {len(said) - SEVERAL} more" if len(said) > SEVERAL else ""
    return wording.line("; ".join(said[:SEVERAL]), VALUE * 2) + more


def _route(route: Route, quoter: Quoter) -> str:
    """In words: between names from right to left an arrow would point the wrong way."""

    def named(word: str, place: Place | None) -> str:
        return (
            f"{word} {quoter.apart(place.spot.name if place.spot else place.name)}" if place else ""
        )

    way = (
        named("from", route.origin),
        *(named("via", place) for place in route.via),
        named("to", route.destination),
        f"by {', '.join(route.means)}" if route.means else "",
    )
    return " ".join(filter(None, way))


def _paid(offer: Offer, quoter: Quoter) -> str:
    named = [each.value for each in offer.payments if each.kind in NAMED]
    held = accounts(offer)
    if quoter.shown:
        return _listed(map(quoter.apart, [*named, *(f"{one.kind} {one.value}" for one in held)]))
    counts = Counter(str(payment.kind) for payment in held)
    masked = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()))
    return _listed([*map(quoter.apart, named), f"{masked} (masked)" if masked else ""])


def _indicated(offer: Offer, quoter: Quoter) -> Iterator[tuple[str, str]]:
    """The weightiest first, each with what was hit and what that means; then what is denied."""
    standing = shown(offer.indicators)
    firsts = {hit.id: hit for hit in reversed(offer.indicators) if hit.id in standing}
    ordered = sorted(firsts.values(), key=lambda hit: (-hit.weight, hit.id))
    for hit in ordered[:SEVERAL]:
        yield "Indicator", _hit(hit, offer, quoter)
    if ordered:
        more = len(ordered) - SEVERAL
        parts = " ".join(f"{hit.weight:+g}" for hit in ordered)
        also = f", {more} more indicators" if more > 0 else ""
        yield "Rank", f"{rank(offer.indicators):g} ({parts}){also}"
    denied = {hit.id for hit in offer.indicators if hit.state is State.CONTRADICTED}
    yield "Contradicted", wording.line(", ".join(sorted(denied)[:SEVERAL]), VALUE)


def _hit(hit: IndicatorHit, offer: Offer, quoter: Quoter) -> str:
    quote = quoter.quote(offer, hit.span) if hit.span else ""
    parts = (
        f"{wording.line(hit.id, VALUE)} ({hit.tier})",
        f"“{isolated(quote)}”" if quote else "",
        f"means “{quoter.apart(hit.gloss)}”" if hit.gloss else "",
        quoter.about(offer, hit.because) if hit.because else "",
    )
    return ": ".join(filter(None, (parts[0], ", ".join(filter(None, parts[1:])))))
