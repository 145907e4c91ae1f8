"""Every match is mailed once to everybody whom its rule named, whatever the server does."""

import re
from datetime import timedelta

import pytest

from alerts.outbox import LOCK, PAUSES, Outbox
from demo.mailbox import Mailbox, Manners, Stage
from offers.alert import MailingState, Outcome
from tests.alerts.desk import ANALYST, MINUTE, SENDER, Desk, plain, settings
from workspace.lock import Busy

OTHER = "other@desk.example"


@pytest.fixture
def matched(desk: Desk) -> Desk:
    """A desk with two matches of one rule that nobody was told of yet."""
    desk.rule("waiter")
    desk.take()
    desk.crawl(*desk.ads("waiter A", "waiter B", "cook"))
    desk.take()
    return desk


def states(desk: Desk) -> list[MailingState]:
    return [mailing.state for mailing in desk.store.journal.mailings()]


def outcomes(desk: Desk) -> list[Outcome | None]:
    (mailing,) = desk.store.journal.mailings()
    return [attempt.outcome for attempt in desk.store.journal.attempts(mailing.id)]


def test_from_a_match_to_an_inbox(matched: Desk, mailbox: Mailbox) -> None:
    assert matched.fill() == {"mailings": 1}
    assert matched.deliver() == {"sent": 1}
    (kept,) = mailbox.messages
    assert (kept.sender, kept.recipients) == (SENDER, (ANALYST,))
    assert kept.message["Subject"] == '[TLP:AMBER] 2 offers match rule "waiters"'
    assert "waiter A" in plain(kept.message)
    assert "waiter B" in plain(kept.message)
    assert "cook" not in plain(kept.message)
    assert states(matched) == [MailingState.SENT]
    assert outcomes(matched) == [Outcome.SENT]


def test_nobody_is_told_twice(matched: Desk, mailbox: Mailbox) -> None:
    for _ in range(3):
        matched.crawl(*matched.ads("waiter A", "waiter B", "cook"))
        matched.take()
        matched.fill()
        matched.deliver()
    assert len(mailbox.messages) == 1
    assert matched.fill() == {}
    assert matched.deliver() == {}


def test_each_recipient_and_rule_gets_a_mail_of_its_own(desk: Desk, mailbox: Mailbox) -> None:
    desk.rule("waiter", to=[ANALYST, OTHER])
    desk.rule("cook", name="cooks", marking="TLP:RED")
    desk.take()
    desk.crawl(*desk.ads("waiter A", "cook"))
    desk.take()
    assert desk.fill() == {"mailings": 3}
    assert desk.deliver() == {"sent": 3}
    assert sorted((kept.message["To"], kept.message["Subject"]) for kept in mailbox.messages) == [
        (ANALYST, '[TLP:AMBER] 1 offer matches rule "waiters"'),
        (ANALYST, '[TLP:RED] 1 offer matches rule "cooks"'),
        (OTHER, '[TLP:AMBER] 1 offer matches rule "waiters"'),
    ]
    assert len({kept.message["Message-ID"] for kept in mailbox.messages}) == 3


def test_a_mail_lists_the_newest_and_counts_the_rest(desk: Desk, mailbox: Mailbox) -> None:
    desk.rule("waiter")
    desk.take()
    desk.crawl(*desk.ads(*(f"waiter old{number}" for number in range(30))))
    desk.crawl(*desk.ads(*(f"waiter new{number}" for number in range(50))))
    desk.take()
    desk.fill()
    desk.deliver()
    text = plain(mailbox.messages[0].message)
    assert mailbox.messages[0].message["Subject"].startswith("[TLP:AMBER] 80 offers")
    assert len(re.findall(r"^\d+\. +waiter new", text, re.MULTILINE)) == 40
    assert "waiter old" not in text
    assert "40 more matched" in text
    assert desk.fill() == {}


def test_a_message_is_frozen_when_it_is_written(matched: Desk, mailbox: Mailbox) -> None:
    matched.fill()
    matched.rule("waiter", contacts="shown", marking="TLP:CLEAR")
    matched.crawl()
    matched.take()
    matched.deliver()
    (mailing,) = matched.store.journal.mailings()
    assert mailbox.messages[0].data == mailing.message
    assert mailbox.messages[0].message["Message-ID"] == mailing.message_id


def test_deferred_mail_is_tried_again_after_growing_pauses(matched: Desk, mailbox: Mailbox) -> None:
    mailbox.manners = Manners(defer=frozenset({ANALYST}))
    matched.fill()
    assert matched.deliver() == {"deferred": 1}
    for pause in PAUSES:
        assert matched.deliver(pause - timedelta(seconds=1)) == {"waiting": 1}
        assert matched.deliver(timedelta(seconds=1)) == {"deferred": 1}
    mailbox.manners = Manners()
    assert matched.deliver(PAUSES[-1]) == {"sent": 1}
    assert outcomes(matched) == [Outcome.DEFERRED] * 7 + [Outcome.SENT]


def test_refused_mail_is_never_tried_again(matched: Desk, mailbox: Mailbox) -> None:
    mailbox.manners = Manners(refuse=frozenset({ANALYST}))
    matched.fill()
    assert matched.deliver() == {"refused": 1}
    mailbox.manners = Manners()
    assert matched.deliver(timedelta(days=30)) == {}
    assert states(matched) == [MailingState.REFUSED]
    assert matched.fill() == {}


