"""Mail goes out encrypted to whom it should, and every answer of a server means something."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from alerts.smtp import Line
from demo.mailbox import Mailbox, Manners, Stage
from offers.alert import Outcome
from tests.alerts.desk import ANALYST, SENDER
from workspace.settings import MailSettings

MESSAGE = b"Subject: hello\r\n\r\nfirst\r\n.\r\n..two\r\nlast\r\n"
LOGIN = ("desk", "secret")


def settings(mailbox: Mailbox, tls: str = "none", host: str | None = None) -> MailSettings:
    return MailSettings(
        host=host or mailbox.host,
        port=mailbox.port,
        sender=SENDER,
        tls=tls,
        user=None,
        password_env=None,
        password_file=None,
    )


def logging_in(mailbox: Mailbox, tls: str, variable: str) -> MailSettings:
    return MailSettings(
        host=mailbox.host,
        port=mailbox.port,
        sender=SENDER,
        tls=tls,
        user="desk",
        password_env=variable,
        password_file=None,
    )


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine trusts the tests' authority, by the variable that OpenSSL reads."""
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


def served(authority: trustme.CA, name: str = "127.0.0.1") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


@pytest.fixture
def line(mailbox: Mailbox) -> Iterator[Line]:
    with Line(settings(mailbox)) as opened:
        yield opened


def test_a_message_arrives_as_it_was(mailbox: Mailbox, line: Line) -> None:
    answer = line.send(ANALYST, MESSAGE)
    assert (answer.outcome, answer.text) == (Outcome.SENT, "250 2.0.0 kept")
    (kept,) = mailbox.messages
    assert (kept.sender, kept.recipients, kept.data) == (SENDER, (ANALYST,), MESSAGE)


def test_a_message_without_a_last_line_end_gets_one(mailbox: Mailbox, line: Line) -> None:
    line.send(ANALYST, b"Subject: x\r\n\r\nend")
    assert mailbox.messages[0].data == b"Subject: x\r\n\r\nend\r\n"


@pytest.mark.parametrize(
    ("manners", "outcome", "text"),
    [
        (Manners(refuse=frozenset({ANALYST})), Outcome.REFUSED, "550 5.1.1 nobody here"),
        (Manners(defer=frozenset({ANALYST})), Outcome.DEFERRED, "451 4.3.0 come back later"),
        (Manners(refuse_content=True), Outcome.REFUSED, "554 5.6.0 not that"),
    ],
)
def test_refusals(
    mailbox: Mailbox, line: Line, manners: Manners, outcome: Outcome, text: str
) -> None:
    mailbox.manners = manners
    answer = line.send(ANALYST, MESSAGE)
    assert answer.outcome is outcome
    assert answer.text.startswith(text)
    mailbox.manners = Manners()
    assert line.send(ANALYST, MESSAGE).outcome is Outcome.SENT


@pytest.mark.parametrize("stage", list(Stage))
def test_a_line_that_breaks(mailbox: Mailbox, line: Line, stage: Stage) -> None:
    """Only where the whole message was handed over is it unknown what came of it."""
    mailbox.manners = Manners(break_off=stage)
    answer = line.send(ANALYST, MESSAGE)
    handed_over = stage in {Stage.CONTENT, Stage.KEPT}
    assert answer.outcome is (None if handed_over else Outcome.DEFERRED)
    mailbox.manners = Manners()
    assert line.send(ANALYST, MESSAGE).outcome is Outcome.SENT


def test_a_server_that_never_answers_is_given_up(mailbox: Mailbox) -> None:
    mailbox.manners = Manners(halt=Stage.KEPT)
    with Line(settings(mailbox), patience=0.2) as line:
        answer = line.send(ANALYST, MESSAGE)
    assert answer.outcome is None
    assert "timed out" in answer.text


