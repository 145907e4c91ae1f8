"""An explained ad as a page to look at: one file, nothing loaded, nothing to click."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined, Template

from console.considered import Considered
from console.marks import Mark, Sort, because, pieces, quoted
from console.plain import LONE, MARK, UNSAFE
from offers.indicator import rank, shown
from offers.offer import Offer

if TYPE_CHECKING:
    from console.explain import Explained

CLASSES: Mapping[Sort, str] = {
    Sort.LANGUAGE: "passage",
    Sort.ROUTE: "route",
    Sort.EMPLOYER: "employer",
    Sort.PLACE: "place",
    Sort.DATE: "date",
    Sort.TERM: "term",
    Sort.MONEY: "money",
    Sort.INDICATOR: "indicator",
    Sort.DENIED: "denied",
    Sort.PAYMENT: "payment",
    Sort.CONTACT: "contact",
    Sort.PROTECTED: "protected",
}


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A piece of the ad as the page shows it."""

    text: str
    css: str
    told: str


@dataclass(frozen=True, slots=True)
class _Row:
    """One thing that was read, or was not."""

    css: str
    what: str
    told: str
    raw: str
    why: str


def write(file: Path, explained: Sequence["Explained"]) -> None:
    """Write the page. Raises `OSError`."""
    file.write_text(page(explained), "utf-8")


def page(explained: Sequence["Explained"]) -> str:
    """The page as HTML. All text of the ads is escaped, and isolated so that right-to-left text
    turns nothing around it."""
    return _template().render(ads=[_ad(one) for one in explained])


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string((files("console") / "explained.html").read_text("utf-8"))


def _ad(explained: "Explained") -> Mapping[str, object]:
    offer = explained.offer
    language = offer.language
    fields = list(filter(offer.field, ("title", "text", *sorted(offer.said))))
    return {
        "id": offer.id,
        "site": offer.site,
        "kinds": ", ".join(sorted(offer.kinds)) or "undetermined",
        "language": f"{language.code} ({language.confidence:.0%})" if language else "undetermined",
        "speaker": str(offer.speaker or "undetermined"),
        "fields": [(name, _stretches(offer, name, explained.marks)) for name in fields],
        "rows": [_read(offer, mark) for mark in explained.marks] + _whole(offer),
        "weighed": [_weighed(one) for one in explained.considered],
        "rank": f"{rank(offer.indicators):g}",
        "parts": [(name, f"{weight:+g}") for name, weight in shown(offer.indicators).items()],
        "sealed": bool(offer.protections),
    }


def _stretches(offer: Offer, field: str, found: Sequence[Mark]) -> list[_Stretch]:
    return [
        _Stretch(
            _safe(piece.text),
            CLASSES[piece.sort] if piece.sort else "",
            _safe(" · ".join(f"{mark.sort}: {mark.told}" for mark in piece.marks)),
        )
        for piece in pieces(offer, field, found)
    ]


def _read(offer: Offer, mark: Mark) -> _Row:
    raw = quoted(offer, mark)
    return _Row(CLASSES[mark.sort], mark.sort, _safe(mark.told), _safe(raw), _safe(mark.why))


def _whole(offer: Offer) -> list[_Row]:
    whole = (hit for hit in offer.indicators if hit.span is None)
    return [_Row("indicator", "indicator", hit.id, "", _safe(because(hit))) for hit in whole]


def _weighed(one: Considered) -> _Row:
    return _Row("", _safe(one.told), "", _safe(one.raw), _safe(one.why))


def _safe(text: str) -> str:
    """Without control characters, overrides of direction and what no encoding can hold."""
    return LONE.sub(MARK, UNSAFE.sub(MARK, text))
