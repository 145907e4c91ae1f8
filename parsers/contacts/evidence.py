"""What an ad says about the country in which its numbers are dialled."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

import phonenumbers

from parsers.automaton import Strings
from parsers.characters import pictured
from parsers.contacts.hints import Hints
from parsers.fold import fold
from parsers.letters import table
from parsers.places.countries import country_of
from parsers.wording import Written

SITE, SAID, DIALLED, FLAG, WORD, SHAPE = 3.0, 2.0, 2.0, 1.5, 1.0, 0.8
"""What speaks for a country: the site file, a place that the ad names, another number that names
its country, a flag, a currency or a word for telephones, how digits are parted. Set by hand."""

LANGUAGE, AFTER = 1.2, 0.6
"""What the likeliest country of the ad's language weighs, and of each further language. Later
countries of a language weigh a half, a third, a fourth."""

ABROAD = {"en": 0.25}
"""How much less a language says on a site of a country that does not speak it, because everybody
writes it there."""

BESIDE = 6.0
"""The same of a country that is named, or whose flag stands, right before a number."""

NAMED = 1.0
"""What a country weighs that only the prose names: an ad for work abroad is answered at home, so
that it tells little beside the language."""

MOST = 8
"""Countries tried for one number; more only make more wrong ones."""

_PLUS = re.compile(r"(?<![\w+])(?:\+ ?|00)\(?(?=[1-9])[0-9](?:[ ()./-]{0,3}[0-9]){8,14}")
_ENOUGH = 20
"""Numbers of an ad that are asked for their country."""

_ROW = re.compile("[0-9][0-9 ()./-]{5,}[0-9]")
"""Digits and all that may part them; what goes on behind is none of these, or no digit follows."""

AHEAD = 40
"""Characters before a number in which its country may be named."""

_NAME_AHEAD = re.compile(r"(?<!\w)([^\W\d_]+(?: [^\W\d_]+){0,2}) ?[:(\-\u2013\u2014]{1,2} ?\(?$")
_FLAG_AHEAD = re.compile("([\U0001f1e6-\U0001f1ff]{2})[^\\w\\n]{0,3}$")
_A = "\U0001f1e6"
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")


class Evidence:
    """Countries by what speaks for them, for all numbers of one ad."""

    def __init__(
        self, hints: Hints, fields: Iterable[Written] = (), beside: str | None = None
    ) -> None:
        self.hints = hints
        self._beside = beside
        self._fields = tuple(fields)
        self._linked: dict[str, None] = {}
        self._full: dict[str, float] | None = None
        self._plain = _first(_told(hints, beside))
        self._near: dict[str, Evidence] = {}

    def beside(self, country: str | None) -> "Evidence":
        """The same for a number right before which a country is named."""
        if country is None:
            return self
        if country not in self._near:
            near = Evidence(self.hints, self._fields, country)
            for linked in self._linked:
                near.linked(linked)
            self._near[country] = near
        return self._near[country]

    def linked(self, country: str | None) -> None:
        """A link of the ad leads to a number in this country."""
        if country and country not in self._linked:
            self._linked[country] = None
            self._full = None
            self._near = {}

    def plain(self) -> Mapping[str, float]:
        """What is known without looking into the ad."""
        return self._plain

    def full(self) -> Mapping[str, float]:
        """All that is known."""
        if self._full is None:
            found = _told(self.hints, self._beside)
            for country in self._linked:
                found[country] = found.get(country, 0) + DIALLED
            for country, weight in _read(self._fields):
                found[country] = found.get(country, 0) + weight
            self._full = _first(found)
        return self._full


def named_before(text: str, start: int) -> str | None:
    """The country that is named right before a number: `Kosova: 044 ...`, a flag."""
    line = text[max(0, start - AHEAD) : start].rpartition("\n")[2]
    if flag := _FLAG_AHEAD.search(line):
        return next(_flags(flag[1]), None)
    found = _NAME_AHEAD.search(line)
    if found is None:
        return None
    words = found[1].split()
    names = (" ".join(words[at:]) for at in range(len(words)))
    return next((code for name in names if len(name) > 3 and (code := country_of(name))), None)


def _first(found: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(found.items(), key=lambda one: -one[1])[:MOST])


def _told(hints: Hints, beside: str | None = None) -> dict[str, float]:
    found: dict[str, float] = {}

    def add(country: str, weight: float) -> None:
        found[country] = found.get(country, 0) + weight

    if hints.country:
        add(hints.country, SITE)
    if beside:
        add(beside, BESIDE)
    for place, country in enumerate(hints.said):
        add(country, SAID / (1 + place))
    for country in hints.named[:MOST]:
        if country not in hints.said:
            add(country, NAMED)
    for place, language in enumerate(hints.languages):
        share = LANGUAGE if place == 0 else AFTER
        if language in ABROAD and hints.country and hints.country not in _spoken()[language]:
            share *= ABROAD[language]
        for rank, country in enumerate(_spoken().get(language, ())):
            add(country, share / (1 + rank))
    return found


def _read(fields: Sequence[Written]) -> Iterator[tuple[str, float]]:
    """Flags, currencies and words of an ad, each once."""
    seen: dict[str, None] = {}
    for written in fields:
        text = written.folded.text
        yield from ((country, FLAG) for country in dict.fromkeys(_flags(text)))
        yield from ((country, DIALLED) for country in dict.fromkeys(_dialled(text)))
        seen |= dict.fromkeys(_words(text))
        yield from ((country, SHAPE / (1 + rank)) for country, rank in _shaped(text))
    for word in seen:
        for rank, country in enumerate(_countries()[word]):
            yield country, WORD / (1 + rank)


def _dialled(text: str) -> Iterator[str]:
    """Countries of numbers that name theirs."""
    for found in islice(_PLUS.finditer(text), _ENOUGH):
        digits = re.sub("[^0-9]", "", found[0]).removeprefix("00")
        try:
            country = phonenumbers.region_code_for_number(phonenumbers.parse(f"+{digits}"))
        except phonenumbers.NumberParseException:
            continue
        if country:
            yield country


def _shaped(text: str) -> Iterator[tuple[str, int]]:
    """Countries in which digits are parted as they are here, each shape once."""
    shapes, countries = _shapes()
    # A shape lies in one row, behind its bracket: few characters of a text are looked at closely.
    rows = (row.span() for row in _ROW.finditer(text))
    every = (one for start, end in rows for one in shapes.finditer(text, max(0, start - 1), end))
    for found in {one.lastgroup for one in islice(every, _ENOUGH)}:
        yield from ((country, rank) for rank, country in enumerate(countries[found or ""]))


@cache
def _shapes() -> tuple[re.Pattern[str], Mapping[str, Sequence[str]]]:
    """Each a group of one pattern, with the countries of each."""
    rows = {f"s{at}": row for at, row in enumerate(table("number_shapes.tsv"))}
    either = "|".join(f"(?P<{name}>{pattern})" for name, (pattern, _) in rows.items())
    shapes = re.compile(rf"(?<![0-9+(])(?<![0-9+][ .-])(?:{either})(?![0-9]|[ .-][0-9])")
    return shapes, {name: countries.split() for name, (_, countries) in rows.items()}


def _flags(text: str) -> Iterator[str]:
    """Countries of pairs of regional indicators, as folding keeps them."""
    for pair in _FLAG.findall(text) if pictured(text) else ():
        yield "".join(chr(ord(char) - ord(_A) + ord("A")) for char in pair)


def _words(text: str) -> Iterator[str]:
    for word, start in _strings().within(text):
        end = start + len(word)
        if not word[0].isalpha() or not (
            text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()
        ):
            yield word


@cache
def _countries() -> Mapping[str, tuple[str, ...]]:
    return {
        fold(word).text: tuple(countries.split())
        for _, words, countries in table("number_countries.tsv")
        for word in words.split(" ")
    }


@cache
def _strings() -> Strings:
    return Strings(_countries(), compact=True)


@cache
def _spoken() -> Mapping[str, tuple[str, ...]]:
    return {row[0]: tuple(row[1].split()) for row in table("language_regions.tsv")}
