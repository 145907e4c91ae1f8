"""Finds links that lead to somebody: messengers, networks, `tel:`, and websites."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

import phonenumbers

from parsers.contacts import canonical
from parsers.contacts.found import Found, disguised
from parsers.letters import table
from parsers.wording import Written

_ENDS = ".,;:!?'\"*_~`)]}>»…।،؛؟"
_SAME = ("www.", "m.", "mobile.", "web.", "l.", "touch.", "new.")
"""Labels before a host that lead to the same place."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of link: what it leads to and the pattern of what follows host or scheme."""

    kind: str
    identity: str
    pattern: re.Pattern[str]
    example: str
    value: str


@dataclass(frozen=True, slots=True)
class _Link:
    """`key` is a host, or a scheme with its colon; `rest` what follows, unquoted."""

    key: str
    rest: str
    start: int
    end: int
    written_out: bool


@cache
def shapes() -> dict[str, tuple[Shape, ...]]:
    """By host or scheme."""
    found: dict[str, tuple[Shape, ...]] = {}
    for kind, what, keys, pattern, example, value, *_ in table("contact_links.tsv"):
        shape = Shape(kind, what, re.compile(pattern, re.IGNORECASE), example, value)
        for key in keys.split(","):
            found[key] = (*found.get(key, ()), shape)
    return found


@cache
def tell_tale() -> tuple[str, ...]:
    """One of these stands in every text with a link, in small letters."""
    return ("://", "www.", *(key.removeprefix(".") for key in shapes()))


@cache
def _anywhere() -> re.Pattern[str]:
    """Anything that may be a link: a scheme, `www.`, or one of the hosts of the table."""
    hosts = "|".join(re.escape(key.lstrip(".")) for key in shapes() if not key.endswith(":"))
    schemes = "|".join(re.escape(key) for key in shapes() if key.endswith(":"))
    return re.compile(
        rf"(?<![\w.@-])(?:(?P<scheme>{schemes})(?P<inside>[^\s<>\"]+)"
        rf"|(?P<http>https?://|(?=www\.))(?P<host>[\w.-]+)(?P<rest>[:/?#][^\s<>\"]*)?"
        rf"|(?P<bare>(?:[\w-]+\.){{0,2}}(?:{hosts}))(?![\w.-]*[\w@])(?P<path>[/?#][^\s<>\"]*)?)",
        re.IGNORECASE,
    )


def links(written: Written, home: str) -> Iterator[Found]:
    """What the links of a field lead to; `home` is the site's own host, which is nobody."""
    text = written.cleaned.text
    if not any(sign in written.folded.text for sign in tell_tale()):
        return
    for link in _links(text):
        start, end = written.cleaned.original(link.start, link.end)
        hidden = disguised(written.text[start:end])
        for kind, value, country in _read(link, home):
            yield Found(
                kind=kind, value=value, start=start, end=end, country=country, obfuscated=hidden
            )


def _links(text: str) -> Iterator[_Link]:
    for found in _anywhere().finditer(text):
        whole = found[0].rstrip(_ENDS)
        key = (found["scheme"] or found["host"] or found["bare"]).lower().rstrip(".")
        opening = found["scheme"] or (found["http"] or "") + (found["host"] or found["bare"])
        rest = unquote(whole[len(opening) :])
        if found["scheme"]:
            rest = rest.removeprefix("//")
        else:
            rest = re.sub(r"^:\d+", "", rest).removeprefix("/")
        out = bool(found["host"])
        yield _Link(key, rest, found.start(), found.start() + len(whole), out)


def _read(link: _Link, home: str) -> Iterator[tuple[str, str, str | None]]:
    """Kind, value and country of whoever a link leads to."""
    for subject, shape in _fitting(link.key, link.rest):
        if found := shape.pattern.match(subject):
            yield from _reached(shape, found[1])
            return
    if link.written_out and "." in link.key and not _known(link.key) and not _under(link.key, home):
        yield "website", canonical.website(link.key, "/" + link.rest), None


def _fitting(key: str, rest: str) -> Iterator[tuple[str, Shape]]:
    """The shapes of a host with what their patterns look at."""
    label, _, parent = key.partition(".")
    bare = next((key.removeprefix(same) for same in _SAME if key.startswith(same)), key)
    for host in dict.fromkeys((key, bare, parent)):
        yield from ((rest, shape) for shape in shapes().get(host, ()))
    yield from ((f"{label}/{rest}", shape) for shape in shapes().get(f".{parent}", ()))


def _known(key: str) -> bool:
    return next(_fitting(key, ""), None) is not None


def _under(host: str, home: str) -> bool:
    """Whether a host belongs to the site itself."""
    bare = home.removeprefix("www.")
    return bool(bare) and (
        host == home or host.removeprefix("www.") == bare or host.endswith(f".{bare}")
    )


def _reached(shape: Shape, value: str) -> Iterator[tuple[str, str, str | None]]:
    match shape.identity:
        case "phone":
            yield from _dialled(shape.kind, value)
        case "mail":
            local, _, domain = value.rpartition("@")
            yield "mail", canonical.mail(local, domain), None
        case what:
            yield shape.kind, canonical.identity(what, value), None


def _dialled(kind: str, value: str) -> Iterator[tuple[str, str, str | None]]:
    """A number on a messenger is that messenger's contact and a phone besides, so that a search
    for the phone finds both."""
    try:
        number = phonenumbers.parse("+" + value.lstrip("+").removeprefix("00"))
    except phonenumbers.NumberParseException:
        return
    international = kind != "phone" or value.startswith(("+", "00"))
    if phonenumbers.is_valid_number(number) or (international and _possible(number)):
        country = phonenumbers.region_code_for_number(number)
        for one in dict.fromkeys((kind, "phone")):
            yield one, canonical.phone(number), country


def _possible(number: phonenumbers.PhoneNumber) -> bool:
    """Long enough, though no range says so: reserved numbers, and networks younger than the
    library. A link to a number needs no proof that it is one."""
    return phonenumbers.is_possible_number(number)
