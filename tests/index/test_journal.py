"""The journal: runs, visits, matches, mailings and records, over every home."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from index.base import Journal, Store
from offers.alert import Attempt, Mailing, MailingState, Match, Outcome, RuleState
from offers.audit import AuditEntry
from offers.page import Capture
from offers.run import Coverage, End, Problem, Run, Visit
from tests.index.conftest import Home
from tests.index.making import MONDAY, first, offer

ANNA, BO = "anna@example.org", "bo@example.org"


def run(number: int = 1, **more: object) -> Run:
    made = Run(id=f"run-{number}", site="bazaar", started=MONDAY + timedelta(hours=number))
    return replace(made, **more)  # type: ignore[arg-type]


def match(number: int = 1, rule: str = "rule", recipients: Sequence[str] = (ANNA,)) -> Match:
    return Match(
        rule=rule,
        offer=f"offer-{number}",
        event=f"event-{number}",
        at=MONDAY + timedelta(hours=number),
        recipients=tuple(recipients),
    )


def mailing(*matches: Match, recipient: str = ANNA, hours: int = 0) -> Mailing:
    return Mailing(
        rule=matches[0].rule,
        recipient=recipient,
        matches=tuple(one.id for one in matches),
        offers=tuple(one.offer for one in matches),
        message_id="<1@example.org>",
        message=b"Subject: caf\xe9\r\n\r\n\x00\xff",
        made=MONDAY + timedelta(hours=hours),
    )


def test_a_run_is_stored_as_it_stands(home: Home) -> None:
    living = run(counts={"pages": 3, "offers": 25})
    with home.open() as store:
        store.journal.write_run(living)
        assert store.journal.run("run-1") == living
        ended = replace(
            living,
            ended=MONDAY + timedelta(days=1),
            end=End.BLOCKED,
            coverage=Coverage.FULL,
            reason="robots.txt says no",
            died=True,
            held=True,
            swept=True,
            clock="simulated",
        )
        store.journal.write_run(ended)
    with home.open() as store:
        assert store.journal.run("run-1") == ended
        assert store.journal.run("run-2") is None
        assert store.journal.run("run") is None


def test_runs_newest_first(journal: Journal) -> None:
    for number in (2, 1, 3):
        journal.write_run(run(number, end=None if number == 2 else End.OK))
    journal.write_run(run(4, site="market"))
    assert [one.id for one in journal.runs()] == ["run-4", "run-3", "run-2", "run-1"]
    assert [one.id for one in journal.runs(limit=2)] == ["run-4", "run-3"]
    assert [one.id for one in journal.runs(site="bazaar")] == ["run-3", "run-2", "run-1"]
    assert [one.id for one in journal.runs(living=True)] == ["run-4", "run-2"]
    assert [one.id for one in journal.runs(living=False, site="bazaar")] == ["run-3", "run-1"]
    assert journal.runs(site="b' OR '1'='1") == []


def test_problems_in_their_order(journal: Journal) -> None:
    hostile = "'); DROP TABLE problem; --\x1b[31m 🙂"
    problems = [
        Problem(run="run-1", number=number, kind="http", url="https://x.example", reason=hostile)
        for number in (2, 1, 10)
    ]
    for problem in problems:
        journal.add_problem(problem)
    journal.add_problem(replace(problems[0], run="run-2", url="https://\ud800.example/\0"))
    assert [one.number for one in journal.problems("run-1")] == [1, 2, 10]
    assert journal.problems("run-1")[1] == problems[0]
    assert journal.problems("run-2")[0].url == "https://.example/"


def test_the_last_visit_of_a_page(journal: Journal) -> None:
    capture = Capture(file="2026/run-1.warc.gz", offset=2**40, sha256="ab" * 32)
    visit = Visit(
        site="bazaar",
        url="https://bazaar.example/?q=%20'",
        at=MONDAY,
        status=200,
        capture=capture,
        etag='W/"x"',
        modified="yesterday",
    )
    journal.write_visits([visit])
    assert journal.visit("bazaar", visit.url) == visit
    assert journal.visit("market", visit.url) is None
    later = replace(visit, at=MONDAY + timedelta(days=1), status=304, capture=None, etag=None)
    journal.write_visits([later])
    assert journal.visit("bazaar", visit.url) == later


def test_matches_are_written_once(journal: Journal) -> None:
    matches = [match(1), match(2), match(1, rule="other")]
    assert journal.add_matches(matches) == 3
    assert journal.add_matches([match(2), match(3), replace(match(1), recipients=(BO,))]) == 1
    assert [one.offer for one in journal.matches(rule="rule")] == ["offer-1", "offer-2", "offer-3"]
    assert {one.rule for one in journal.matches(offer="offer-1")} == {"rule", "other"}
    assert journal.matches(rule="rule", offer="offer-2") == [match(2)]
    assert len(journal.matches()) == 4
    assert journal.add_matches([]) == 0


def test_who_has_to_be_told_of_what(journal: Journal) -> None:
    both = match(1, recipients=(BO, ANNA))
    journal.add_matches([match(2), both, match(3, rule="other")])
    assert journal.unmailed() == {
        ("other", ANNA): [match(3, rule="other")],
        ("rule", ANNA): [both, match(2)],
        ("rule", BO): [both],
    }
    assert journal.add_mailing(mailing(both, match(2)))
    assert set(journal.unmailed()) == {("other", ANNA), ("rule", BO)}


def test_nobody_is_told_twice(journal: Journal) -> None:
    journal.add_matches([match(1, recipients=(ANNA, BO)), match(2)])
    assert journal.add_mailing(mailing(match(1)))
    assert not journal.add_mailing(mailing(match(1)))
    assert not journal.add_mailing(mailing(match(2), match(1)))
    assert journal.add_mailing(mailing(match(2)))
    assert journal.add_mailing(mailing(match(1), recipient=BO))
    assert len(journal.mailings()) == 3


def test_a_mailing_is_kept_to_the_byte(home: Home) -> None:
    made = mailing(match(1), match(2))
    with home.open() as store:
        assert store.journal.add_mailing(made)
    with home.open() as store:
        assert store.journal.mailings() == [made]
        assert store.journal.mailings()[0].id == made.id


def test_mailings_by_state_and_age(journal: Journal) -> None:
    mailings = [mailing(match(number), hours=number) for number in (3, 1, 2)]
    for made in mailings:
        assert journal.add_mailing(made)
    journal.settle_mailing(mailings[0].id, MailingState.SENT)
    journal.settle_mailing(mailings[1].id, MailingState.REFUSED)
    journal.settle_mailing("nobody", MailingState.SENT)
    states = [one.state for one in journal.mailings()]
    assert states == [MailingState.REFUSED, MailingState.WAITING, MailingState.SENT]
    assert journal.mailings(state=MailingState.WAITING) == [mailings[2]]


def test_attempts_are_finished_in_place(journal: Journal) -> None:
    begun = Attempt(mailing="m", number=1, started=MONDAY)
    journal.write_attempt(begun)
    assert journal.attempts("m") == [begun]
    done = replace(begun, outcome=Outcome.DEFERRED, answer="451 later\r\n\udce9")
    journal.write_attempt(done)
    journal.write_attempt(replace(begun, number=2, outcome=Outcome.SENT))
    assert [one.outcome for one in journal.attempts("m")] == [Outcome.DEFERRED, Outcome.SENT]
    assert journal.attempts("m")[0].answer == "451 later\r\n\ufffd"
    assert journal.attempts("other") == []


def test_rules_as_they_last_were_good(journal: Journal) -> None:
    state = RuleState(rule="rule", text="query = 'a'", since=MONDAY)
    journal.write_rule_state(state)
    journal.write_rule_state(RuleState(rule="a rule", text="", since=MONDAY))
    changed = replace(state, text="query = 'b'", since=MONDAY + timedelta(microseconds=1))
    journal.write_rule_state(changed)
    assert journal.rule_states()["rule"] == changed
    assert list(journal.rule_states()) == ["a rule", "rule"]


def test_audit_entries_are_only_added(journal: Journal) -> None:
    entry = AuditEntry(at=MONDAY, actor="anna", action="unseal", subject="id", reason="case 7")
    journal.add_audit(entry)
    journal.add_audit(entry)
    journal.add_audit(replace(entry, at=MONDAY - timedelta(days=1), action="forget"))
    assert [one.action for one in journal.audit()] == ["forget", "unseal", "unseal"]
    assert journal.audit()[1] == entry


@pytest.fixture
def told(store: Store) -> Store:
    """Two offers; one mailing about both waits, one about the first was sent."""
    journal = store.journal
    store.index.put([first(replace(offer(str(number)), id=f"offer-{number}")) for number in (1, 2)])
    for number in (1, 2):
        page = f"https://bazaar.example/{number}"
        visit = Visit(site="bazaar", url=page, at=MONDAY, status=200, capture=None)
        journal.write_visits([visit])
    journal.add_matches([match(1, recipients=(ANNA, BO)), match(2), match(1, rule="other")])
    assert journal.add_mailing(mailing(match(1), match(2)))
    sent = mailing(match(1), recipient=BO, hours=1)
    assert journal.add_mailing(sent)
    journal.settle_mailing(sent.id, MailingState.SENT)
    journal.write_attempt(Attempt(mailing=sent.id, number=1, started=MONDAY, outcome=Outcome.SENT))
    return store


def test_forgetting_erases_what_quotes_an_offer(told: Store) -> None:
    journal = told.journal
    journal.forget(["offer-1"])
    assert journal.matches() == [match(2)]
    assert journal.unmailed() == {("rule", ANNA): [match(2)]}
    assert journal.visit("bazaar", "https://bazaar.example/1") is None
    assert journal.visit("bazaar", "https://bazaar.example/2") is not None
    [left] = journal.mailings()
    assert (left.state, left.message, left.recipient) == (MailingState.SENT, b"", BO)
    assert len(journal.attempts(left.id)) == 1


def test_what_was_told_before_is_not_told_again(told: Store) -> None:
    told.journal.forget(["offer-1"])
    assert not told.journal.add_mailing(mailing(match(1), recipient=BO))
    assert told.journal.add_mailing(mailing(match(2)))


def test_deleting_an_offer_forgets_it_as_well(told: Store) -> None:
    told.index.delete(["offer-1"], MONDAY)
    assert told.journal.matches(offer="offer-1") == []
    assert told.journal.visit("bazaar", "https://bazaar.example/1") is None
    assert [one.message for one in told.journal.mailings()] == [b""]


def test_forgetting_what_is_not_there_does_no_harm(journal: Journal) -> None:
    journal.forget(["nothing", "'"])
    journal.forget([])
