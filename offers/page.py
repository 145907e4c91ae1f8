"""What a crawl brings back, before anyone has read it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Capture:
    """The record of a WARC file that keeps a response.

    `file` is relative to the folder of captures, `offset` counts bytes in that file, and
    `sha256` is of the body as received, before any content encoding was undone.
    """

    file: str
    offset: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer of a site.

    `body` is what a reader reads: content encodings are undone, characters are not yet decoded.
    For a page that a browser rendered it is the final DOM in UTF-8. `charset` is what the site
    file or the header said; `None` leaves the decision to `parsers.dom`.
    """

    asked: str
    url: str
    status: int
    body: bytes
    fetched: datetime
    redirects: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    charset: str | None = None
    address: str | None = None
    rendered: bool = False
    capture: Capture | None = None

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)
