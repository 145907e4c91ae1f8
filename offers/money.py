"""Money that an ad speaks of: how much, for what, and who pays whom."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from offers.span import Span


class Per(StrEnum):
    """What an amount of money is paid for."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    PIECE = "piece"
    PERSON = "person"


class Role(StrEnum):
    """What an amount of money is: `pay` goes to the worker, `fee` is taken from him, `deposit` is
    left with somebody, `fare` is the price of travel, `fine` and `debt` are owed."""

    PAY = "pay"
    FEE = "fee"
    DEPOSIT = "deposit"
    FARE = "fare"
    FINE = "fine"
    DEBT = "debt"


class When(StrEnum):
    """Whether it is due before what it is paid for (the work, the arrival) or after."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount or a range of it; `currency` is ISO 4217. `low` and `high` agree for one amount;
    one of them is `None` where the ad says "from" or "up to". `role` and `due` are `None` where
    the ad does not say."""

    low: Decimal | None
    high: Decimal | None
    currency: str | None
    raw: str
    span: Span
    per: Per | None = None
    role: Role | None = None
    due: When | None = None
