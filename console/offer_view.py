"""One offer on a terminal: every field, what was read beside the words it was read from."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from console import moments
from console.desk import Desk
from console.screen import Column, Screen
from console.spreadsheet import money_text
from offers.life import Known
from offers.money import Money
from offers.offer import Contact, Language, Moment, Named, Offer, Protection
from offers.place import Place
from offers.span import Span

COLUMNS = (
    Column(title="field", style="bold"),
    Column(title="value", folds=True),
    Column(title="as written", style="green", folds=True),
    Column(title="where", style="dim", from_width=70),
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
    if known.redacted:
        screen.say(
            "Whoever speaks here seeks work or passage: contacts are sealed. "
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
        "kept until": desk.when(known.expires),
        "kinds": ", ".join(sorted(offer.kinds)),
        "speaker": offer.speaker,
        "site's country": offer.site_country,
        "capture": f"{capture.file} at {capture.offset}" if capture else None,
        "sha256": capture.sha256 if capture else None,
        "extractor": offer.extractor,
    }
    yield from ((name, value, "", "") for name, value in said.items() if value)


def rows(offer: Offer) -> Iterator[Row]:
    """What was read from the ad: field, value, the words it was read from, and where they are."""
    if offer.language:
        yield "language", _language(offer.language), "", ""
    for name in ("published", "valid_until", "employer", "places", "contacts", "money"):
        yield from _read(name, getattr(offer, name))
    yield from _read("protections", offer.protections)
    for name, words in offer.said.items():
        yield f"said: {name}", "", words, ""


def _read(name: str, found: object) -> Iterator[Row]:
    several = found if isinstance(found, tuple) else (found,)
    for each in several:
        if each is not None:
            told = TELL[type(each)](each)
            yield name.replace("_", " "), told, each.raw, _where(each.span)


def _where(span: Span) -> str:
    return f"{span.field} {span.start}-{span.end}"


def _language(language: Language) -> str:
    return f"{language.code} ({language.confidence:.0%})"


def _place(place: Place) -> str:
    return f"{place.name} ({place.country})" if place.country else place.name


def _contact(contact: Contact) -> str:
    notes = [
        contact.country,
        "obfuscated" if contact.obfuscated else None,
        f"{contact.confidence:.0%}" if contact.confidence < 1 else None,
    ]
    told = ", ".join(note for note in notes if note)
    return f"{contact.kind} {contact.value}" + (f" ({told})" if told else "")


def _money(money: Money) -> str:
    return money_text(money) + (f" ({money.role})" if money.role else "")


TELL: Mapping[type, Callable[[Any], str]] = {
    Moment: moments.told,
    Named: lambda named: named.name,
    Place: _place,
    Contact: _contact,
    Money: _money,
    Protection: lambda protection: f"protects a {protection.protects}",
}
"""How each kind of value that was read is told in a few words."""
