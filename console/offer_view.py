"""One offer on a terminal: every field, what was read beside the words it was read from."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from console import moments
from console.desk import Desk
from console.plain import counted
from console.screen import Column, Screen
from console.spreadsheet import money_told, route_text
from ledger.history import arrivals
from offers.fact import Fact
from offers.indicator import IndicatorHit, State, rank, shown
from offers.life import Known
from offers.money import Money
from offers.offer import Contact, Language, Moment, Named, Offer, Passage, Protection
from offers.payment import Payment
from offers.place import Place, Route
from offers.span import Span

COLUMNS = (
    Column(title="field", style="bold"),
    Column(title="value", folds=True),
    Column(title="as written", style="green", folds=True),
    Column(title="where", style="dim", from_width=70),
)

NO_VERDICT = (
    "An indicator is a reason to look closer and no verdict: ordinary ads show some, too. "
    "The rank is the sum of the weights, so that the ads to look at first come first."
)

HEADING = 70
"""Characters of a text that stand for a title where there is none."""

Row = tuple[str, str, str, str]


def draw(screen: Screen, desk: Desk, known: Known) -> None:
    """An offer as it reads now, and what is remembered of it."""
    offer = known.offer
    screen.heading(offer.title or (offer.text or "(no title)")[:HEADING])
    screen.table(COLUMNS, [*_kept(known, desk), *rows(offer)])
    screen.heading("Text")
    screen.show(screen.text(offer.text or "(no text)"))
    if offer.indicators:
        screen.say(NO_VERDICT, "dim")
    if known.redacted:
        screen.say(
            "Whoever speaks here seeks work or passage: contacts and accounts are sealed. "
            "`offerwatch show ID --unseal --reason '...'` opens them and keeps the reason.",
            "yellow",
        )


def _kept(known: Known, desk: Desk) -> Iterator[Row]:
    offer, capture = known.offer, known.offer.capture
    said = {
        "id": offer.id,
        "id from": offer.id_from,
        "site": offer.site,
        "number": offer.key,
        "url": offer.url,
        "status": known.status,
        "first seen": desk.when(known.first_seen),
        "last seen": desk.when(known.last_seen),
        "gone since": desk.when(known.gone_since),
        "seen before": arrivals.told(known, desk.workspace.settings.zone),
        "family": _family(known, desk),
        "kept until": desk.when(known.expires),
        "kinds": ", ".join(sorted(offer.kinds)),
        "speaker": offer.speaker,
        "site's country": offer.site_country,
        "capture": f"{capture.file} at {capture.offset}" if capture else None,
        "sha256": capture.sha256 if capture else None,
        "extractor": offer.extractor,
    }
    yield from ((name, value, "", "") for name, value in said.items() if value)


def _family(known: Known, desk: Desk) -> str | None:
    """`3fa9c01b: 4 ads on bazaar, souq since 2026-03-02`; `None` for an ad that is alone."""
    family = desk.store.families.family(known.family) if known.family else None
    if family is None:
        return None
    ads = f"{counted(family.size, 'ad')} on {', '.join(family.sites)}"
    return f"{family.id[:8]}: {ads} since {desk.when(family.first_seen)[:10]}"


def rows(offer: Offer) -> Iterator[Row]:
    """What was read from the ad: field, value, the words it was read from, and where they are."""
    if offer.language:
        yield "language", _language(offer.language), "", ""
    for passage in offer.passages:
        yield "passage", _passage(passage), _begun(offer, passage.span), _where(passage.span)
    for name in READ:
        yield from _read(name, getattr(offer, name))
    if offer.indicators:
        parts = (f"{id_} {weight:+g}" for id_, weight in shown(offer.indicators).items())
        yield "rank", " ".join([f"{rank(offer.indicators):g}:", *parts]), "", ""
    yield from (("picture", address, "", "") for address in offer.images)
    for name, words in offer.said.items():
        yield f"said: {name}", "", words, ""


def _read(name: str, found: object) -> Iterator[Row]:
    several = found if isinstance(found, tuple) else (found,)
    for each in several:
        if each is not None:
            told = TELL[type(each)](each)
            yield name.replace("_", " "), told, each.raw, _where(each.span)


def _where(span: Span | None) -> str:
    return f"{span.field} {span.start}-{span.end}" if span else "the whole ad"


def _begun(offer: Offer, span: Span) -> str:
    """How a stretch of the ad begins."""
    text = offer.field(span.field)[span.start : span.end]
    return text if len(text) <= HEADING else f"{text[:HEADING]}…"


def _language(language: Language) -> str:
    script = f" {language.script}" if language.script else ""
    return f"{language.code}{script} ({language.confidence:.0%})"


def _passage(passage: Passage) -> str:
    return _language(passage.language) if passage.language else "undetermined"


def _place(place: Place) -> str:
    """As the ad writes it, what it was taken for, and what else it may be."""
    notes = [place.country, place.role]
    if place.spot:
        others = [other.name for other in place.others[:3]]
        notes += [place.spot.name if place.spot.name != place.name else None, place.spot.id]
        notes += [_sure(place.confidence), f"or {' or '.join(others)}" if others else None]
    return _noted(place.name, notes)


def _contact(contact: Contact) -> str:
    notes = [
        contact.country,
        "obfuscated" if contact.obfuscated else None,
        _sure(contact.confidence),
    ]
    return _noted(f"{contact.kind} {contact.value}", notes)


def _sure(confidence: float) -> str | None:
    return f"{confidence:.0%}" if confidence < 1 else None


def _noted(words: str, notes: list[str | None]) -> str:
    told = ", ".join(note for note in notes if note)
    return f"{words} ({told})" if told else words


def _indicator(hit: IndicatorHit) -> str:
    """What it is, in which state, how much it says; then what was hit, in English, or why."""
    weight = f"{hit.weight:+g}" if hit.state is State.PRESENT else hit.state
    means = f"means “{hit.gloss}”" if hit.gloss else ""
    why = "; ".join(filter(None, (means, hit.because)))
    return f"{hit.id} ({hit.tier}, {weight}, {hit.pack})" + (f": {why}" if why else "")


READ = (
    *("published", "valid_until", "employer", "places", "routes", "contacts", "payments", "money"),
    *("facts", "indicators", "protections"),
)
"""Fields that hold what was read, each with its words, in the order in which they are shown."""

TELL: Mapping[type, Callable[[Any], str]] = {
    Moment: moments.told,
    Named: lambda named: named.name,
    Place: _place,
    Contact: _contact,
    Money: money_told,
    Payment: lambda payment: _noted(f"{payment.kind} {payment.value}", [payment.country]),
    Route: route_text,
    Fact: lambda fact: f"{fact.kind} {fact.value}",
    IndicatorHit: _indicator,
    Protection: lambda protection: f"protects a {protection.protects}",
}
"""How each kind of value that was read is told in a few words."""
