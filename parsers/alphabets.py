"""Words that mix alphabets by letters that look alike, and the one alphabet each is meant in."""

import re
from collections import Counter
from functools import cache

from parsers.letters import table

_SCRIPTS = ("a-z", "\u0386\u0388-\u03f5\u03f7-\u03ff", "\u0400-\u0481\u048a-\u052f")
_MIXED = re.compile(
    "|".join(f"[{one}][0-9]*[{two}]" for one in _SCRIPTS for two in _SCRIPTS if one != two)
)
_LATIN, _OTHER = re.compile("[a-z0-9]+"), re.compile(f"[{''.join(_SCRIPTS[1:])}]")
_GREEK, _CYRILLIC = (re.compile(f"[{script}]") for script in _SCRIPTS[1:])
_ALPHABETIC = re.compile(f"[{''.join(_SCRIPTS)}0-9]+")


def mixes(text: str) -> bool:
    """Whether some word mixes alphabets. Most texts have one alphabet, or words of two that do not
    touch, which is seen faster."""
    if not _OTHER.search(text):
        return False
    if _GREEK.search(text) and _CYRILLIC.search(text):
        return bool(_MIXED.search(text))
    return any(_touched(text, run) for run in _LATIN.finditer(text))


def _touched(text: str, run: re.Match[str]) -> bool:
    """Whether a letter of another alphabet touches a run of Latin letters and digits."""
    before = text[run.start() - 1 : run.start()]
    touched = _OTHER.match(text, run.end()) or _OTHER.match(before)
    return touched is not None and not run[0].isdigit()


def unmix(text: str) -> str:
    """Folded text in which no word mixes alphabets by look-alike letters; length is kept."""
    return _ALPHABETIC.sub(_unmixed, text)


def _unmixed(run: re.Match[str]) -> str:
    """A word that mixes alphabets is written in the one that can spell all of it, or, if that
    leaves a choice, in the one that most of its letters belong to."""
    word = run[0]
    if not _MIXED.search(word):
        return word
    scripts = Counter(_script(char) for char in word if not char.isdigit())
    order = {
        script: (_spells(word, script, table), scripts[script])
        for script, table in _lookalikes().items()
    }
    chosen = max(order, key=lambda script: order[script])
    return "".join(_lookalikes()[chosen].get(char, char) for char in word)


def _spells(word: str, script: str, alike: dict[str, str]) -> bool:
    return all(char.isdigit() or char in alike or _script(char) == script for char in word)


def _script(char: str) -> str:
    if char.isascii():
        return "latin"
    return "greek" if char < "\u0400" else "cyrillic"


@cache
def _lookalikes() -> dict[str, dict[str, str]]:
    """By alphabet, the letters of the others that look like one of its own."""
    into: dict[str, dict[str, str]] = {"latin": {}, "cyrillic": {}, "greek": {}}
    for row in table("lookalikes.tsv"):
        alike = {"latin": [row[0]], "cyrillic": row[1].split(","), "greek": row[2].split(",")}
        for script, own in alike.items():
            others = [one for other in alike if other != script for one in alike[other]]
            into[script] |= {one: own[0] for one in others if own[0]}
    return into
