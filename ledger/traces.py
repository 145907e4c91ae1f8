"""Ways to reach somebody that no reader took for a contact: mails, handles and numbers."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from parsers.tables import Table

Stretch = tuple[int, int]
"""Start and end in code points; `end` is not inside."""

ADDRESS = re.compile(r"(?:(?<![\w.+%-])[\w.+%-]{1,64})?@[\w.-]{2,}")
NUMBER = re.compile(r"[+0o](?: {0,3}[0o]){6,}")
DIGITS = 7
"""The shortest telephone numbers that are dialled from abroad have as many."""

DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d[-./]\d\d[-./]\d\d"
    r"|(?:19|20)\d\d)(?!\d)"
)
ZEROS = frozenset("oO\u043e\u041e")
"""Letters, Latin and Cyrillic, that stand for a digit between digits."""


def traces(text: str, money: Iterable[Stretch] = ()) -> Iterator[Stretch]:
    """Where addresses, handles and numbers of seven digits or more stand, `money` and dates aside.

    Digits count in any script and dress, with up to three signs between two of them. It takes too
    much rather than too little: use it where what is taken is kept elsewhere.
    """
    plain = text if text.isascii() else text.translate(_UNDRESSED)
    if "@" in plain:
        yield from (found.span() for found in ADDRESS.finditer(plain))
    shape = [*plain.translate(_SHAPES)]
    for start, end in money:
        shape[start:end] = "x" * len(shape[start:end])
    for found in NUMBER.finditer("".join(shape)):
        start, end = found.span()
        if _digits(DATE.sub("", plain[start:end])) >= DIGITS:
            yield start, end


def _undressed(sign: str) -> str:
    """Circled, full-width and other fancy forms as the sign they stand for, one for one."""
    same = unicodedata.normalize("NFKC", sign)
    return same if len(same) == 1 else sign


def _shape(sign: str) -> str:
    if sign.isdigit():
        return "0"
    if sign in ZEROS:
        return "o"
    return sign if sign.isalpha() or sign in "+\n" else " "


_UNDRESSED, _SHAPES = Table(_undressed), Table(_shape)


def _digits(text: str) -> int:
    """How many digits, letters for zeros among them if there are more digits than letters."""
    digits = sum(sign.isdigit() for sign in text)
    letters = sum(sign in ZEROS for sign in text)
    return digits + letters if digits > letters else digits
