"""Ads that must not lie open because a minor is recruited, offered or sexualised."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from offers.offer import Protection, Protects
from parsers.ages import Age, ages, births
from parsers.ages_apart import apart, kept, named, unkept
from parsers.own_children import given, pupils
from parsers.spoken import Spoken
from parsers.tagged import ADULT, Tagged

LEAST_WORKING = 12
"""Younger ages beside `girls` or `boys` are mostly those of somebody's children: there the ad
must say in so many words that it wants or sexualises them."""

LEAST_ALONE = 13
"""Ages that stand alone, `from 16`, are believed to be a worker's from here on."""

LEAST_APPRENTICE = 14
"""From here on those who learn a trade in undertakings under the rules of an authority are no
working children for the ILO (Convention 138, article 6)."""

SHORT = 6
"""Words of a line that is an item of a list of requirements."""

CAPTION = 3
"""Words of a title that may say no more than `Extra work`."""

_WANTS = frozenset({"recruit", "sought", "job", "shows", "sexual"})
_HARMLESS = frozenset({"care", "lesson", "child", "free", "fare", "refused"})
_CALLED = ("girl", "young", "bride")
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a sentence: the roles that words play anywhere in the ad, and of the
    title above a text whom it calls for and whether it is a mere caption of work."""

    everywhere: frozenset[str]
    called: str | None = None
    caption: bool = False


def protections(
    fields: Sequence[Spoken], language: str | None = None, year: int | None = None
) -> tuple[Protection, ...]:
    """The words that say that somebody under eighteen is recruited, offered or sexualised.
    `language` is the ad's, if it could be told, `year` that in which it was seen.

    Whoever is wanted and may be younger than eighteen counts, lawful holiday work included, but
    not training for a trade from `LEAST_APPRENTICE` on. Ages of children who are cared for,
    taught or taken along do not, nor refusals of minors.
    """
    read = [Tagged.of(field, language) for field in fields]
    around = _Around(_NONE.union(*(tagged.everything() for tagged in read)))
    return tuple(
        found
        for at, tagged in enumerate(read)
        for found in _in_field(tagged, (*ages(tagged), *births(tagged, year)), around, read[:at])
    )


def _in_field(
    tagged: Tagged, told: Sequence[Age], around: _Around, above: Sequence[Tagged]
) -> Iterator[Protection]:
    for age in told:
        if above:
            around, above = _under(above[0], around), ()
        if kept(tagged, age):
            continue
        if (
            _recruited(tagged, age, around)
            or _headed_by(tagged, age, around)
            or _apart(tagged, age, around)
            or unkept(tagged, age, around.everywhere)
            or given(tagged, age)
        ):
            start = min(age.start, age.noun_at) if age.noun else age.start
            end = max(age.end, age.noun_at + 1) if age.noun else age.end
            yield _protection(tagged, start, end)
    for at in (*tagged.playing("goods"), *named(tagged, around.everywhere), *pupils(tagged)):
        yield _protection(tagged, at, at + 1)


def _protection(tagged: Tagged, start: int, end: int) -> Protection:
    span = tagged.words.span(start, end)
    return Protection(protects=Protects.MINOR, raw=tagged.words.written.raw(span), span=span)


def _under(title: Tagged, around: _Around) -> _Around:
    """What a title says of the text under it: `Boys for a fishing boat`, `Extra work`."""
    title = title.wholly()
    count = len(title.words.texts)
    roles = title.among(0, count)
    caption = "job" in roles and count <= CAPTION
    if roles & _HARMLESS:
        return around
    places = [at for at in range(count) if title.at(at) & frozenset(_CALLED)]
    if roles & _WANTS or any("for" in title.at(at + 1) for at in places):
        called = next((noun for noun in (*_CALLED, "shows") if noun in roles), None)
        return replace(around, called=called, caption=caption)
    return around


def _headed_by(tagged: Tagged, age: Age, around: _Around) -> bool:
    """`15 to 18 years`, under a title that calls for girls."""
    if not around.called or age.noun or age.low < LEAST_WORKING:
        return False
    sentence = tagged.among(*tagged.words.sentence(age.start))
    if sentence & (_HARMLESS - {"fare"}) or _learns(age, around.everywhere):
        return False
    if around.called == "shows" and not sentence & {"recruit", "sought", "job"}:
        return False
    bounded = "unit" in age.told and bool(age.told & {"from", "range", "upto"})
    return bounded or bool(age.told & {"aged", "label"}) or {"range", "closed"} <= age.told


def _apart(tagged: Tagged, age: Age, around: _Around) -> bool:
    everywhere = around.everywhere
    return not _learns(age, everywhere) and apart(tagged, age, everywhere, around.called)


def _learns(age: Age, everywhere: frozenset[str]) -> bool:
    """An apprentice, where neither shows nor sex are what is taught."""
    lawful = age.low >= LEAST_APPRENTICE and age.noun != "girl"
    return lawful and "apprentice" in everywhere and not everywhere & {"shows", "sexual"}


def _recruited(tagged: Tagged, age: Age, around: _Around) -> bool:
    """Whether an age under eighteen is that of somebody who is wanted or offered."""
    first, last = tagged.words.sentence(age.start)
    sentence = tagged.among(first, last)
    if "refused" in sentence and "from" not in age.told:
        return False
    if "sexual" in sentence or ("sexual" in around.everywhere and age.noun in {"girl", "young"}):
        return _is_age(age)
    if age.noun == "bride" or ("bride" in sentence and _marriageable(age, sentence)):
        return bool(age.told & {"aged", "unit", "label", "range", "of"})
    if _learns(age, around.everywhere):
        return False
    return _of_speaker(tagged, age) or _wanted(tagged, age, around, sentence, last - first)


def _wanted(
    tagged: Tagged, age: Age, around: _Around, sentence: frozenset[str], length: int
) -> bool:
    """Whether whoever has this age shall work, and is not to be looked after."""
    everywhere = around.everywhere
    if age.noun == "child" and around.called == "shows" and age.low >= LEAST_WORKING:
        return "care" not in everywhere and _is_age(age)
    if age.noun == "child" or _beneficiary(tagged, age, around):
        return _wanted_child(tagged, age, sentence | everywhere)
    if "care" in everywhere or ("lesson" in sentence and _taught(tagged, age)):
        kept = tagged.among(age.start - SHORT, age.start) & {"girl", "child"}
        return not kept and _carer(age, sentence)
    if around.caption:
        sentence |= {"job"}
    return _worker(tagged, age, sentence, length) or _headed(tagged, age, sentence)


def _taught(tagged: Tagged, age: Age) -> bool:
    """A school or club in the sentence of an age, which is not denied, and not one of shows."""
    first, last = tagged.words.sentence(age.start)
    places = (at for at in range(first, last) if "lesson" in tagged.at(at))
    refused = all("without" in tagged.at(at - 1) for at in places)
    return not refused and "shows" not in tagged.among(first, last)


def _is_age(age: Age) -> bool:
    """Enough to know that a number is an age, where its person stands beside it."""
    if age.told & {"aged", "label"}:
        return True
    if age.noun is None:
        return False
    before = age.noun_at < age.start
    return bool(age.told & {"unit", "upto"}) or (before and bool(age.told & {"range", "closed"}))


def _marriageable(age: Age, sentence: frozenset[str]) -> bool:
    """`Daughters of 16 to be married`; children of whoever marries are younger."""
    return age.noun in {"girl", "child"} and age.low >= LEAST_WORKING and "ours" not in sentence


def _of_speaker(tagged: Tagged, age: Age) -> bool:
    """`I am 15 years old`; `I am 15, looking for work`."""
    own = "self" in tagged.at(age.start - 1) or "self" in tagged.at(age.end - 1)
    if not own or age.low < LEAST_WORKING:
        return False
    seeking = tagged.among(age.end, age.end + 4)
    told = bool(age.told & {"aged", "unit"})
    return told or ("recruit" in seeking and "measure" not in seeking)


def _beneficiary(tagged: Tagged, age: Age, around: _Around) -> bool:
    """`For girls 8-14` with no job before it, `children and teenagers`: clothes, lessons."""
    if age.noun == "young" and "child" in tagged.among(age.noun_at - 3, age.noun_at):
        return True
    if age.noun is None or "for" not in tagged.at(age.noun_at - 1):
        return False
    if around.caption and age.noun in _CALLED:
        return False
    return not tagged.among(age.noun_at - 5, age.noun_at - 1) & {"job", "recruit"}


def _wanted_child(tagged: Tagged, age: Age, around: frozenset[str]) -> bool:
    """`Children 8-12 wanted` for what is no school and no journey."""
    served = tagged.at(age.noun_at - 1) | tagged.among(age.start - 2, age.start)
    if around & {"care", "lesson", "fare", "free"} or "for" in served:
        return False
    called = "recruit" in tagged.among(age.noun_at - 2, age.noun_at)
    behind = tagged.among(age.noun_at + 1, age.noun_at + 6) | tagged.among(age.end, age.end + 2)
    sought = "sought" in behind and "upto" not in age.told
    return (called or sought) and "adult" not in around and _is_age(age)


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
            called = "recruit" in tagged.among(age.noun_at - 2, age.noun_at)
            called |= "sought" in tagged.among(age.noun_at + 1, age.noun_at + 3)
            return (called or _for_work(tagged, age)) and _is_age(age)
        return _is_age(age) and (wanted or "fare" not in sentence)
    if age.noun == "young":
        return wanted
    if age.noun == "adult":
        told = bool(age.told & {"aged", "label"}) or {"from", "unit"} <= age.told
        return age.low >= LEAST_WORKING and (told or ("range" in age.told and _is_age(age)))
    return _alone(age, sentence, wanted=wanted, length=length)


def _for_work(tagged: Tagged, age: Age) -> bool:
    """`boys of 10 for work in a kiln`."""
    return "for" in tagged.at(age.end) and "job" in tagged.among(age.end + 1, age.end + 3)


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
