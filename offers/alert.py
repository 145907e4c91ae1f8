"""What a rule found, what was written about it, and what came of sending that."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from offers.ids import derive


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A rule holds for an offer, on the occasion of one event.

    `recipients` are those that the rule named at that time: whoever is added later gets no
    old mail.
    """

    rule: str
    offer: str
    event: str
    at: datetime
    recipients: tuple[str, ...]

    @property
    def id(self) -> str:
        return derive("match", self.rule, self.offer, self.event)


class MailingState(StrEnum):
    """Where a mailing stands."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """One message to one recipient about frozen matches.

    `message` is the whole message as bytes (RFC 5322), so that every attempt sends the same one;
    `message_id` is in it. `matches` are ids of `Match`, `offers` the offers that it speaks of.
    """

    rule: str
    recipient: str
    matches: tuple[str, ...]
    offers: tuple[str, ...]
    message_id: str
    message: bytes
    made: datetime
    state: MailingState = MailingState.WAITING

    @property
    def id(self) -> str:
        return derive("mailing", self.rule, self.recipient, *sorted(self.matches))


class Outcome(StrEnum):
    """What came of an attempt. `deferred` is tried again, `refused` never."""

    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to hand a mailing to the mail server. `outcome` is `None` from just before the
    server is spoken to until it has answered; one that stays so was cut off by a crash."""

    mailing: str
    number: int
    started: datetime
    outcome: Outcome | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleState:
    """What the journal keeps of a rule: its last good wording and since when that one counts.

    Events before `since` are not its business. `text` is the rule file as it was read.
    """

    rule: str
    text: str
    since: datetime
