"""`offerwatch alerts`: rules listed, checked, tried and sent, over a real mail server."""

from collections.abc import Iterator

import pytest

from console.exits import Exit
from demo.mailbox import Mailbox, Manners
from tests.console.hand import HOSTILE, OFFER, SETTINGS, Hand

RULE = """
query = 'waiter OR kellner'
to = ["analyst@example.org"]
marking = "TLP:GREEN"
"""


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as opened:
        yield opened


def rule(hand: Hand, name: str, text: str = RULE) -> None:
    (hand.folder / "alerts" / f"{name}.toml").write_text(f"# {name}\n{text}")


def posted(hand: Hand, mailbox: Mailbox) -> None:
    """Let the workspace send its mail through this server."""
    mail = f"""
[mail]
host = "{mailbox.host}"
port = {mailbox.port}
sender = "offerwatch@example.org"
tls = "none"
"""
    (hand.folder / "offerwatch.toml").write_text(SETTINGS + mail)


def test_list(hand: Hand) -> None:
    rule(hand, "waiters")
    assert hand("alerts", "list").rows == [
        {
            "rule": "waiters",
            "marking": "TLP:GREEN",
            "to": "analyst@example.org",
            "matches": "0",
            "query": "waiter OR kellner",
        }
    ]
    [told] = hand("alerts", "list", "--json").objects
    assert told["events"] == ["new"]
    assert told["to"] == ["analyst@example.org"]


def test_no_rules(empty: Hand) -> None:
    answer = empty("alerts", "list")
    assert (answer.code, answer.out) == (Exit.OK, "")
    assert "docs/rules.md" in answer.err


def test_check_tells_file_line_and_field(empty: Hand) -> None:
    rule(empty, "good")
    rule(empty, "bad", "query = 'waiter AND ('\nto = ['analyst']")
    answer = empty("alerts", "check")
    assert answer.code == Exit.FAILED
    assert "alerts/bad.toml:2: query" in answer.out
    assert "alerts/bad.toml:3: to[0]" in answer.out
    told = empty("alerts", "check", "bad", "--json").objects
    assert {each["field"] for each in told if each["level"] == "fault"} == {"query", "to[0]"}
    assert empty("alerts", "check", "good").code == Exit.OK
    assert empty("alerts", "check", "god").code == Exit.USAGE
    assert "alerts check" in empty("alerts", "list").err


def test_a_rule_is_tried_without_sending(hand: Hand) -> None:
    rule(hand, "waiters")
    file = hand.folder / "mail.html"
    answer = hand("alerts", "test", "waiters", "--html", str(file))
    assert answer.code == Exit.OK
    assert "Subject: [TLP:GREEN] 2 offers match" in answer.out
    assert "Waiter wanted" in answer.out
    assert not {"\x1b", "\u202e"} & set(answer.out)
    assert file.read_text().lstrip().lower().startswith("<!doctype html")
    assert [each["matches"] for each in hand("alerts", "list", "--json").objects] == [0]


def test_a_rule_that_finds_nothing(hand: Hand) -> None:
    rule(hand, "waiters")
    answer = hand("alerts", "test", "waiters", "--days", "1")
    assert (answer.code, answer.out) == (Exit.OK, "")
    assert "nothing" in answer.err


def test_a_rule_that_is_not_there_or_has_faults(hand: Hand) -> None:
    rule(hand, "bad", "query = '('")
    assert hand("alerts", "test", "nope").code == Exit.USAGE
    answer = hand("alerts", "test", "bad")
    assert (answer.code, answer.out) == (Exit.FAILED, "")
    assert "alerts/bad.toml:2: query" in answer.err


def test_send_mails_what_is_new_and_nothing_twice(empty: Hand, mailbox: Mailbox) -> None:
    rule(empty, "waiters")
    posted(empty, mailbox)
    assert empty("alerts", "send").code == Exit.OK
    empty.record([OFFER, HOSTILE], day=3)
    answer = empty("alerts", "send")
    assert (answer.code, answer.out) == (Exit.OK, "")
    assert "1 sent" in answer.err
    [mail] = mailbox.wait(1)
    assert mail.message["Subject"] == '[TLP:GREEN] 2 offers match rule "waiters"'
    assert "nothing is new" in empty("alerts", "send").err
    assert len(mailbox.messages) == 1


def test_backfill_asks_about_what_is_stored(hand: Hand, mailbox: Mailbox) -> None:
    rule(hand, "waiters")
    posted(hand, mailbox)
    hand("alerts", "send")
    assert mailbox.messages == ()
    assert "1 sent" in hand("alerts", "send", "--backfill", "waiters").err
    assert len(mailbox.wait(1)) == 1


def test_a_refused_mail_is_a_failure(hand: Hand, mailbox: Mailbox) -> None:
    rule(hand, "waiters")
    posted(hand, mailbox)
    mailbox.manners = Manners(refuse=frozenset({"analyst@example.org"}))
    answer = hand("alerts", "send", "--backfill", "waiters")
    assert answer.code == Exit.FAILED
    assert "1 refused" in answer.err


def test_without_a_mail_server_nothing_is_sent(hand: Hand) -> None:
    rule(hand, "waiters")
    answer = hand("alerts", "send")
    assert (answer.code, answer.out) == (Exit.FAILED, "")
    assert "[mail] in offerwatch.toml" in answer.err
