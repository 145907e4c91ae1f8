"""What is known beyond one ad, handed in by whoever knows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from offers.money import Per
from offers.offer import Kind
from parsers.fold import fold


@dataclass(frozen=True, slots=True)
class Median:
    """The middle of `count` sums that were read: of pay on a site for one occupation, or of the
    lawful fares between two countries."""

    amount: Decimal
    currency: str
    per: Per | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What is known of one contact from all ads: how many `unrelated` families of ads name it,
    under how many `employers`, for which `kinds`, under which other spellings (`variants`), and
    whether an analyst `confirmed` one of them."""

    unrelated: int = 0
    employers: int = 0
    kinds: frozenset[Kind] = frozenset()
    variants: tuple[str, ...] = ()
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Everything of the kind; what nobody knows stays empty, and what needs it is not stated.

    `languages` are those of the site. `pay` holds medians by `occupation` of the offer's title,
    `floors` the legal minimum of pay by country (one sum each, `count` is of no matter),
    `fares` by the countries of origin and destination. `shared` is by kind and value of a contact.
    `changed_copies` are ads of the same text under another employer, price or contact; `days` is
    how long the ad was online, if it is gone; `burst` how many times as many ads as usual came from
    its contact; `brand` the mark that its account shares with others.
    """

    languages: tuple[str, ...] = ()
    pay: Mapping[str, Median] | None = None
    floors: Mapping[str, Median] | None = None
    fares: Mapping[tuple[str, str], Median] | None = None
    shared: Mapping[tuple[str, str], Shared] = field(default_factory=dict)
    changed_copies: int = 0
    days: int | None = None
    burst: float | None = None
    brand: str | None = None


NOTHING = Around()


def occupation(title: str) -> str:
    """The key of `Around.pay`: the folded words of a title without its numbers."""
    words = fold(title).text.split()
    return " ".join(word for word in words if word.isalpha())
