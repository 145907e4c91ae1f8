"""Minors told without an age beside them: in the next sentence, behind a clause, by leave."""

from collections.abc import Iterator

from parsers.ages import Age
from parsers.tagged import ADULT, Tagged

LEAST = 12
"""Younger ages are mostly those of somebody's children."""

LEAST_CALLED = 8
"""The same of a girl or boy whom the ad calls for to live and work in a house, or takes along
without their parents."""

NEAR, BEHIND, ALLOWED = 4, 6, 3
"""Words before an age in which `she is` may stand, words behind it in which children may be said to
work, and words behind it that may say that it is enough."""

HOUSE = 10
"""Words before an age in which a house may be said to have children."""

_CALLING = frozenset({"recruit", "sought", "job", "shows", "sexual"})
_WHO = frozenset({"girl", "young", "bride"})
_HARMLESS = frozenset({"care", "lesson", "child", "fare", "refused", "free"})


def named(tagged: Tagged, everywhere: frozenset[str]) -> Iterator[int]:
    """Where teenagers, schoolgirls, minors are wanted or sexualised in so many words."""
    return (at for at in tagged.playing("young") if _young(tagged, at, everywhere))


def kept(tagged: Tagged, age: Age) -> bool:
    """`Housekeeper wanted, we have a girl of 13`: who works is grown, and whose age it is lives
    there; not where the ad sexualises or says that the child works."""
    sentence = tagged.among(*tagged.words.sentence(age.start))
    if age.noun not in {"girl", "child"} or not {"woman", "ours"} <= sentence:
        return False
    first = min(age.noun_at, age.start)
    near = tagged.among(first - HOUSE, first + 1) | tagged.among(age.end, age.end + BEHIND)
    return "ours" in near and not sentence & {"sexual", "shows", "labours"}


def unkept(tagged: Tagged, age: Age, everywhere: frozenset[str]) -> bool:
    """`We take boys of 15, their parents need not know`, unless the sentence refuses them."""
    if "unkept" not in everywhere or age.low < LEAST_CALLED or age.high >= ADULT:
        return False
    sentence = tagged.among(*tagged.words.sentence(age.start))
    told = bool(age.told & {"aged", "unit", "label", "range"}) or age.noun in _WHO
    return told and not (sentence | everywhere) & {"refused", "length", "free", "care"}


def apart(tagged: Tagged, age: Age, everywhere: frozenset[str], called: str | None = None) -> bool:
    """Whether an age under eighteen is that of somebody who is called for elsewhere in the ad;
    `called` is whom its title calls for."""
    first, last = tagged.words.sentence(age.start)
    sentence = tagged.among(first, last)
    if "refused" in sentence:
        return False
    if "bride" in sentence and "third" in tagged.among(age.start - NEAR, age.start):
        return True
    if age.noun in {"girl", "child"} and (
        _into_a_house(tagged, age, sentence | everywhere) or _labours(tagged, age)
    ):
        return "lesson" not in sentence or "lodged" in sentence
    if "lesson" in sentence or age.noun == "child":
        shown = age.noun == "child" and "care" not in everywhere and not sentence & {"lesson"}
        return shown and _performs(tagged, age, sentence)
    return _elsewhere(tagged, age, sentence, everywhere) or _follows(tagged, age, sentence, called)


def _elsewhere(
    tagged: Tagged, age: Age, sentence: frozenset[str], everywhere: frozenset[str]
) -> bool:
    """Whether the sentence of an age calls for whom it belongs to."""
    if age.low < LEAST or sentence & _HARMLESS:
        return False
    return _presented(tagged, age, sentence) or _called(tagged, age, sentence, everywhere)


def _into_a_house(tagged: Tagged, age: Age, around: frozenset[str]) -> bool:
    """`We need a girl of 13 to live with us`, also where she is to look after children."""
    if age.low < LEAST_CALLED or "lodged" not in around or not _aged(age):
        return False
    before = tagged.among(age.noun_at - 3, age.noun_at)
    if before & {"for", "with"} and "job" not in tagged.among(age.noun_at - 6, age.noun_at):
        return False
    behind = tagged.among(age.noun_at + 1, age.noun_at + BEHIND) | tagged.among(
        age.end, age.end + 4
    )
    return "recruit" in before or bool(behind & {"sought", "recruit"})


