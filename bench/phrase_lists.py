"""The phrases that we read ads by, as lists to make a regular expression of each."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from parsers.indicators.shipped import shipped
from parsers.letters import table
from parsers.spoken import YOUNG

Lists = Mapping[str, Sequence[str]]

_MARKS = re.compile("[*~]")

_TOLD = {
    "speaker_phrases.tsv": 3,
    "kind_phrases.tsv": 2,
    "minor_words.tsv": 2,
    "fact_words.tsv": 3,
    "money_roles.tsv": 3,
    "payment_names.tsv": 5,
    "travel_words.tsv": 2,
    "place_roles.tsv": 2,
}
"""Tables whose first column says what a phrase tells, and the column of the phrases."""

_NAMES = {"country_names.tsv": 1, "country_aliases.tsv": 1, "peoples.tsv": 2}
"""Tables that are one list each: names of countries and peoples. Which one it is, is looked up."""


def of_indicators() -> Lists:
    """By indicator."""
    found: dict[str, list[str]] = defaultdict(list)
    for pack in shipped().packs:
        for one in pack.indicators:
            for saying in (*one.phrases, *one.denials):
                found[one.id].extend(map(_plain, saying.spellings))
    return found


def of_readers() -> Lists:
    """By what they tell: who speaks, what is offered, whom a seal protects, terms of work and of
    journeys, what an amount is and how it is paid, countries and peoples. Left out are the cities,
    of which nobody makes a regular expression, and words that count beside an age only."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, says, phrases in _rows():
        found[f"{name} {says}"].extend(map(_plain, phrases))
    return found


def _rows() -> Iterator[tuple[str, str, Sequence[str]]]:
    for name, column in _TOLD.items():
        for row in table(name):
            if name != "minor_words.tsv" or row[0] in YOUNG:
                yield name, row[0], row[column].split("|")
    for name, column in _NAMES.items():
        for row in table(name):
            yield name, "", [one for cell in row[column:] for one in cell.split("|")]


def _plain(phrase: str) -> str:
    """Without the marks of our patterns."""
    return _MARKS.sub("", phrase).strip()


def patterns(lists: Lists) -> list[re.Pattern[str]]:
    """One for each list, for text in small letters."""
    some = ([one.lower() for one in phrases if one] for phrases in lists.values())
    return [re.compile(rf"\b(?:{'|'.join(map(re.escape, one))})\b") for one in some if one]
