"""What a board is: a name, its robots.txt and a function from a request to an answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from demo.ads import DemoAd

PLAIN = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"
JSON = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request. `base` is the board's own address without a trailing slash; `times` counts
    the requests for this path before this one."""

    path: str
    query: Mapping[str, str]
    day: int
    base: str
    times: int = 0

    @property
    def page(self) -> int:
        number = self.query.get("page", "1")
        return int(number) if number.isdecimal() else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is sent back. `cut` closes the connection after that many bytes of the body."""

    body: bytes = b""
    status: int = 200
    type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    cut: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """`robots` is the text of robots.txt, with `{base}` for the board's own address; `None`: the
    board has none (404). `start` are the paths from which everything can be reached."""

    name: str
    answer: Callable[[Asked], Answer]
    robots: str | None
    start: tuple[str, ...] = ("/",)


def html(text: str, *, status: int = 200) -> Answer:
    return Answer(body=text.encode(), status=status)


def missing() -> Answer:
    return html(fill("missing.html"), status=404)


def redirect(target: str) -> Answer:
    return Answer(status=302, headers=(("Location", target),))


@cache
def _frame(name: str) -> Template:
    return Template(files("demo").joinpath("boards", name).read_text("utf-8"))


def fill(frame: str, /, **slots: str) -> str:
    """The page `demo/boards/FRAME` with its `$slots` filled; values are put in as they are."""
    return _frame(frame).substitute(slots)


def paragraphs(text: str, tag: str = "p") -> str:
    """Paragraphs of a text as elements, single line breaks kept."""
    parts = [escape(part).replace("\n", "<br>\n") for part in text.split("\n\n")]
    return "\n".join(f"<{tag}>{part}</{tag}>" for part in parts)


def teaser(text: str, length: int = 90) -> str:
    """The first words of a text, cut as listings cut them."""
    line = " ".join(text.split())
    return escape(line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …")


def views(ad: DemoAd, day: int) -> int:
    """A counter that grows by itself from day to day, as boards show it."""
    return 17 + sum(map(ord, ad.id)) % 90 + 31 * day


def page_of(found: tuple[DemoAd, ...], number: int, size: int) -> tuple[tuple[DemoAd, ...], bool]:
    """One page of a listing and whether another follows."""
    start = (max(number, 1) - 1) * size
    return found[start : start + size], start + size < len(found)


def find(found: tuple[DemoAd, ...], key: str) -> DemoAd | None:
    return next((ad for ad in found if ad.key == key), None)


def faulty(ad: DemoAd, day: int, page: str, before: str) -> Answer:
    """The ad's page, or what is wrong with it that day. `before` marks where markup may end."""
    match ad.fault(day):
        case "error":
            return html(fill("error.html"), status=500)
        case "truncated":
            return html(page[: page.index(before)])
        case "cut":
            return Answer(body=page.encode(), cut=page.index(before))
    return html(page)
