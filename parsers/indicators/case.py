"""One ad before the indicators: what was read of it and what is known around it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from offers.money import Role
from offers.offer import Kind, Offer, Protects, Speaker
from offers.span import Span
from parsers.indicators.around import Around
from parsers.indicators.combined import Packs
from parsers.indicators.said import Heard
from parsers.words import Words

MESSENGERS = frozenset(
    {
        "whatsapp", "telegram", "viber", "signal", "messenger", "imo", "botim", "wechat", "zalo",
        "line", "skype", "threema", "wire", "session", "discord", "snapchat",
    }
)  # fmt: skip
"""Kinds of contacts by which one writes to somebody who need not say who he is."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found: the words that say so (`None`: the ad as a whole), and a sentence."""

    span: Span | None
    because: str


Check = Callable[["Case"], Iterable[Found]]
"""Looks for one indicator in the values that were read."""


@dataclass(frozen=True, slots=True)
class Case:
    """An offer, its folded words, and what the packs and the world around it add."""

    offer: Offer
    fields: Sequence[Words]
    heard: Heard
    around: Around
    packs: Packs
    holds: frozenset[str]
    """The conditions of `needs` that hold, and the signs that there are."""

    @classmethod
    def of(
        cls, offer: Offer, fields: Sequence[Words], heard: Heard, around: Around, packs: Packs
    ) -> "Case":
        holds = (name for name, told in CONDITIONS.items() if told(offer))
        return cls(offer, fields, heard, around, packs, heard.signs.union(holds))

    def quoted(self, span: Span) -> str:
        """The words of a span, as the offer keeps them."""
        return self.offer.field(span.field)[span.start : span.end]


def _job(offer: Offer) -> bool:
    return not offer.kinds or Kind.JOB in offer.kinds


def _travel(offer: Offer) -> bool:
    return not offer.kinds or Kind.TRAVEL in offer.kinds


def _price(offer: Offer) -> bool:
    """A sum that is no pay; one whose role is not known counts where no mere job is offered."""
    bare = offer.kinds != {Kind.JOB}
    return any(
        one.role not in (Role.PAY, None) or (one.role is None and bare) for one in offer.money
    )


def _minor(offer: Offer) -> bool:
    return any(one.protects is Protects.MINOR for one in offer.protections)


CONDITIONS: Mapping[str, Callable[[Offer], bool]] = MappingProxyType(
    {
        "job": _job,
        "travel": _travel,
        "contact": lambda offer: bool(offer.contacts),
        "messenger": lambda offer: any(one.kind in MESSENGERS for one in offer.contacts),
        "price": _price,
        "pay": lambda offer: any(one.role is Role.PAY for one in offer.money),
        "route": lambda offer: bool(offer.routes),
        "place": lambda offer: bool(offer.places),
        "employer": lambda offer: offer.employer is not None,
        "offers": lambda offer: offer.speaker in (Speaker.OFFERS, None),
        "seeks": lambda offer: offer.speaker is Speaker.SEEKS,
        "reports": lambda offer: offer.speaker is Speaker.REPORTS,
        "minor": _minor,
    }
)
"""How the conditions of `parsers.indicators.pack` are told."""
