"""What an ad says, made harmless for a mail: no hidden signs, nothing to click, no contacts."""

import re
import unicodedata
from collections.abc import Iterable

from offers.span import Span

MARKS = 3
"""Combining signs that a letter may carry; Vietnamese and vowelled Arabic need two."""

JOINERS = "\u200c\u200d"
BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
BLANKS = "\t\u115f\u1160\u2800\u3164\uffa0"
"""Signs that are letters or symbols to Unicode and show nothing."""

REPLACED = {
    "Cf": "",
    "Zs": " ",
    "Cc": "\N{REPLACEMENT CHARACTER}",
    "Cn": "\N{REPLACEMENT CHARACTER}",
    "Co": "\N{REPLACEMENT CHARACTER}",
    "Cs": "\N{REPLACEMENT CHARACTER}",
}
"""What stands for a sign of that Unicode category; signs of all others stay."""

SCHEMES = {"http": "hxxp", "https": "hxxps", "ftp": "fxp", "ftps": "fxps"}
SPOILT = frozenset(SCHEMES.values())
CALL = re.compile(r"\b(mailto|tel|sms|callto|skype|xmpp):(?=\S)", re.IGNORECASE)
SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,19})://", re.IGNORECASE)
HOST = re.compile(
    r"""(?P<host>(?:[^\W_][\w-]{0,62}\.)+[^\W\d_]{2,24}|(?<=//)[^\s/?#]+)
        (?P<rest>(?::\d+)?(?:[/?#][^\s<>"]*)?)
    """,
    re.VERBOSE,
)
MAIL = re.compile(r"[^\s@<>()\[\],;:\"]{1,64}@[^\s@<>()\[\],;:\"]{1,255}")
HANDLE = re.compile(r"(?<![\w.])@\w{3,64}")
NUMBER = re.compile(r"\+?0(?: {0,3}0){6,}")
"""Seven digits or more: the shortest telephone numbers that are dialled from abroad."""

DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d[-./]\d\d[-./]\d\d"
    r"|(?:19|20)\d\d)(?!\d)"
)
Hidden = tuple[int, int, str]
"""Start, end and what is put there instead."""


def clean(text: str) -> str:
    """The text without signs that turn, hide or tear what is read around them.

    Bidirectional controls, zero-width and other format signs, and tags go; joiners stay where a
    script needs them. Any break is a line feed; controls, private use and half surrogates become
    a visible sign; a letter keeps at most `MARKS` combining signs.
    """
    kept: list[str] = []
    marks = 0
    for sign in text.replace("\r\n", "\n"):
        kind = unicodedata.category(sign)
        # What is taken out stands between no letter and its signs.
        marks = marks + 1 if kind in {"Mn", "Me"} else marks if kind == "Cf" else 0
        if marks <= MARKS:
            kept.append(_harmless(sign, kind, kept[-1] if kept else ""))
    return "".join(kept)


def _harmless(sign: str, kind: str, before: str) -> str:
    if sign in BREAKS:
        return "\n"
    if sign in JOINERS and _joins(before):
        return sign
    if sign in BLANKS:
        return " "
    return REPLACED.get(kind, sign)


def _joins(before: str) -> bool:
    """Whether a joiner after this sign is spelling: Persian and Urdu, and the scripts of India."""
    if not before:
        return False
    return unicodedata.bidirectional(before) == "AL" or (
        unicodedata.category(before) in {"Mn", "Mc"} and unicodedata.combining(before) == 9
    )


def line(text: str, most: int) -> str:
    """The text on one line, in at most so many characters."""
    return shortened(" ".join(clean(text).split()), most)


def shortened(text: str, most: int) -> str:
    """The text cut at a word where that costs less than half of it; `…` says that it was cut."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    blank = max(head.rfind(" "), head.rfind("\n"))
    if blank > most // 2 and not text[most - 1].isspace():
        head = head[:blank]
    return head.rstrip() + "…"


def paragraphs(text: str) -> str:
    """The text with one empty line at most between its lines and one blank between words."""
    rows = [" ".join(row.split()) for row in clean(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip()


def defang(text: str, *, whole: bool = True) -> str:
    """The text with addresses that no mail program makes links of: `hxxps://example[.]org/`.

    Without `whole` what follows the host is left out: paths of messengers are names and numbers.
    """
    spoilt = SCHEME.sub(_scheme, CALL.sub(r"\1[:]", text))
    spoilt = MAIL.sub(lambda hit: _spoilt(hit[0]).replace("@", "[@]"), spoilt)
    return HOST.sub(lambda hit: _spoilt(hit["host"]) + _rest(hit["rest"], whole=whole), spoilt)


def _scheme(hit: re.Match[str]) -> str:
    name = hit[1].lower()
    known = name if name in SPOILT else SCHEMES.get(name)
    return f"{known}://" if known else f"{name}[:]//"


def _spoilt(host: str) -> str:
    return re.sub(r"(?<!\[)\.(?!\])", "[.]", host)


def _rest(rest: str, *, whole: bool) -> str:
    if not whole and len(rest) > 1:
        return f"{rest[0]}…"
    return re.sub(r"(?i)(www)\.", r"\1[.]", rest)


def masked(text: str, hidden: Iterable[Hidden]) -> str:
    """The text with those parts replaced; of parts that overlap the first and longest counts."""
    made, done = [], 0
    for start, end, label in sorted(hidden, key=lambda part: (part[0], -part[1])):
        if start >= done:
            made += [text[done:start], label]
        done = max(done, end)
    return "".join([*made, text[done:]])


def leftovers(text: str, money: Iterable[Span]) -> list[Hidden]:
    """Where mails, handles and numbers stand that nobody read as a contact, for `masked`.

    Digits count in any script and dress, with signs between them that one does not see. Dates,
    years and amounts of `money` are not numbers to call.
    """
    plain = "".join(map(_undressed, text))
    found = [(*hit.span(), "[mail]") for hit in MAIL.finditer(plain)]
    found += [(*hit.span(), "[handle]") for hit in HANDLE.finditer(plain)]
    amounts = [(span.start, span.end) for span in money]
    for hit in NUMBER.finditer("".join(map(_shape, plain))):
        start, end = hit.span()
        priced = any(low < end and start < high for low, high in amounts)
        if not priced and _digits(DATE.sub("", plain[start:end])) >= 7:
            found.append((start, end, "[number]"))
    return found


def _undressed(sign: str) -> str:
    """Circled, full-width and other fancy forms as the sign they stand for, one for one."""
    same = unicodedata.normalize("NFKC", sign)
    return same if len(same) == 1 else sign


def _shape(sign: str) -> str:
    if sign.isdigit():
        return "0"
    return sign if sign.isalpha() or sign in "+\n" else " "


def _digits(text: str) -> int:
    return sum(sign.isdigit() for sign in text)
