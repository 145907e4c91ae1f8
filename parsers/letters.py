"""What one character is taken for when texts are compared."""

import re
import unicodedata
from functools import cache
from importlib import resources

from parsers.ethiopic import NUMERALS

# Marks are dropped where they only decorate: accents, vowel points, strike-throughs, keycaps.
# In Indic scripts, Thai, Khmer and their neighbours marks are vowels, so there they stay, but for
# the dot below letters of Devanagari, which Hindi leaves out as it likes.
_DECORATIONS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0711\u0730-\u074a\u08ca-\u08ff\u093c\u135d-\u135f\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ua66f-\ua67d\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]"
)
_DISGUISE = re.compile("[\u0335-\u0338\u034f\u115f\u1160\u20d0-\u20ff\u3164\ufe00-\ufe0f\uffa0]")
_REPLACED = frozenset({"Nd", "No", "Cf", "Zs", "Zl", "Zp", "Cc", "Cs", "Pd"})
# Letters of their own, not a letter with an accent that writers may leave out.
_KEPT = frozenset("йїўќѓ")
_LATIN_NAME = re.compile(
    r"(?:NEGATIVE (?:CIRCLED|SQUARED) )?LATIN (?:CAPITAL |SMALL )?LETTER "
    r"(?:SMALL CAPITAL |DOTLESS )?([A-Z])(?: WITH .*)?"
)
_CIRCLED = re.compile(r"CIRCLED (?:SANS-SERIF )?(?:DIGIT|NUMBER)")
_SMALL_CAPITAL = re.compile("LATIN LETTER SMALL CAPITAL ([A-Z])")
_STEPS = 6
_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001f1e5\U0001f200-\U0001faff]")


def table(name: str) -> list[list[str]]:
    """The rows of a file in `parsers/data`, without its comments; columns are parted by tabs."""
    text = resources.files("parsers.data").joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.split("\n") if line and not line.startswith("#"))
    return [line.split("\t") for line in lines]


@cache
def _variants() -> dict[str, str]:
    return {letter: row[0] for row in table("letters.tsv") for letter in row[1].split(" ")}


def _by_name(char: str) -> str:
    """The letter or number that a character is by its Unicode name: `đ` is d, `🅦` is w."""
    if char in NUMERALS:
        return str(int(unicodedata.numeric(char)))
    name = unicodedata.name(char, "")
    if found := _LATIN_NAME.fullmatch(name):
        return found[1].lower()
    if _CIRCLED.search(name):
        return str(int(unicodedata.numeric(char)))
    return char


def _plain(char: str) -> str:
    """One character as matching sees it, apart from its variants."""
    match unicodedata.category(char):
        case "Nd":
            return str(unicodedata.decimal(char))
        case "Cf":
            return ""
        case "Zs" | "Cc" | "Cs" | "Co" | "Cn":
            return "\n" if char in "\n\r\x85" else " "
        case "Zl" | "Zp":
            return "\n"
        case "Pd":
            return "-"
        case _:
            return char if char.isascii() else _by_name(char)


def _step(text: str) -> str:
    variants = _variants()
    chars = "".join(variants[char] if char in variants else _plain(char) for char in text)
    lowered = unicodedata.normalize("NFKC", chars).casefold()
    if lowered in _KEPT:
        return lowered
    bare = _DECORATIONS.sub("", unicodedata.normalize("NFKD", lowered))
    return unicodedata.normalize("NFC", bare)


def folded(char: str) -> str:
    """What one character is matched as: nothing, itself or several others. Folding the answer
    again changes nothing."""
    for _ in range(_STEPS):
        before, char = char, _step(char)
        if char == before:
            break
    return char


def cleaned(char: str) -> str:
    """What one character is without disguise: styled and wide forms are plain, invisible ones
    are gone, digits are ASCII. Case, accents and letters of other alphabets stay."""
    if _DISGUISE.fullmatch(char):
        return ""
    made = _plain(char) if unicodedata.category(char) in _REPLACED else char
    if unicodedata.category(char) == "So":
        made = _by_name(char).upper()
    plain = _DISGUISE.sub("", unicodedata.normalize("NFKC", made))
    return plain if plain.isascii() else "".join(map(_undressed, plain))


def _undressed(char: str) -> str:
    """The Latin letter that a small capital or a letter of Lisu shows."""
    name = unicodedata.name(char, "")
    if found := _SMALL_CAPITAL.fullmatch(name):
        return found[1].lower()
    return _variants().get(char, char).upper() if name.startswith("LISU LETTER") else char


def worded(char: str) -> str:
    """The same for a stream of words: whatever is no part of a word is a space.

    An emoji is a word of its own. Of ASCII only letters, digits, `+` and `#` remain.
    """
    return "".join(_worded(found) for found in folded(char))


def _worded(char: str) -> str:
    if char.isascii():
        return char if char.isalnum() or char in "+#" else " "
    if unicodedata.category(char)[0] in "LNM" or "\U0001f1e6" <= char <= "\U0001f1ff":
        return char
    return f" {char} " if _EMOJI.fullmatch(char) else " "
