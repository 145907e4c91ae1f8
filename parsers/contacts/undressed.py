"""Links whose dots and strokes are dressed, as they are meant: `t[.]me/name`, `t . me / name`."""

import re
from collections.abc import Iterator
from functools import cache

from parsers.contacts.changes import Change, changed
from parsers.fold import Folded

_DOT = re.compile(r" ?[(\[{] ?(?:\.|dot|точка|punkt|punto|point) ?[)\]}] ?(?=\w)", re.IGNORECASE)
_DOT_WORDS = ("[.]", "(.)", "{.}", "[dot]", "(dot)", "{dot}", "[точка]", "(точка)", "[punto]")
_PARTED = (" . ", " .", ". ", ",", " dot ", " точка ")
_HOSTS = (
    "t.me", "wa.me", "m.me", "telegram.me", "chat.whatsapp.com", "vk.com", "ok.ru",
    "facebook.com", "fb.com", "instagram.com", "tiktok.com", "bit.ly", "zalo.me",
)  # fmt: skip
"""Hosts that are known though their dot is spelt or stands apart."""

_ALIASES = {"т.ме/": "t.me/", "т.me/": "t.me/", "ва.ме/": "wa.me/"}


def tell_tale() -> tuple[str, ...]:
    """One of these stands in every folded text with such a link."""
    parted = (host.replace(".", sign) for host in _HOSTS for sign in _PARTED)
    stroked = (f"{host}{sign}" for host in _HOSTS for sign in (" /", " slash"))
    return (*_DOT_WORDS, *_ALIASES, *parted, *stroked)


def undress(text: str) -> Folded:
    """The text with its links in plain spelling; `starts` lead back to the text given."""
    found = sorted([*_dots(text), *_hosts(text)], key=lambda one: one.start)
    return changed(text, found)


def _dots(text: str) -> Iterator[Change]:
    for found in _DOT.finditer(text):
        if text[found.start() - 1 : found.start()].isalnum():
            yield Change(found.start(), found.end(), ".")


def _hosts(text: str) -> Iterator[Change]:
    for found in _dressed().finditer(text):
        plain = re.sub(r" ?(?:[.,]|dot|точка) ?", ".", found["host"].lower())
        yield Change(found.start(), found.end(), _ALIASES.get(f"{plain}/", f"{plain}/"))


@cache
def _dressed() -> re.Pattern[str]:
    dot = r" ?(?:[.,]|\bdot\b|\bточка\b) ?"
    aliases = (alias.rstrip("/") for alias in _ALIASES)
    hosts = "|".join(host.replace(".", dot) for host in (*_HOSTS, *aliases))
    return re.compile(rf"(?<![\w.@/-])(?P<host>{hosts}) ?(?:/|\bslash\b) ?(?=[\w+])", re.IGNORECASE)
