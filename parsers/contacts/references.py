"""Words before digits that make them something else than a contact: `order no 123`, `passport`."""

import re
from collections.abc import Sequence
from enum import Enum
from functools import cache

from parsers.contacts.cues import NUMBER, REFERENCE, Cue
from parsers.fold import fold
from parsers.letters import table

_COMPOUND = re.compile(
    r"(?<![^\W\d_])(?!tel|hivo|handy|mobil|ruf|phone|cell|gsm|whats|viber|kontakt|contact|my |our |"
    r"this |the |following |his |her |your |call |direct |business |office |hotline|by |at |on |"
    r"and |or |to |new |local |personal |work |home |same |with |from |also |but |"
    r"zapraszam|szerszam)"
    r"(?:[^\W\d_]{2,}-?(?:nummer|nr|szam|szama)|[a-z]{3,}[ -](?:number|nr|no|num))[.:# ]*$"
)
"""Numbers of something else: `Auftragsnummer`, `charity number`."""

_SIGNED = re.compile("[^机機话話信电電同系式的][号號][:\uff1a ]?$")
"""The same in Chinese: `案號`; not `手机号`."""

_ENDED = re.compile(r"\w{5,}[.,]$|[!?;,]$")
"""What ends before the next begins: `million. Num 0551...`; an abbreviation goes on."""

_WORDS = re.compile(r"(?:[^\w\n]+[^\W\d_]{2,}){3}")
"""So many words between, and digits are no longer what a reference announces."""

_SIGN = re.compile(r"[ .]{0,2}[:#№=\uff1a]")
"""What makes a word before digits their label: `contract: 123`."""

_POINTS = (":", "#", "№", "：")
"""What leads from a line to the next."""

_STOP = re.compile(r"\n|[.!?;] ")


def compounded(line: str) -> bool:
    """Whether the word right before digits names what they number."""
    return bool(_COMPOUND.search(line) or _SIGNED.search(line))


def numbers_something(before: str) -> bool:
    """Whether a word right before `number` says of what it is the number: `contrat n°`, `বিল নং`;
    one that tells no phone."""
    words = before.replace(":", " : ").split()
    if not words or not words[-1][0].isalpha() or _ENDED.search(words[-1]):
        return False
    return words[-1].strip(".,") not in _pointing()


@cache
def _pointing() -> frozenset[str]:
    """Words before `number` that leave open of what it is one."""
    return frozenset(
        fold(word).text for row in table("contact_pointers.tsv") for word in row[0].split()
    )


class Refers(Enum):
    """Whether a word says of digits that they are a reference."""

    SURELY = "surely"
    PERHAPS = "perhaps"
    NOT = "not"


def refers(line: str, cues: Sequence[Cue], at: int) -> Refers:
    """What a cue says that means a reference, or is a word of sentences that may announce one."""
    if REFERENCE not in cues[at].means:
        return _by_noun(line, cues, at)
    apart = _WORDS.match(line, cues[at].end) or _in_the_line_above(line, cues[at])
    return Refers.NOT if apart else Refers.SURELY


def _by_noun(line: str, cues: Sequence[Cue], at: int) -> Refers:
    """A word of sentences announces a reference where it begins the line, with a sign behind it or
    the word for number beside it; perhaps right before it; never where a sentence ends between."""
    noun = cues[at]
    numbered = at and NUMBER in cues[at - 1].means and _blank(line, cues[at - 1], noun)
    if numbered or at + 1 < len(cues) or _SIGN.match(line, noun.end):
        return Refers.SURELY
    if _STOP.search(line, noun.end) or _WORDS.match(line, noun.end):
        return Refers.NOT
    begins = not line[line.rfind("\n", 0, noun.start) + 1 : noun.start].strip()
    return Refers.SURELY if begins else Refers.PERHAPS


def _blank(line: str, one: Cue, other: Cue) -> bool:
    return not line[one.end : other.start].strip(" .")


def _in_the_line_above(line: str, cue: Cue) -> bool:
    """Whether a cue is a mere word of the line above, which announces nothing: `sin pasaporte`."""
    above, ended, _ = line.rpartition("\n")
    if not ended or cue.end > len(above) or above.rstrip().endswith(_POINTS):
        return False
    return bool(above[: cue.start].split())
