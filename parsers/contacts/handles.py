"""Finds names on messengers and networks that stand in the text: `Telegram: @name`."""

import re
from collections.abc import Iterator
from functools import cache

from parsers.contacts import canonical
from parsers.contacts.cues import words
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
_NEAR = 28


@cache
def _labels() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """By service: its words before an `@name`, and its words before a name without `@`, where
    a colon, `id` or `nick` must say that a name follows."""
    found = []
    for service in SERVICES:
        cue = rf"(?<![^\W\d_])(?:{words(service)})"
        joint = r"[ \w]{0,12}[\s:=.,\-(>]{0,4}$"
        name = (
            rf"{cue}\s?(?:(?:id|nick|nickname|ник|логин|login|user|username|account|аккаунт)\s?[:=-]?\s?"
            r"|\s?[:=]\s?)(?P<name>[a-z][a-z0-9_.\-]{3,31})(?![\w@/])"
        )
        found.append((service, re.compile(cue + joint), re.compile(name)))
    return tuple(found)


def handles(written: Written, hints: Hints) -> Iterator[Found]:
    """Names on services, each with the service that its cue says. A lone `@name` is what such
    names are on this site, else every service it may be on, with a low confidence each."""
    text = written.folded.text
    for found in _AT.finditer(text):
        for service, confidence in _services(text, found, hints):
            yield _found(written, found, service, confidence)
    for service, _, label in _labels():
        for found in label.finditer(text):
            if _looks_made_up(text, found):
                yield _found(written, found, service, 0.8)


def _services(text: str, found: re.Match[str], hints: Hints) -> tuple[tuple[str, float], ...]:
    before, after = text[max(0, found.start() - _NEAR) : found.start()], text[found.end() :][:_NEAR]
    line = before.rsplit("\n", 1)[-1]
    said = tuple((service, 1.0) for service, cue, _ in _labels() if cue.search(line))
    if said:
        return said
    bracket = re.match(r"\s?[(\[-]\s?(.{2,20})", after)
    behind = tuple(
        (service, 0.9)
        for service, _, _ in _labels()
        if bracket and re.match(rf"(?:in |on |в |у )?(?:{words(service)})", bracket[1])
    )
    if behind:
        return behind
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
