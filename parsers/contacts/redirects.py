"""Where links lead that carry the next link in themselves: `l.php?u=https%3A%2F%2F...`."""

import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import unquote

from parsers.contacts.shapes import plain
from parsers.letters import table

DEEPEST = 3
"""A link in a link in a link: more are a trick."""

_PARAMETER = re.compile(r"[?&;#](?:amp;)?([\w.-]+)=([^&#;\s]+)")
_USUAL = frozenset(
    {"url", "u", "to", "target", "dest", "redirect", "redirect_url", "link", "goto", "q"}
)
_SCHEMED = re.compile(
    r"(?:https?|tg|viber|whatsapp|sgnl|mailto|tel|weixin|skype|fb|line):", re.IGNORECASE
)
_INTENT = re.compile(r"(?:intent:)(?://)?(?P<rest>[^#]*)#Intent;(?P<extras>.*)", re.IGNORECASE)
_FALLBACK = re.compile(r"S\.browser_fallback_url=([^;]+)")
_SCHEME = re.compile(r"(?:^|;)scheme=([a-z-]+)", re.IGNORECASE)


def target(key: str, quoted: str) -> tuple[str, bool] | None:
    """The link that a link carries, and whether its host is known to lead there. `quoted` is
    what follows host and slash, as written."""
    path = re.split(r"[?#]", quoted, maxsplit=1)[0].rstrip("/")
    for host in dict.fromkeys((key, plain(key))):
        names = _known().get(f"{host}/{path}")
        if names is not None:
            found = _carried(quoted, names)
            return (found, True) if found else None
    if key.endswith(".safelinks.protection.outlook.com"):
        found = _carried(quoted, frozenset({"url"}))
        return (found, True) if found else None
    found = _carried(quoted, _USUAL)
    return (found, False) if found else None


def intent(link: str) -> str | None:
    """The link that an Android intent opens: the one with its scheme, else its fallback."""
    found = _INTENT.match(link)
    if found is None:
        return None
    scheme = _SCHEME.search(found["extras"])
    if scheme and found["rest"]:
        return f"{scheme[1]}://{found['rest']}"
    fallback = _FALLBACK.search(found["extras"])
    return unquote(fallback[1]) if fallback else None


def _carried(quoted: str, names: frozenset[str]) -> str | None:
    for found in _PARAMETER.finditer("?" + quoted.partition("?")[2] if "?" in quoted else ""):
        value = unquote(found[2])
        if found[1] in names and (_SCHEMED.match(value) or _bare(value, names)):
            return value
    return None


def _bare(value: str, names: frozenset[str]) -> bool:
    """A host without scheme, where the parameter can be nothing else."""
    return names is not _USUAL and re.match(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/?#]|$)", value) is not None


@cache
def _known() -> Mapping[str, frozenset[str]]:
    return {
        host.rstrip("/") if host.count("/") > 1 or not host.endswith("/") else host: frozenset(
            names.split(",")
        )
        for hosts, names in table("redirects.tsv")
        for host in hosts.split(",")
    }
