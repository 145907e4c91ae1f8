"""Which ad is which: ids that stay the same from visit to visit."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from string import ascii_letters, digits
from urllib.parse import quote, urlsplit, urlunsplit

from offers.ad import Ad
from offers.ids import derive
from offers.offer import Contact, IdFrom, offer_id
from parsers.fold import tokens
from parsers.letters import table

_PORTS = {"http": 80, "https": 443}
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_SAFE = "/:@!$&'()*+,;=~-._%?"
_UNRESERVED = frozenset(ascii_letters + digits + "-._~")


@dataclass(frozen=True, slots=True)
class Identity:
    """An offer's id and what it was derived from."""

    id: str
    id_from: IdFrom


def canonical_url(url: str) -> str:
    """One spelling for urls of the same page.

    Scheme and host in lower case, no default port, no fragment, no session ids, no parameters
    of `tracking.tsv`; the other parameters sorted by name, those of one name in their order,
    empty ones too; escapes in one form. Path and values keep their case, scheme and `www.` stay:
    they may mean something. A url that cannot be read is its own spelling.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url.strip()
    if not host:
        return url.strip()
    netloc = f"[{host}]" if ":" in host else host
    if port and port != _PORTS.get(parts.scheme):
        netloc = f"{netloc}:{port}"
    path = _escaped(_SESSION.sub("", parts.path)) or "/"
    return urlunsplit((parts.scheme, netloc, path, _query(parts.query), ""))


def _escaped(part: str) -> str:
    """Escapes in capitals, none for letters and digits, all others left: `%2F` is no slash."""
    return _ESCAPE.sub(_unescaped, quote(part, safe=_SAFE))


def _unescaped(escape: re.Match[str]) -> str:
    char = chr(int(escape[1], 16))
    return char if char in _UNRESERVED else escape[0].upper()


def _query(query: str) -> str:
    pairs = [pair for pair in _escaped(query).replace("+", "%20").split("&") if pair]
    kept = [pair for pair in pairs if not _tracks(pair.partition("=")[0].lower())]
    return "&".join(sorted(kept, key=lambda pair: pair.partition("=")[0]))


@cache
def _tracking() -> re.Pattern[str]:
    names = (re.escape(row[0]).replace(r"\*", ".*") for row in table("tracking.tsv"))
    return re.compile("|".join(names))


def _tracks(name: str) -> bool:
    return bool(_tracking().fullmatch(name))


def identities(
    site: str, ads: Sequence[Ad], contacts: Sequence[Sequence[Contact]]
) -> list[Identity]:
    """The id of each ad of one page, `contacts` being those of each.

    The key is the site's own number, else the canonical url if one ad of the page holds it, else
    url and anchor if one ad holds both, else a digest of title and first contact; for ads of one
    page that share even these, of all that they say. The same ad twice on a page has one id
    twice only if the site numbers it or all that it says is equal.
    """
    urls = [canonical_url(ad.url) for ad in ads]
    if len(ads) == 1:
        key, id_from = _alone(ads[0], urls[0])
        return [Identity(offer_id(site, key), id_from)]
    words = [_wording(ad, url) for ad, url in zip(ads, urls, strict=True)]
    places = {word: (url, ad.anchor) for word, url, ad in zip(words, urls, ads, strict=True)}
    held = Counter(url for url, _ in places.values())
    anchored = Counter(places.values())
    made = [
        _placed(ad, url, held, anchored) or (_content(ad, some), IdFrom.CONTENT)
        for ad, url, some in zip(ads, urls, contacts, strict=True)
    ]
    alike = Counter(key for key, _ in dict(zip(words, made, strict=True)).values())
    return [
        Identity(offer_id(site, _apart(key, id_from, word, alike)), id_from)
        for (key, id_from), word in zip(made, words, strict=True)
    ]


def _alone(ad: Ad, url: str) -> tuple[str, IdFrom]:
    """The key of the only ad of a page: nothing need tell it from others."""
    return (ad.key.strip(), IdFrom.KEY) if ad.key and ad.key.strip() else (url, IdFrom.URL)


def _placed(
    ad: Ad, url: str, held: Counter[str], anchored: Counter[tuple[str, str | None]]
) -> tuple[str, IdFrom] | None:
    """The key of an ad that has a number or a place of its own."""
    if ad.key and ad.key.strip():
        return ad.key.strip(), IdFrom.KEY
    if held[url] == 1:
        return url, IdFrom.URL
    if ad.anchor and anchored[url, ad.anchor] == 1:
        return f"{url}#{ad.anchor}", IdFrom.ANCHOR
    return None


def _content(ad: Ad, contacts: Sequence[Contact]) -> str:
    first = f"{contacts[0].kind}:{contacts[0].value}" if contacts else ""
    title = " ".join(tokens(ad.title or ""))
    text = "" if title or first else " ".join(tokens(ad.text or ""))
    return derive("content", title, first, text)


def _apart(key: str, id_from: IdFrom, wording: str, alike: Counter[str]) -> str:
    if id_from is IdFrom.CONTENT and alike[key] > 1:
        return derive("content", key, wording)
    return key


def _wording(ad: Ad, url: str) -> str:
    """All that tells an ad from others on its page."""
    said = json.dumps(sorted(ad.said.items()), ensure_ascii=False)
    parts = (ad.key, url, ad.anchor, ad.title, ad.text, said)
    return derive("wording", *(part or "" for part in parts))
