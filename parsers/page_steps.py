"""Does one url lead one step on from another? Numbers and cursors in the urls of lists."""

import re
from urllib.parse import SplitResult, parse_qsl, urlsplit

from parsers.urls import host

_PAGES = """
page p pg pn paged pagenum pagenumber page_number pageno page_no pag pagina strona seite sayfa sida
side sivu stranica strana str oldal pagination currentpage current_page pageindex page_index
safha sahifa trang halaman
"""
PAGES = frozenset(_PAGES.split())
_OFFSETS = "offset start from skip o first begin startindex st startat limitstart s ofs position"
OFFSETS = frozenset(_OFFSETS.split())
_CURSORS = "after before cursor next token continuation since_id max_id last lastid last_id"
CURSORS = frozenset(_CURSORS.split())
_NEVER = """
id day date month year d m y t f cat category lang hl l sort order view tab q city region sid ad
adid job jobid highlight print perpage per_page limit size
"""
NEVER = frozenset(_NEVER.split())
"""Parameters whose numbers grow for other reasons: days, ids, sizes."""

CALENDAR = frozenset({"day", "date", "week", "month", "year"})
"""Parameters that a calendar counts up for ever."""

MOST = 1_000_000
_NUMBER = re.compile(r"(\d+)")
_TAIL = re.compile(
    r"[/_.-]?(?:(?:page|pag|pagina|seite|strona|sayfa|stranica|strana|sivu|sida|side|oldal|p)"
    r"[/_=-]?)?(\d{1,5})/?(?:\.\w{2,5})?",
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?:index|default)?(?:\.\w{2,5})?$")


def step(here: str, there: str) -> int | None:
    """By how much `there` is further on in the list that `here` is a page of.

    1 for the next page, more for later ones or offsets, 0 and less for earlier ones; 1 as well
    for a cursor, of which nobody can say. `None` where it is no page of the same list.
    """
    try:
        one, other = urlsplit(here), urlsplit(there)
    except ValueError:
        return None
    if host(here) != host(there):
        return None
    if one.path.rstrip("/") == other.path.rstrip("/"):
        return _in_query(one, other)
    if _kept(one, other):
        return _in_path(one.path, other.path)
    return None


def turns_a_leaf(here: str, there: str) -> bool:
    """Whether another day, month or year is what the second url asks for."""
    try:
        one, other = (dict(parse_qsl(urlsplit(url).query)) for url in (here, there))
    except ValueError:
        return False
    moved = {name.lower() for name, value in other.items() if one.get(name) != value}
    return bool(moved & CALENDAR)


def _kept(one: SplitResult, other: SplitResult) -> bool:
    """Whether the search is still the same."""
    return sorted(parse_qsl(one.query)) == sorted(parse_qsl(other.query))


def _in_query(one: SplitResult, other: SplitResult) -> int | None:
    here = dict(parse_qsl(one.query, keep_blank_values=True))
    there = dict(parse_qsl(other.query, keep_blank_values=True))
    moved = {name for name in {*here, *there} if here.get(name) != there.get(name)}
    if len(moved) != 1:
        return None
    name = moved.pop()
    return _moved(name.lower().strip("[]"), here.get(name), there.get(name))


def _moved(name: str, before: str | None, after: str | None) -> int | None:
    if name in CURSORS and after and not _whole(after):
        return 1
    new, old = _whole(after or ""), _whole(before or "")
    if name in NEVER or (after is not None and new is None) or (before and old is None):
        return None
    first = 0 if name in OFFSETS or name in CURSORS else 1
    if new is None and old is None:
        return None
    return (first if new is None else new) - (first if old is None else old)


def _whole(written: str) -> int | None:
    return int(written) if written.isdecimal() and len(written) <= 7 else None


def _in_path(here: str, there: str) -> int | None:
    """`/jobs/2`, `/jobs/page/2/`, `/jobs-2.html`, `/jobs/index2.html`."""
    one, other = _NUMBER.split(here), _NUMBER.split(there)
    if len(one) == len(other):
        changed = [at for at in range(len(one)) if one[at] != other[at]]
        if len(changed) == 1 and changed[0] % 2 and len(other[changed[0]]) <= 5:
            return int(other[changed[0]]) - int(one[changed[0]][:7])
    stems = (here, here.rstrip("/"), _ENDING.sub("", here).rstrip("/"), re.sub(r"\.\w+$", "", here))
    for stem in stems:
        tail = _TAIL.fullmatch(there, len(stem)) if stem and there.startswith(stem) else None
        if tail:
            return int(tail[1]) - 1
    return _back(here, there)


def _back(here: str, there: str) -> int | None:
    """From a numbered page to the first, whose url has no number."""
    stem = there.rstrip("/")
    tail = _TAIL.fullmatch(here, len(stem)) if stem and here.startswith(stem) else None
    return 1 - int(tail[1]) if tail else None


def number_of(url: str) -> int | None:
    """The number of the page that a url is for, if it says so in a parameter."""
    try:
        query = parse_qsl(urlsplit(url).query)
    except ValueError:
        return None
    return next((_whole(value) for name, value in query if name.lower() in PAGES), None)
