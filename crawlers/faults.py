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

from crawlers.guard import NotAsked


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind` is the word of `offers.run.Problem`; `status` the answer's, where there was one."""

    kind: str
    reason: str
    status: int | None = None


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
    return Fault("http", f"status {status} {phrase(status)}".strip(), status)


def _stopped(error: BaseException) -> Fault:
    assert isinstance(error, StopDownload)
    said = getattr(error, "response", None)
    kind = said.headers.get(b"Content-Type", b"") if isinstance(said, Response) else b""
    return Fault("media", f"not a page but {(kind or b'media').decode('latin-1')}")


def _failed(error: BaseException) -> Fault:
    """Twisted packs the cause of a failed download into a list of failures."""
    reasons = getattr(error.__cause__, "reasons", ())
    causes = [reason.value for reason in reasons if isinstance(reason, Failure)]
    for cause in causes:
        if isinstance(cause, VerificationError | TlsError):
            return Fault("tls", "the certificate is not valid for this site, or TLS failed")
    named = ", ".join(sorted({type(cause).__name__ for cause in causes})) or "connection lost"
    return Fault("unreachable", f"the connection broke ({named})")


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
    (ResponseDataLossError, _said("broken-data", "the answer broke off before its end")),
    (DownloadFailedError, _failed),
    (UnsupportedURLSchemeError, _said("address", "neither http nor https")),
    (NotSupported, _said("address", "neither http nor https")),
    (IgnoreRequest, _ignored),
    (Exception, _unforeseen),
)
"""Errors and what to say of them; the first that fits counts."""
