"""People of a country who are sought: `jobs for Ukrainians`, `требуются узбеки`."""

from collections.abc import Iterator

from offers.place import Place, PlaceRole
from parsers.letters import table
from parsers.lexicon import AD
from parsers.phrases import Hit, Row
from parsers.places.gazetteer import known
from parsers.places.roles import Roles

CONFIDENCE = 0.8
"""Set by hand."""

_NOUN, _ADJECTIVE = "noun", "adjective"


def peoples(roles: Roles) -> Iterator[Place]:
    """Countries whose people one field seeks, each with the words for them."""
    for hit in _LEXICON.find(roles.words):
        if not roles.languages or not hit.phrase.languages.isdisjoint(roles.languages):
            kind, country = hit.phrase.says.split()
            beside = kind == _NOUN or roles.people_beside(hit.start, hit.end)
            if beside and roles.sought(hit.start):
                yield _place(roles, hit, country)


def _place(roles: Roles, hit: Hit, country: str) -> Place:
    span = hit.span(roles.words)
    raw = roles.words.written.raw(span)
    return Place(
        name=" ".join(raw.split()),
        raw=raw,
        span=span,
        country=country,
        spot=known(f"country:{country}").spot,
        role=PlaceRole.SOUGHT,
        confidence=CONFIDENCE,
    )


def _rows() -> Iterator[Row]:
    for country, languages, nouns, *adjectives in table("peoples.tsv"):
        spoken = languages.replace("|", " ")
        yield from ((f"{_NOUN} {country}", spoken, noun) for noun in nouns.split("|"))
        for words in adjectives:
            yield from ((f"{_ADJECTIVE} {country}", spoken, word) for word in words.split("|"))


_LEXICON = AD.lexicon(_rows)
