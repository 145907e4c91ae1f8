"""What words, classes and figures give away of the thing that they stand beside."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from urllib.parse import urlsplit

from offers.money import Money
from parsers.calendars import PERSIAN_MONTHS
from parsers.cldr_moments import LANGUAGES, months, says_when
from parsers.fold import fold
from parsers.hours import hours
from parsers.letters import table
from parsers.money import Market, in_prose
from parsers.wording import Written

SHORT = 60
"""Characters of a price, a date or a label; what is longer says more than that."""

PRICE, MOSTLY = 24, 0.35
"""Characters of a price with its period, and the share of a longer text that an amount takes."""

DESCRIBING = (
    "description", "descripcion", "descricao", "descrizione", "beschreibung", "omschrijving",
    "popis", "opis", "opisanie", "aciklama",
)  # fmt: skip
"""`Description` as classes begin or end with it."""

ABROAD = {
    "đ": Market("VN"), "тг": Market("KZ"), "rm": Market("MY"), "rp": Market("ID"),
    "дин": Market("RS"), "ден": Market("MK"), "kz": Market("AO"),
}  # fmt: skip
"""Words for money in one country that are little else beside a figure, with where that is."""

LABEL = re.compile(r"\s*([^:：\n]{2,30}?)\s*[:：]\s*(\S.*)", re.DOTALL)
_DATE = re.compile(
    r"(?<!\d)(?:\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}"
    r"|\d{1,2}月\d{1,2}日)(?!\d)|^\d{1,2}[./]\d{1,2}\.?(?:,? \d{1,2}:\d{2})?$"
)
_LEAD = re.compile(r"^(?:\d{1,2}[.)]|[\W_])+")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_WORD = re.compile(r"[^\W\d_]+")
_OTHERS = re.compile(r"[\d\W_]+")


@cache
def words(name: str) -> dict[str, frozenset[str]]:
    """The folded words of a table by what they mean."""
    found: dict[str, set[str]] = {}
    for means, listed, *_ in table(name):
        found.setdefault(means, set()).update(plain(word) for word in listed.split("|"))
    return {means: frozenset(some - {""}) for means, some in found.items()}


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A short text as tables have it: folded, without what stands around its words."""
    return " ".join(fold(text).text.split()).strip(" .,:;!?…|-–—*[](){}<>«»‹›→←\"'")


@cache
def _labels() -> dict[str, str]:
    return {word: field for field, some in words("field_labels.tsv").items() for word in some}


@lru_cache(maxsize=8192)
def labelled(text: str) -> str | None:
    """The field that a label is for, perhaps behind a picture or a number: `📍 Place`, `2) Pay`."""
    return _labels().get(_LEAD.sub("", plain(text))) if len(text) <= SHORT else None


@cache
def _by_word(name: str) -> dict[str, str]:
    rows = reversed(table(name))
    return {word: field for field, listed, *_ in rows for word in listed.split(" ")}


def named(names: Iterable[str]) -> str | None:
    """The field that words of a class, id or itemprop stand for, the last that does."""
    return _last(names, _by_word("field_classes.tsv"))


def is_text(names: Sequence[str]) -> bool:
    """Whether these are the words of a class, id or itemprop of a description, glued to others
    perhaps: `popisdetail`, `jobdescription`."""
    glued = (name for name in names if name.startswith(DESCRIBING) or name.endswith(DESCRIBING))
    return named(names) == "text" or next(glued, None) is not None


def pictured(names: Iterable[str]) -> str | None:
    """The field beside which a picture with these words in its class stands."""
    return _last(names, _by_word("icon_words.tsv"))


def _last(names: Iterable[str], known: Mapping[str, str]) -> str | None:
    found = [name for name in names if name in known]
    # `location-text` is the text of a location.
    while len(found) > 1 and found[-1] == "text":
        found.pop()
    return known[found[-1]] if found else None


@lru_cache(maxsize=8192)
def is_price(text: str) -> bool:
    """Whether a short text is an amount of money with its currency, and little else."""
    if len(text) > SHORT or not any(char.isdigit() for char in text):
        return False
    found = _amount(text)
    return found is not None and (len(text) <= PRICE or len(found.raw) >= MOSTLY * len(text))


@lru_cache(maxsize=8192)
def has_price(text: str) -> bool:
    """Whether a line names an amount of money with its currency."""
    digits = len(text) <= SHORT and any(char.isdigit() for char in text)
    return digits and _amount(text) is not None


def _amount(text: str) -> Money | None:
    """The first amount of money that a line names, in whatever country."""
    said = (ABROAD[word] for word in _WORD.findall(text.casefold()) if word in ABROAD)
    return next(in_prose(Written("price", text), next(said, Market())), None)


@cache
def _months() -> frozenset[str]:
    named = {name for language in LANGUAGES for name in months(language) if name.isalpha()}
    return frozenset(named | set(map(plain, PERSIAN_MONTHS)))


@lru_cache(maxsize=8192)
def is_date(text: str) -> bool:
    """Whether a short text says when, in figures, with a month, or as `3 days ago`."""
    if not 2 <= len(text) <= SHORT:
        return False
    folded = fold(text).text
    if _DATE.search(folded):
        return not is_price(text)
    if says_when(folded):
        return True
    found = _WORD.findall(folded)
    if len(found) > 6:
        return False
    if _has_month(_TOKEN.findall(folded)):
        return True
    figures = any(char.isdigit() for char in folded)
    spoken = words("when_words.tsv")["when"]
    hits = sum(word in spoken or word.lstrip("0123456789") in spoken for word in found)
    hits += _OTHERS.sub("", folded) in spoken or plain(text) in spoken
    said = hits > 0 and (figures or len(found) <= 2)
    return said and next(hours(Written("published", text)), None) is None  # `8 hours a day`


def _has_month(tokens: Sequence[str]) -> bool:
    """Whether a month stands beside a number, a short word between them at most: `5 de mayo`."""
    for at, token in enumerate(tokens):
        if token in _months():
            near = [*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]]
            link = tokens[max(0, at - 2) : at]
            joined = len(link) == 2 and len(link[1]) <= 2 and link[0].isdigit()
            if joined or any(one.isdigit() for one in near):
                return True
    return False


def does(text: str) -> str | None:
    """`opens` or `acts` for links that say what they do, `None` for all others."""
    known = words("link_words.tsv")
    said = plain(text)
    return next((what for what in ("opens", "acts") if said in known[what]), None)


def acts(url: str) -> bool:
    """Whether an address looks like that of something to do, or of somebody, and not of an ad."""
    parts = set(re.split(r"[/?&=._]", url.lower().partition("//")[2].partition("/")[2]))
    return not parts.isdisjoint(words("link_words.tsv")["url"])


def is_firm(url: str) -> bool:
    """Whether an address is that of one firm on a board: `/companies/acme`, nothing below it."""
    return _is_of_one(url, "firm")


def is_person(url: str) -> bool:
    """Whether an address is that of one user of a board: `/user/maria77`."""
    return _is_of_one(url, "person")


def _is_of_one(url: str, kind: str) -> bool:
    known = words("link_words.tsv")
    address = urlsplit(url.lower())
    steps = [step for step in address.path.split("/") if step]
    below = next((steps[at:] for at, step in enumerate(steps, 1) if step in known[kind]), None)
    if below is None or len(below) > 1:
        return False
    return below[0] not in known["url"] if below else bool(address.query)
