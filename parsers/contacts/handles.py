"""Finds names on messengers and networks that stand in the text: `Telegram: @name`."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from parsers.contacts import canonical
from parsers.contacts.cues import Cue, Cues
from parsers.contacts.found import Found, disguised
from parsers.contacts.hints import Hints
from parsers.letters import table
from parsers.wording import Written
from parsers.words import UNSPACED

SERVICES = (
    "telegram", "instagram", "facebook", "tiktok", "vk", "ok", "wechat", "line", "skype", "x",
    "discord", "signal", "viber", "zalo", "imo", "botim", "snapchat", "threema", "wire", "session",
)  # fmt: skip
"""Services on which people have names. WhatsApp knows numbers only."""

LONE = (("telegram", 0.5), ("instagram", 0.3))
"""What a name without a cue may be, and how sure. Set by hand: two services, no certainty."""

NEAR, CLOSE = 40, 16
"""Code points between which a service and a name with its sign belong together, and surely."""

_AT = re.compile(r"(?<![\w.@/+-])@(?P<name>[a-z0-9_][a-z0-9_.]{2,31})(?![\w@]|\.[a-z])")
_TITLE = (
    r"(?:id|nick|nickname|username|user name|user|login|name|account|acc|handle|ник|нік|никнейм|"
    r"логин|логін|аккаунт|акаунт|акк|юзер|юзернейм|usuario|utilisateur|pseudo|profil|nazwa|konto|"
    r"kullanici adi|hesap|hesabi|nutzername|benutzername|ايدي|ای دی|ايدی|يوزر|معرف|اي دي|"
    r"号|號|号码|帳號|账号|ไอดี|아이디|आईडी|আইডি|አይዲ|ዩዘርኔም)"
)
_FILL = (
    r"(?:is|are|es|ist|est|e|to|это|це|my|our|мой|мій|наш|канал|каналі|channel|canal|kanal|kanali|"
    r"group|группа|група|grupo|groupe|bot|бот|chat|чат|page|acc|in|at|по|me|на|us|app|den|dan|ten|tan|yaz|yazin|write|dm|пиши|пишите|пишiть|قناه|كانال|"
    r"قناتنا|گروه|only|nur|seulement|uniquement|solo|sólo|solamente|soltanto|apenas|somente|только|тільки|лише|"
    r"doar|numai|tylko|samo|само|sadece|vetem|csak|jen|pouze|alleen|μονο|فقط|بس|chi)"
)
_BETWEEN = (
    rf"(?:[^\w\n@#]{{0,3}}{_FILL}(?![^\W_])){{0,3}}(?P<title>[^\w\n@#]{{0,3}}{_TITLE})?"
    r"(?P<joint>[^\w@#]{0,5})(?P<at>(?:@|(?:собака|собачка|arroba|arobase|chiocciola|małpa) ) ?)?"
)
_BEHIND = re.compile(
    r" ?(?:[(\[|/,-]|(?:on|in|at|в|у|en|sur|auf|na|su|no|di|pe|im|da|de|for|علي|في|در) ) ?"
)
_OWN = re.compile(r"[^\w\n]{0,3}[:@=]|[^\w\n]{0,3}\+?[0-9]")
_LISTED = re.compile(r" ?[,;/|] ?| (?:and|or|и|та|або|или|e|y|o|und|oder|et|ou) ")
_DOMAIN = re.compile(r".*\.(?:com|net|org|info|ru|ua|de|pl|fr|it|es|uk|eu|io|me|co|tr|ro|bg)")
_SELDOM = re.compile(r".*\.(?:com|net|org|ru|info)")
"""The same where names have dots as often as not: few end like these."""

_WITH_DOTS = frozenset({"instagram", "tiktok", "snapchat"})
_AMOUNT = re.compile(r"[0-9]+(?:st|nd|rd|th|h|k|x|am|pm|eur|usd|uah|pln|kg)")
_DOTTED = re.compile(r"[a-z0-9_]{2,}(?:\.[a-z0-9_]{2,})+[._]*")
_POINTS = frozenset(":=\u261b\u261e\u2192\u27a1\u21d2\u25b6\U0001f449")
_UNDERSCORED = frozenset({"instagram", "tiktok", "vk", "x"})
_SESSION = re.compile(r"(?<![0-9a-z])05[0-9a-f]{64}(?![0-9a-z])")


@cache
def names() -> Mapping[str, tuple[bool, re.Pattern[str]]]:
    """By service, whether a name needs its sign, and what stands behind a cue."""
    return {
        service: (needs == "@", re.compile(rf"{_BETWEEN}(?P<name>{name})(?![\w@/]|[.-]\w)"))
        for service, needs, name in table("contact_names.tsv")
    }


@cache
def services() -> Cues:
    """The words for services on which people have names."""
    return Cues(names())


def handles(written: Written, hints: Hints, cues: Sequence[Cue]) -> Iterator[Found]:
    """Names on services, each with the service that its cue says. A lone `@name` is what such
    names are on this site, else every service it may be on, with a low confidence each.
    `cues` are the words for services in the folded text, in order."""
    text = written.folded.text
    for found in _SESSION.finditer(text) if "05" in text else ():
        yield _found(written, *found.span(), "session", 1.0)
    taken: set[int] = set()
    for cue in cues:
        for service in sorted(cue.means):
            for start, end, confidence in _announced(text, cue, service):
                taken.add(end)
                yield _found(written, start, end, service, confidence)
    yield from _signed(written, hints, cues, taken)


def _announced(text: str, cue: Cue, service: str) -> Iterator[tuple[int, int, float]]:
    """The name that follows a cue."""
    needs, pattern = names()[service]
    found = pattern.match(text, cue.end)
    if found is None or ("\n" in found["joint"] and not (found["at"] or ":" in found["joint"])):
        return
    end = found.start("name") + len(_ended(found["name"], service))
    said = found["title"] or cue.named or not _POINTS.isdisjoint(found["joint"])
    if found["at"]:
        yield found.start("at" if found["at"][0] == "@" else "name"), end, 1.0
    elif said and _is_name(text, found, service):
        numbered = service == "vk" and text.endswith("id", 0, found.start("name"))
        yield found.start("name") - 2 * numbered, end, 0.9
    elif (
        not needs
        and _is_apart(text, cue, found["joint"])
        and _looks_made_up(found["name"], service)
    ):
        yield found.start("name"), end, 0.7


def _ended(name: str, service: str) -> str:
    """A name without the signs that end its sentence; on few services an underscore may end it."""
    return name.rstrip(".-," if service in _UNDERSCORED else "._-,")


def _is_apart(text: str, cue: Cue, joint: str) -> bool:
    """Whether a cue ends where a name begins; some scripts put no space there."""
    return bool(joint) or UNSPACED.match(text[cue.end - 1]) is not None


def _is_name(text: str, found: re.Match[str], service: str) -> bool:
    """A name without `@` must look like one, or nothing may follow it on its line. `Telegram:
    write to us` is no name."""
    name = found["name"].strip("._-")
    if name in _common() or len(name) < 3 or _is_domain(name, service):
        return False
    if name.isdigit():
        return bool(found["title"]) and service not in ("telegram", "facebook")
    rest = text[found.end() : found.end() + NEAR].split("\n", 1)[0]
    return _looks_made_up(name, service) or not re.match(r"[ ,]*[^\W_]", rest)


def _is_domain(name: str, service: str) -> bool:
    return bool((_SELDOM if service in _WITH_DOTS else _DOMAIN).fullmatch(name))


def _looks_made_up(name: str, service: str) -> bool:
    """Whether a name has dots inside, or letters beside digits or underscores, as no word has."""
    if _is_domain(name.strip("._-"), service):
        return False
    return bool(_DOTTED.fullmatch(name)) or _unlike_words(name.strip("._-"))


def _unlike_words(name: str) -> bool:
    mixed = re.search("[0-9_]", name) and re.search("[a-z]", name)
    return bool(mixed) and not _AMOUNT.fullmatch(name)


def _signed(
    written: Written, hints: Hints, cues: Sequence[Cue], taken: set[int]
) -> Iterator[Found]:
    """Names with `@` that no cue claims right before them."""
    text = written.folded.text
    ends = [cue.end for cue in cues]
    last, kinds = -1, ((hints.handles, 0.9),) if hints.handles else ()
    before: tuple[tuple[str, float], ...] = ()
    at = text.find("@")
    while at >= 0:
        found = _AT.match(text, at)
        end = found.end() if found else at + 1
        if found:
            name = found["name"].rstrip("._")
            stop = found.start("name") + len(name)
            listed = last >= 0 and _LISTED.fullmatch(text, last, at)
            if stop in taken:
                before = ()
            elif name not in _common() and not name.isdigit():
                said = _services(text, at, stop, cues, ends) or (before if listed else ())
                before = said
                for service, confidence in said or kinds or LONE:
                    yield _found(written, at, stop, service, confidence)
            last = stop
        at = text.find("@", end)


def _services(
    text: str, start: int, end: int, cues: Sequence[Cue], ends: Sequence[int]
) -> tuple[tuple[str, float], ...]:
    """What the cue before a name says, or the one right behind it."""
    place = bisect_right(ends, start) - 1
    if place >= 0 and start - ends[place] <= NEAR:
        between = text[ends[place] : start]
        if not re.search(r"[@\n]|\w\. |://", between):
            sure = 1.0 if len(between) <= CLOSE else 0.8
            return tuple((service, sure) for service in sorted(cues[place].means))
    behind = _BEHIND.match(text, end)
    if behind and place + 1 < len(cues):
        follows = next(
            (one for one in cues[place + 1 : place + 3] if one.start == behind.end()), None
        )
        if follows and not _OWN.match(text, follows.end):
            return tuple((service, 0.9) for service in sorted(follows.means))
    return ()


@cache
def _common() -> frozenset[str]:
    """Words that stand behind a service's name and are nobody's name."""
    return frozenset(word for row in table("no_handles.tsv") for word in row[0].split())


def _found(written: Written, at: int, stop: int, service: str, confidence: float) -> Found:
    start, end = written.folded.original(at, stop)
    return Found(
        kind=service,
        value=canonical.identity("handle", written.folded.text[at:stop]),
        start=start,
        end=end,
        confidence=confidence,
        obfuscated=disguised(written.text[start:end]),
    )
