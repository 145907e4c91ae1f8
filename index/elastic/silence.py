"""Why no answer came, in one line with the way out."""

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from http.client import BadStatusLine, RemoteDisconnected
from urllib.parse import urlsplit

from elasticsearch import ConnectionTimeout, SerializationError, TransportError
from urllib3.exceptions import SSLError

from index.base import StoreError
from index.elastic.wording import fault, line

CERTIFICATE = {
    **dict.fromkeys((18, 19, 20, 21), "untrusted"),
    **dict.fromkeys((9, 10), "expired"),
    **dict.fromkeys((62, 64), "misnamed"),
}
"""By what OpenSSL says is wrong with a certificate (`X509_V_ERR_*`)."""

TLS = {
    **dict.fromkeys(
        ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST", "UNKNOWN_PROTOCOL"),
        "untold",
    ),
    "ingerprint": "fingerprint",
}
"""By words in what OpenSSL (whose versions differ) and urllib3 say."""


def unanswered(url: str, error: TransportError) -> StoreError:
    """What to say about a request to the store at `url` that met no answer."""
    for each in _causes(error):
        for kind, name in NAMES.items():
            if isinstance(each, kind):
                return _told(url, name if isinstance(name, str) else name(each), each)
    return _told(url, "other", error)


def _told(url: str, name: str, error: BaseException) -> StoreError:
    said = error.verify_message if isinstance(error, ssl.SSLCertVerificationError) else error
    return fault(url, "silence", name, said=line(said), host=urlsplit(url).hostname or "")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that led to it, the first cause first."""
    chain: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in chain:
        chain.append(each)
        each = each.__cause__ or each.__context__
    return reversed(chain)


def _certificate(error: BaseException) -> str:
    assert isinstance(error, ssl.SSLCertVerificationError)
    return CERTIFICATE.get(error.verify_code, "tls")


def _tls(error: BaseException) -> str:
    return next((name for words, name in TLS.items() if words in str(error)), "tls")


NAMES: Mapping[type[BaseException], str | Callable[[BaseException], str]] = {
    socket.gaierror: "name",
    ConnectionRefusedError: "refused",
    ssl.SSLCertVerificationError: _certificate,
    ssl.SSLError: _tls,
    SSLError: _tls,
    RemoteDisconnected: "closed",
    ConnectionResetError: "closed",
    BrokenPipeError: "closed",
    BadStatusLine: "foreign",
    SerializationError: "foreign",
    TimeoutError: "late",
    ConnectionTimeout: "late",
}
"""The sentence for each error, the more special kinds first."""
