"""Finds websites that are written without scheme: `visit example.com`."""

import re
from collections.abc import Iterator
from functools import cache

from parsers.contacts import canonical
from parsers.contacts.found import Found, disguised
from parsers.contacts.mails import suffix
from parsers.contacts.shapes import known
from parsers.letters import table
from parsers.wording import Written

_ENDINGS = (
    "com", "org", "net", "info", "biz", "eu", "ru", "ua", "de", "pl", "fr", "es", "ro", "tr",
    "cz", "sk", "hu", "bg", "rs", "gr", "nl", "ch", "uk", "ae", "ir", "pk", "vn", "cn", "kz",
    "by", "uz", "ge", "lt", "lv", "ee", "al", "mk", "hr", "se", "dk", "fi", "pt", "br", "mx",
    "jobs", "work", "travel", "online", "site", "shop", "store", "app", "io", "рф", "укр",
)  # fmt: skip
"""What ends a domain that is recognised without `www.`. Endings that are words (`in`, `it`, `at`,
`me`, `so`, `no`, `is`, `be`, `am`, `as`) end sentences whose next space is missing."""

_SITE = re.compile(
    rf"(?<![\w.@/:%+-])(?P<host>(?:[^\W_A-Z](?:[\w-]{{0,61}}\w)?\.){{1,3}}(?:{'|'.join(_ENDINGS)}))"
    r"(?![\w@-]|\.\w)(?P<path>/[^\s<>\"]*)?"
)
_ENDING = re.compile(rf"\.(?:{'|'.join(_ENDINGS)})(?![\w@-])")
_CAPITAL = re.compile(
    r"(?<![\w.@/:%+-])(?P<host>[A-Z][a-zA-Z0-9-]{2,60}\.(?:com|org|net|eu|com\.ua|ru))"
    r"(?![\w@-]|\.\w)(?P<path>/[^\s<>\"]*)?"
)
_ENDS = ".,;:!?'\"*_~`)]}>»"
_SURE = 0.7
_LANGUAGES = ("asp.net", "vb.net", "ado.net", "icloud.com")


def sites(written: Written, home: str) -> Iterator[Found]:
    """Websites named by their host alone; never those of mail addresses and services."""
    text = written.cleaned.text
    if not _ENDING.search(text):
        return
    for pattern in (_SITE, _CAPITAL):
        for found in pattern.finditer(text):
            host = found["host"].lower()
            if host in _no_sites() or known(host) or not suffix(host) or _is_home(host, home):
                continue
            whole = found[0].rstrip(_ENDS)
            start, end = written.cleaned.original(found.start(), found.start() + len(whole))
            path = whole[len(found["host"]) :]
            yield Found(
                kind="website",
                value=canonical.website(host, path),
                start=start,
                end=end,
                confidence=_SURE,
                obfuscated=disguised(written.text[start:end]),
            )


@cache
def _no_sites() -> frozenset[str]:
    """What looks like a site and is none: hosts of mail, and names of programming languages."""
    mails = (host for row in table("free_mailboxes.tsv") for host in row[0].split())
    return frozenset((*_LANGUAGES, *mails))


def _is_home(host: str, home: str) -> bool:
    bare = home.removeprefix("www.")
    return bool(bare) and (host == bare or host.endswith(f".{bare}"))
