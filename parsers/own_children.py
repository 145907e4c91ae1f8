"""Children who offer themselves or whom their own offer for work: told by an age, a year of birth
or their class at school."""

from collections.abc import Iterator

from parsers.ages import Age
from parsers.tagged import ADULT, Tagged

LEAST_GIVEN = 7
"""Younger ages are those of children whom nobody offers for work."""

HIGHEST = 12
"""The last class at school."""

BESIDE, BEHIND = 3, 12
"""Words between a class and its number; words behind an age or class up to which the sentences go
on in which the child may be offered: `9. Klasse` has a full stop inside, `She wants to work` is a
sentence of its own."""

_CHILD = frozenset({"mine", "given", "attends"})
_WORK = frozenset({"job", "placed", "lodged"})
_OTHERS = frozenset({"care", "fare", "free"})


def given(tagged: Tagged, age: Age) -> bool:
    """`Work for my son, 14`, `my daughter is 13 and needs work`."""
    if not LEAST_GIVEN <= age.low <= age.high < ADULT:
        return False
    sentence = tagged.among(*tagged.words.sentence(age.start))
    told = "lesson" not in sentence and sentence & {"mine", "given"}
    return bool(told) and _offered(tagged, age.start)


def pupils(tagged: Tagged) -> Iterator[int]:
    """Where a class at school is told: `my son is in 9th grade and looks for work`."""
    numbers = {at for at in tagged.words.figures if _is_class(tagged.words.texts[at])}
    for at in sorted({*tagged.playing("pupil"), *numbers}):
        roles = tagged.among(*tagged.words.sentence(at))
        beside = tagged.over(at, at + BESIDE + 2).everything()
        called = at in numbers and "girl" in beside and "lesson" not in roles | beside
        if not (called or roles & _CHILD) or (at in numbers and not _of_school(tagged, at)):
            continue
        if _offered(tagged, at, called=called):
            yield at


def _is_class(text: str) -> bool:
    return len(text) < 3 and text.isdecimal() and 0 < int(text) <= HIGHEST


def _of_school(tagged: Tagged, at: int) -> bool:
    return "class" in tagged.over(at - BESIDE, at + BESIDE + 1).everything()


def _offered(tagged: Tagged, at: int, *, called: bool = False) -> bool:
    """Whether the child that is told of there is offered. `called`: boy or girl, as in `9th grade
    boy`."""
    last = min(at + BEHIND, len(tagged.words.texts) - 1)
    there = tagged.over(tagged.words.sentence(at)[0], tagged.words.sentence(last)[1])
    roles = there.everything()
    if roles & _OTHERS:
        return False
    if "given" in roles:
        return bool(roles & _WORK)
    child = next(iter(there.playing("mine")), None)
    if child is not None:
        return any(place > child for place in there.playing("placed"))
    return (called or "attends" in roles) and bool(roles & {"job", "recruit"})
