"""What pages give away of the site that they are of: language, country, time zone, kind."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel.core import get_global

from offers.ad import Ad
from offers.offer import Kind
from parsers.contacts.find import contacts
from parsers.contacts.hints import Hints
from parsers.dom import Dom
from parsers.fold import fold
from parsers.language import language
from parsers.letters import table
from parsers.money import Market, money
from parsers.survey.findings import About
from parsers.wording import Wording

_GENERIC = "io co me tv ai eu ws cc to fm ly gg im sh ac la ag nu tk ml ga cf gq st su"
GENERIC = frozenset(_GENERIC.split())
"""Endings of two letters that sites of any country use."""

TLDS = {"uk": "GB"}
SURE = 0.6
FEWEST_SIGNS = 2
MOST_TEXT = 20_000
SEASONS = (datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC))
"""Days on which two zones must agree to be one in all that matters here."""

TWICE, FEWEST_WORDS = 2, 3
"""How many times more words of one kind, and how many of them, make it the kind."""


def about(doms: Sequence[Dom]) -> About:
    """What the pages of one site say of it. A country is named only where its signs agree: the
    ending of the host, the language's region, currencies, prefixes of phone numbers."""
    texts = [f"{_name(dom)}\n{dom.said()[:MOST_TEXT]}" for dom in doms]
    spoken, notes = _languages(doms, texts)
    country, why = _agreed(list(_countries(doms, texts)))
    if country:
        notes.append(f"country {country}: by {why}")
    zone = zone_of(country) if country else None
    if zone:
        notes.append(f"timezone {zone}: the one that {country} has")
    kinds, said = _kinds(texts)
    return About(
        country=country,
        timezone=zone,
        languages=spoken,
        kinds=kinds,
        notes=(*notes, said),
    )


def _name(dom: Dom) -> str:
    """The title of a page, which says in a word or two what its site is for."""
    title = dom.first("title")
    return title.raw().strip() if title else ""


def _agreed(signs: Sequence[tuple[str, int, str]]) -> tuple[str | None, str]:
    """The country that most signs speak for, by more than one of them, and which those are."""
    weights: Counter[str] = Counter()
    for country, weight, _ in signs:
        weights[country] += weight
    best, most = next(iter(weights.most_common(1)), ("", 0))
    if most < FEWEST_SIGNS or most < SURE * weights.total():
        return None, ""
    return best, ", ".join(dict.fromkeys(sign for country, _, sign in signs if country == best))


def _languages(doms: Sequence[Dom], texts: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """What the text is written in before what the page calls itself: many are never set right."""
    heard = [language(Wording.of(Ad(url="", text=text))) for text in texts]
    found = Counter(one.code for one in heard if one and one.confidence >= SURE)
    labels = [_lang(dom).partition("-")[0] for dom in doms]
    said = [code for code in dict.fromkeys(labels) if code.isalpha() and len(code) in {2, 3}]
    codes = dict.fromkeys([code for code, _ in found.most_common()] + said)
    if not codes:
        return (), []
    how = "the text" if found else "lang"
    return tuple(codes), [f"language {', '.join(codes)}: by {how} and the pages' own label"]


def _lang(dom: Dom) -> str:
    element = dom.first("html[lang]")
    return ((element.get("lang") if element else "") or "").lower().replace("_", "-")


def _countries(doms: Sequence[Dom], texts: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    """Country, weight and what says so."""
    for dom in doms[:1]:
        ending = (urlsplit(dom.url).hostname or "").rpartition(".")[2]
        country = TLDS.get(ending, ending.upper())
        if len(ending) == 2 and ending not in GENERIC and country in get_global("territory_zones"):
            yield country, 4, f"the host's ending .{ending}"
        region = _lang(dom).rpartition("-")[2].upper()
        if "-" in _lang(dom) and region in get_global("territory_zones"):
            yield region, 2, "lang"
    for spoken in {_lang(dom).partition("-")[0] for dom in doms}:
        if at_home := _of_language().get(spoken):
            yield at_home, 1, f"language {spoken}"
    for text in texts:
        wording = Wording.of(Ad(url="", text=text))
        for code in {one.currency for one in money(wording, Market()) if one.currency}:
            if used_in := _of_currency().get(code):
                yield used_in, 1, f"prices in {code}"
        found = contacts(wording, Hints(country=None, said=(), languages=(), home="", handles=None))
        dialled = Counter(one.country for one in found if one.kind == "phone" and one.country)
        for dialled_in, _ in dialled.most_common(1):
            yield str(dialled_in), 1, "phone numbers"


@cache
def _of_currency() -> dict[str, str]:
    """Currencies that one country has for itself today (CLDR)."""
    users: dict[str, list[str]] = {}
    for territory, held in get_global("territory_currencies").items():
        for code, _, end, tender in held:
            if end is None and tender:
                users.setdefault(code, []).append(territory)
    return {code: some[0] for code, some in users.items() if len(some) == 1}


@cache
def _of_language() -> dict[str, str]:
    """Languages whose ads come from one country before all."""
    rows = ((row[0], row[1].split()) for row in table("language_regions.tsv"))
    return {language: countries[0] for language, countries in rows if len(countries) == 1}


@cache
def zone_of(country: str) -> str | None:
    """The time zone of a country that has one, or several that are never apart."""
    zones = get_global("territory_zones").get(country, [])
    offsets = {
        tuple(day.astimezone(ZoneInfo(zone)).utcoffset() for day in SEASONS) for zone in zones
    }
    return zones[0] if len(offsets) == 1 else None


@cache
def _words() -> tuple[tuple[Kind, frozenset[str]], ...]:
    rows = table("kind_words.tsv")
    return tuple(
        (Kind(kind), frozenset(fold(word).text.strip() for word in words.split("|")))
        for kind, words, *_ in rows
    )


def _kinds(texts: Sequence[str]) -> tuple[frozenset[Kind], str]:
    folded = [f" {' '.join(fold(text).text.split())} " for text in texts]
    counts = {
        kind: sum(text.count(f" {word} ") for word in words for text in folded)
        for kind, words in _words()
    }
    (first, most), (_, less) = sorted(counts.items(), key=lambda one: -one[1])
    if most >= FEWEST_WORDS and most >= TWICE * less:
        return frozenset({first}), f"kind {first}: {most} words of that kind, {less} of the other"
    return frozenset(), "kind: the pages do not tell jobs from journeys; say which it is"
