"""From matches to mails on their way: what is to be sent is frozen, tried, and settled."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alerts.message import LISTED, Letter, compose
from alerts.rules import in_force
from alerts.smtp import Line
from index.base import Hits, Store
from index.query.tree import Everything
from offers.alert import Attempt, Mailing, MailingState, Match, Outcome
from offers.life import EventKind, Known
from workspace.folder import Workspace
from workspace.rule import AlertRule

LOCK = "outbox"
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
"""After the first attempt, the second and so on; the last goes on for ever: a mail is given up
by the server's word only, never by the clock."""

SETTLED = {Outcome.SENT: MailingState.SENT, Outcome.REFUSED: MailingState.REFUSED}


@dataclass(frozen=True, slots=True)
class Outbox:
    """One at a time speaks to the mail server; `Busy` is raised while another does."""

    workspace: Workspace
    store: Store

    def fill(self, now: datetime) -> Mapping[str, int]:
        """Write one mailing for each rule and recipient that has matches without one.

        Returns how many `mailings` were written and how many matches are `kept back`: their rule
        is gone or names that recipient no more, none of their offers is open any more, or a crawl
        wrote one of them just now, so that the next call reads it again.
        """
        if self.workspace.settings.mail is None:
            return {}
        counts: Counter[str] = Counter()
        with self.workspace.lock(LOCK, "writing mails"):
            rules = in_force(self.workspace, self.store.journal, now).rules
            for (name, recipient), matches in self.store.journal.unmailed().items():
                rule = rules.get(name)
                if (
                    rule
                    and recipient in rule.recipients
                    and self._add(rule, recipient, matches, now)
                ):
                    counts["mailings"] += 1
                else:
                    counts["kept back"] += len(matches)
        return dict(+counts)

    def _add(
        self, rule: AlertRule, recipient: str, matches: Sequence[Match], now: datetime
    ) -> bool:
        """Write the mailing about those of the matched offers that may still be spoken of."""
        offers = {match.offer for match in matches}
        hits = self.store.index.search(Everything(), ids=offers, limit=len(offers))
        if not hits.offers:
            return False
        made = self._mailing(rule, recipient, matches, hits, now)
        read = {known.offer.id: known.token for known in hits.offers}
        return self.store.journal.add_mailing(made, read)

    def _mailing(
        self,
        rule: AlertRule,
        recipient: str,
        matches: Sequence[Match],
        hits: Hits,
        now: datetime,
    ) -> Mailing:
        """The mail about these matches, frozen."""
        blank = Mailing(
            rule=rule.name,
            recipient=recipient,
            matches=tuple(match.id for match in matches),
            offers=tuple(known.offer.id for known in hits.offers),
            message_id="",
            message=b"",
            made=now,
        )
        letter = self._letter(rule, blank, hits, {match.event for match in matches})
        return replace(blank, message_id=letter.message_id, message=compose(letter))

    def _letter(
        self, rule: AlertRule, mailing: Mailing, hits: Hits, events: Collection[str]
    ) -> Letter:
        settings = self.workspace.settings
        assert settings.mail
        return Letter(
            rule=rule,
            sender=settings.mail.sender,
            recipient=mailing.recipient,
            mailing=mailing.id,
            offers=[(known, self._kinds(known, events)) for known in hits.offers[:LISTED]],
            total=hits.total,
            made=mailing.made,
            zone=settings.zone,
        )

    def _kinds(self, known: Known, events: Collection[str]) -> frozenset[EventKind]:
        found = self.store.index.events(known.offer.id)
        return frozenset(event.kind for event in found if event.id in events)

    def deliver(
        self, now: datetime, stopped: Callable[[], bool] = lambda: False
    ) -> Mapping[str, int]:
        """Try to hand every mailing that is due to the mail server; `stopped` is asked between.

        Returns how many were `sent`, `deferred` (tried again later), `refused` (never again) and
        `cut off` (tried again with the same Message-ID: the server may have got them), and how
        many are `waiting` for their time.
        """
        mail = self.workspace.settings.mail
        waiting = self.store.journal.mailings(state=MailingState.WAITING)
        if mail is None:
            return dict(+Counter(waiting=len(waiting)))
        counts: Counter[str] = Counter()
        with self.workspace.lock(LOCK, "sending mail"), Line(mail) as line:
            # Read again under the lock: another outbox may have sent them in between.
            for mailing in self.store.journal.mailings(state=MailingState.WAITING):
                if stopped():
                    break
                counts[self._try(line, mailing, now)] += 1
        return dict(counts)

    def _try(self, line: Line, mailing: Mailing, now: datetime) -> str:
        """One attempt if one is due. It is noted before the server is spoken to, and its end
        before the mailing is settled, so that a crash between any two steps repeats the rest."""
        attempts = self.store.journal.attempts(mailing.id)
        last = attempts[-1] if attempts else None
        if last and last.outcome in SETTLED:
            return self._settle(mailing, last)
        if last and not self._due(last, now):
            return "waiting"
        attempt = Attempt(mailing=mailing.id, number=len(attempts) + 1, started=now)
        self.store.journal.write_attempt(attempt)
        answer = line.send(mailing.recipient, mailing.message)
        tried = replace(attempt, outcome=answer.outcome, answer=answer.text)
        self.store.journal.write_attempt(tried)
        return self._settle(mailing, tried)

    def _settle(self, mailing: Mailing, tried: Attempt) -> str:
        if tried.outcome in SETTLED:
            self.store.journal.settle_mailing(mailing.id, SETTLED[tried.outcome])
        return tried.outcome.value if tried.outcome else "cut off"

    def _due(self, last: Attempt, now: datetime) -> bool:
        """Whether the pause after that attempt is over. Where the workspace's clock stands still
        there is no waiting, and a clock that was set back does not keep mail for years."""
        pause = PAUSES[min(last.number, len(PAUSES)) - 1]
        standing = self.workspace.clock != "system" or last.started > now
        return standing or now - last.started >= pause
