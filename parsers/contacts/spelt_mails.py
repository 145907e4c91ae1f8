"""Finds mail addresses whose signs are written as words, in folded text."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from parsers.fold import fold
from parsers.letters import table
from parsers.words import UNSPACED

_FOREIGN_ENDS = ("точка", "dot", "ком", "ру", "كوم", "كام", "дот")
_LONGEST = 100
"""Code points of a name, and of a domain with its spelt dots."""

_TOPS = (
    "(?:com|net|org|info|biz|eu|co|ru|ua|by|kz|de|at|ch|fr|be|es|it|pt|ro|md|pl|cz|sk|hu|bg|rs|hr|"
    "gr|tr|uk|nl|se|dk|fi|lv|lt|ee|ge|az|il|ae|sa|eg|iq|ir|pk|in|bd|np|vn|th|cn|jp|kr|id|ph|sg|ca|"
    "mx|br|ar|cl|pe|et|ke|ng|al|mk|me|example|jobs|work|site|online)"
)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_OPEN, _CLOSE = r"[(\[{<_*|/\"'«【「\-]", r"[)\]}>_*|/\"'»】」\-]"
_SPACED = re.compile(r"(?<![^\W_])(?:[a-z0-9_.-] ){3,40}@(?: [a-z0-9_.-]){4,40}(?![^\W_])")
_SIGNED = re.compile(r"@")

Address = tuple[int, int, str, str]
"""Where an address stands, its name and its domain."""


def tell_tale() -> tuple[str, ...]:
    """One of these stands in every text with a hidden address whose signs have no brackets."""
    dots = (f" {word} " for word in _list(".") if not UNSPACED.match(word))
    sure = (word if UNSPACED.match(word) else f" {word}" for word in _list("@!") if word != "@")
    hosts = {host: ends for host, (_, ends) in _hosts().items() if ends}
    parted = (f" {host} {end}" for host in hosts for end in (*hosts[host], *_FOREIGN_ENDS))
    glued = (f"@{host}{sign}" for host in hosts for sign in " ,\n")
    return (
        *dots,
        *sure,
        *parted,
        *glued,
        "@ ",
        " . ",
        *(f"@{host}" for host in ("gmail", "googlemail")),
    )


def tells(text: str, word: str, start: int) -> bool:
    """Whether one of those may belong to an address: behind a dot in words a domain ends."""
    end = start + len(word)
    if word == " . " or word.strip() in _list("."):
        return _ending().match(text, end) is not None
    return not (word[-1].isalnum() and text[end : end + 1].isalnum() and word[0] == " ")


def bracketed(text: str) -> bool:
    """Whether some sign of an address stands in brackets."""
    return _in_brackets().search(text) is not None


def addresses(text: str) -> Iterator[Address]:
    """Every address whose signs are spelt out or spaced; the domain may yet be none."""
    done = 0
    for sign in _sign().finditer(text):
        if sign.start() < done:
            continue
        sure = sign.lastgroup != "doubtful" and sign[0] != "@"
        local = _local().search(text[max(done, sign.start() - _LONGEST) : sign.start()])
        domain = _domain(text, sign.end(), sure=sure, whole=sign.lastgroup == "doubtful")
        if local and domain:
            name = _plain_dots(local["local"])
            start = sign.start() - len(local[0])
            yield start, domain[0], name, domain[1]
            done = domain[0]
    if "@ " in text:
        yield from _letter_by_letter(text)


def _domain(text: str, start: int, *, sure: bool, whole: bool) -> tuple[int, str] | None:
    """Where the domain ends and what it is. Behind a doubtful sign its dot is spelt as well, or
    everybody knows the host; `whole`: even of that the end is written."""
    piece = text[start : start + _LONGEST]
    known = _known().match(piece)
    if known:
        label, ends = _hosts()[known["host"]]
        end = known["end"] or (
            "" if known["dot"] else ends[0] if label == "gmail" and not whole else ""
        )
        spelt = _ends().get(end, end)
        if spelt in ends or (known["dot"] and spelt):
            return start + known.end(), f"{label}.{spelt}"
    found = (_loose() if sure else _strict()).match(piece)
    if found is None:
        return None
    labels = [_ends().get(label, label) for label in _plain_dots(found[0]).split(".")]
    return start + found.end(), ".".join(labels)


def _letter_by_letter(text: str) -> Iterator[Address]:
    for found in _SPACED.finditer(text):
        local, _, domain = found[0].replace(" ", "").partition("@")
        yield found.start(), found.end(), local, domain


def _plain_dots(piece: str) -> str:
    return re.sub(_dot(), ".", piece)


def _list(sign: str) -> list[str]:
    rows = (row[1].split(",") for row in table("mail_signs.tsv") if row[0] == sign)
    return list(dict.fromkeys(fold(word).text for row in rows for word in row))


def _words(sign: str, *, unspaced: bool | None = None) -> str:
    every = _list(sign)
    some = [word for word in every if unspaced in (None, UNSPACED.match(word) is not None)]
    return "|".join(map(re.escape, sorted(some, key=len, reverse=True)))


@cache
def _dot() -> str:
    """A dot spelt out, in brackets or between spaces."""
    bracketed = rf" ?{_OPEN} ?(?:{_words('.')}|\.) ?{_CLOSE} ?"
    spaced, glued = _words(".", unspaced=False), _words(".", unspaced=True)
    return rf"(?:{bracketed}| (?:{spaced}|\.) | ?(?:{glued}) ?)"


@cache
def _ending() -> re.Pattern[str]:
    foreign = "|".join(re.escape(word) for word in _ends() if not word.isascii())
    return re.compile(rf"(?:{_LABEL}(?: |\.))?(?:{_TOPS}|{foreign})(?![^\W_])")


@cache
def _sign() -> re.Pattern[str]:
    sure, doubtful = _words("@!"), _words("@")
    spaced, glued = _words("@!", unspaced=False), _words("@!", unspaced=True)
    return re.compile(
        rf"(?P<bracketed> ?{_OPEN} ?(?:{sure}|{doubtful}) ?{_CLOSE} ?)"
        rf"|(?P<spaced>(?: |(?<=[a-z0-9]))(?:{spaced})(?: |(?=[a-z0-9])))"
        rf"|(?P<glued> ?(?:{glued}) ?)"
        rf"|(?P<doubtful> (?:{doubtful}) )|(?P<at> ?@ ?)"
    )


@cache
def _local() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![a-z0-9.+_%-])(?P<local>(?:[a-z0-9][a-z0-9._+%-]{{0,30}}{_dot()}){{0,2}}"
        r"[a-z0-9](?:[a-z0-9.+_%-]{0,62}[a-z0-9_%])?)$"
    )


@cache
def _loose() -> re.Pattern[str]:
    return _domains(rf"(?:\.|{_dot()})")


@cache
def _strict() -> re.Pattern[str]:
    return _domains(_dot())


def _domains(last: str) -> re.Pattern[str]:
    others = rf"(?:\.|{_dot()})"
    foreign = "|".join(re.escape(word) for word in [*_hosts(), *_ends()] if not word.isascii())
    label = rf"(?:{_LABEL}|{foreign})"
    end = rf"(?:[a-z]{{2,24}}|{foreign})(?![\w@]|\.[a-z])"
    return re.compile(rf"{label}(?:{others}{label}){{0,4}}{last}{end}")


@cache
def _known() -> re.Pattern[str]:
    """A host that everybody knows, with its dot left out, mistyped or spaced."""
    hosts = [host for host, (_, ends) in _hosts().items() if ends]
    ends = {end for _, some in _hosts().values() for end in some} | set(_ends())
    host = "|".join(map(re.escape, sorted(hosts, key=len, reverse=True)))
    end = "|".join(map(re.escape, sorted(ends, key=len, reverse=True)))
    return re.compile(
        rf"(?P<host>{host})(?:(?P<dot> ?[.,\u00b7;] ?|{_dot()}| )(?P<end>{end}))?(?![^\W_]|\.[a-z])"
    )


@cache
def _in_brackets() -> re.Pattern[str]:
    words = "|".join(_words(sign) for sign in ("@!", "@", "."))
    return re.compile(rf"{_OPEN} ?(?:{words}|\.) ?{_CLOSE}")


@cache
def _hosts() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """How a well-known host is spelt: its label and what may follow its dot."""
    return {
        fold(word).text: (label, tuple(ends.split()))
        for label, words, ends in table("mail_hosts.tsv")
        for word in words.split(",")
    }


@cache
def _ends() -> Mapping[str, str]:
    """How the ends of domains, and hosts, are spelt in other alphabets."""
    return {word: label for word, (label, _) in _hosts().items()}
