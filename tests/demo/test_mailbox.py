"""The demo's mail server does what it is told, over real sockets."""

import smtplib
import ssl
from collections.abc import Iterator

import pytest
import trustme

from demo.mailbox import Mailbox, Manners, Stage

LETTER = b"Subject: hello\r\n\r\n.one line\r\n"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def server_side(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture(scope="module")
def client_side(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as opened:
        yield opened


def send(mailbox: Mailbox, *recipients: str) -> None:
    with smtplib.SMTP(mailbox.host, mailbox.port, timeout=20) as line:
        line.sendmail("from@desk.example", recipients, LETTER)


def test_keeps_messages_with_their_envelope(mailbox: Mailbox) -> None:
    send(mailbox, "one@desk.example", "two@desk.example")
    (kept,) = mailbox.wait(1)
    assert kept.sender == "from@desk.example"
    assert kept.recipients == ("one@desk.example", "two@desk.example")
    assert kept.data == LETTER
    assert kept.message["Subject"] == "hello"
    assert not kept.encrypted


def test_wait_says_that_nothing_came(mailbox: Mailbox) -> None:
    with pytest.raises(TimeoutError, match="no 1 messages within 0 s; 0 came"):
        mailbox.wait(1, timeout=0)


@pytest.mark.parametrize(
    ("manners", "code"),
    [
        (Manners(refuse=frozenset({"one@desk.example"})), 550),
        (Manners(defer=frozenset({"one@desk.example"})), 451),
    ],
)
def test_refuses_recipients(mailbox: Mailbox, manners: Manners, code: int) -> None:
    mailbox.manners = manners
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        send(mailbox, "one@desk.example")
    assert refused.value.recipients["one@desk.example"][0] == code
    send(mailbox, "two@desk.example")
    assert [kept.recipients for kept in mailbox.messages] == [("two@desk.example",)]


def test_refuses_content(mailbox: Mailbox) -> None:
    mailbox.manners = Manners(refuse_content=True)
    with pytest.raises(smtplib.SMTPDataError, match="554"):
        send(mailbox, "one@desk.example")
    assert mailbox.messages == ()


@pytest.mark.parametrize("stage", list(Stage))
def test_breaks_off_at_any_stage(mailbox: Mailbox, stage: Stage) -> None:
    mailbox.manners = Manners(break_off=stage)
    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionResetError)):
        send(mailbox, "one@desk.example")
    assert len(mailbox.messages) == (1 if stage is Stage.KEPT else 0)
    mailbox.manners = Manners()
    send(mailbox, "one@desk.example")


def test_falls_silent_until_released(mailbox: Mailbox) -> None:
    mailbox.manners = Manners(halt=Stage.RECIPIENT)
    with smtplib.SMTP(mailbox.host, mailbox.port, timeout=20) as line:
        line.ehlo()
        line.mail("from@desk.example")
        line.putcmd("rcpt", "TO:<one@desk.example>")
        mailbox.wait_halted()
        mailbox.release()
        assert line.getreply()[0] == 250


def test_starttls(server_side: ssl.SSLContext, client_side: ssl.SSLContext) -> None:
    with (
        Mailbox(tls=server_side, login=("desk", "secret")) as mailbox,
        smtplib.SMTP(mailbox.host, mailbox.port, timeout=20) as line,
    ):
        line.starttls(context=client_side)
        with pytest.raises(smtplib.SMTPSenderRefused, match="530"):
            line.sendmail("from@desk.example", "one@desk.example", LETTER)
        line.login("desk", "secret")
        line.sendmail("from@desk.example", "one@desk.example", LETTER)
        (kept,) = mailbox.messages
    assert kept.encrypted
    assert kept.login == "desk"


def test_tls_at_once(server_side: ssl.SSLContext, client_side: ssl.SSLContext) -> None:
    with (
        Mailbox(tls=server_side, implicit=True, login=("desk", "secret")) as mailbox,
        smtplib.SMTP_SSL(mailbox.host, mailbox.port, context=client_side, timeout=20) as line,
    ):
        with pytest.raises(smtplib.SMTPAuthenticationError):
            line.login("desk", "wrong")
        line.login("desk", "secret")
        mailbox.manners = Manners(refuse_login=True)
        line.sendmail("from@desk.example", "one@desk.example", LETTER)
        (kept,) = mailbox.messages
    assert kept.encrypted
    assert kept.login == "desk"


def test_closes_open_conversations_when_it_ends() -> None:
    with Mailbox() as mailbox:
        line = smtplib.SMTP(mailbox.host, mailbox.port, timeout=20)
    with line, pytest.raises(smtplib.SMTPServerDisconnected):
        line.noop()
