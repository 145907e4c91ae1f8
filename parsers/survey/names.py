"""Simple selectors for one element, the most telling first: no counting, no generated names."""

import re
from collections.abc import Iterator

from parsers.blocks.cues import named
from parsers.blocks.outline import Part

PLAIN = re.compile(r"[A-Za-z][A-Za-z_-]*[A-Za-z]|[A-Za-z][A-Za-z_-]*-?\d{1,2}")
"""Names that a person wrote: letters, a short number at the end at most."""

GENERATED = re.compile(
    r"(?:css|sc|jsx|jss|emotion|styled|svelte|ng|ember|react|makeStyles|Mui\w*|tw)-"
    r"|.*__[A-Za-z0-9]{5,}$|.*[-_][a-z]*[A-Z][a-z]*[A-Z]\w*$",
)
CLUSTER = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}", re.IGNORECASE)
"""Consonants in a row, as no word has them: what is left of a hash without digits."""

COUNTED = re.compile(r"[A-Za-z]\d+")
"""A letter and a number, but for `h1` and its like of no meaning to anyone."""

UTILITY = re.compile(
    r"(?:-?[mp][trblxyse]?|w|h|gap|col|row|g|d|pull|float|text|bg|border|rounded|flex|grid|font"
    r"|leading|items|justify|align|order|offset|span|hidden|visible|clearfix|container|wrapper|no"
    r"|is|has|js|ga|sm|md|lg|xl|xs|odd|even|first|last|active|left|right|top|bottom|inline|block"
    r"|relative|absolute|overflow|small|big|large|normal|strong|bold|muted|shadow|opacity|cursor"
    r"|space|mb|mt|ml|mr|pt|pb|pl|pr|mx|my|px|py|hover|link|ellipsis|nowrap|center|clear|fl|fr)"
    r"(?:[-:_]\S*)?",
    re.IGNORECASE,
)
"""Names that say how something looks, and go with the next coat of paint."""

TELLING = frozenset(
    {"h1", "h2", "h3", "article", "time", "address", "main", "dl", "blockquote", "figcaption"}
)
_ENTRY = """
job jobs offer offers vacancy vacancies ad ads advert listing listings item items result results
entry entries card row trip trips topic post announcement classified oferta ogloszenie annonce
anuncio anzeige ilan
"""
ENTRY = frozenset(_ENTRY.split())
"""Words in the class of what holds one ad."""

SCOPES = frozenset({"table", "ul", "ol", "tr", "li", "section", "form", "dl", "main", "article"})
DATA = re.compile(r"data-[a-z]+(?:-[a-z]+)*")
_NOISE = re.compile(r"data-(?:v-|react|testid$|qa$|index|src|toggle|target|track|ga|gtm|url|href)")


def is_made_up(name: str) -> bool:
    """Whether a class or id was made by a program, or counts something."""
    bare = name.removeprefix("-")
    if not PLAIN.fullmatch(bare) or GENERATED.match(bare) or CLUSTER.search(bare):
        return True
    return len(name) > 40 or any(COUNTED.fullmatch(part) for part in re.split(r"[-_]", bare))


def is_painted(name: str) -> bool:
    """Whether a class says how something looks."""
    return bool(UTILITY.fullmatch(name))


def simple(part: Part) -> Iterator[tuple[str, int]]:
    """Selectors for a part by itself with their cost: 0 for what says what it means."""
    said = part.said
    for attribute in ("itemprop", "property"):
        if (value := said.get(attribute)) and re.fullmatch(r"[\w:-]+", value):
            quoted = f"'{value}'" if ":" in value else value
            yield f"[{attribute}={quoted}]", 0
    if (number := said.get("id")) and not is_made_up(number):
        yield f"#{number}", 1 if named(_words(number)) else 2
    for name in (said.get("class") or "").split():
        if is_made_up(name):
            continue
        if is_painted(name):
            yield f"{part.tag}.{name}", 9
            continue
        words = _words(name)
        cost = 1 if named(words) or ENTRY & set(words) else 3
        # `a.title` tells a link from the heading of the same class; else shorter is better.
        yield f".{name}", cost + (part.tag in {"a", "li", "tr", "article"})
        yield f"{part.tag}.{name}", cost + (part.tag not in {"a", "li", "tr", "article"})
    for attribute in said:
        if DATA.fullmatch(attribute) and not _NOISE.match(attribute):
            yield f"{part.tag}[{attribute}]", 4
    if part.tag in TELLING:
        yield part.tag, 3


def scopes(part: Part) -> Iterator[tuple[str, int]]:
    """Selectors for what a part stands in, the nearest first."""
    above, far = part.above, 0
    while above is not None and above.tag != "html" and far < 8:
        yield from ((selector, cost + far // 2) for selector, cost in simple(above) if cost < 9)
        if above.tag in SCOPES:
            yield above.tag, 5 + far // 2
        above, far = above.above, far + 1


def chains(part: Part) -> list[str]:
    """Selectors for a part, cheapest first: by itself, by its tag or name inside another."""
    own = list(simple(part))
    bare = [*own, (part.tag, 6)]
    found = dict(own)
    for scope, cost in scopes(part):
        for selector, more in bare:
            found.setdefault(f"{scope} {selector}", cost + more + 2)
    parent = part.above
    if parent is not None and parent.tag in {"h1", "h2", "h3", "h4", "h5", "dt", "th", "td", "li"}:
        found.setdefault(f"{parent.tag} > {part.tag}", 13)
        for scope, cost in scopes(parent):
            found.setdefault(f"{scope} {parent.tag} > {part.tag}", 9 + cost)
    ordered = sorted(found.items(), key=lambda one: (one[1], len(one[0])))
    return [selector for selector, _ in ordered]


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in re.findall(r"[a-z]+|[A-Z][a-z]*", name))
