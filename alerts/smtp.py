"""The way to the mail server: the only module that speaks SMTP."""

import re
import smtplib
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from types import TracebackType
from typing import Self

from alerts import wording
from offers.alert import Outcome
from workspace.hosts import is_loopback
from workspace.passwords import NoPassword
from workspace.settings import MailSettings

PATIENCE = 60.0
"""Seconds to wait for each answer. RFC 5321 (4.5.3.2) would wait for minutes; cut off earlier
only means that the same message is sent again later."""

SAID = 300
"""Characters of a server's answer that are kept."""

OUTCOMES: Mapping[int, Outcome] = {2: Outcome.SENT, 4: Outcome.DEFERRED, 5: Outcome.REFUSED}
GOING_ON = 3
SERVICE_ENDS = 421
Reply = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a message. Without an `outcome` the line broke before the final answer: the
    server may have taken the message or not."""

    outcome: Outcome | None
    text: str


class NotReached(Exception):
    """The mail server cannot be spoken to; the message says what to look at."""


class Line:
    """A connection to the mail server, made when the first message is sent and kept for more.

    A context manager. TLS is never left out, and certificates always checked, unless the server
    is this machine itself.
    """

    def __init__(self, mail: MailSettings, patience: float = PATIENCE) -> None:
        self._mail, self._patience = mail, patience
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server is not None and kind is None:
            # Every message has its answer already: how the server says goodbye changes nothing.
            with suppress(smtplib.SMTPException, OSError):
                self._server.quit()
        self._drop()

    def reach(self) -> None:
        """Connect and log in, and ask for nothing. Raises `NotReached`."""
        self._connected()

    def send(self, recipient: str, message: bytes) -> Answer:
        """Hand over one message (RFC 5322, lines ended by CR LF) for one recipient."""
        try:
            server = self._connected()
        except NotReached as error:
            self._drop()
            return Answer(Outcome.DEFERRED, str(error))
        try:
            early = self._announce(server, recipient)
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            return Answer(Outcome.DEFERRED, f"the line broke: {_plain(error)}")
        return early or self._hand_over(server, message)

    def _announce(self, server: smtplib.SMTP, recipient: str) -> Answer | None:
        """Name sender and recipient and ask to send; an answer if the server will not have it."""
        code, said = server.mail(self._mail.sender)
        if code // 100 != 2:
            # Said before the recipient was named: a matter of our account, not of this mail.
            return self._answer(server, code, said, worst=Outcome.DEFERRED)
        asked: tuple[Callable[[], Reply], ...] = (
            lambda: server.rcpt(recipient),
            lambda: server.docmd("DATA"),
        )
        for ask in asked:
            code, said = ask()
            if code // 100 not in {2, GOING_ON}:
                return self._answer(server, code, said)
        return None

    def _hand_over(self, server: smtplib.SMTP, message: bytes) -> Answer:
        ended = message if message.endswith(b"\r\n") else message + b"\r\n"
        try:
            # A line that is one dot would end the message (RFC 5321, 4.5.2).
            server.send(re.sub(rb"(?m)^\.", b"..", ended) + b".\r\n")
            code, said = server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            return Answer(None, f"the line broke before the final answer: {_plain(error)}")
        return self._answer(server, code, said)

    def _answer(
        self, server: smtplib.SMTP, code: int, said: bytes, worst: Outcome = Outcome.REFUSED
    ) -> Answer:
        outcome = OUTCOMES.get(code // 100, Outcome.DEFERRED)
        if outcome is not Outcome.SENT:
            self._begin_anew(server, code)
        if outcome is Outcome.REFUSED:
            outcome = worst
        return Answer(outcome, wording.line(f"{code} {said.decode('utf-8', 'replace')}", SAID))

    def _begin_anew(self, server: smtplib.SMTP, code: int) -> None:
        """After a refusal the conversation is wiped; where that fails it is ended."""
        try:
            wiped = code != SERVICE_ENDS and server.rset()[0] // 100 == 2
        except (smtplib.SMTPException, OSError):
            wiped = False
        if not wiped:
            self._drop()

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            try:
                self._server = self._connect()
            except (smtplib.SMTPException, OSError, UnicodeError, NoPassword) as error:
                where = f"{self._mail.host}:{self._mail.port}"
                raise NotReached(
                    f"{where}: {_plain(error)}; see [mail] in offerwatch.toml"
                ) from error
        return self._server

    def _connect(self) -> smtplib.SMTP:
        mail = self._mail
        context = ssl.create_default_context()
        name = mail.sender.rpartition("@")[2]
        if mail.tls == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                mail.host, mail.port, name, timeout=self._patience, context=context
            )
        else:
            server = smtplib.SMTP(mail.host, mail.port, name, timeout=self._patience)
        # Kept at once, so that whatever fails from here on closes it.
        self._server = server
        if mail.tls == "starttls":
            server.starttls(context=context)
        if mail.tls == "none":
            _stay_at_home(mail, server)
        server.ehlo_or_helo_if_needed()
        password = mail.password()
        if mail.user and password:
            server.login(mail.user, password)
        return server

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None


def _stay_at_home(mail: MailSettings, server: smtplib.SMTP) -> None:
    """Refuse to speak in the open to another machine, whatever name it goes by."""
    assert server.sock is not None
    peer = ip_address(server.sock.getpeername()[0])
    if not (is_loopback(mail.host) and peer.is_loopback):
        raise smtplib.SMTPException(f'mail would go out in the open to {peer}: write tls = "tls"')


def _plain(error: Exception) -> str:
    """What the library says, on one line; never what we sent it."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        return wording.line(f"{error.smtp_code} {text}", SAID)
    if isinstance(error, UnicodeError):
        return "user or password hold signs that the server's login does not take"
    return wording.line(str(error) or type(error).__name__, SAID)
