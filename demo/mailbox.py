"""A mail server of one's own on loopback: keeps what it is sent, and is difficult when told to."""

# The names and the arguments of the handlers are aiosmtpd's.
# ruff: noqa: ARG002, N802

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum
from typing import Any, Self
from weakref import WeakSet

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

PATIENCE = 30.0
"""Seconds that one waits for mail before one is told that none came."""


class Stage(StrEnum):
    """Where a conversation stands, just before the server answers."""

    HELLO = "hello"
    SENDER = "sender"
    RECIPIENT = "recipient"
    DATA = "data"
    CONTENT = "content"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How the server behaves. Recipients in `refuse` get 550, those in `defer` 451.

    `break_off` cuts the line at that stage; `halt` falls silent there until `release` is called.
    At `KEPT` the message is kept and only the answer is missing.
    """

    refuse: frozenset[str] = frozenset()
    defer: frozenset[str] = frozenset()
    refuse_login: bool = False
    refuse_content: bool = False
    break_off: Stage | None = None
    halt: Stage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One message with its envelope, as the wire brought it."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes
    encrypted: bool
    login: str | None

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.data, policy=policy.default)


class Mailbox:
    """A context manager. With `tls` it offers STARTTLS, or speaks TLS at once if `implicit`.

    `login` is a name and password that a sender must give. `port` 0 takes a free one. `manners`
    may be changed at any time and count from the next command on.
    """

    host = "127.0.0.1"

    def __init__(
        self,
        port: int = 0,
        *,
        tls: ssl.SSLContext | None = None,
        implicit: bool = False,
        login: tuple[str, str] | None = None,
        manners: Manners | None = None,
    ) -> None:
        self._tls, self._implicit = tls, implicit
        self._clerk = _Clerk(manners or Manners(), login, implicit=implicit)
        self._listener = socket.create_server((self.host, port))
        self.port: int = self._listener.getsockname()[1]
        self._lines = WeakSet[_Line]()
        self._started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    @property
    def manners(self) -> Manners:
        return self._clerk.manners

    @manners.setter
    def manners(self, manners: Manners) -> None:
        self._clerk.manners = manners

    @property
    def messages(self) -> tuple[Received, ...]:
        """All that was kept so far, in order."""
        return self._clerk.kept

    def wait(self, count: int, timeout: float = PATIENCE) -> tuple[Received, ...]:
        """The messages as soon as there are `count` of them; `TimeoutError` if there are not."""
        self._clerk.wait(lambda: len(self._clerk.kept) >= count, f"{count} messages", timeout)
        return self.messages

    def wait_halted(self, timeout: float = PATIENCE) -> None:
        """Return when a sender waits in vain at `manners.halt`; `TimeoutError` if none does."""
        self._clerk.wait(lambda: self._clerk.halted, "a sender that waits", timeout)

    @property
    def halted(self) -> bool:
        """Whether a sender has come to where the server falls silent."""
        return self._clerk.halted

    def release(self) -> None:
        """Let a halted conversation go on; from now on the server has good manners."""
        self.manners = Manners()
        self._loop.call_soon_threadsafe(self._clerk.go_on.set)

    def __enter__(self) -> Self:
        self._thread.start()
        self._started.wait()
        return self

    def __exit__(self, *error: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        at_once = self._tls if self._implicit else None
        server = await self._loop.create_server(self._line, sock=self._listener, ssl=at_once)
        self._started.set()
        await self._over.wait()
        server.close()
        for line in tuple(self._lines):
            line.cut()
        await server.wait_closed()

    def _line(self) -> "_Line":
        line = _Line(
            self._clerk,
            hostname="mailbox.test",
            loop=self._loop,
            tls_context=None if self._implicit else self._tls,
            auth_require_tls=not self._implicit,
            authenticator=self._clerk.authenticate,
        )
        self._lines.add(line)
        return line


class _Clerk:
    """What the library asks at each command, and what was kept; shared by all conversations."""

    def __init__(self, manners: Manners, login: tuple[str, str] | None, *, implicit: bool) -> None:
        self.manners, self.kept, self.halted = manners, tuple[Received, ...](), False
        self.go_on = asyncio.Event()
        self._login, self._implicit = login, implicit
        self._changed = threading.Condition()

    def wait(self, holds: Callable[[], bool], what: str, timeout: float) -> None:
        with self._changed:
            if not self._changed.wait_for(holds, timeout):
                raise TimeoutError(f"no {what} within {timeout:g} s; {len(self.kept)} came")

    async def reach(self, server: SMTP, stage: Stage) -> None:
        """Break off or fall silent here if the manners say so."""
        if self.manners.break_off is stage:
            assert isinstance(server, _Line)
            server.cut()
            # The loss of the line ends this conversation here.
            await asyncio.Event().wait()
        if self.manners.halt is stage:
            with self._changed:
                self.halted = True
                self._changed.notify_all()
            await self.go_on.wait()

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any
    ) -> AuthResult:
        name, password = given.login.decode(), given.password.decode()
        if self.manners.refuse_login or (name, password) != self._login:
            return AuthResult(success=False, handled=False)
        return AuthResult(success=True, auth_data=name)

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, name: str, answers: list[str]
    ) -> list[str]:
        session.host_name = name
        await self.reach(server, Stage.HELLO)
        return answers

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, sender: str, options: list[str]
    ) -> str:
        await self.reach(server, Stage.SENDER)
        if self._login and not session.authenticated:
            return "530 5.7.0 log in first"
        envelope.mail_from = sender
        return "250 2.1.0 go on"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, to: str, options: list[str]
    ) -> str:
        await self.reach(server, Stage.RECIPIENT)
        if to in self.manners.refuse:
            return "550 5.1.1 nobody here of that name"
        if to in self.manners.defer:
            return "451 4.3.0 come back later"
        envelope.rcpt_tos.append(to)
        return "250 2.1.5 go on"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await self.reach(server, Stage.CONTENT)
        if self.manners.refuse_content:
            return "554 5.6.0 not that"
        self._keep(session, envelope)
        await self.reach(server, Stage.KEPT)
        return "250 2.0.0 kept"

    def _keep(self, session: Session, envelope: Envelope) -> None:
        made = Received(
            sender=envelope.mail_from or "",
            recipients=tuple(envelope.rcpt_tos),
            data=bytes(envelope.original_content or b""),
            encrypted=self._implicit or session.ssl is not None,
            login=session.auth_data if session.authenticated else None,
        )
        with self._changed:
            self.kept = (*self.kept, made)
            self._changed.notify_all()


class _Line(SMTP):
    """One conversation; the mailbox knows all that are open, so that it can close them."""

    def __init__(self, clerk: _Clerk, **options: Any) -> None:
        super().__init__(clerk, **options)
        self._clerk = clerk

    def cut(self) -> None:
        """End the conversation without a word."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()

    async def smtp_DATA(self, arg: str) -> None:
        await self._clerk.reach(self, Stage.DATA)
        await super().smtp_DATA(arg)
