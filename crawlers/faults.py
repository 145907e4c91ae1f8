"""What went wrong with a request, in the words of the journal."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from OpenSSL.SSL import Error as TlsError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    StopDownload,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity import VerificationError
from twisted.python.failure import Failure
from twisted.web._newclient import BadHeaders, ParseError

from crawlers.guard import NotAsked
from crawlers.limits import TooMuch, Unasked
from offers.page import Capture


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind` is the word of `offers.run.Problem`; `status` the answer's, where there was one, and
    `capture` where it was kept."""

    kind: str
    reason: str
    status: int | None = None
    capture: Capture | None = None


STATUSES = {401: "login", 404: "missing", 407: "login", 410: "missing", 451: "region"}
"""Statuses that name what stands in the way (RFC 9110, RFC 7725)."""


class BrokenOff(DownloadCancelledError):
    """A download that the crawl itself broke off because it is to end."""


def fault_of(error: BaseException) -> Fault | None:
    """The fault behind an error of Scrapy's; `None` for what is no fault of the site."""
    return next((tell(error) for kind, tell in TABLE if isinstance(error, kind)), None)


def phrase(status: int) -> str:
    """What a status is called, or nothing."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _said(kind: str, reason: str) -> Callable[[BaseException], Fault]:
    return lambda _: Fault(kind, reason)


def _not_asked(error: BaseException) -> Fault:
    assert isinstance(error, NotAsked)
    return Fault(error.kind, error.reason)


def _status(error: BaseException) -> Fault:
    assert isinstance(error, HttpError)
    status = error.response.status
    kind = STATUSES.get(status, "http")
    return Fault(kind, f"status {status} {phrase(status)}".strip(), status)


def _stopped(error: BaseException) -> Fault:
    if isinstance(error, Unasked):
        return Fault("broken-data", error.what)
    said = getattr(error, "response", None)
    kind = said.headers.get(b"Content-Type", b"") if isinstance(said, Response) else b""
    return Fault("media", f"not a page but {(kind or b'media').decode('latin-1')[:100]}")


def _failed(error: BaseException) -> Fault:
    """Twisted packs the cause of a failed download into a list of failures."""
    causes = _causes(error)
    for cause in causes:
        for kind, fault in CAUSES:
            if isinstance(cause, kind):
                return fault(cause)
    named = ", ".join(sorted({type(cause).__name__ for cause in causes})) or "connection lost"
    return Fault("unreachable", f"the connection broke ({named})")


def _cut_off(error: BaseException) -> Fault:
    much = next((cause for cause in _causes(error) if isinstance(cause, TooMuch)), None)
    return _too_much(much) if much else Fault("broken-data", "the answer broke off before its end")


def _causes(error: BaseException) -> list[BaseException]:
    reasons = getattr(error.__cause__, "reasons", ())
    return [reason.value for reason in reasons if isinstance(reason, Failure) and reason.value]


def _too_much(cause: BaseException) -> Fault:
    assert isinstance(cause, TooMuch)
    return Fault("too-large", cause.what)


def _tls(cause: BaseException) -> Fault:
    """OpenSSL's own words, which never come from the site."""
    said = next((part[-1] for part in cause.args[0]), "") if cause.args else ""
    if said == "certificate verify failed":
        return Fault("tls", "the certificate is expired, or signed by nobody that is known")
    return Fault("tls", f"no secure connection: {said or 'TLS failed'}")


CAUSES: tuple[tuple[type[BaseException], Callable[[BaseException], Fault]], ...] = (
    (TooMuch, _too_much),
    (VerificationError, _said("tls", "the certificate is for another host")),
    (TlsError, _tls),
    (ParseError, _said("broken-data", "the answer is no HTTP")),
    (BadHeaders, _said("broken-data", "the answer's headers make no sense")),
    (ValueError, _said("broken-data", "the answer is no HTTP")),
)
"""What may be behind a failed download."""


def _unforeseen(error: BaseException) -> Fault:
    """An answer that Scrapy stumbles over: packed otherwise than it says, or moved to no address.
    Only the error's name is told, for its message may quote the page."""
    return Fault("broken-data", f"the answer cannot be understood ({type(error).__name__})")


def _ignored(error: BaseException) -> Fault:
    words = str(error)
    kind = "too-large" if "DOWNLOAD_MAXSIZE" in words else "http"
    return Fault(kind, "too large once unpacked" if kind == "too-large" else words)


TABLE: tuple[tuple[type[BaseException], Callable[[BaseException], Fault | None]], ...] = (
    (NotAsked, _not_asked),
    (HttpError, _status),
    (BrokenOff, lambda _: None),
    (StopDownload, _stopped),
    (DownloadTimeoutError, _said("time-out", "no answer in time")),
    (DownloadCancelledError, _said("too-large", "larger than 10 MiB")),
    (CannotResolveHostError, _said("unreachable", "the host name cannot be resolved")),
    (DownloadConnectionRefusedError, _said("unreachable", "the connection was refused")),
    (ResponseDataLossError, _cut_off),
    (DownloadFailedError, _failed),
    (UnsupportedURLSchemeError, _said("address", "neither http nor https")),
    (NotSupported, _said("address", "neither http nor https")),
    (IgnoreRequest, _ignored),
    (Exception, _unforeseen),
)
"""Errors and what to say of them; the first that fits counts."""
