"""Finds links that lead to somebody: messengers, networks, `tel:`, and websites."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

import phonenumbers

from parsers.contacts import canonical, redirects, undressed
from parsers.contacts.found import Found, disguised
from parsers.contacts.shapes import Shape, fitting, known, plain, shapes, shorteners
from parsers.wording import Written

_ENDS = ".,;:!?'\"*_~`)]}>»…।،؛؟。，、！）」"


@dataclass(frozen=True, slots=True)
class _Link:
    """`key` is a host, or a scheme with its colon; `rest` what follows, unquoted, and `quoted`
    the same as written."""

    key: str
    rest: str
    quoted: str
    start: int
    end: int
    written_out: bool


@cache
def tell_tale() -> tuple[str, ...]:
    """One of these stands in every text with a link, in small letters."""
    hosts = (key.removeprefix(".") for key in shapes())
    shortened = (f"{host}/" for host in shorteners())
    return ("://", "www.", "hxxp", "intent:", "//", *hosts, *shortened, *undressed.tell_tale())


@cache
def _anywhere() -> re.Pattern[str]:
    """Anything that may be a link: a scheme, `www.`, or one of the hosts of the tables."""
    known_hosts = {key.lstrip(".") for key in shapes() if not key.endswith(":")}
    hosts = "|".join(map(re.escape, sorted(known_hosts | shorteners())))
    schemes = "|".join(re.escape(key) for key in shapes() if key.endswith(":"))
    return re.compile(
        rf"(?<![\w.@-])(?:(?P<scheme>{schemes}|intent:)(?P<inside>[^\s<>\"]+)"
        rf"|(?P<http>h(?:tt|xx)ps?://|(?<!:)//(?=[\w-]+\.)|(?=www\.))(?P<host>[\w.-]+)"
        rf"(?P<rest>[:/?#][^\s<>\"]*)?"
        rf"|(?P<bare>(?:[\w-]+\.){{0,2}}(?:{hosts}))(?![\w.-]*[\w@])(?P<path>[/?#][^\s<>\"]*)?)",
        re.IGNORECASE,
    )


def links(written: Written, home: str) -> Iterator[Found]:
    """What the links of a field lead to; `home` is the site's own host, which is nobody."""
    folded = written.folded.text
    if not any(sign in folded for sign in tell_tale()):
        return
    seen = undressed.undress(written.cleaned.text)
    for link in _links(seen.text):
        first, last = seen.original(link.start, link.end)
        start, end = written.cleaned.original(first, last)
        dressed = seen.text[link.start : link.end] != written.cleaned.text[first:last]
        hidden = dressed or disguised(written.text[start:end])
        for kind, value, country in _read(link, home):
            yield Found(
                kind=kind, value=value, start=start, end=end, country=country, obfuscated=hidden
            )


def _links(text: str) -> Iterator[_Link]:
    for found in _found(text):
        whole = found[0].rstrip(_ENDS)
        key = (found["scheme"] or found["host"] or found["bare"]).lower().rstrip(".")
        opening = found["scheme"] or (found["http"] or "") + (found["host"] or found["bare"])
        quoted = whole[len(opening) :]
        if found["scheme"]:
            quoted = quoted.removeprefix("//")
        else:
            quoted = re.sub(r"^:\d+", "", quoted).removeprefix("/")
        end = found.start() + len(whole)
        out = bool(found["host"])
        yield _Link(key, unquote(quoted), quoted, found.start(), end, out)


def _found(text: str) -> Iterator[re.Match[str]]:
    """All matches of `_anywhere`, looked for in the words that have a sign of a link: none has a
    blank in it."""
    end = 0
    for word in text.split():
        if ":" in word or "//" in word or "." in word[:-1]:
            start = text.index(word, end)
            end = start + len(word)
            yield from _anywhere().finditer(text, start, end)


def _read(link: _Link, home: str, depth: int = 0) -> Iterator[tuple[str, str, str | None]]:
    """Kind, value and country of whoever a link leads to."""
    if depth < redirects.DEEPEST and (carried := _carried(link)):
        inner, trusted = carried
        found = [one for step in _links(inner) for one in _read(step, home, depth + 1)]
        if trusted or any(kind != "website" for kind, *_ in found):
            yield from found
            return
    for subject, shape in fitting(link.key, link.rest):
        if found_shape := shape.pattern.match(subject):
            yield from _reached(shape, found_shape[1])
            return
    if _leads_to_a_site(link) and not _under(link.key, home):
        yield "website", canonical.website(link.key, "/" + link.rest), None


def _carried(link: _Link) -> tuple[str, bool] | None:
    if link.key == "intent:":
        inner = redirects.intent(f"intent://{link.quoted}")
        return (inner, True) if inner else None
    if link.key.endswith(":") or "=" not in link.quoted:
        return None
    return redirects.target(link.key, link.quoted)


def _leads_to_a_site(link: _Link) -> bool:
    if link.key.endswith(":"):
        return False
    if plain(link.key) in shorteners():
        return bool(link.rest)
    return link.written_out and "." in link.key and not known(link.key)


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
    if kind == "zalo" and value.startswith("0"):
        value = "84" + value[1:]
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
