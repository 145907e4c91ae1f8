"""Finds names on messengers and networks that stand in the text: `Telegram: @name`."""

import re
from collections.abc import Iterator
from functools import cache

from parsers.contacts import canonical
from parsers.contacts.cues import spelt, words
from parsers.contacts.found import Found, disguised
from parsers.contacts.hints import Hints
from parsers.letters import table
from parsers.wording import Written

SERVICES = (
    "telegram", "instagram", "facebook", "tiktok", "wechat", "line", "skype", "x", "discord",
    "vk", "ok", "signal", "viber",
)  # fmt: skip
"""Services on which people have names. WhatsApp knows numbers only."""

LONE = (("telegram", 0.5), ("instagram", 0.3))
"""What a name without a cue may be, and how sure. Set by hand: two services, no certainty."""

_AT = re.compile(r"(?<![\w.@/+-])@(?P<name>[a-z][a-z0-9_.]{2,31})(?![\w@])")
_TITLE = r"(?:id|nick|nickname|ник|логин|login|user|username|account|аккаунт)"
_NAMED = re.compile(
    rf"(?:(?<![^\W\d_]){_TITLE}\s?[:=-]?|[:=])\s?(?P<name>(?:live:)?[a-z.][a-z0-9_.\-]{{3,31}})(?![\w@/])"
)
_BEHIND = re.compile(r"\s?(?:[(\[-]|(?:on|in|at|в|у|en|sur|auf|na|su|no)\s)\s?(.{2,})")
_NEAR = 28


@cache
def _cue(joint: str) -> re.Pattern[str]:
    """The words of every service, each a group of its name, and what may stand behind them."""
    groups = "|".join(f"(?P<{service}>{words(service)})" for service in SERVICES)
    return re.compile(rf"(?<![^\W\d_])(?:{groups}){joint}")


def tell_tale() -> tuple[str, ...]:
    """One of these stands in every text with a name behind a cue, and no letter before it."""
    return tuple(word for service in SERVICES for word in spelt(service))


def handles(written: Written, hints: Hints, *, cued: bool = True) -> Iterator[Found]:
    """Names on services, each with the service that its cue says. A lone `@name` is what such
    names are on this site, else every service it may be on, with a low confidence each.
    `cued`: whether there may be names without `@`, which stand behind a cue."""
    text = written.folded.text
    for found in _lone(text):
        for service, confidence in _services(text, found, hints):
            yield _found(written, found, service, confidence)
    for found in _NAMED.finditer(text) if cued else ():
        before = text[max(0, found.start() - _NEAR) : found.start()]
        cue = _cue(rf"\s?(?:{_TITLE})?\s?$").search(before)
        if cue and cue.lastgroup and _looks_made_up(text, found):
            yield _found(written, found, cue.lastgroup, 0.8)


def _lone(text: str) -> Iterator[re.Match[str]]:
    """All matches of `_AT`, looked for where the sign is."""
    at = text.find("@")
    while at >= 0:
        found = _AT.match(text, at)
        if found:
            yield found
        at = text.find("@", found.end() if found else at + 1)


def _services(text: str, found: re.Match[str], hints: Hints) -> tuple[tuple[str, float], ...]:
    before = text[max(0, found.start() - _NEAR) : found.start()].rpartition("\n")[2]
    said = _cue(r"[ \w]{0,12}[\s:=.,\-(>]{0,4}$").search(before)
    if said and said.lastgroup:
        return ((said.lastgroup, 1.0),)
    behind = _BEHIND.match(text[found.end() : found.end() + _NEAR])
    named = _cue("").match(behind[1]) if behind else None
    if named and named.lastgroup:
        return ((named.lastgroup, 0.9),)
    return ((hints.handles, 0.9),) if hints.handles else LONE


def _looks_made_up(text: str, found: re.Match[str]) -> bool:
    """A name without `@` must look like one: a digit or underscore in it, or nothing behind it
    on its line. `Telegram: write to us` is no name."""
    name, rest = found["name"], text[found.end() :].split("\n", 1)[0]
    if name.strip("._-") in _common():
        return False
    return bool(re.search(r"[0-9_]", name)) or not re.search(r"\w", rest[:40].split(",")[0])


@cache
def _common() -> frozenset[str]:
    """Words that stand behind a service's name and are nobody's name."""
    return frozenset(word for row in table("no_handles.tsv") for word in row[0].split())


def _found(written: Written, found: re.Match[str], service: str, confidence: float) -> Found:
    at = found.start("name") - (found[0].startswith("@"))
    start, end = written.folded.original(at, found.end("name"))
    name = found["name"].rstrip("._-")
    lost = len(found["name"]) - len(name)
    if lost:
        start, end = written.folded.original(at, found.end("name") - lost)
    return Found(
        kind=service,
        value=canonical.identity("handle", name),
        start=start,
        end=end,
        confidence=confidence,
        obfuscated=disguised(written.text[start:end]),
    )
