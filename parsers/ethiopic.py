"""Numbers in Ethiopic numerals: signs for tens, hundreds and ten thousands, and no zero."""

import re
import unicodedata
from collections.abc import Sequence

NUMERALS = frozenset(map(chr, range(0x1369, 0x137D)))

LONGEST = 12
"""Numerals of a number; more of them in a row are taken one by one."""

_RUN = re.compile("[\u1369-\u137c]+")
# A unit follows a ten; both together count the hundreds or ten thousands behind them.
_NUMBER = re.compile(
    "(?:[\u1372-\u137a]?[\u1369-\u1371]?[\u137b\u137c])*[\u1372-\u137a]?[\u1369-\u1371]?"
)
_HUNDRED, _MYRIAD = 100, 10_000


def counted(text: str, starts: Sequence[int]) -> tuple[str, Sequence[int]]:
    """The text with these numbers in decimal digits, and where each character comes from.

    `starts` says so of the text given, and has one entry more than it.
    """
    out: list[str] = []
    origins: list[int] = []
    end = 0
    for run in _RUN.finditer(text):
        out.append(text[end : run.start()])
        origins.extend(starts[end : run.start()])
        digits = _decimal(run[0])
        out.append(digits)
        last = run.end() - 1
        origins.extend(starts[min(run.start() + at, last)] for at in range(len(digits)))
        end = run.end()
    return "".join((*out, text[end:])), [*origins, *starts[end:]]


def _decimal(run: str) -> str:
    values = [int(unicodedata.numeric(char)) for char in run]
    if len(run) > LONGEST or not _NUMBER.fullmatch(run):
        return "".join(map(str, values))
    whole = hundreds = group = 0
    for value in values:
        if value == _MYRIAD:
            whole = (whole + hundreds + group or 1) * value
            hundreds = group = 0
        elif value == _HUNDRED:
            hundreds += (group or 1) * value
            group = 0
        else:
            group += value
    return str(whole + hundreds + group)
