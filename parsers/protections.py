"""Ads that must not lie open because a minor is recruited, offered or sexualised."""

from collections.abc import Iterator, Sequence

from offers.offer import Protection, Protects
from parsers.ages import ADULT, Age, Tagged, ages
from parsers.words import Words

LEAST_WORKING = 12
"""Younger ages beside `girls` or `boys` are mostly those of somebody's children: there the ad
must say in so many words that it wants or sexualises them."""

LEAST_ALONE = 13
"""Ages that stand alone, `from 16`, are believed to be a worker's from here on."""

SHORT = 6
"""Words of a line that is an item of a list of requirements."""


def protections(fields: Sequence[Words], language: str | None = None) -> tuple[Protection, ...]:
    """The words that say that somebody under eighteen is recruited, offered or sexualised.
    `language` is the ad's, if it could be told.

    Whoever is wanted and may be younger than eighteen counts, lawful holiday work included.
    Ages of children who are cared for, taught or taken along do not, nor refusals of minors.
    """
    read = [Tagged.of(words, language) for words in fields]
    everywhere = frozenset[str]().union(*(tagged.everything() for tagged in read))
    return tuple(found for tagged in read for found in _in_field(tagged, everywhere))


def _in_field(tagged: Tagged, everywhere: frozenset[str]) -> Iterator[Protection]:
    for age in ages(tagged):
        if _recruited(tagged, age, everywhere):
            start = min(age.start, age.noun_at) if age.noun else age.start
            end = max(age.end, age.noun_at + 1) if age.noun else age.end
            yield _protection(tagged, start, end)
    places = [at for at in tagged.playing("young") if _young(tagged, at, everywhere)]
    for at in (*tagged.playing("goods"), *places):
        yield _protection(tagged, at, at + 1)


def _protection(tagged: Tagged, start: int, end: int) -> Protection:
    span = tagged.words.span(start, end)
    return Protection(protects=Protects.MINOR, raw=tagged.words.written.raw(span), span=span)


def _recruited(tagged: Tagged, age: Age, everywhere: frozenset[str]) -> bool:
    """Whether an age under eighteen is that of somebody who is wanted or offered."""
    first, last = tagged.words.sentence(age.start)
    sentence = tagged.among(first, last)
    if "refused" in sentence and "from" not in age.told:
        return False
    if "sexual" in sentence or ("sexual" in everywhere and age.noun in {"girl", "young"}):
        return _is_age(age)
    if age.noun == "bride":
        return bool(age.told & {"aged", "unit", "label", "range"})
    return _of_speaker(tagged, age) or _wanted(tagged, age, everywhere, sentence, last - first)


def _wanted(
    tagged: Tagged, age: Age, everywhere: frozenset[str], sentence: frozenset[str], length: int
) -> bool:
    """Whether whoever has this age shall work, and is not to be looked after."""
    if age.noun == "child" or _beneficiary(tagged, age):
        return _wanted_child(tagged, age, sentence | everywhere)
    if "care" in everywhere or "lesson" in sentence:
        return _carer(age, sentence)
    return _worker(tagged, age, sentence, length) or _headed(tagged, age, sentence)


def _is_age(age: Age) -> bool:
    """Enough to know that a number is an age, where its person stands beside it."""
    if age.told & {"aged", "label"}:
        return True
    if age.noun is None:
        return False
    before = age.noun_at < age.start
    return bool(age.told & {"unit", "upto"}) or (before and bool(age.told & {"range", "closed"}))


def _of_speaker(tagged: Tagged, age: Age) -> bool:
    """`I am 15 years old`."""
    own = "self" in tagged.at(age.start - 1)
    return own and age.low >= LEAST_WORKING and bool(age.told & {"aged", "unit"})


def _beneficiary(tagged: Tagged, age: Age) -> bool:
    """`for girls 8-14` with no job before it: clothes, lessons, a room."""
    if age.noun is None or "for" not in tagged.at(age.noun_at - 1):
        return False
    return not tagged.among(age.noun_at - 5, age.noun_at - 1) & {"job", "recruit"}


def _wanted_child(tagged: Tagged, age: Age, around: frozenset[str]) -> bool:
    """`Children 8-12 wanted` for what is no school and no journey."""
    if around & {"care", "lesson", "fare", "free"} or "for" in tagged.at(age.noun_at - 1):
        return False
    called = "recruit" in tagged.among(age.noun_at - 2, age.noun_at)
    return (called or "sought" in tagged.among(age.end, age.end + 2)) and _is_age(age)


def _carer(age: Age, sentence: frozenset[str]) -> bool:
    """In an ad about the care of children: the age of who shall care for them."""
    if age.noun in {"girl", "young", "child"} or age.low < LEAST_ALONE:
        return False
    return "from" in age.told and bool(sentence & {"recruit", "job"})


def _worker(tagged: Tagged, age: Age, sentence: frozenset[str], length: int) -> bool:
    wanted = bool(sentence & {"recruit", "job"})
    if "upto" in age.told and age.high <= ADULT and "range" not in age.told:
        return wanted and age.noun in {"girl", "adult", "young"} and not sentence & {"free", "fare"}
    if age.noun == "girl":
        if age.low < LEAST_WORKING:
            return "recruit" in tagged.among(age.noun_at - 2, age.noun_at) and _is_age(age)
        return _is_age(age) and (wanted or "fare" not in sentence)
    if age.noun == "young":
        return wanted
    if age.noun == "adult":
        told = bool(age.told & {"aged", "label"}) or {"from", "unit"} <= age.told
        return age.low >= LEAST_WORKING and (told or ("range" in age.told and _is_age(age)))
    return _alone(age, sentence, wanted=wanted, length=length)


def _alone(age: Age, sentence: frozenset[str], *, wanted: bool, length: int) -> bool:
    """An age without a person: `age 16-35`, `from 16 years`, `16+`."""
    if age.low < LEAST_ALONE or sentence & {"fare", "free", "child", "length"}:
        return False
    if "label" in age.told:
        return True
    if "aged" in age.told or {"from", "unit"} <= age.told:
        return wanted or length <= SHORT or "adult" in sentence
    return False


def _headed(tagged: Tagged, age: Age, sentence: frozenset[str]) -> bool:
    """`16+ required`: a sentence that begins with the least age of whoever is wanted."""
    first = tagged.words.sentence(age.start)[0]
    counted = tagged.at(age.end) & {"girl", "adult", "young", "unit", "job"}
    wanted = sentence & {"recruit", "sought", "job"} and not sentence & {"fare", "free", "child"}
    lasting = "unit" in age.told or age.low < LEAST_ALONE
    return "plus" in age.told and age.start == first and bool(wanted) and not (counted or lasting)


def _young(tagged: Tagged, at: int, everywhere: frozenset[str]) -> bool:
    """Teenagers, schoolgirls, minors who are wanted or sexualised in the same sentence."""
    first, last = tagged.words.sentence(at)
    sentence = tagged.among(first, last)
    if sentence & {"refused", "care", "lesson", "fare"} or tagged.among(at - 3, at) & {
        "without",
        "with",
    }:
        return False
    if "sexual" in sentence:
        return True
    return "care" not in everywhere and bool(sentence & {"recruit", "job"})
