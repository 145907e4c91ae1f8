"""Finds mail addresses, plain ones and those that hide their signs: `name (at) domain dot org`."""

import re
from collections.abc import Iterator
from functools import cache

from tldextract import TLDExtract

from parsers.alphabets import mixes
from parsers.contacts import canonical, spelt_mails
from parsers.contacts.found import Found, disguised
from parsers.contacts.handles import services
from parsers.fold import fold
from parsers.wording import Written

_PLAIN = re.compile(
    r"(?<![\w.+%-])(?P<local>[\w.+%-]{1,64}) ?@ ?"
    r"(?P<domain>(?:[\w-]{1,63}\.)+[^\W\d_]{2,24})(?![\w@-])"
)
_LONGEST = 65  # a name and the space behind it
_SERVICE = 12
"""Code points before a name, in which the first word of a service of two may stand."""

_RUN_ON = re.compile(r"(?:[a-z]{2,6}|[A-Z]{2,6})(?=[A-Z][a-z]|[^\Wa-zA-Z0-9_])")
_REVERSED = re.compile("\u202e([^\u202c\n]{3,200})")
_BACKWARDS = re.compile(
    r"(?<![\w.@-])(gmail|yahoo|hotmail|outlook|icloud)\.com@([\w.+-]{2,64})(?![\w@.-])"
)
_JOINED = frozenset({"nospam", "no-spam", "removethis", "remove-this", "antispam"})


def mails(written: Written, *, spelt: bool = True) -> Iterator[Found]:
    """Addresses of a field. A hidden one must end in a public suffix and have a bracket around
    its sign, or both signs spelt out: `meet me at ten` is none. `spelt`: whether there may be
    hidden ones without brackets."""
    if "@" in written.cleaned.text:
        yield from _plain(written)
        yield from _turned(written)
    if spelt or spelt_mails.bracketed(written.folded.text):
        yield from _hidden(written)


def _plain(written: Written) -> Iterator[Found]:
    for found in _addresses(written.cleaned.text):
        end = found.end() - _run_on(found["domain"])
        local, domain = found["local"], found["domain"][: end - found.start("domain")]
        start, stop = written.cleaned.original(found.start(), end)
        raw = written.text[start:stop]
        before = written.cleaned.text[max(0, found.start() - _SERVICE) : found.end("local")]
        if " " in raw and not _is_spaced(before, domain, raw):
            continue
        hidden = disguised(raw) or " " in raw
        parts = [_in_one_alphabet(part) for part in (local, domain)]
        plain = _without_traps(parts[1])
        swapped = [local, domain] != [parts[0], plain]
        value = canonical.mail(parts[0].strip("."), plain)
        yield Found(kind="mail", value=value, start=start, end=stop, obfuscated=hidden or swapped)


def _is_spaced(before: str, domain: str, raw: str) -> bool:
    """Whether an address with spaces around its sign is one, and no name on a service that stands
    before it: `Insta @some.name`, `tik tok @some.name`."""
    last = services().within(before.lower())[-1:] if raw.partition("@")[2][:1] != " " else []
    return not (last and last[0].end == len(before)) and bool(suffix(domain.lower()))


def _addresses(text: str) -> Iterator[re.Match[str]]:
    """All matches of `_PLAIN`, looked for where there is the sign that each of them has."""
    done, sign = 0, text.find("@")
    while sign >= 0 and (found := _PLAIN.search(text, max(done, sign - _LONGEST))):
        yield found
        done = found.end()
        sign = text.find("@", done)


def _run_on(domain: str) -> int:
    """How many letters of the next word have run into a domain: `mail.comWe`, `mail.comأو`."""
    head, _, last = domain.rpartition(".")
    if last[0].isupper() and last[1:].islower() and head.islower() and suffix(head):
        return len(last) + 1
    found = _RUN_ON.match(last)
    if found is None or not suffix(f"{head}.{found[0]}".lower()):
        return 0
    return len(last) - found.end()


def _without_traps(domain: str) -> str:
    """Without the labels that are there for collectors of addresses to trip over."""
    return ".".join(label for label in domain.split(".") if label.lower() not in _JOINED)


def _turned(written: Written) -> Iterator[Found]:
    """Addresses typed in the wrong direction: behind an override that shows them turned, or
    with the host first, as happens in right-to-left text."""
    for found in _REVERSED.finditer(written.text) if "\u202e" in written.text else ():
        for inner in _PLAIN.finditer(found[1][::-1]):
            start = found.end(1) - inner.end()
            value = canonical.mail(inner["local"], inner["domain"])
            end = start + len(inner[0])
            yield Found(kind="mail", value=value, start=start, end=end, obfuscated=True)
    for found in _BACKWARDS.finditer(written.cleaned.text):
        start, end = written.cleaned.original(*found.span())
        value = canonical.mail(found[2], f"{found[1]}.com")
        yield Found(kind="mail", value=value, start=start, end=end, confidence=0.8, obfuscated=True)


def _hidden(written: Written) -> Iterator[Found]:
    for start, end, local, domain in spelt_mails.addresses(written.folded.text):
        if suffix(domain):
            first, last = written.folded.original(start, end)
            value = canonical.mail(local, domain)
            yield Found(kind="mail", value=value, start=first, end=last, obfuscated=True)


def _in_one_alphabet(part: str) -> str:
    """Without look-alike letters of another alphabet, if there are any."""
    return fold(part).text if mixes(part.casefold()) else part


def tell_tale() -> tuple[str, ...]:
    """One of these stands in every text with a hidden address, unless a sign has brackets."""
    return spelt_mails.tell_tale()


def tells(text: str, word: str, start: int) -> bool:
    """Whether one of those stands where it may belong to an address."""
    return spelt_mails.tells(text, word, start)


def suffix(domain: str) -> str:
    """The public suffix that a domain ends in, empty if there is none or nothing before it."""
    found = _suffixes().extract_str(domain)
    return found.suffix if found.domain else ""


@cache
def _suffixes() -> TLDExtract:
    """The public suffix list as it was packaged: nothing is fetched or cached."""
    return TLDExtract(suffix_list_urls=(), cache_dir=None)