@pytest.mark.parametrize(("stage", "copies"), [(Stage.CONTENT, 1), (Stage.KEPT, 2)])
def test_a_line_that_broke_late_is_tried_with_the_same_message(
    matched: Desk, mailbox: Mailbox, stage: Stage, copies: int
) -> None:
    """At least once on the wire, once in the journal: an inbox sees one Message-ID."""
    mailbox.manners = Manners(break_off=stage)
    matched.fill()
    assert matched.deliver() == {"cut off": 1}
    assert outcomes(matched) == [None]
    mailbox.manners = Manners()
    assert matched.deliver(PAUSES[0]) == {"sent": 1}
    assert outcomes(matched) == [None, Outcome.SENT]
    assert len(mailbox.messages) == copies
    assert len({kept.data for kept in mailbox.messages}) == 1


def test_a_crash_before_a_mailing_was_settled_sends_nothing_again(
    matched: Desk, mailbox: Mailbox
) -> None:
    matched.fill()
    matched.deliver()
    (mailing,) = matched.store.journal.mailings()
    matched.store.journal.settle_mailing(mailing.id, MailingState.WAITING)
    assert matched.deliver(PAUSES[0]) == {"sent": 1}
    assert states(matched) == [MailingState.SENT]
    assert len(mailbox.messages) == 1


def test_one_bad_recipient_keeps_nobody_else_waiting(desk: Desk, mailbox: Mailbox) -> None:
    desk.rule("waiter", to=[ANALYST, OTHER, "third@desk.example"])
    desk.take()
    desk.crawl(*desk.ads("waiter A"))
    desk.take()
    desk.fill()
    mailbox.manners = Manners(refuse=frozenset({ANALYST}), defer=frozenset({OTHER}))
    assert desk.deliver() == {"refused": 1, "deferred": 1, "sent": 1}


def test_a_clock_that_was_set_back_keeps_no_mail_for_years(matched: Desk, mailbox: Mailbox) -> None:
    mailbox.manners = Manners(defer=frozenset({ANALYST}))
    matched.fill()
    matched.deliver(timedelta(days=3650))
    mailbox.manners = Manners()
    assert matched.deliver(timedelta(days=-3650)) == {"sent": 1}


def test_where_the_clock_stands_still_nothing_waits(matched: Desk, mailbox: Mailbox) -> None:
    file = matched.folder / "offerwatch.toml"
    file.write_text("clock = 2026-11-02T12:00:00Z\n" + file.read_text("utf-8"), encoding="utf-8")
    mailbox.manners = Manners(defer=frozenset({ANALYST}))
    matched.fill()
    assert matched.deliver(timedelta()) == {"deferred": 1}
    mailbox.manners = Manners()
    assert matched.deliver(timedelta()) == {"sent": 1}


def test_whoever_is_named_no_more_gets_nothing(matched: Desk) -> None:
    matched.rule("waiter", to=[OTHER])
    assert matched.fill() == {"kept back": 2}
    assert matched.store.journal.mailings() == []


def test_matches_of_a_rule_that_is_gone_wait_for_its_return(matched: Desk) -> None:
    file = matched.folder / "alerts" / "waiters.toml"
    text = file.read_text("utf-8")
    file.unlink()
    assert matched.fill() == {"kept back": 2}
    file.write_text(text, encoding="utf-8")
    assert matched.fill() == {"mailings": 1}


def test_a_bad_rule_is_mailed_in_its_last_good_wording(matched: Desk, mailbox: Mailbox) -> None:
    matched.write("waiters", "query = ")
    assert matched.fill() == {"mailings": 1}
    assert matched.deliver() == {"sent": 1}
    assert "Query        waiter\n" in plain(mailbox.messages[0].message)


def test_offers_that_were_erased_are_not_mailed(matched: Desk, mailbox: Mailbox) -> None:
    first, second = matched.matches()
    ledger = matched.workspace.ledger(matched.store)
    ledger.forget([first.offer], matched.now, "somebody", "asked for it")
    assert matched.fill() == {"mailings": 1}
    ledger.forget([second.offer], matched.now, "somebody", "asked for it")
    assert matched.deliver() == {}
    assert mailbox.messages == ()


def test_without_a_mail_server_matches_wait(matched: Desk, mailbox: Mailbox) -> None:
    file = matched.folder / "offerwatch.toml"
    text = file.read_text("utf-8")
    file.write_text(settings(None), encoding="utf-8")
    assert matched.fill() == {}
    assert matched.deliver() == {}
    file.write_text(text, encoding="utf-8")
    assert matched.fill() == {"mailings": 1}


def test_one_outbox_at_a_time(matched: Desk) -> None:
    with matched.workspace.lock(LOCK, "a test"):
        with pytest.raises(Busy, match="a test"):
            matched.fill()
        with pytest.raises(Busy, match="a test"):
            matched.deliver()


def test_delivery_stops_between_two_mails(desk: Desk, mailbox: Mailbox) -> None:
    desk.rule("waiter", to=[ANALYST, OTHER])
    desk.take()
    desk.crawl(*desk.ads("waiter A"))
    desk.take()
    desk.fill()
    outbox = Outbox(desk.workspace, desk.store)
    assert outbox.deliver(desk.now, stopped=lambda: len(mailbox.messages) == 1) == {"sent": 1}
    assert outbox.deliver(desk.now + MINUTE) == {"sent": 1}
    assert sorted(kept.recipients[0] for kept in mailbox.messages) == [ANALYST, OTHER]
