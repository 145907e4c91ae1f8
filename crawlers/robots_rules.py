"""What an answer to /robots.txt means: RFC 9309, and more careful where it leaves a choice."""

from dataclasses import dataclass

from protego import Protego

AGENT = "Offerwatch"
"""The name that robots.txt may address us by; `*` counts where it does not."""

ABSENT = frozenset({404, 410})
"""The only statuses that say: there is no robots.txt, so nothing is forbidden."""

PASSING = frozenset({"time-out", "unreachable", "broken-data"})
"""Faults that may be over when a robots.txt is asked for again."""

LARGEST = 500 * 1024
"""Bytes of a robots.txt that are read: as many as RFC 9309 wants at least."""

LONGEST_DELAY = 60.0
"""Seconds. A Crawl-delay beyond this is cut: some ask for days where seconds were meant."""


@dataclass(frozen=True, slots=True)
class Rules:
    """`closed` says why nothing may be fetched, `kind` in the words of the journal whether that is
    the site's will (`robots`) or a fault of its, `passing` that it may be over soon; `warning` what
    is odd about the file. `status` and `text` are the answer itself, where there was one."""

    parser: Protego | None = None
    closed: str | None = None
    kind: str = "robots"
    passing: bool = False
    warning: str | None = None
    status: int | None = None
    text: str = ""

    def forbids(self, url: str) -> str | None:
        """Why a url may not be fetched, or `None`."""
        if self.closed:
            return self.closed
        if self.parser and not self.parser.can_fetch(url, AGENT):
            return "robots.txt disallows it"
        return None

    @property
    def delay(self) -> float:
        """Seconds between two requests that the site asks for, 0 if it asks for nothing."""
        asked = self.parser.crawl_delay(AGENT) if self.parser else None
        return min(max(asked or 0.0, 0.0), LONGEST_DELAY)


def read_rules(status: int, body: bytes) -> Rules:
    """The rules in an answer. Whoever refuses or breaks is taken to have closed the site.

    RFC 9309 would allow everything after any 4xx; 401, 403 and 429 are a plainer no than that.
    """
    if status in ABSENT:
        return Rules(status=status)
    if not 200 <= status < 300:
        return Rules(
            closed=f"robots.txt was answered with status {status}",
            kind="http" if status >= 500 else "robots",
            passing=status >= 500 or status == 429,
            status=status,
        )
    # Real rules are often sent as text/html, so the content type says nothing.
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        warning = "robots.txt is a web page and holds no rules; read as absent"
        return Rules(warning=warning, status=status)
    text = _readable(body).decode("utf-8-sig", "ignore").replace("\0", "")
    return Rules(parser=Protego.parse(text), warning=_too_long(body), status=status, text=text)


def _readable(body: bytes) -> bytes:
    """Without what is beyond the limit, nor a last line that the limit cuts in two."""
    return body if len(body) <= LARGEST else body[:LARGEST].rpartition(b"\n")[0]


def _too_long(body: bytes) -> str | None:
    if len(body) <= LARGEST:
        return None
    return f"robots.txt is longer than {LARGEST // 1024} KiB; what comes after that is not read"


def unreachable(kind: str, reason: str) -> Rules:
    """The rules of a site whose robots.txt could not be had at all."""
    closed = f"robots.txt could not be fetched: {reason}"
    return Rules(closed=closed, kind=kind, passing=kind in PASSING)
