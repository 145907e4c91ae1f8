"""The phrases of an ad that tell who speaks, what is offered and whether it is about minors, looked
up once for all three."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from parsers.fold import fold
from parsers.letters import table
from parsers.lexicon import AD
from parsers.phrases import Hit, Row, outer
from parsers.serbian import both
from parsers.words import Words, cut

GUARD = "guard"
"""Words of `speaker_phrases.tsv` that are asked for beside a seeking phrase only: `you`, `if`."""

_ABOUT = frozenset({"job", "job?", "travel", "travel?", "passage", "other", "other?"})
"""What `kind_phrases.tsv` tells; everything else is said of the speaker."""

HIRED = frozenset({"takes", "people"})
"""Words of `kind_phrases.tsv` that tell something where one of each stands close by."""

YOUNG = frozenset(
    {
        "young",
        "goods",
        "care",
        "sexual",
        "lawful",
        "apprentice",
        "shows",
        "unkept",
        "pupil",
        "schooled",
        "born",
    }
    | set(map(str, range(12, 18)))
)
"""What `minor_words.tsv` tells wherever in an ad it stands; its other words are common, and are
looked for in the sentence of an age only."""

_NEAR = (
    frozenset({"ru", "uk", "be", "bg", "mk", "sr"}),
    frozenset({"sr", "hr", "bs", "sl", "mk"}),
    frozenset({"cs", "sk"}),
    frozenset({"es", "pt", "gl", "ca"}),
    frozenset({"sv", "no", "nb", "nn", "da"}),
    frozenset({"id", "ms"}),
    frozenset({"am", "ti"}),
    frozenset({"fa", "prs", "tg"}),
    frozenset({"hi", "mr", "ne"}),
    frozenset({"nl", "af"}),
)
"""Languages that a short text does not tell apart, or that share the words of ads."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of one field, with what its phrases say of the `speaker`, of what the ad is
    `about` and of minors (`young`), each in order and without phrases inside longer ones; `hired`
    are who takes on and whom."""

    words: Words
    speaker: tuple[Hit, ...]
    about: tuple[Hit, ...]
    young: tuple[Hit, ...]
    hired: tuple[Hit, ...] = ()

    @classmethod
    def of(cls, words: Words, language: str | None = None) -> "Spoken":
        """`language` is the ad's, if it could be told. A single word counts only in its own, for
        folding makes words of one language into those of another; several are hardly ever both.
        """
        own = _related(language) if language else None
        speaker: list[Hit] = []
        about: list[Hit] = []
        young: list[Hit] = []
        hired: list[Hit] = []
        for hit in _LEXICON.every(words):
            if hit.phrase.says in YOUNG:
                young.append(hit)
            elif own and len(hit.phrase.words) == 1 and own.isdisjoint(hit.phrase.languages):
                continue
            elif hit.phrase.says in HIRED:
                hired.append(hit)
            else:
                (about if hit.phrase.says in _ABOUT else speaker).append(hit)
        return cls(
            words, tuple(outer(speaker)), tuple(outer(about)), tuple(outer(young)), tuple(hired)
        )

    @property
    def titled(self) -> bool:
        return self.words.written.field == "title"


@cache
def _related(language: str) -> frozenset[str]:
    return frozenset({language}).union(*(group for group in _NEAR if language in group))


@cache
def guards() -> Mapping[str, frozenset[str]]:
    """By language the words before a phrase that say it is about others."""
    found: dict[str, frozenset[str]] = {}
    for says, languages, _, phrases in table("speaker_phrases.tsv"):
        if says == GUARD:
            words = frozenset(
                word for phrase in phrases.split("|") for word in cut(fold(phrase).text)
            )
            for language in languages.split():
                found[language] = found.get(language, frozenset()) | words
    return found


def _rows() -> Iterator[Row]:
    spoken = (
        (says, languages, phrase)
        for says, languages, _, phrases in table("speaker_phrases.tsv")
        if says != GUARD
        for phrase in phrases.split("|")
    )
    about = (
        (says, languages, phrase)
        for says, languages, phrases in table("kind_phrases.tsv")
        for phrase in phrases.split("|")
    )
    young = (
        (says, languages, phrase)
        for says, languages, phrases in table("minor_words.tsv")
        if says in YOUNG
        for phrase in phrases.split("|")
    )
    yield from both((*spoken, *about, *young))


_LEXICON = AD.lexicon(_rows)