def test_no_server() -> None:
    with Mailbox() as mailbox:
        gone = settings(mailbox)
    with Line(gone) as line:
        answer = line.send(ANALYST, MESSAGE)
    assert answer.outcome is Outcome.DEFERRED
    assert answer.text == (
        f"127.0.0.1:{gone.port}: [Errno 111] Connection refused; see [mail] in offerwatch.toml"
    )


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_tls(authority: trustme.CA, tls: str) -> None:
    with Mailbox(tls=served(authority), implicit=tls == "tls") as mailbox:
        with Line(settings(mailbox, tls)) as line:
            assert line.send(ANALYST, MESSAGE).outcome is Outcome.SENT
            assert line.send(ANALYST, MESSAGE).outcome is Outcome.SENT
        assert [kept.encrypted for kept in mailbox.messages] == [True, True]


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for(authority: trustme.CA, tls: str) -> None:
    with (
        Mailbox(tls=served(authority), implicit=tls == "tls") as mailbox,
        Line(settings(mailbox, tls)) as line,
    ):
        answer = line.send(ANALYST, MESSAGE)
        assert answer.outcome is Outcome.DEFERRED
        assert "CERTIFICATE_VERIFY_FAILED" in answer.text
        assert mailbox.messages == ()


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_certificate_of_another_name(authority: trustme.CA, tls: str) -> None:
    with (
        Mailbox(tls=served(authority, "mail.example"), implicit=tls == "tls") as mailbox,
        Line(settings(mailbox, tls)) as line,
    ):
        answer = line.send(ANALYST, MESSAGE)
        assert answer.outcome is Outcome.DEFERRED
        assert "IP address mismatch" in answer.text
        assert mailbox.messages == ()


def test_no_tls_no_mail(mailbox: Mailbox) -> None:
    """A server, or somebody on the way, that leaves STARTTLS out gets nothing."""
    with Line(settings(mailbox, "starttls")) as line:
        answer = line.send(ANALYST, MESSAGE)
    assert answer.outcome is Outcome.DEFERRED
    assert "STARTTLS extension not supported" in answer.text
    assert mailbox.messages == ()


def test_in_the_open_only_to_this_machine(mailbox: Mailbox) -> None:
    """Linux leads 0.0.0.0 to this machine; it is no loopback address for all that."""
    with Line(settings(mailbox, host="0.0.0.0")) as line:
        answer = line.send(ANALYST, MESSAGE)
    assert answer.outcome is Outcome.DEFERRED
    assert "mail would go out in the open" in answer.text
    assert mailbox.messages == ()


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_logging_in(authority: trustme.CA, tls: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_PASSWORD", "secret")
    implicit = tls == "tls"
    with Mailbox(tls=served(authority), implicit=implicit, login=LOGIN) as mailbox:
        with Line(logging_in(mailbox, tls, "DESK_PASSWORD")) as line:
            assert line.send(ANALYST, MESSAGE).outcome is Outcome.SENT
        assert mailbox.messages[0].login == "desk"


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("wrong", "535"),
        ("", "the environment variable DESK_PASSWORD is empty"),
        ("пароль", "user or password hold signs that the server's login does not take"),
    ],
)
def test_a_login_that_fails_is_a_matter_of_the_settings(
    authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, password: str, said: str
) -> None:
    monkeypatch.setenv("DESK_PASSWORD", password)
    with (
        Mailbox(tls=served(authority), login=LOGIN) as mailbox,
        Line(logging_in(mailbox, "starttls", "DESK_PASSWORD")) as line,
    ):
        answer = line.send(ANALYST, MESSAGE)
    assert answer.outcome is Outcome.DEFERRED
    assert said in answer.text
    assert "secret" not in answer.text
    assert answer.text.endswith("see [mail] in offerwatch.toml")


@pytest.mark.usefixtures("trusted")
def test_a_server_that_will_not_have_us_refuses_no_mail_for_ever(authority: trustme.CA) -> None:
    with (
        Mailbox(tls=served(authority), login=LOGIN) as mailbox,
        Line(settings(mailbox, "starttls")) as line,
    ):
        answer = line.send(ANALYST, MESSAGE)
    assert (answer.outcome, answer.text) == (Outcome.DEFERRED, "530 5.7.0 log in first")
