"""Terms of work and travel that an ad states."""

from dataclasses import dataclass
from enum import StrEnum

from offers.span import Span


class FactKind(StrEnum):
    """What is stated. The value of each:

    `hours` a number or range and what it is for (`12/day`, `40-50/week`), `days` likewise
    (`6/week`), `shift` (`night`, `day`, `rotating`), `housing`, `food` and `transport` (`free`,
    `paid`, `deducted`, `provided`, `none`), `deduction` what for (`housing`, `transport`,
    `documents`), `duration` of a journey (ISO 8601: `PT14H`, `P3D`), `departure` (`daily`, a
    weekday as `monday`, or a date), `seats` (a number).
    """

    HOURS = "hours"
    DAYS = "days"
    SHIFT = "shift"
    HOUSING = "housing"
    FOOD = "food"
    TRANSPORT = "transport"
    DEDUCTION = "deduction"
    DURATION = "duration"
    DEPARTURE = "departure"
    SEATS = "seats"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One term, with the words that state it."""

    kind: FactKind
    value: str
    raw: str
    span: Span
