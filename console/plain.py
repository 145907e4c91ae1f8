"""What an ad says, made fit to be shown: it can colour, move, hide or turn nothing on a terminal.

All text that came from a page, from a file or from a server passes here before it is shown.
"""

import re

UNSEEN = re.compile(
    "["
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u2060-\u206f\u20e3\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff"
    "]"
    # A joiner shapes Persian and Indic letters; between pictures it only makes widths uncertain.
    "|\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
)
"""Characters without a width, isolates (Unicode TR 9) among them, or with one that terminals do
not agree on: left out."""

UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ufff9-\uffff]")
"""Control characters (Unicode category Cc), the bidirectional controls that Unicode TR 9 calls
embeddings and overrides, and what is no character at all: shown as a mark."""

LONE = re.compile("[\ud800-\udfff]")
BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
FLAG_TO_LETTER = 0x1F1E6 - ord("A")
MARK = "\N{REPLACEMENT CHARACTER}"

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
LEFT_TO_RIGHT_MARK = "\N{LEFT-TO-RIGHT MARK}"

ESCAPED = re.compile(
    "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)


def lines(text: str) -> str:
    """Text that may have several lines: breaks stay, and tabs become spaces."""
    text = BREAKS.sub("\n", text).replace("\t", "    ")
    text = LONE.sub(MARK, UNSAFE.sub(MARK, UNSEEN.sub("", text)))
    # A pair of these letters is a flag, one or two or four columns wide as the terminal likes.
    return FLAG.sub(lambda found: chr(ord(found[0]) - FLAG_TO_LETTER), text)


def line(text: str) -> str:
    """Text in one line: every run of white space is one space."""
    return " ".join(lines(text).split())


def cell(text: str) -> str:
    """One line for a table: right-to-left text does not turn the cells beside it around."""
    shown = line(text)
    if RIGHT_TO_LEFT.search(shown):
        return f"{LEFT_TO_RIGHT_MARK}{shown}{LEFT_TO_RIGHT_MARK}"
    return shown


def counted(number: int, noun: str) -> str:
    """`1 offer`, `2 offers`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def escaped(written: str) -> str:
    """JSON that holds nothing a terminal would obey: such characters are written as `\\uXXXX`."""
    return ESCAPED.sub(_escape, written)


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