def _aged(age: Age) -> bool:
    return bool(age.told & {"aged", "unit", "label", "range"})


def _labours(tagged: Tagged, age: Age) -> bool:
    """`Children from 13 pick as well`, `there may be children from 11`."""
    behind = tagged.among(age.end, max(age.end, age.noun_at) + BEHIND)
    bounded = bool(age.told & {"from", "over", "plus", "aged", "unit"})
    allowed = "third" in tagged.among(age.noun_at - NEAR, age.noun_at)
    return age.low >= LEAST_CALLED and bounded and ("labours" in behind or allowed)


def _performs(tagged: Tagged, age: Age, sentence: frozenset[str]) -> bool:
    """`Circus seeks a child of 9 to 12`."""
    called = "recruit" in tagged.among(age.noun_at - 2, age.noun_at)
    return called and "shows" in sentence and age.low >= LEAST_CALLED and _aged(age)


def _called(tagged: Tagged, age: Age, sentence: frozenset[str], everywhere: frozenset[str]) -> bool:
    """`Dancers wanted, 16 is enough`; `girls for massage and video chat, 16 to 25 years`."""
    allowed, pointed = _meant(tagged, age)
    if (allowed or pointed) and everywhere & {"sexual", "shows"} and sentence & _WHO:
        return True
    if allowed and sentence & {"recruit", "sought", "shows"}:
        return True
    shown = "closed" in age.told and {"shows", "recruit"} <= sentence
    told = shown or _bounded(age) or "aged" in age.told
    return age.noun is None and told and "girl" in sentence and bool(sentence & _CALLING)


def _follows(tagged: Tagged, age: Age, sentence: frozenset[str], called: str | None) -> bool:
    """`Looking for girls. They may be 15`."""
    if age.low < LEAST or sentence & _HARMLESS:
        return False
    if not (any(_meant(tagged, age)) or _bounded(age) or age.told & {"aged", "label"}):
        return False
    return called is not None or _calls(tagged, tagged.words.sentence(age.start)[0])


def _meant(tagged: Tagged, age: Age) -> tuple[bool, bool]:
    """Whether what stands behind an age allows it, and what stands before it points to somebody."""
    allowed = "enough" in tagged.among(age.end, age.end + ALLOWED)
    return allowed, "third" in tagged.among(age.start - NEAR, age.start)


def _bounded(age: Age) -> bool:
    return "unit" in age.told and bool(age.told & {"from", "range"})


def _calls(tagged: Tagged, start: int) -> bool:
    """Whether the sentence before calls for girls, boys or a bride, and for nobody's care."""
    if start < 2:
        return False
    roles = tagged.over(*tagged.words.sentence(start - 2)).everything()
    return bool(roles & _WHO and roles & _CALLING) and not roles & _HARMLESS


def _presented(tagged: Tagged, age: Age, sentence: frozenset[str]) -> bool:
    """`I am Emma, 15, looking for work`: the writer's name stands between."""
    own = "self" in tagged.among(age.start - 3, age.start)
    seeks = {"recruit", "job"} <= sentence or bool(sentence & {"shows"})
    return own and seeks and not age.told & {"from", "upto"}


def _young(tagged: Tagged, at: int, everywhere: frozenset[str]) -> bool:
    """Teenagers, schoolgirls, minors who are wanted or sexualised in the same sentence."""
    first, last = tagged.words.sentence(at)
    sentence = tagged.among(first, last)
    served = bool(tagged.among(at - 3, at) & {"without", "with"})
    if served or sentence & {"refused", "care", "lesson"}:
        return False
    if "sexual" in sentence or "shown" in sentence:
        return True
    if "fare" in sentence or "child" in tagged.among(at - 2, at):
        return False  # `children and teenagers` are served
    return "care" not in everywhere and bool(sentence & {"recruit", "job"} or "shows" in everywhere)
