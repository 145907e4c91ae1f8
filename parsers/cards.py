"""Takes payment card numbers out of a text before anyone reads it."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import phonenumbers

from parsers.fold import clean
from parsers.letters import table
from parsers.payments.iban import ibans

MASK = "█"
SHOWN = 4
"""The last digits, which people use to tell their cards apart, stay."""

SHORTEST, LONGEST = 13, 19
_DECIMAL = re.compile(r"\d")
_OTHERS = (
    "\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u24ff\u2776-\u2793\u3248-\u32bf\U0001f10b\U0001f10c"
)
_OTHER_DIGITS = re.compile(f"[{_OTHERS}]")
_FOREIGN = re.compile(rf"[^\x00-\x7f\D]|[{_OTHERS}]")
_NO_LETTERS = re.compile(rf"[\d{_OTHERS}][^A-Za-zÀ-ÖØ-öø-ÿА-яЁёІіЇїЄє]{{6,}}")
"""From a digit on. No card number reaches across one of these letters, which no disguise hides.
Other alphabets may stand in between: that costs time and nothing else."""

_LONGEST_PHONE = 15
_PARTS = r"[ \-./_\n•·∙*|➖]{0,3}"
_RUN = re.compile(rf"[0-9](?:{_PARTS}[0-9])+")
_MASKED = re.compile(rf"{MASK}(?:{_PARTS}{MASK}){{8,14}}(?:{_PARTS}[0-9]){{4}}(?![0-9])")
_LINK = re.compile(r"(?i:https?://|www\.)\S+")
"""Its numbers are somebody's keys."""

_HASH = re.compile(r"[0-9a-fA-F]*[a-fA-F][0-9a-fA-F]*(?![A-Za-z])")
"""What goes on behind digits where they are part of a hash and no card."""


class _Group(NamedTuple):
    digits: str
    start: int
    end: int


@cache
def _brands() -> dict[str, frozenset[int]]:
    """How long a number is that begins with these digits."""
    found: dict[str, frozenset[int]] = {}
    for first, last, sizes, *_ in table("card_brands.tsv"):
        lengths = frozenset(int(size) for size in sizes.split(","))
        for prefix in range(int(first), int(last) + 1):
            found[str(prefix)] = found.get(str(prefix), frozenset()) | lengths
    return found


def mask(text: str) -> str:
    """The text with every digit of a card number but the last four masked; length is kept.

    A card number has 13 to 19 digits in any script, begins and is as long as a brand's numbers,
    passes the check of ISO/IEC 7812 (Luhn), and stands alone or in groups as people write cards.
    Links, telephone numbers and IBANs are left as they are.
    """
    if not _has_digits(text) or not any(map(_may_hold, _NO_LETTERS.findall(text))):
        return text
    cleaned = clean(text)
    masked = list(text)
    for start, end in _cards(cleaned.text):
        places = [at for at in range(start, end) if cleaned.text[at].isdigit()]
        for at in places[:-SHOWN]:
            masked[cleaned.starts[at]] = MASK
    return "".join(masked)


def masked(text: str) -> Iterator[tuple[str, int, int]]:
    """The cards that `mask` left in a text, without what parts their groups, and where."""
    if MASK not in text:
        return
    for found in _MASKED.finditer(text):
        groups = _groups(found, rf"[{MASK}0-9]+")
        if _grouped(groups, []):
            yield "".join(group.digits for group in groups), *found.span()


def _has_digits(text: str) -> bool:
    """Whether there may be digits enough: a quick look, which most texts do not pass."""
    if sum(map(text.count, "0123456789")) >= SHORTEST:
        return True
    return not text.isascii() and _FOREIGN.search(text) is not None


def _may_hold(stretch: str) -> bool:
    """Whether there are digits enough for a card; a sign may be a number of two."""
    return len(_DECIMAL.findall(stretch)) + 2 * len(_OTHER_DIGITS.findall(stretch)) >= SHORTEST


def _cards(text: str) -> Iterator[tuple[int, int]]:
    spared: list[tuple[int, int]] | None = None
    for run in _RUN.finditer(text):
        if sum(char.isdigit() for char in run[0]) < SHORTEST or _HASH.match(text, run.end()):
            continue
        if spared is None:
            spared = [found.span() for found in _LINK.finditer(text)]
            spared += [(found.start, found.end) for found in ibans(text)]
        if not any(start <= run.start() < end for start, end in spared):
            yield from _within(run)


def _within(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    groups = _groups(run, r"[0-9]+")
    for first in range(len(groups)):
        size = 0
        for last in range(first, len(groups)):
            size += len(groups[last].digits)
            if size > LONGEST:
                break
            if size >= SHORTEST and _is_shown(groups, first, last):
                yield groups[first].start, groups[last].end


def _groups(run: re.Match[str], shape: str) -> list[_Group]:
    return [
        _Group(found[0], run.start() + found.start(), run.start() + found.end())
        for found in re.finditer(shape, run[0])
    ]


def _is_shown(groups: list[_Group], first: int, last: int) -> bool:
    """Whether these groups show a card, and none of its neighbours belongs to it."""
    window = groups[first : last + 1]
    around = groups[max(first - 1, 0) : first] + groups[last + 1 : last + 2]
    return _grouped(window, around) and _is_card("".join(group.digits for group in window))


def _grouped(groups: list[_Group], around: list[_Group]) -> bool:
    """In one piece, in fours and sixes, or in even groups that end where another size begins."""
    sizes = [len(group.digits) for group in groups]
    if len(sizes) == 1:
        return True
    if len(set(sizes)) == 1 and all(len(group.digits) != sizes[0] for group in around):
        return True
    return sizes[0] == 4 and all(4 <= size <= 6 for size in sizes[1:-1]) and sizes[-1] <= 7


def _is_card(number: str) -> bool:
    if not SHORTEST <= len(number) <= LONGEST:
        return False
    lengths = (_brands().get(number[:first], frozenset()) for first in range(1, 5))
    if not any(len(number) in fitting for fitting in lengths):
        return False
    return _passes(number) and not _is_phone(number)


def _passes(number: str) -> bool:
    """Luhn: double every second digit from the right; the sum of all digits ends in 0."""
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(number))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def _is_phone(number: str) -> bool:
    """German and other long numbers are often written without their plus."""
    if len(number) > _LONGEST_PHONE:
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(f"+{number}"))
    except phonenumbers.NumberParseException:
        return False
