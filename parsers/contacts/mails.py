"""Finds mail addresses, plain ones and those that hide their signs: `name (at) domain dot org`."""

import re
from collections.abc import Iterator
from functools import cache

from tldextract import TLDExtract

from parsers.alphabets import mixes
from parsers.contacts import canonical
from parsers.contacts.found import Found, disguised
from parsers.fold import fold
from parsers.letters import table
from parsers.wording import Written

_PLAIN = re.compile(
    r"(?<![\w.+%-])(?P<local>[\w.+%-]{1,64}) ?@ ?"
    r"(?P<domain>(?:[\w-]{1,63}\.)+[^\W\d_]{2,24})(?![\w@-])"
)
_LONGEST = 65  # a name and the space behind it
_NAME = r"(?<![a-z0-9.+_%-])(?P<local>[a-z0-9][a-z0-9.+_%-]{0,63})"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"


def mails(written: Written, *, spelt: bool = True) -> Iterator[Found]:
    """Addresses of a field. A hidden one must end in a public suffix and have a bracket around
    its sign, or both signs spelt out: `meet me at ten` is none. `spelt`: whether there may be
    hidden ones without brackets."""
    yield from _plain(written)
    if spelt or _bracketed().search(written.folded.text):
        yield from _disguised(written)


def _plain(written: Written) -> Iterator[Found]:
    for found in _addresses(written.cleaned.text):
        start, end = written.cleaned.original(*found.span())
        raw = written.text[start:end]
        hidden = disguised(raw) or " " in raw
        local, domain = (_in_one_alphabet(part) for part in found.group("local", "domain"))
        value = canonical.mail(local.strip("."), domain)
        swapped = f"{local}@{domain}" != "@".join(found.group("local", "domain"))
        yield Found(kind="mail", value=value, start=start, end=end, obfuscated=hidden or swapped)


def _addresses(text: str) -> Iterator[re.Match[str]]:
    """All matches of `_PLAIN`, looked for where there is the sign that each of them has."""
    done, sign = 0, text.find("@")
    while sign >= 0 and (found := _PLAIN.search(text, max(done, sign - _LONGEST))):
        yield found
        done = found.end()
        sign = text.find("@", done)


def _disguised(written: Written) -> Iterator[Found]:
    for found in _hidden().finditer(written.folded.text):
        domain = re.sub(_dot(), ".", found["loose"] or found["strict"])
        if _suffix().extract_str(domain).suffix:
            start, end = written.folded.original(*found.span())
            value = canonical.mail(found["local"], domain)
            yield Found(kind="mail", value=value, start=start, end=end, obfuscated=True)


def _in_one_alphabet(part: str) -> str:
    """Without look-alike letters of another alphabet, if there are any."""
    return fold(part).text if mixes(part.casefold()) else part


def _list(sign: str) -> list[str]:
    rows = (row[1].split(",") for row in table("mail_signs.tsv") if row[0] == sign)
    return [fold(word).text for row in rows for word in row]


@cache
def _words(sign: str) -> str:
    return "|".join(map(re.escape, _list(sign)))


@cache
def _dot() -> str:
    """A dot spelt out, in brackets or between spaces."""
    words = _words(".")
    return rf"(?: ?[(\[{{<_*] ?(?:{words}|\.) ?[)\]}}>_*] ?| (?:{words}) )"


@cache
def _hidden() -> re.Pattern[str]:
    sure, doubtful, dot = _words("@!"), _words("@"), _dot()
    bracketed = rf" ?[(\[{{<_*] ?(?:{sure}|{doubtful}) ?[)\]}}>_*] ?"
    domain = rf"{_LABEL}(?:(?:\.|{dot}){_LABEL})*"
    end = r"(?P<{}>{}{}[a-z]{{2,24}})(?![\w@])"
    loose = end.format("loose", domain, rf"(?:\.|{dot})")
    strict = end.format("strict", domain, dot)
    return re.compile(
        rf"{_NAME}(?:(?:{bracketed}| ?(?:{sure}) ){loose}|(?: (?:{doubtful}) |@){strict})"
    )


def tell_tale() -> tuple[str, ...]:
    """Words for the dot, and those that can only be the other sign: one stands in every text with
    a hidden address, unless a sign there has brackets."""
    return tuple(f" {word} " for word in (*_list("."), *_list("@!")))


@cache
def _bracketed() -> re.Pattern[str]:
    return re.compile(rf"[(\[{{<_*] ?(?:{_words('@!')}|{_words('@')}|{_words('.')}|\.) ?[)\]}}>_*]")


@cache
def _suffix() -> TLDExtract:
    """The public suffix list as it was packaged: nothing is fetched or cached."""
    return TLDExtract(suffix_list_urls=(), cache_dir=None)
